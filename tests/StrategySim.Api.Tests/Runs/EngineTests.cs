using System.Text.Json.Nodes;
using StrategySim.Api.Hosting;
using StrategySim.Api.Tests.Hosting;
using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;
using StrategySim.Testing;

namespace StrategySim.Api.Tests.Runs;

/// <summary>Every engine of this build serves the same runs with the same results.</summary>
public sealed class EngineTests
{
    public static TheoryData<string> Engines => [.. RunEngines.Names];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task AnEngine_PlaysStepsAndTakesInterventions_ToTheResultsOfAnyOther(string engine)
    {
        await using Service service = await Service.StartAsync(settings => settings.Engine = engine);
        Assert.Equal(engine, (string)(await service.GetAsync("/about")).Require(200)["engine"]!);
        Assert.Equal("ready", (string)(await service.GetAsync("//health/ready")).Require(200)["status"]!);

        string batch = await service.RunAsync(new JsonObject { ["scenario"] = "coordination-to-chicken", ["replications"] = 20 });
        Assert.Equal(engine, (string)(await service.GetAsync($"/runs/{batch}/manifest")).Require(200)["environment"]["engine"]!);
        Assert.Equal(Expected(20, InterventionLog.Empty), (string)(await service.GetAsync($"/runs/{batch}")).Require(200)["resultsHash"]!);

        string actors = await service.StartActorsAsync("coordination-to-chicken", 2);
        Assert.Equal("paused 0:30", (await service.ControlAsync(actors, "step", """{"rounds":30}""")).Require(200).Standing());
        (await service.ControlAsync(actors, "intervene", """{"address":"/states/stress","value":"5/2"}""")).Require(200);
        (await service.ControlAsync(actors, "intervene", """{"address":"/games/us-china/actions/CN","action":"hold","round":5,"replication":1}""")).Require(200);
        Answer end = await service.FinishAsync(actors);
        Assert.Equal(2, end["interventions"].AsArray().Count);
        var log = new InterventionLog([new(0, 31, "/states/stress", "5/2"), new(1, 5, "/games/us-china/actions/CN", "hold")]);
        Assert.Equal(Expected(2, log), (string)end["resultsHash"]!);
    }

    [Fact]
    public void TheDefaultEngine_IsTheFirstOfThisBuild() => Assert.Equal(RunEngines.Names[0], new StrategySimSettings().Engine);

    [Fact]
    public void AnEngineThatThisBuildLacks_IsRefused_AndThoseItHasAreNamed()
    {
        var refused = Assert.Throws<InvalidInputException>(() => StrategySimHost.Build(settings => settings.Engine = "steam"));
        Assert.Contains(string.Join(" or ", RunEngines.Names), Assert.Single(refused.Faults).Expected, StringComparison.Ordinal);
    }

    private static string Expected(int replications, InterventionLog log)
    {
        CompiledScenario scenario = ScenarioText.Compile(File.ReadAllText(Repository.Path("configs", "scenarios", "coordination-to-chicken.yaml")));
        using var hash = new ResultsHash();
        for (int r = 0; r < replications; r++) hash.Add(UnitPlayer.Play(scenario, scenario.Scenario.Run.Seed, r, log, CancellationToken.None).TrajectoryHash);
        return hash.Finish();
    }
}
