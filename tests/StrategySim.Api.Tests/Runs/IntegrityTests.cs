using Microsoft.Extensions.DependencyInjection;
using StrategySim.Api.Tests.Hosting;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Api.Tests.Runs;

/// <summary>Runs whose store does not agree with what this program plays.</summary>
public sealed class IntegrityTests
{
    [Fact]
    public async Task ARunOfAnotherModelVersion_IsRefusedByName()
    {
        await using Service service = await StartIdleAsync();
        RunRecord run = await KeepAsync(service, SimulationModel.Version + 1, unit => unit);
        foreach (string part in new[] { "trajectory", "game-types", "equilibria", "manifest" })
        {
            Answer answer = await service.GetAsync($"/runs/{run.Id}/{part}");
            Assert.Empty(answer.Faults(409));
            Assert.Contains($"model version {SimulationModel.Version + 1}", (string)answer["detail"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AStoredUnitThatIsNotWhatIsPlayed_IsAnIntegrityError_NeverAnAnswer()
    {
        await using Service service = await StartIdleAsync();
        RunRecord run = await KeepAsync(service, SimulationModel.Version, unit => unit with { TrajectoryHash = new string('0', 64) });
        Answer answer = await service.GetAsync($"/runs/{run.Id}/trajectory");
        Assert.Empty(answer.Faults(500));
        Assert.Contains(run.Id, (string)answer["detail"]!, StringComparison.Ordinal);
        Assert.Contains("0000000000", (string)answer["detail"]!, StringComparison.Ordinal);
    }

    /// <summary>A service that plays only what is asked of it, so that runs put into its store stay as they are.</summary>
    private static Task<Service> StartIdleAsync() =>
        Service.StartAsync(configure: builder => builder.Services.Configure<RunOptions>(options => options.TakeOverOrphans = false));

    private static async Task<RunRecord> KeepAsync(Service service, int modelVersion, Func<UnitSummary, UnitSummary> change)
    {
        Scenario scenario = SmallScenarios.Tiny(replications: 1);
        var store = service.App.Services.GetRequiredService<IExperimentStore>();
        var run = new RunRecord
        {
            Id = $"run-{modelVersion}",
            Status = RunStatus.Queued,
            Execution = RunExecution.Batch,
            ScenarioId = scenario.Id,
            ScenarioTitle = scenario.Title,
            ScenarioHash = scenario.Hash,
            ScenarioJson = scenario.ToCanonicalJson(),
            PointId = scenario.PointId,
            ModelVersion = modelVersion,
            Seed = scenario.Run.Seed,
            Replications = 1,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        await store.AddRunAsync(run, null, "", CancellationToken.None);
        UnitSummary played = UnitPlayer.Play(CompiledScenario.Compile(scenario), run.Seed, 0, CancellationToken.None);
        await store.SaveUnitsAsync([(new UnitKey(modelVersion, run.PointId, run.Seed, 0, ""), change(played))], CancellationToken.None);
        return run;
    }
}
