using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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

/// <summary>Matches of finite machines in turn, their draws made side by side; the loop reads tables and allocates nothing.</summary>
internal static class TableKernel
{
    /// <summary>Matches that are played together on this machine.</summary>
    public static int Lanes => LaneMatches.Lanes;

    /// <summary>Plays the lanes with the widest vectors of this machine.</summary>
    /// <param name="lanes">At most <see cref="Lanes"/> matches, those with most rounds first.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="counts">Receives, for each lane, the rounds with each cell.</param>
    /// <param name="cancellationToken">Polled now and then.</param>
    public static void Play(ReadOnlySpan<TableLane> lanes, ulong seed, Span<long> counts, CancellationToken cancellationToken)
    {
        if (Vector512.IsHardwareAccelerated) TableKernel<Lanes512>.Play(lanes, seed, counts, cancellationToken);
        else if (Vector256.IsHardwareAccelerated) TableKernel<Lanes256>.Play(lanes, seed, counts, cancellationToken);
        else TableKernel<Lanes128>.Play(lanes, seed, counts, cancellationToken);
    }
}

/// <summary>The kernel at one width.</summary>
internal static class TableKernel<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    // Rounds whose draws are made before they are played.
    private const int Ahead = 64;

    /// <summary>Plays the lanes.</summary>
    /// <param name="lanes">At most as many matches as fit, those with most rounds first.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="counts">Receives, for each lane, the rounds with each cell.</param>
    /// <param name="cancellationToken">Polled now and then.</param>
    public static void Play(ReadOnlySpan<TableLane> lanes, ulong seed, Span<long> counts, CancellationToken cancellationToken)
    {
        Span<MatchDraws> draws = stackalloc MatchDraws[TLanes.Matches];
        Span<int> states = stackalloc int[TLanes.Matches];
        // Lanes without a match of their own repeat the first one.
        for (int lane = 0; lane < draws.Length; lane++) draws[lane] = lanes[lane < lanes.Length ? lane : 0].Draws;
        bool misperceives = false;
        foreach (TableLane lane in lanes) misperceives |= lane.Table.Source.Misperceives;
        var moves = new DrawLanes<TLanes>(draws, seed, MatchDraws.Moves, stackalloc ulong[DrawLanes<TLanes>.Memory]);
        var perceptions = new DrawLanes<TLanes>(draws, seed, MatchDraws.Perceptions, stackalloc ulong[DrawLanes<TLanes>.Memory]);
        const int Vectors = 2 * Ahead, Memory = (Vectors + 1) * LaneMemory.Alignment;
        Span<TLanes> drawn = LaneMemory.Vectors<TLanes>(stackalloc ulong[Memory], Vectors), misread = misperceives ? LaneMemory.Vectors<TLanes>(stackalloc ulong[Memory], Vectors) : default;
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<TLanes, uint>(drawn), errors = MemoryMarshal.Cast<TLanes, uint>(misread);
        for (int done = 0; done < lanes[0].Rounds; done += Ahead)
        {
            moves.Draw((uint)(done / 4), drawn);
            if (misperceives) perceptions.Draw((uint)(done / 4), misread);
            int lane = 0;
            // Four at a time where they have as many rounds: each waits for its own tables, but not for those of the others.
            for (; lane + 4 <= lanes.Length && !misperceives; lane += 4)
            {
                int here = Math.Min(Ahead, lanes[lane + 3].Rounds - done);
                if (here <= 0 || here != Math.Min(Ahead, lanes[lane].Rounds - done)) break;
                SeeingFour(lanes.Slice(lane, 4), words[lane..], done, here, states.Slice(lane, 4), counts.Slice(lane * 4, 16));
            }

            for (; lane < lanes.Length; lane++)
            {
                int here = Math.Min(Ahead, lanes[lane].Rounds - done);
                if (here <= 0) break;
                states[lane] = lanes[lane].Table.Source.Misperceives
                    ? Misperceiving(lanes[lane], words[lane..], errors[lane..], done, here, states[lane], counts.Slice(lane * 4, 4))
                    : Seeing(lanes[lane], words[lane..], done, here, states[lane], counts.Slice(lane * 4, 4));
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static void SeeingFour(ReadOnlySpan<TableLane> lanes, ReadOnlySpan<uint> words, int done, int rounds, Span<int> states, Span<long> counts)
    {
        uint[] ta = lanes[0].Table.Thresholds, tb = lanes[1].Table.Thresholds, tc = lanes[2].Table.Thresholds, td = lanes[3].Table.Thresholds;
        ushort[] na = lanes[0].Table.Next, nb = lanes[1].Table.Next, nc = lanes[2].Table.Next, nd = lanes[3].Table.Next;
        int a = states[0], b = states[1], c = states[2], d = states[3];
        // Four counts of 16 bits in a word: a call plays no more than 64 rounds.
        ulong ca = 0, cb = 0, cc = 0, cd = 0;
        for (int t = 0; t < rounds; t++)
        {
            ReadOnlySpan<uint> w = words.Slice(t * TLanes.Matches, 4);
            uint xa = ta[a], xb = tb[b], xc = tc[c], xd = td[d];
            int ka = Cell(w[0], xa), kb = Cell(w[1], xb), kc = Cell(w[2], xc), kd = Cell(w[3], xd);
            if (Ties(w[0], xa) | Ties(w[1], xb) | Ties(w[2], xc) | Ties(w[3], xd))
            {
                ka = Decide(lanes[0], w[0], done + t, a);
                kb = Decide(lanes[1], w[1], done + t, b);
                kc = Decide(lanes[2], w[2], done + t, c);
                kd = Decide(lanes[3], w[3], done + t, d);
            }

            ca += 1UL << (16 * ka);
            cb += 1UL << (16 * kb);
            cc += 1UL << (16 * kc);
            cd += 1UL << (16 * kd);
            (a, b, c, d) = (na[(4 * a) + ka], nb[(4 * b) + kb], nc[(4 * c) + kc], nd[(4 * d) + kd]);
        }

        (states[0], states[1], states[2], states[3]) = (a, b, c, d);
        for (int cell = 0; cell < 4; cell++)
        {
            int shift = 16 * cell;
            counts[cell] += (long)(ca >> shift & 0xFFFF);
            counts[4 + cell] += (long)(cb >> shift & 0xFFFF);
            counts[8 + cell] += (long)(cc >> shift & 0xFFFF);
            counts[12 + cell] += (long)(cd >> shift & 0xFFFF);
        }
    }

    private static int Seeing(in TableLane lane, ReadOnlySpan<uint> words, int done, int rounds, int state, Span<long> counts)
    {
        ReadOnlySpan<uint> thresholds = lane.Table.Thresholds;
        ReadOnlySpan<ushort> next = lane.Table.Next;
        Span<int> here = stackalloc int[4];
        for (int t = 0; t < rounds; t++)
        {
            uint word = words[t * TLanes.Matches], threshold = thresholds[state];
            int cell = Cell(word, threshold);
            if (Ties(word, threshold)) cell = Decide(lane, word, done + t, state);
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
            uint word = words[t * TLanes.Matches], threshold = thresholds[state], error = errors[t * TLanes.Matches];
            int cell = Cell(word, threshold);
            if (Ties(word, threshold)) cell = Decide(lane, word, done + t, state);
            // A draw below the threshold is an error: cell 0 says that both err, cell 3 that nobody does.
            int erring = 3 - Cell(error, both);
            if (Ties(error, both)) erring = 3 - Decide(lane.Draws, error, done + t, MatchDraws.Perceptions, perception, perception);
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
        return ((x & 0xFFFF) == 0) | (x <= 0xFFFF);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Decide(in TableLane lane, uint word, int done, int state) =>
        Decide(lane.Draws, word, done, MatchDraws.Moves, lane.Table.Source.Row[state], lane.Table.Source.Column[state]);

    private static int Decide(MatchDraws draws, uint word, int done, uint purpose, Threshold row, Threshold column) =>
        (row.Met(word & 0xFFFF, draws, (uint)done + 1, purpose, 0) ? 0 : 2) + (column.Met(word >> 16, draws, (uint)done + 1, purpose, 1) ? 0 : 1);
}
