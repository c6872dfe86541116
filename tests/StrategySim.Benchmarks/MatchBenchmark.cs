using System.Diagnostics;
using System.Runtime.Intrinsics;
using StrategySim.GameTheory.Catalog;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Matches;
using StrategySim.Simulation.Matches.Simulated;
using StrategySim.Simulation.Rules;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Benchmarks;

/// <summary>Rounds of matches a second, beside a hand-written vector loop, and long runs a second.</summary>
internal static class MatchBenchmark
{
    private const int Rounds = 2000, Repetitions = 200;

    public static void Run()
    {
        MatchGame game = new(GameCatalog.Get("prisoners-dilemma").Variant(null).ToGame("A", "B"), [1, 1]);
        RuleReference[] memoryOne = [.. Rules(r => r.Traits is { Memory: RuleMemory.FiniteState, MemoryDepth: 0 or 1, NeedsCooperate: true })];
        Match[] pairs = Pairs(game, memoryOne, Rounds, Rational.Create(1, 20));
        var loop = new HandWrittenLoop();
        long total = (long)pairs.Length * Repetitions * Rounds;
        (double ours, double both) = Best(threads => MatchSimulator.Play(pairs, new SimulationOptions { Repetitions = Repetitions, Threads = threads }));
        double hand = Fastest(() => loop.Play(total / HandWrittenLoop.Lanes));
        Console.WriteLine($"matches, memory-one with noise: {total / ours / 1e6:N0} million rounds a second on one core, {total / both / 1e6:N0} on two ({ours / both:F2} times); a hand-written vector loop {total / hand / 1e6:N0} on one core, of which that is {hand / ours:P0}");

        RuleReference[] machines = [.. Rules(r => r.Traits is { Memory: RuleMemory.FiniteState, NeedsCooperate: true, MemoryDepth: null or > 1 })];
        Match[] longer = Pairs(game, machines, Rounds, Rational.Create(1, 20));
        total = (long)longer.Length * Repetitions * Rounds;
        (ours, both) = Best(threads => MatchSimulator.Play(longer, new SimulationOptions { Repetitions = Repetitions, Threads = threads }));
        Console.WriteLine($"matches, finite-state with noise: {total / ours / 1e6:N0} million rounds a second on one core, {total / both / 1e6:N0} on two ({ours / both:F2} times)");

        LongRuns();
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

    /// <summary>One memory-one pair in sixteen lanes with xoshiro128++ of 32 bits in each: what somebody would write who wants just this loop.</summary>
    private sealed class HandWrittenLoop
    {
        public const int Lanes = 16;

        // Two generators, one for each side.
        private readonly Vector512<uint>[] _state = [.. Enumerable.Range(1, 8).Select(i => Vector512.Create([.. Enumerable.Range(1, 16).Select(lane => (uint)(lane * 2654435761L * i) | 1u)]))];

        public long Counted { get; private set; }

        public void Play(long rounds)
        {
            Vector512<uint> p0 = Vector512.Create(0xF0000000u), p1 = Vector512.Create(0x0C000000u), p2 = Vector512.Create(0xE0000000u), p3 = Vector512.Create(0x20000000u);
            Vector512<uint> row = default, column = default, firsts = default, seconds = default, both = default;
            Vector512<uint> a0 = _state[0], a1 = _state[1], a2 = _state[2], a3 = _state[3], b0 = _state[4], b1 = _state[5], b2 = _state[6], b3 = _state[7];
            for (long t = 0; t < rounds; t++)
            {
                Vector512<uint> x = Left(a0 + a3, 7) + a0, y = Left(b0 + b3, 7) + b0;
                (a0, a1, a2, a3) = Next(a0, a1, a2, a3);
                (b0, b1, b2, b3) = Next(b0, b1, b2, b3);
                Vector512<uint> mine = Vector512.ConditionalSelect(row, Vector512.ConditionalSelect(column, p0, p1), Vector512.ConditionalSelect(column, p2, p3));
                Vector512<uint> theirs = Vector512.ConditionalSelect(row, Vector512.ConditionalSelect(column, p0, p2), Vector512.ConditionalSelect(column, p1, p3));
                row = Vector512.LessThan(x, mine);
                column = Vector512.LessThan(y, theirs);
                firsts -= row;
                seconds -= column;
                both -= row & column;
            }

            (_state[0], _state[1], _state[2], _state[3], _state[4], _state[5], _state[6], _state[7]) = (a0, a1, a2, a3, b0, b1, b2, b3);
            Counted += Vector512.Sum(firsts) + Vector512.Sum(seconds) + Vector512.Sum(both);
        }

        private static Vector512<uint> Left(Vector512<uint> x, int bits) => (x << bits) | (x >>> (32 - bits));

        private static (Vector512<uint>, Vector512<uint>, Vector512<uint>, Vector512<uint>) Next(Vector512<uint> s0, Vector512<uint> s1, Vector512<uint> s2, Vector512<uint> s3)
        {
            Vector512<uint> t = s1 << 9;
            s2 ^= s0;
            s3 ^= s1;
            s1 ^= s2;
            s0 ^= s3;
            return (s0, s1, s2 ^ t, Left(s3, 11));
        }
    }
}
