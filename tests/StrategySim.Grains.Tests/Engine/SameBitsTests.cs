using Microsoft.Extensions.Options;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Runs;
using StrategySim.Grains.Tests.Support;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Grains.Tests.Engine;

/// <summary>Whoever plays a scenario, and however, gets the same bits.</summary>
public sealed class SameBitsTests
{
    private static readonly ulong[] Seeds = [0, 20261121, ulong.MaxValue];

    public static TheoryData<int> Silos => [1, 3];

    [Theory]
    [MemberData(nameof(Silos))]
    public async Task EveryShippedScenario_OnBothEngines_InBothExecutions(int silos)
    {
        await using TestCluster cluster = await TestCluster.StartAsync(silos);
        await using RunHost orleans = await cluster.HostAsync();
        await using RunHost local = await cluster.HostAsync(new LocalEngine(Options.Create(new LocalEngineOptions())));
        foreach (string path in Directory.GetFiles(Repository.Path("configs", "scenarios"), "*.yaml").Order(StringComparer.Ordinal))
        {
            Scenario scenario = ScenarioReader.Read(await File.ReadAllTextAsync(path), DocumentFormat.Yaml).Require();
            CompiledScenario compiled = CompiledScenario.Compile(scenario);
            foreach (ulong seed in Seeds)
            {
                var expected = new ResultsHash();
                for (int r = 0; r < 2; r++) expected.Add(UnitPlayer.Play(compiled, seed, r, default).TrajectoryHash);
                string hash = expected.Finish();
                foreach (RunHost host in new[] { local, orleans })
                {
                    foreach (RunExecution execution in Enum.GetValues<RunExecution>())
                    {
                        RunRecord run = await host.PlayAsync(new RunRequest(scenario, seed, 2, execution));
                        Assert.True(run.ResultsHash == hash, $"{scenario.Id}, seed {seed}, {execution} on {run.Environment!.Engine}: {run.Status} {run.Error} {run.ResultsHash}");
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Silos))]
    public async Task WithPausesStepsAndInterventions(int silos)
    {
        await using TestCluster cluster = await TestCluster.StartAsync(silos);
        await using RunHost orleans = await cluster.HostAsync();
        await using RunHost local = await cluster.HostAsync(new LocalEngine(Options.Create(new LocalEngineOptions())));
        Scenario scenario = ScenarioReader.Read(await File.ReadAllTextAsync(Repository.Path("configs", "scenarios", "us-china-rare-earths.yaml")), DocumentFormat.Yaml).Require();
        GameSpecification game = scenario.Games.Values.First();
        StateVariable state = scenario.States.Values.First();
        foreach (ulong seed in Seeds)
        {
            RunRecord there = await ScriptAsync(orleans, scenario, seed, game, state), here = await ScriptAsync(local, scenario, seed, game, state);
            Assert.Equal((RunStatus.Completed, here.ResultsHash), (there.Status, there.ResultsHash));
            Assert.Equal(here.Interventions, there.Interventions);
            CompiledScenario compiled = CompiledScenario.Compile(scenario.WithRun(seed, 3));
            var expected = new ResultsHash();
            for (int r = 0; r < 3; r++) expected.Add(UnitPlayer.Play(compiled, seed, r, there.Interventions, default).TrajectoryHash);
            Assert.Equal(expected.Finish(), there.ResultsHash);
            var plain = new ResultsHash();
            for (int r = 0; r < 3; r++) plain.Add(UnitPlayer.Play(compiled, seed, r, default).TrajectoryHash);
            Assert.NotEqual(plain.Finish(), there.ResultsHash);
        }
    }

    [Theory]
    [MemberData(nameof(Silos))]
    public async Task UnitsOfAnyLength_AndSeveralGamesOfOneActor(int silos)
    {
        await using TestCluster cluster = await TestCluster.StartAsync(silos);
        await using RunHost orleans = await cluster.HostAsync();
        foreach (Scenario scenario in new[] { SmallScenarios.Tiny(100), SmallScenarios.RandomLength(100) })
        {
            CompiledScenario compiled = CompiledScenario.Compile(scenario);
            var expected = new ResultsHash();
            for (int r = 0; r < 100; r++) expected.Add(UnitPlayer.Play(compiled, 7, r, default).TrajectoryHash);
            Assert.Equal(expected.Finish(), (await orleans.PlayAsync(new RunRequest(scenario, Execution: RunExecution.Actors))).ResultsHash);
        }
    }

    private static async Task<RunRecord> ScriptAsync(RunHost host, Scenario scenario, ulong seed, GameSpecification game, StateVariable state)
    {
        string id = await host.StartRunAsync(new RunRequest(scenario, seed, 3, RunExecution.Actors, StartPaused: true));
        await DoneAsync(host.Runs.StepAsync(id, 7, default));
        string value = state.Maximum is { } high ? high.Evaluate(name => scenario.Parameters[name].Value).ToString() : "1";
        await DoneAsync(host.Runs.InterveneAsync(id, new InterventionRequest("/states/" + state.Name, value, null), default));
        await DoneAsync(host.Runs.StepAsync(id, 1, default));
        await DoneAsync(host.Runs.StepAsync(id, scenario.Time.Horizon, default));
        await DoneAsync(host.Runs.InterveneAsync(id, new InterventionRequest($"/games/{game.Id}/actions/{game.Players[1]}", null, game.Strategies[1][0]), default));
        await DoneAsync(host.Runs.ResumeAsync(id, default));
        // It may have ended before the pause comes; then there is nothing to resume.
        if ((await host.Runs.PauseAsync(id, default)).Progress!.Run.Status == RunStatus.Paused) await DoneAsync(host.Runs.ResumeAsync(id, default));
        return await host.FinishAsync(id);
    }

    private static async Task DoneAsync(Task<ControlResult> call)
    {
        ControlResult result = await call;
        Assert.True(result.Outcome == ControlOutcome.Done, $"{result.Outcome}: {result.Progress?.Run.Status} {result.Progress?.Run.Error}");
    }
}
