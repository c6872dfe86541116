using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;

namespace StrategySim.Simulation.Tests.Play;

public sealed class UnitTests
{
    private static readonly string[] Row = ["3", "0", "5", "1"], Column = ["3", "5", "0", "1"];

    private static double Outcome(CompiledScenario scenario, UnitSummary summary, string actor, string outcome, string game = "match")
    {
        int index = scenario.Layout.IndexOf(new OutcomeKey(actor, game, outcome));
        Assert.True(index >= 0, outcome);
        return summary.Values[index];
    }

    [Fact]
    public void Outcomes_AreWhatTheyAreDefinedToBe()
    {
        // Tit for tat against the defector: C/D once, then D/D.
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Match(Row, Column, "tit-for-tat", "defector", 4));
        UnitSummary summary = UnitPlayer.Play(scenario, 0, 0, CancellationToken.None);
        double Of(string actor, string outcome) => Outcome(scenario, summary, actor, outcome);
        Assert.Equal(3, Of("R", "payoffTotal"));
        Assert.Equal(0.75, Of("R", "payoffMean"));
        Assert.Equal(8, Of("K", "payoffTotal"));
        // (1 − 0.9)(5 + 0.9 + 0.81 + 0.729)
        Assert.Equal(0.1 * (5 + 0.9 + 0.81 + 0.729), Of("K", "payoffDiscounted"), 12);
        Assert.Equal(0.25, Of("R", "concessionRate"));
        Assert.Equal(0, Of("K", "concessionRate"));
        Assert.Equal(0.75, Of("R", "clashRate"));
        Assert.Equal(0, Of("R", "compromiseRate"));
        Assert.Equal(0.25, Of("R", "agreementRate"));
        Assert.Equal(11 / 4.0, Of("*", "jointSurplus"));
        Assert.Equal(1, Of("*", "share:confrontation"));
        Assert.Equal(0, Of("*", "gameTypeChanges"));
        Assert.Equal(4, Outcome(scenario, summary, "*", "rounds", "*"));
        Assert.Equal(3, Outcome(scenario, summary, "R", "payoffTotal", "*"));
    }

    [Fact]
    public void SameInputs_GiveTheSameBits_AndOtherSeedsOthers()
    {
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Match(Row, Column, "random", "tit-for-tat", 50, noise: "1/20"));
        UnitSummary a = UnitPlayer.Play(scenario, 9, 4, CancellationToken.None), b = UnitPlayer.Play(scenario, 9, 4, CancellationToken.None);
        Assert.Equal(a.TrajectoryHash, b.TrajectoryHash);
        Assert.Equal(a.Values, b.Values);
        Assert.NotEqual(a.TrajectoryHash, UnitPlayer.Play(scenario, 9, 5, CancellationToken.None).TrajectoryHash);
        Assert.NotEqual(a.TrajectoryHash, UnitPlayer.Play(scenario, 10, 4, CancellationToken.None).TrajectoryHash);
        Assert.NotEqual(a.TrajectoryHash, UnitPlayer.Play(scenario, 0, 4, CancellationToken.None).TrajectoryHash);
    }

    [Fact]
    public void ThreadsShareACompiledScenario_WithoutChangingAnyBit()
    {
        string text = File.ReadAllText(Repository.Path("configs", "scenarios", "us-china-rare-earths.yaml"));
        Scenario scenario = ScenarioReader.Read(text, DocumentFormat.Yaml).Require();
        CompiledScenario alone = CompiledScenario.Compile(scenario), shared = CompiledScenario.Compile(scenario);
        string[] expected = [.. Enumerable.Range(0, 40).Select(i => UnitPlayer.Play(alone, 1, i, CancellationToken.None).TrajectoryHash)];
        var actual = new string[40];
        Parallel.For(0, 40, i => actual[39 - i] = UnitPlayer.Play(shared, 1, 39 - i, CancellationToken.None).TrajectoryHash);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void TheOrderOfGamesInTheDocument_ChangesNothing()
    {
        string text = File.ReadAllText(Repository.Path("configs", "scenarios", "chicken.yaml"));
        Scenario scenario = ScenarioReader.Read(text, DocumentFormat.Yaml).Require();
        Scenario sorted = ScenarioReader.Read(scenario.ToCanonicalJson(), DocumentFormat.Json).Require();
        Assert.Equal(
            UnitPlayer.Play(CompiledScenario.Compile(scenario), 1, 0, CancellationToken.None).TrajectoryHash,
            UnitPlayer.Play(CompiledScenario.Compile(sorted), 1, 0, CancellationToken.None).TrajectoryHash);
    }

    [Fact]
    public void ASecondMover_SeesTheExecutedActionOfThisRound()
    {
        // The column player's best reply in matching pennies style: it wants to differ and sees the first move, slips included.
        string yaml = ScenarioText.Match(["1", "-1", "-1", "1"], ["-1", "1", "1", "-1"], "random", "myopic-best-reply", 40, noise: "1/5", moves: "{ first: R }");
        foreach (RoundRecord round in ScenarioText.Rounds(ScenarioText.Compile(yaml), 2))
        {
            Assert.NotEqual(round.Games[0].Seats[0].Executed, round.Games[0].Seats[1].Intended);
        }
    }

    [Fact]
    public void Noise_SlipsAtItsRate_AndExecutedActionsAreRemembered()
    {
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Match(Row, Column, "cooperator", "tit-for-tat", 20_000, noise: "1/10"));
        IReadOnlyList<RoundRecord> rounds = ScenarioText.Rounds(scenario, 1);
        int slips = rounds.Count(r => r.Games[0].Seats[0].Executed != "C");
        // Binomial(20000, 1/10): deviation 42.4; five of them.
        Assert.InRange(slips, 1788, 2212);
        for (int t = 1; t < 200; t++) Assert.Equal(rounds[t - 1].Games[0].Seats[0].Executed, rounds[t].Games[0].Seats[1].Intended);
    }

    [Fact]
    public void Continuation_EndsPlayAtItsRate_AndTheHorizonCaps()
    {
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Match(Row, Column, "cooperator", "cooperator", 1000, noise: "0, continuation: 9/10"));
        double[] lengths = [.. Enumerable.Range(0, 2000).Select(i => (double)UnitPlayer.Play(scenario, 6, i, CancellationToken.None).Rounds)];
        // Geometric with mean 10 and deviation √90; five standard errors.
        Assert.Equal(10, lengths.Average(), 5 * Math.Sqrt(90 / 2000.0));
        CompiledScenario once = ScenarioText.Compile(ScenarioText.Match(Row, Column, "cooperator", "cooperator", 1000, noise: "0, continuation: 0"));
        Assert.Equal(1, UnitPlayer.Play(once, 0, 0, CancellationToken.None).Rounds);
    }

    [Fact]
    public void ThreePlayersWithThreeStrategies_CanBePlayed()
    {
        string[] s = ["a", "b", "c"];
        var cells = from x in s from y in s from z in s select $"      {x}/{y}/{z}: {{ P: {(x == y ? 1 : 0)}, Q: {(y == z ? 1 : 0)}, R: {(z == x ? -1 : 1)} }}";
        string yaml = $$"""
            schema: strategysim/scenario/v1
            id: three
            status: stylised
            time: { horizon: 30, discountFactor: { P: 0.5, Q: 0.6, R: 0.7 } }
            actors: { P: p, Q: q, R: r }
            games:
              g:
                form: table
                players: { A: P, B: Q, C: R }
                strategies: { P: [a, b, c], Q: [a, b, c], R: [a, b, c] }
                payoffs:
            {{string.Join('\n', cells)}}
                rules: { P: myopic-best-reply, Q: { use: equilibrium, select: "0", else: random }, R: random }
            run: { executionNoise: 1/10 }
            """;
        IReadOnlyList<RoundRecord> rounds = ScenarioText.Rounds(ScenarioText.Compile(yaml));
        Assert.Equal(30, rounds.Count);
        Assert.Equal(3, rounds.Select(r => r.Games[0].Seats[2].Executed).Distinct().Count());
        Assert.All(rounds, r => Assert.Null(r.Games[0].Family));
        // P replies to what Q did last.
        for (int t = 1; t < 30; t++) Assert.Equal(rounds[t - 1].Games[0].Seats[1].Executed, rounds[t].Games[0].Seats[0].Intended);
    }

    [Fact]
    public void ACancelledUnit_Stops()
    {
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Match(Row, Column, "cooperator", "cooperator", 10_000_000));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => UnitPlayer.Play(scenario, 0, 0, source.Token));
    }
}
