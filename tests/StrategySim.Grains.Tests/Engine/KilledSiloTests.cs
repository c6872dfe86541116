using StrategySim.Experiments.Runs;
using StrategySim.Grains.Tests.Support;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;

namespace StrategySim.Grains.Tests.Engine;

/// <summary>A silo that goes away in the middle of a run costs time, and no bit.</summary>
public sealed class KilledSiloTests
{
    [Theory]
    [InlineData(RunExecution.Actors)]
    [InlineData(RunExecution.Batch)]
    public async Task ARunOnTwoSilos_EndsWithTheSameBits_WhenOneIsKilled(RunExecution execution)
    {
        await using TestCluster cluster = await TestCluster.StartAsync(2);
        await using RunHost host = await cluster.HostAsync();
        // Long enough to be in the middle of it for a second or more.
        int replications = execution == RunExecution.Actors ? 40 : 1000;
        Scenario scenario = ScenarioText.Read(ScenarioText.Path("{ initial: 0, drift: 1/500, max: 3 }", ruleA: "reputation-reader", ruleB: "random", horizon: 1500)).WithRun(11, replications);
        var expected = new ResultsHash();
        CompiledScenario compiled = CompiledScenario.Compile(scenario);
        var units = new string[replications];
        Parallel.For(0, replications, r => units[r] = UnitPlayer.Play(compiled, 11, r, default).TrajectoryHash);
        foreach (string unit in units) expected.Add(unit);

        string id = await host.StartRunAsync(new RunRequest(scenario, Execution: execution));
        await foreach (RunProgress progress in host.Runs.WatchAsync(id, TestContext.Current.CancellationToken))
        {
            if (progress.UnitsDone > replications / 10) break;
        }

        await cluster.Orleans.KillSiloAsync(cluster.Orleans.Silos[1]);
        Assert.Equal(RunStatus.Running, (await host.Runs.FindAsync(id, default))!.Run.Status);

        RunRecord run = await host.FinishAsync(id);
        Assert.True(run.Status == RunStatus.Completed, run.Error);
        Assert.Equal(expected.Finish(), run.ResultsHash);
    }
}
