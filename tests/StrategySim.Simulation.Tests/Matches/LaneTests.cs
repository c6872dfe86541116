using System.Runtime.InteropServices;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Matches;
using StrategySim.Simulation.Matches.Simulated;
using StrategySim.Simulation.Randomness;

namespace StrategySim.Simulation.Tests.Matches;

/// <summary>Matches side by side: every width of vector plays the moves that machines play one by one.</summary>
public sealed class LaneTests
{
    private const ulong Seed = 9;

    private delegate void Kernel(Match match, ReadOnlySpan<MatchDraws> draws, ReadOnlySpan<int> rounds, Span<long> counts);

    // All of them on any processor; lookups where it has them.
    private static readonly (string Name, int Lanes, bool LooksUp, Kernel MemoryOne, Kernel Machines, Kernel Tables)[] Widths = [Width<Lanes128>(), Width<Lanes256>(), Width<Lanes512>()];

    private static (string, int, bool, Kernel, Kernel, Kernel) Width<TLanes>()
        where TLanes : struct, ILanes<TLanes> => (
        typeof(TLanes).Name,
        TLanes.Matches,
        TLanes.LooksUp,
        (match, draws, rounds, counts) => MemoryOneLanes<TLanes>.Play([.. Enumerable.Repeat(MemoryOneTable.Of(match)!.Thresholds(), draws.Length)], draws, Seed, rounds[0], counts, default),
        (match, draws, rounds, counts) => MachineLanes<TLanes>.Play(MachinePair.TryCreate(match)!, draws, Seed, rounds, counts, default),
        (match, draws, rounds, counts) =>
        {
            var table = new PackedTable(JointTable.TryCreate(match)!);
            var lanes = new TableLane[draws.Length];
            for (int i = 0; i < lanes.Length; i++) lanes[i] = new TableLane(table, draws[i], rounds[i]);
            TableKernel<TLanes>.Play(lanes, Seed, counts, default);
        }
    );

    private static Match Pair(string row, string column, string noise, string perception = "0") => new(
        Conformance.Game("ipd"),
        Conformance.Reference(row),
        Conformance.Reference(column),
        new MatchSettings { Noise = Rational.Parse(noise), PerceptionNoise = Rational.Parse(perception) });

    private static void Check(Match match, int[] rounds, params IEnumerable<(string Name, Kernel Kernel)> kernels)
    {
        MatchDraws[] draws = [.. Enumerable.Range(0, rounds.Length).Select(r => new MatchDraws(Seed, StreamId.Of(MatchSimulator.StreamOf(match)).Id, (uint)r))];
        long[] expected = new long[draws.Length * 4];
        var machine = new MachineKernel(match);
        for (int i = 0; i < draws.Length; i++) machine.Play(draws[i], rounds[i], expected.AsSpan(4 * i, 4), [], default);
        foreach ((string name, Kernel kernel) in kernels)
        {
            long[] counts = new long[expected.Length];
            kernel(match, draws, rounds, counts);
            Assert.True(expected.SequenceEqual(counts), $"{match.Row.Id} against {match.Column.Id}, {rounds[0]} rounds, {name}: {string.Join(' ', counts)}; expected {string.Join(' ', expected)}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(202)]
    [InlineData(66_001)]
    public void MemoryOnePairs_PlayTheSameMovesAtEveryWidth(int rounds)
    {
        // 66,001 rounds run past a lane's counter, past what is drawn ahead, and over many ties of 16 bits.
        string[] rules = rounds > 1000 ? ["gtft-1-3", "zd-extort-3"] : ["gtft-1-3", "zd-extort-3", "tit-for-tat", "memory-one-a", "defector"];
        foreach (Match match in from row in rules from column in rules select Pair(row, column, "1/20"))
        {
            Assert.NotNull(MemoryOneTable.Of(match));
            Check(match, [.. Enumerable.Repeat(rounds, 5)], from width in Widths from kernel in new[] { (width.Name + ", masks", width.MemoryOne), (width.Name + ", tables", width.Tables) } select kernel);
        }
    }

    [Fact]
    public void FiniteMachines_PlayTheSameMovesAtEveryWidth_ToLengthsOfTheirOwn()
    {
        string[] rules = ["tit-for-two-tats", "prober", "soft-grudger", "zd-extort-3", "random-1-2"];
        foreach (string perception in new[] { "0", "1/10" })
        {
            foreach (Match match in from row in rules from column in rules select Pair(row, column, "1/20", perception))
            {
                // Ends within a block, at its end, at the end of what is drawn ahead, together, and one lane alone for long.
                int[] rounds = [700, 320, 131, 131, 64, 5, 4, 1];
                Check(match, rounds, from width in Widths from kernel in new[] { (width.Name + ", lookups", width.Machines), (width.Name + ", tables", width.Tables) } where width.LooksUp || kernel.Item2 == width.Tables select kernel);
            }
        }
    }

    [Fact]
    public void FiniteMachines_ThatPlayPastALanesCounter_AreCountedInFull()
    {
        Match match = Pair("tit-for-two-tats", "gtft-1-3", "1/20");
        Check(match, [140_000, 65_472, 65_473, 65_471], Widths.Where(width => width.LooksUp).Select(width => (width.Name, width.Machines)));
    }

    [Fact]
    public void CertainMoves_AreCertainAtEveryWidth()
    {
        // Thresholds of 0 and of 1 tie with the least and the greatest draw, and the tie changes nothing.
        Match match = Pair("random-1-2", "cooperator", "0");
        Check(match, [.. Enumerable.Repeat(40_000, 8)], Widths.Select(width => (width.Name, width.MemoryOne)));
    }

    [Fact]
    public void EveryWidth_MakesTheDrawsOfThePlainGenerator()
    {
        CheckDraws<Lanes128>();
        CheckDraws<Lanes256>();
        CheckDraws<Lanes512>();
    }

    private static void CheckDraws<TLanes>()
        where TLanes : struct, ILanes<TLanes>
    {
        const ulong Key = 0xFEDC_BA98_7654_3210;
        const uint Block = uint.MaxValue - 1;
        MatchDraws[] draws = [.. Enumerable.Range(0, TLanes.Matches).Select(i => new MatchDraws(Key, 0x9E37_79B9u * (uint)i, uint.MaxValue - (uint)(3 * i)))];
        Span<TLanes> words = LaneMemory.Vectors<TLanes>(new ulong[17 * LaneMemory.Alignment], 16);
        new DrawLanes<TLanes>(draws, Key, MatchDraws.Perceptions, new ulong[DrawLanes<TLanes>.Memory]).Draw(Block, words);
        ReadOnlySpan<uint> all = MemoryMarshal.Cast<TLanes, uint>(words);
        for (int i = 0; i < draws.Length; i++)
        {
            for (uint block = 0; block < 2; block++)
            {
                (uint w0, uint w1, uint w2, uint w3) = draws[i].Block(Block + block, MatchDraws.Perceptions);
                int at = ((int)block * 4 * TLanes.Matches) + i;
                Assert.Equal([w0, w1, w2, w3], new[] { all[at], all[at + TLanes.Matches], all[at + (2 * TLanes.Matches)], all[at + (3 * TLanes.Matches)] });
            }
        }
    }
}
