using Orleans.Runtime;
using StrategySim.Experiments.Runs;
using StrategySim.Grains.Tests.Support;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Grains.Tests.Engine;

/// <summary>Actors and units are spread over the silos.</summary>
public sealed class PlacementTests
{
    [Fact]
    public async Task ThreeSilos_AllHaveActorsAndWorkers()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(3);
        await using RunHost host = await cluster.HostAsync();
        await host.PlayAsync(new RunRequest(SmallScenarios.Tiny(40), Execution: RunExecution.Actors));
        await host.PlayAsync(new RunRequest(SmallScenarios.Tiny(2000)));

        DetailedGrainStatistic[] grains = await cluster.Orleans.Client.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        foreach ((string kind, int least, int most) in new[] { ("StateActor", 15, 40), ("UnitWorker", 2, 2) })
        {
            int[] perSilo = [.. cluster.Orleans.Silos.Select(silo => grains.Count(g => g.SiloAddress.Equals(silo.SiloAddress) && g.GrainType.Contains(kind, StringComparison.OrdinalIgnoreCase)))];
            Assert.All(perSilo, count => Assert.InRange(count, least, most));
        }
    }
}
