using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;
using StrategySim.Testing;

namespace StrategySim.Simulation.Tests.Play;

public sealed class ReputationTests
{
    private static string Chicken(string extra, string ruleA = "defector", string ruleB = "cooperator", int horizon = 8, string g = "4", string h = "1") => $$"""
        schema: strategysim/scenario/v1
        id: names
        status: stylised
        time: { horizon: {{horizon}}, discountFactor: 0 }
        actors: { A: First, B: Second, C: Third }
        games:
          one:
            form: table
            players: { A: A, B: B }
            strategies: { A: [H, Y], B: [H, Y] }
            cooperate: Y
            payoffs:
              H/H: { A: -{{h}}, B: -{{h}} }
              H/Y: { A: {{g}}, B: 0 }
              Y/H: { A: 0, B: {{g}} }
              Y/Y: { A: 3, B: 3 }
            rules: { A: {{ruleA}}, B: {{ruleB}} }
          two:
            form: named
            game: chicken
            players: { A: B, B: C }
            rules: { B: defector, C: cooperator }
        {{extra}}
        """;

    private static bool[] Labels(string yaml, int seat = 1) =>
        [.. ScenarioText.Rounds(ScenarioText.Compile(yaml)).Select(r => r.Games[0].Seats[seat].Labelled)];

    // g = T − R, h = S − P; the threshold is g/(g+h) and the label bites at the first n with n + 2 > 1/threshold.
    [Theory]
    [InlineData("4", "3", 3)] // 1/4: after 3 concessions, b = 1/5
    [InlineData("4", "1", 1)] // 1/2: after 1 concession, b = 1/3 (at once b = 1/2 is not below 1/2)
    [InlineData("5", "1", 0)] // 2/3: at once
    [InlineData("5", "4", 2)] // 1/3: after 2 concessions, b = 1/4 (after 1, b = 1/3 is not below)
    public void Label_BitesAtTheRoundWorkedOutByHand(string t, string clash, int concessions)
    {
        bool[] labels = Labels(Chicken("", g: t, h: clash));
        Assert.Equal(concessions, Array.IndexOf(labels, true));
        Assert.All(labels.Skip(concessions), Assert.True);
    }

    [Fact]
    public void Belief_IsTheBetaMean_WithForgetting()
    {
        IReadOnlyList<RoundRecord> rounds = ScenarioText.Rounds(ScenarioText.Compile(Chicken("reputation: { prior: [1, 2], memory: 1/2 }", horizon: 3)));
        // B concedes: seen sums 1, 3/2, 7/4, held 0: b = 1/(3 + m).
        double[] expected = [1 / 4.0, 1 / 4.5, 1 / 4.75];
        Assert.Equal(expected, rounds.Select(r => r.Games[0].Seats[1].FirmBelief!.Value), (a, b) => Math.Abs(a - b) < 1e-15);
        // A holds: b = (1 + m)/(3 + m).
        double[] firm = [2 / 4.0, 2.5 / 4.5, 2.75 / 4.75];
        Assert.Equal(firm, rounds.Select(r => r.Games[0].Seats[0].FirmBelief!.Value), (a, b) => Math.Abs(a - b) < 1e-15);
    }

    [Fact]
    public void Forgetting_RoundsHalfEvenToTheQuantum()
    {
        // λ = 1/2, quantum 1: 1 → round(1/2) + 1 = 0 + 1 (half to even), so the weight never passes 1.
        IReadOnlyList<RoundRecord> rounds = ScenarioText.Rounds(ScenarioText.Compile(Chicken("reputation: { memory: 1/2 }\nrun: { quantum: 1 }", horizon: 5)));
        Assert.All(rounds, r => Assert.Equal(1 / 3.0, r.Games[0].Seats[1].FirmBelief!.Value, 15));
    }

    [Fact]
    public void Scope_SaysWhoseConductCounts()
    {
        // B concedes in game one and holds in game two.
        double Belief(string scope) => ScenarioText.Rounds(ScenarioText.Compile(Chicken($"reputation: {{ scope: {scope} }}", horizon: 1)))[0].Games[0].Seats[1].FirmBelief!.Value;
        Assert.Equal(1 / 3.0, Belief("pair"), 15);
        Assert.Equal(2 / 4.0, Belief("general"), 15);
        Assert.Equal(1 / 2.0, Belief("off"), 15);
    }

    [Fact]
    public void ReputationReader_PressesOnceTheNameIsBelowItsThreshold()
    {
        // Threshold 1/4 (T = 4, P = −3): A yields while b ≥ 1/4, that is in rounds 1 to 3, and presses from round 4 on.
        IReadOnlyList<RoundRecord> rounds = ScenarioText.Rounds(ScenarioText.Compile(Chicken("", ruleA: "reputation-reader", h: "3")));
        Assert.Equal("YYYHHHHH", string.Concat(rounds.Select(r => r.Games[0].Seats[0].Executed)));
    }

    [Fact]
    public void Feedback_MakesConcedingDearer_WhileTheLabelLasts()
    {
        CompiledScenario with = ScenarioText.Compile(Chicken("reputation: { feedsBack: { cost: 1/2 } }"));
        IReadOnlyList<RoundRecord> rounds = ScenarioText.Rounds(with);
        // Labelled from round 2 on (threshold 1/2): conceding pays 0 in round 1, −1/2 later.
        Assert.Equal(["0", "-1/2", "-1/2"], rounds.Take(3).Select(r => r.Games[0].Seats[1].Payoff.ToString()));
        Assert.Equal([false, true, true], rounds.Take(3).Select(r => r.Games[0].Seats[1].Labelled));
    }

    [Fact]
    public void Feedback_ThatTurnsTheGame_IsNamedAsTheCause()
    {
        // With cost 2 the labelled B has S − P = 0 − 2 + 1 < 0: it no longer prefers conceding to a clash.
        CompiledScenario scenario = ScenarioText.Compile(Chicken("reputation: { feedsBack: { cost: 2 } }"));
        GameTypeHistory history = GameTypeHistory.Of(scenario, 0, 0, InterventionLog.Empty, CancellationToken.None)[0];
        Assert.Equal("chicken", history.Phases[0].Type!.FamilyName);
        GamePhase second = history.Phases[1];
        Assert.Equal((2, "blackmail", 1), (second.From, second.Type!.FamilyName, second.Type.By));
        Assert.Equal(ChangeCause.Reputation, second.Change!.Cause);
    }
}
