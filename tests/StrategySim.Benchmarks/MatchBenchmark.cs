using System.Diagnostics;
using StrategySim.GameTheory.Catalog;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Matches;
using StrategySim.Simulation.Matches.Simulated;
using StrategySim.Simulation.Rules;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Benchmarks;

/// <summary>Rounds of matches a second, beside hand-written vector loops, and long runs a second.</summary>
internal static class MatchBenchmark
{
    private const int Rounds = 2000, Repetitions = 200, LearnerRepetitions = 64;

    public static void Run()
    {
        MatchGame game = new(GameCatalog.Get("prisoners-dilemma").Variant(null).ToGame("A", "B"), [1, 1]);
        RuleReference[] memoryOne = [.. Rules(r => r.Traits is { Memory: RuleMemory.FiniteState, MemoryDepth: 0 or 1, NeedsCooperate: true })];
        Match[] pairs = Pairs(game, memoryOne, Rounds, Rational.Create(1, 20));
        long total = (long)pairs.Length * Repetitions * Rounds;
        (double ours, double both) = Best(threads => MatchSimulator.Play(pairs, new SimulationOptions { Repetitions = Repetitions, Threads = threads }));
        Report("memory-one with noise", total, ours, both);
        HandWritten("the same generator", [new PhiloxLoop(), new PhiloxLoop()], total, ours);
        HandWritten("xoshiro128++", [new XoshiroLoop(), new XoshiroLoop()], total, ours);

        RuleReference[] machines = [.. Rules(r => r.Traits is { Memory: RuleMemory.FiniteState, NeedsCooperate: true, MemoryDepth: null or > 1 })];
        Match[] longer = Pairs(game, machines, Rounds, Rational.Create(1, 20));
        total = (long)longer.Length * Repetitions * Rounds;
        (ours, both) = Best(threads => MatchSimulator.Play(longer, new SimulationOptions { Repetitions = Repetitions, Threads = threads }));
        Report("finite-state with noise", total, ours, both);
        Learners(game);

        LongRuns();
    }

    private static void Report(string what, double rounds, double one, double two) =>
        Console.WriteLine($"matches, {what}: {rounds / one / 1e6:N1} million rounds a second on one core, {rounds / two / 1e6:N1} on two ({one / two:F2} times)");

    private static void HandWritten(string generator, HandWrittenLoop[] loops, long rounds, double ours)
    {
        // As many rounds in all on two threads as on one.
        (double one, double two) = Best(threads => Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, t => loops[t].Play(rounds / threads)));
        Report($"a hand-written vector loop with {generator}", rounds, one, two);
        Console.WriteLine($"  of which memory-one matches are {one / ours:P0} on one core");
    }

    // Played one match after the other, by players of their own.
    private static void Learners(MatchGame game)
    {
        foreach (DecisionRule rule in RuleCatalog.All.Where(r => r.Traits.Memory == RuleMemory.Learning && r.Parameters.All(p => p.Kind != RuleParameterKind.Selector && !p.Required)))
        {
            var reference = new RuleReference(rule.Id, new SortedDictionary<string, string>(rule.Parameters.Where(p => p.Default.Length > 0).ToDictionary(p => p.Name, p => p.Default), StringComparer.Ordinal));
            Match[] match = Pairs(game, [reference], Rounds, Rational.Create(1, 20));
            (double one, double two) = Best(threads => MatchSimulator.Play(match, new SimulationOptions { Repetitions = LearnerRepetitions, Threads = threads }));
            Report($"{rule.Id} against itself with noise", LearnerRepetitions * Rounds, one, two);
        }
    }

    private static void LongRuns()
    {
        const int Count = 2_000_000;
        double[] numbers = new double[Count * 10];
        ulong state = 1;
        for (int i = 0; i < numbers.Length; i++)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            numbers[i] = 0.01 + (0.98 * (state >> 11) / (1UL << 53));
        }

        double[] sums = new double[2];
        (double one, double both) = Best(threads => Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, t =>
        {
            Span<double> frequencies = stackalloc double[4];
            double sum = 0;
            for (int i = t; i < Count; i += threads)
            {
                ReadOnlySpan<double> of = numbers.AsSpan(i * 10, 10);
                MemoryOneLongRun.Solve(of[..2], of[2..6], of[6..], frequencies);
                sum += frequencies[0];
            }

            sums[t] = sum;
        }));
        Console.WriteLine($"matches, long runs of memory-one pairs: {Count / one / 1e6:F1} million a second on one core, {Count / both / 1e6:F1} on two ({one / both:F2} times)");
    }

    private static IEnumerable<RuleReference> Rules(Func<DecisionRule, bool> which) => RuleCatalog.All.Where(which).Where(r => r.Parameters.Count == 0).Select(r => Reference(r.Id));

    internal static RuleReference Reference(string id) => new(id, new SortedDictionary<string, string>());

    private static Match[] Pairs(MatchGame game, RuleReference[] rules, int rounds, Rational noise) =>
        [.. from row in rules from column in rules select new Match(game, row, column, new MatchSettings { Rounds = rounds, Noise = noise })];

    internal static (double One, double Two) Best(Action<int> play) => (Fastest(() => play(1)), Fastest(() => play(2)));

    private static double Fastest(Action play)
    {
        play();
        double best = double.PositiveInfinity;
        for (int i = 0; i < 5; i++)
        {
            long start = Stopwatch.GetTimestamp();
            play();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }
}
