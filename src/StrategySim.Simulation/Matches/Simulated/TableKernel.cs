using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>One match in a lane of <see cref="TableKernel"/>.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Draws">Its random numbers.</param>
/// <param name="Rounds">Its rounds, at least 1.</param>
internal readonly record struct TableLane(PackedTable Table, MatchDraws Draws, int Rounds);

/// <summary>A <see cref="JointTable"/> packed for the inner loop.</summary>
internal sealed class PackedTable
{
    public PackedTable(JointTable table)
    {
        Source = table;
        Thresholds = [.. table.Row.Zip(table.Column, (row, column) => row.High | ((uint)column.High << 16))];
        Next = [.. table.Next.Select(state => (ushort)state)];
    }

    public JointTable Source { get; }

    /// <summary>Of strategy 0 in each state: the row player's in the low half, the column player's in the high half.</summary>
    public uint[] Thresholds { get; }

    public ushort[] Next { get; }
}

/// <summary>Eight matches of finite machines in turn, their draws made side by side; the loop reads tables and allocates nothing.</summary>
internal static class TableKernel
{
    /// <summary>Matches that are played together.</summary>
    public const int Lanes = 8;

    // Blocks of four rounds whose words are drawn before they are played.
    private const int Blocks = 16;

    /// <summary>Plays the lanes.</summary>
    /// <param name="lanes">At most <see cref="Lanes"/> matches, those with most rounds first.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="counts">Receives, for each lane, the rounds with each cell.</param>
    /// <param name="cancellationToken">Polled now and then.</param>
    public static void Play(ReadOnlySpan<TableLane> lanes, ulong seed, Span<long> counts, CancellationToken cancellationToken)
    {
        Span<ulong> repetition = stackalloc ulong[Lanes], stream = stackalloc ulong[Lanes];
        Span<int> states = stackalloc int[Lanes];
        for (int lane = 0; lane < Lanes; lane++)
        {
            MatchDraws draws = lanes[lane < lanes.Length ? lane : 0].Draws;
            (repetition[lane], stream[lane]) = (draws.Repetition, draws.Stream);
        }

        bool misperceives = false;
        foreach (TableLane lane in lanes) misperceives |= lane.Table.Source.Misperceives;
        Span<uint> words = stackalloc uint[Blocks * 4 * Lanes];
        Span<uint> errors = stackalloc uint[misperceives ? words.Length : 0];
        for (int done = 0; done < lanes[0].Rounds; done += 4 * Blocks)
        {
            Draw(repetition, stream, seed, (uint)(done / 4), MatchDraws.Moves, words);
            if (misperceives) Draw(repetition, stream, seed, (uint)(done / 4), MatchDraws.Perceptions, errors);
            for (int lane = 0; lane < lanes.Length; lane++)
            {
                int here = Math.Min(4 * Blocks, lanes[lane].Rounds - done);
                if (here <= 0) break;
                states[lane] = lanes[lane].Table.Source.Misperceives
                    ? Misperceiving(lanes[lane], words[lane..], errors[lane..], done, here, states[lane], counts.Slice(lane * 4, 4))
                    : Seeing(lanes[lane], words[lane..], done, here, states[lane], counts.Slice(lane * 4, 4));
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    // The word of round t of a lane comes at 8·t + lane.
    private static void Draw(ReadOnlySpan<ulong> repetition, ReadOnlySpan<ulong> stream, ulong seed, uint block, uint purpose, Span<uint> words)
    {
        Vector512<ulong> repetitions = Vector512.Create(repetition), streams = Vector512.Create(stream), purposes = Vector512.Create((ulong)purpose);
        for (int b = 0; b < Blocks; b++)
        {
            Vector512<ulong> c0 = repetitions, c1 = streams, c2 = Vector512.Create((ulong)(block + (uint)b)), c3 = purposes;
            PhiloxLanes.Blocks(ref c0, ref c1, ref c2, ref c3, seed);
            Span<uint> at = words.Slice(b * 4 * Lanes, 4 * Lanes);
            Vector512.Narrow(c0, c1).CopyTo(at);
            Vector512.Narrow(c2, c3).CopyTo(at[(2 * Lanes)..]);
        }
    }

    private static int Seeing(in TableLane lane, ReadOnlySpan<uint> words, int done, int rounds, int state, Span<long> counts)
    {
        ReadOnlySpan<uint> thresholds = lane.Table.Thresholds;
        ReadOnlySpan<ushort> next = lane.Table.Next;
        Span<int> here = stackalloc int[4];
        for (int t = 0; t < rounds; t++)
        {
            uint word = words[t * Lanes], threshold = thresholds[state];
            int cell = Cell(word, threshold);
            if (Ties(word, threshold)) cell = Decide(lane, word, threshold, done + t, state);
            here[cell]++;
            state = next[(state * 4) + cell];
        }

        for (int cell = 0; cell < 4; cell++) counts[cell] += here[cell];
        return state;
    }

    private static int Misperceiving(in TableLane lane, ReadOnlySpan<uint> words, ReadOnlySpan<uint> errors, int done, int rounds, int state, Span<long> counts)
    {
        ReadOnlySpan<uint> thresholds = lane.Table.Thresholds;
        ReadOnlySpan<ushort> next = lane.Table.Next;
        Threshold perception = lane.Table.Source.Perception;
        uint both = perception.High | ((uint)perception.High << 16);
        for (int t = 0; t < rounds; t++)
        {
            uint word = words[t * Lanes], threshold = thresholds[state], error = errors[t * Lanes];
            int cell = Cell(word, threshold);
            if (Ties(word, threshold)) cell = Decide(lane, word, threshold, done + t, state);
            // A draw below the threshold is an error: cell 0 says that both err, cell 3 that nobody does.
            int erring = 3 - Cell(error, both);
            if (Ties(error, both)) erring = 3 - Decide(lane.Draws, error, both, done + t, MatchDraws.Perceptions, perception, perception);
            counts[cell]++;
            state = next[(state * 16) + (cell * 4) + erring];
        }

        return state;
    }

    // Two 16-bit comparisons: the sign of a difference is 1 where the draw is below the threshold, which plays strategy 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Cell(uint word, uint threshold)
    {
        uint row = ((word & 0xFFFF) - (threshold & 0xFFFF)) >> 31, column = ((word >> 16) - (threshold >> 16)) >> 31;
        return (int)(3 - (2 * row) - column);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Ties(uint word, uint threshold)
    {
        uint x = word ^ threshold;
        return (x & 0xFFFF) == 0 || x <= 0xFFFF;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Decide(in TableLane lane, uint word, uint threshold, int done, int state) =>
        Decide(lane.Draws, word, threshold, done, MatchDraws.Moves, lane.Table.Source.Row[state], lane.Table.Source.Column[state]);

    private static int Decide(MatchDraws draws, uint word, uint threshold, int done, uint purpose, Threshold row, Threshold column)
    {
        uint r = word & 0xFFFF, rt = threshold & 0xFFFF, c = word >> 16, ct = threshold >> 16;
        bool first = r < rt || (r == rt && row.Decides(draws.Further((uint)done + 1, purpose, 0)));
        bool second = c < ct || (c == ct && column.Decides(draws.Further((uint)done + 1, purpose, 1)));
        return (first ? 0 : 2) + (second ? 0 : 1);
    }
}
