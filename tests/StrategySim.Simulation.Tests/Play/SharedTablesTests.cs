using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;
using StrategySim.Testing;

namespace StrategySim.Simulation.Tests.Play;

public sealed class SharedTablesTests
{
    private const string Shocks = """
        shocks:
          jolt: { process: poisson, rate: 1/20, target: s, size: { exponential: 1/2 }, halfLife: 4 }
        run: { seed: 3 }
        """;

    [Fact]
    public void UnitsThatShareTables_AreThoseThatDeriveThemAlone()
    {
        string text = ScenarioText.Path(extra: Shocks, ruleA: "{ use: equilibrium, select: risk-dominant, else: myopic-best-reply }", ruleB: "reputation-reader", horizon: 200);
        CompiledScenario together = ScenarioText.Compile(text);
        var log = new InterventionLog([new Intervention(5, 20, "/states/s", "3/2"), new Intervention(6, 30, "/games/rivalry/actions/A", "yield")]);
        for (int replication = 0; replication < 12; replication++)
        {
            UnitSummary alone = UnitPlayer.Play(ScenarioText.Compile(text), 3, replication, log, default);
            UnitSummary shared = UnitPlayer.Play(together, 3, replication, log, default);
            Assert.Equal(alone.TrajectoryHash, shared.TrajectoryHash);
            Assert.Equal(alone.Values, shared.Values);
        }
    }

    [Fact]
    public void TheTablesOfTheSecondUnit_ServeTheThird_WhereTheValuesAreTheSame()
    {
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Path());
        StageTable[] first = Tables(scenario, InterventionLog.Empty), second = Tables(scenario, InterventionLog.Empty), third = Tables(scenario, InterventionLog.Empty);
        // Whoever read the scenario has asked for the table of round 1 already; the other rounds fill one of the unit's own.
        Assert.Equal([first[0], first[1]], first.Distinct());
        Assert.Equal(first[0], second[0]);
        Assert.Equal(61, second.Distinct().Count());
        Assert.Equal(second, third);

        // From round 31 on the state is another one.
        StageTable[] intervened = Tables(scenario, new InterventionLog([new Intervention(0, 31, "/states/s", "5/2")]));
        Assert.Equal(second.Take(30), intervened.Take(30));
        Assert.Empty(second.Intersect(intervened.Skip(30)));
        Assert.NotEqual(second[30].Payoff(0, 0), intervened[30].Payoff(0, 0));
    }

    [Fact]
    public void AUnitLikeNoOther_LeavesTheTablesToThoseThatAreAlike()
    {
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Path());
        InterventionLog Unlike(string state) => new([new Intervention(0, 31, "/states/s", state)]);
        StageTable[][] unlike = [Tables(scenario, Unlike("5/2")), Tables(scenario, Unlike("9/4"))];
        Tables(scenario, InterventionLog.Empty);
        StageTable[] second = Tables(scenario, InterventionLog.Empty), third = Tables(scenario, InterventionLog.Empty);
        Assert.Equal(second, third);
        Assert.Equal(unlike[1].Take(30), second.Take(30));
        Assert.Empty(unlike.SelectMany(tables => tables.Skip(30)).Intersect(second));
    }

    [Fact]
    public void TablesOfLateRounds_AreNotKept()
    {
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Path("{ initial: 0, drift: 1/500, max: 3 }", horizon: 1000));
        Tables(scenario, InterventionLog.Empty);
        StageTable[] second = Tables(scenario, InterventionLog.Empty), third = Tables(scenario, InterventionLog.Empty);
        // 1024 payoffs in all, eight of them a table.
        Assert.Equal(128, second.Intersect(third).Count());
        Assert.Equal(129, third.Distinct().Count());
    }

    private static StageTable[] Tables(CompiledScenario scenario, InterventionLog log)
    {
        var stepper = new UnitStepper(scenario, 0, 0, log);
        var tables = new List<StageTable>();
        while (stepper.Step()) tables.Add(stepper.State.Games[0].Table);
        return [.. tables];
    }
}
