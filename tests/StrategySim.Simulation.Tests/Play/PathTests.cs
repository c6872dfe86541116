using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;

namespace StrategySim.Simulation.Tests.Play;

/// <summary>The path in s from coordination through blackmail to chicken, worked out by hand: thresholds at s = 1 and s = 2.</summary>
public sealed class PathTests
{
    private static CompiledScenario Shipped() => CompiledScenario.Compile(
        ScenarioReader.Read(File.ReadAllText(Repository.Path("configs", "scenarios", "coordination-to-chicken.yaml")), DocumentFormat.Yaml).Require());

    [Fact]
    public void ShippedPath_MeetsItsThresholdsExactly()
    {
        GameTypeHistory history = Assert.Single(GameTypeHistory.Of(Shipped(), 0, 0, InterventionLog.Empty, CancellationToken.None));
        // s = (t − 1)/20: s = 1 in round 21, s = 2 in round 41.
        Assert.Equal(
            [(1, 20, "coordination"), (21, 21, "threshold"), (22, 40, "blackmail"), (41, 41, "threshold"), (42, 61, "chicken")],
            MergeMixed(history));
        Assert.Equal(["h.US"], history.Phases[1].Type!.Thresholds("US", "CN"));
        Assert.All(history.Phases.Skip(1), p => Assert.Equal(ChangeCause.OwnMotion, p.Change!.Cause));
    }

    // Chicken needs R > S for both sides; B has it from s = 5/3, A from s = 1, so on (2, 3] both are of chicken's order.
    private static IEnumerable<(int, int, string)> MergeMixed(GameTypeHistory history) =>
        history.Phases.Select(p => (p.From, p.To, p.Type!.FamilyName));

    [Theory]
    [InlineData(1, "4,2,3,1", "4,2,3,1", "coordination", null)]
    [InlineData(11, "4,2,5/2,3/2", "4,2,3,1", "coordination", null)]
    [InlineData(21, "4,2,2,2", "4,2,3,1", "threshold", null)]
    [InlineData(31, "4,2,3/2,5/2", "4,2,9/4,1", "blackmail", "bully")]
    [InlineData(41, "4,2,1,1", "4,2,3/2,-1", "threshold", null)]
    [InlineData(51, "4,2,1/2,-1/2", "4,2,3/4,-3", "chicken", null)]
    [InlineData(61, "4,2,0,-2", "4,2,0,-5", "chicken", null)]
    public void ShippedPath_HasThePrintedTables(int round, string a, string b, string family, string? variant)
    {
        var stepper = new UnitStepper(Shipped(), 0, 0);
        while (stepper.Round < round) Assert.True(stepper.Step());
        StageTable table = stepper.State.Games[0].Table;
        Assert.Equal(a, Trsp(table, 0));
        Assert.Equal(b, Trsp(table, 1));
        Assert.Equal(family, table.Type!.FamilyName);
        if (family != "threshold") Assert.Equal(variant, table.Type.Variant);
        if (family == "blackmail") Assert.Equal(0, table.Type.By);
    }

    private static string Trsp(StageTable table, int player)
    {
        // Cells HH, HY, YH, YY; T is own H against Y, S is own Y against H.
        int t = player == 0 ? 1 : 2, s = player == 0 ? 2 : 1;
        return $"{table.Payoff(t, player)},{table.Payoff(3, player)},{table.Payoff(s, player)},{table.Payoff(0, player)}";
    }

    [Fact]
    public void AlongThePath_RiskDominanceSelectsTheFirstMoversScheme()
    {
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Path(
            ruleA: "{ use: equilibrium, select: risk-dominant, else: defector }",
            ruleB: "{ use: equilibrium, select: risk-dominant, else: cooperator }"));
        IReadOnlyList<RoundRecord> rounds = ScenarioText.Rounds(scenario);
        // At s = 0 the game is symmetric, neither scheme is risk dominant and both mix; from then on A holds and B yields.
        Assert.All(rounds.Skip(1), r => Assert.Equal(("hold", "yield"), (r.Games[0].Seats[0].Executed, r.Games[0].Seats[1].Executed)));
        Assert.Equal([21, 41], rounds.Where(r => r.Games[0].Seats[0].FellBack).Select(r => r.Round));
        Assert.All(rounds, r => Assert.Equal(r.Games[0].Seats[0].FellBack, r.Games[0].Family == GameFamily.Threshold.Name()));
    }
}
