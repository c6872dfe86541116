using StrategySim.Simulation.Play;
using StrategySim.Testing;

namespace StrategySim.Simulation.Tests.Rules;

public sealed class EquilibriumRuleTests
{
    // Asymmetric coordination with the second strategy yielding: A (5, 2, 3, 1), B (3, 1, 2, 0) for T, R, S, P.
    private static readonly string[] A = ["2", "3", "5", "1"], B = ["1", "3", "2", "0"];

    private static string Rule(string select) => $"{{ use: equilibrium, select: \"{select}\", else: cooperator }}";

    private static string Played(string ruleA, string ruleB, string moves = "simultaneous") =>
        string.Concat(ScenarioText.Rounds(ScenarioText.Compile(ScenarioText.Match(A, B, ruleA, ruleB, 1, moves: moves)))[0].Games[0].Seats.Select(s => s.Executed));

    [Fact]
    public void Selectors_PickTheEquilibriumTheyName()
    {
        // C yields and D holds here. (H,Y) pays A 5 and B 2; (Y,H) pays 3 and 3; (H,Y) is risk dominant, 6 against 4.
        Assert.Equal("DC", Played(Rule("risk-dominant"), Rule("risk-dominant")));
        Assert.Equal("DC", Played(Rule("favours:R"), Rule("favours:R")));
        Assert.Equal("CD", Played(Rule("favours:K"), Rule("favours:K")));
        // The list in descending order of profiles: (C,D), the mixed one, (D,C).
        Assert.Equal("CD", Played(Rule("0"), Rule("0")));
        Assert.Equal("DC", Played(Rule("2"), Rule("2")));
    }

    [Fact]
    public void PastTheEndOfTheList_TheFallbackDecides()
    {
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Match(A, B, Rule("3"), Rule("0"), 5));
        Assert.All(ScenarioText.Rounds(scenario), r => Assert.True(r.Games[0].Seats[0].FellBack && r.Games[0].Seats[0].Executed == "C"));
    }

    [Fact]
    public void Mixed_PlaysItsProbabilities()
    {
        // p = g_B/(g_B + h_B) = 2/(2 + 2) for A, q = g_A/(g_A + h_A) = 3/(3 + 2) for B.
        IReadOnlyList<RoundRecord> rounds = ScenarioText.Rounds(ScenarioText.Compile(ScenarioText.Match(A, B, Rule("mixed"), Rule("mixed"), 20_000)), 4);
        double p = rounds.Count(r => r.Games[0].Seats[0].Executed == "D") / 20_000.0, q = rounds.Count(r => r.Games[0].Seats[1].Executed == "D") / 20_000.0;
        // Five standard errors of a proportion of 20,000.
        Assert.Equal(0.5, p, 0.0177);
        Assert.Equal(0.6, q, 0.0174);
        // Their draws are independent: the share of clashes is pq.
        Assert.Equal(0.3, rounds.Count(r => r.Games[0].Seats.All(s => s.Executed == "D")) / 20_000.0, 0.0163);
    }

    [Fact]
    public void WithAFirstMover_TheGameIsSolvedBackwards()
    {
        Assert.Equal("DC", Played(Rule("favours:K"), Rule("favours:K"), "{ first: R }"));
        Assert.Equal("CD", Played(Rule("favours:R"), Rule("favours:R"), "{ first: K }"));
    }

    [Fact]
    public void GamesWithoutTheLabelsOfYielding_AreSolvedAsWell()
    {
        string yaml = ScenarioText.Match(A, B, Rule("risk-dominant").Replace("cooperator", "random", StringComparison.Ordinal), Rule("favours:R").Replace("cooperator", "random", StringComparison.Ordinal), 3)
            .Replace("cooperate: C", "note: no labels", StringComparison.Ordinal);
        Assert.All(ScenarioText.Rounds(ScenarioText.Compile(yaml)), r => Assert.Equal(("D", "C"), (r.Games[0].Seats[0].Executed, r.Games[0].Seats[1].Executed)));
    }
}
