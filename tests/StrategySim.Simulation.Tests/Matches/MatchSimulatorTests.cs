using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Matches;
using StrategySim.Simulation.Matches.Exact;
using StrategySim.Simulation.Matches.Simulated;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Tests.Matches;

/// <summary>Simulated matches: one kernel like the other, and all of them like the exact answers.</summary>
public sealed class MatchSimulatorTests
{
    private static readonly string[] MemoryOneRules =
    [
        .. RuleCatalog.All.Where(rule => rule.Traits is { Memory: RuleMemory.FiniteState, MemoryDepth: 0 or 1, NeedsCooperate: true } && rule.Parameters.Count == 0).Select(rule => rule.Id),
    ];

    private static Match Pair(string row, string column, string noise, int rounds, string game = "ipd", string perception = "0") => new(
        Conformance.Game(game),
        Conformance.Reference(row),
        Conformance.Reference(column),
        new MatchSettings { Rounds = rounds, Noise = Rational.Parse(noise), PerceptionNoise = Rational.Parse(perception) });

    [Fact]
    public void Results_DependNeitherOnThreadsNorOnCompany()
    {
        Match[] matches =
        [
            Pair("gtft-1-3", "soft-grudger", "1/20", 200), Pair("memory-one-a", "joss-9-10", "1/20", 200), Pair("gradual", "random-1-2", "1/20", 200),
            Pair("q-learning", "tit-for-tat", "1/20", 200), Pair("alternator", "grudger", "0", 200), Pair("memory-one-b", "joss-9-10", "0", 100),
        ];
        var options = new SimulationOptions { Repetitions = 70, Seed = 5, Threads = 1 };
        IReadOnlyList<MatchTally> together = MatchSimulator.Play(matches, options, TestContext.Current.CancellationToken);
        for (int m = 0; m < matches.Length; m++)
        {
            MatchTally alone = MatchSimulator.Play([matches[m]], options with { Threads = 2 }, TestContext.Current.CancellationToken)[0];
            Assert.Equal(Enumerable.Range(0, 70).SelectMany(r => together[m].Counts(r).ToArray()), Enumerable.Range(0, 70).SelectMany(r => alone.Counts(r).ToArray()));
            Assert.Equal(together[m].Opening, alone.Opening);
        }
    }

    [Fact]
    public void DeterministicMatches_AreTheExactOnes()
    {
        Match match = Pair("gradual", "cycler-ccd", "0", 137);
        MatchTally simulated = MatchSimulator.Play([match], new SimulationOptions { Repetitions = 2 }, TestContext.Current.CancellationToken)[0];
        Assert.Equal(ExactMatch.Solve(match, new ExactOptions { LongRun = false }, TestContext.Current.CancellationToken).Played!.Counts, simulated.Counts(1).ToArray());
    }

    [Fact]
    public void MemoryOnePairs_AgreeWithExactExpectations() => CheckScores(["1/20", "1/10", "1/5", "1/100"], "ipd", repetitions: 400, rounds: 40);

    [Fact(Explicit = true)]
    public void MemoryOnePairs_AgreeWithExactExpectations_InEveryGameAtLength()
    {
        foreach (string game in Conformance.GameIds) CheckScores(["1/1000", "1/100", "1/50", "1/20", "1/10", "1/5", "1/3"], game, repetitions: 20_000, rounds: 200);
    }

    private static void CheckScores(string[] noises, string game, int repetitions, int rounds)
    {
        Match[] matches = [.. from noise in noises from row in MemoryOneRules from column in MemoryOneRules select Pair(row, column, noise, rounds, game)];
        Assert.True(MemoryOneRules.Length >= 30);
        IReadOnlyList<MatchTally> tallies = MatchSimulator.Play(matches, new SimulationOptions { Repetitions = repetitions, Seed = 1 }, TestContext.Current.CancellationToken);
        var scores = new List<double>();
        for (int m = 0; m < matches.Length; m++)
        {
            ExactMatchResult exact = ExactMatch.Solve(matches[m], new ExactOptions { LongRun = false, OutcomesOfRounds = [] }, TestContext.Current.CancellationToken);
            double expected = matches[m].Game.Payoff(exact.ExpectedFrequencies, m % 2).ToDouble();
            double[] means = [.. Enumerable.Range(0, repetitions).Select(r => tallies[m].Mean(r, m % 2))];
            double mean = means.Average(), variance = means.Sum(x => (x - mean) * (x - mean)) / (repetitions - 1);
            scores.Add((mean - expected) / Math.Sqrt(variance / repetitions));
        }

        double average = scores.Average(), deviation = Math.Sqrt(scores.Sum(z => (z - average) * (z - average)) / (scores.Count - 1));
        Assert.InRange(average, -0.05, 0.05);
        Assert.InRange(deviation, 0.95, 1.05);
        Assert.InRange(scores.Max(Math.Abs), 0, 5);
    }
}
