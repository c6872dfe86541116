using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>Matches of memory-one rules side by side, one in each lane of 16 bits.</summary>
/// <remarks>
/// A lane holds its match as two masks, what row and column played last, by which it selects among its own thresholds; so every lane may
/// play another pair. Draws are made some rounds ahead, and then played in a loop that stays in registers.
/// </remarks>
internal static class MemoryOneKernel
{
    /// <summary>Matches that are played side by side on this machine.</summary>
    public static int Lanes => Vector512.IsHardwareAccelerated ? Lanes512.Matches : Vector256.IsHardwareAccelerated ? Lanes256.Matches : Lanes128.Matches;

    /// <summary>Plays the lanes with the widest vectors of this machine.</summary>
    /// <param name="lanes">At most <see cref="Lanes"/> matches.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="rounds">Rounds of all of them, at least 1.</param>
    /// <param name="counts">Receives, for each lane, the rounds with each cell.</param>
    /// <param name="cancellationToken">Polled now and then.</param>
    public static void Play(ReadOnlySpan<MemoryOneLane> lanes, ulong seed, int rounds, Span<long> counts, CancellationToken cancellationToken)
    {
        if (Vector512.IsHardwareAccelerated) MemoryOneKernel<Lanes512>.Play(lanes, seed, rounds, counts, cancellationToken);
        else if (Vector256.IsHardwareAccelerated) MemoryOneKernel<Lanes256>.Play(lanes, seed, rounds, counts, cancellationToken);
        else MemoryOneKernel<Lanes128>.Play(lanes, seed, rounds, counts, cancellationToken);
    }
}

/// <summary>One match in a lane.</summary>
/// <param name="Thresholds">Of strategy 0: round one for row and column, then row after each cell, then column after each cell.</param>
/// <param name="Draws">Its random numbers.</param>
internal readonly record struct MemoryOneLane(Threshold[] Thresholds, MatchDraws Draws);

/// <summary>The kernel at one width.</summary>
internal static class MemoryOneKernel<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    // Rounds whose draws are made ahead; and those after which counts leave their 16 bits, a multiple of it.
    private const int Ahead = 64, RoundsBetweenCounts = 65_472;

    // What a group keeps, a vector each: thresholds of strategy 0, complemented, in the order of MemoryOneLane; whether row and column
    // played strategy 1 last; the thresholds that follow; rounds in which row, column and both played strategy 1; the same before the last block; its ties.
    private const int Row = 10, Column = 11, RowThreshold = 12, ColumnThreshold = 13, Rows = 14, Columns = 15, Boths = 16, Before = 17, Ties = 22, Places = 23;

    /// <summary>A mean of a draw and a complemented threshold, where the draw is at the threshold or one above.</summary>
    private const ushort AtThreshold = 0x8000;

    /// <summary>Plays the lanes.</summary>
    /// <param name="lanes">At most as many matches as fit.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="rounds">Rounds of all of them, at least 1.</param>
    /// <param name="counts">Receives, for each lane, the rounds with each cell.</param>
    /// <param name="cancellationToken">Polled now and then.</param>
    public static void Play(ReadOnlySpan<MemoryOneLane> lanes, ulong seed, int rounds, Span<long> counts, CancellationToken cancellationToken)
    {
        int matches = TLanes.Matches;
        Span<MatchDraws> draws = stackalloc MatchDraws[matches];
        Span<TLanes> group = LaneMemory.Vectors<TLanes>(stackalloc ulong[(Places + 1) * LaneMemory.Alignment], Places);
        Span<ushort> places = MemoryMarshal.Cast<TLanes, ushort>(group);
        for (int i = 0; i < matches; i++)
        {
            // Lanes without a match of their own repeat the first one.
            MemoryOneLane lane = lanes[i < lanes.Length ? i : 0];
            draws[i] = lane.Draws;
            for (int t = 0; t < 10; t++) places[(t * matches) + Place(i)] = (ushort)~lane.Thresholds[t].High;
        }

        (group[RowThreshold], group[ColumnThreshold]) = (group[0], group[1]);
        var philox = new DrawLanes<TLanes>(draws, seed, MatchDraws.Moves, stackalloc ulong[DrawLanes<TLanes>.Memory]);
        Span<TLanes> words = LaneMemory.Vectors<TLanes>(stackalloc ulong[((2 * Ahead) + 1) * LaneMemory.Alignment], 2 * Ahead);
        int counted = 0;
        for (int done = 0; done < rounds; done += Ahead)
        {
            int here = Math.Min(Ahead, rounds - done);
            philox.Draw((uint)(done / 4), words[..(8 * ((here + 3) / 4))]);
            for (int played = 0; played < here;)
            {
                int from = played;
                played = Advance(group, words, from, here);
                if (TLanes.Meet(group[Ties], TLanes.Of(AtThreshold * 0x0001_0001_0001_0001UL))) Decide(lanes, places, MemoryMarshal.Cast<TLanes, uint>(words), done, (played - 1) & ~3, played);
            }

            counted += here;
            if (counted == RoundsBetweenCounts || done + here == rounds)
            {
                Count(places, lanes.Length, counted, counts);
                counted = 0;
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    // Words of 32 bits become lanes of 16: those of the first vector of a round the even ones, those of the second the odd ones.
    private static int Place(int lane) => lane < TLanes.Matches / 2 ? 2 * lane : (2 * lane) - TLanes.Matches + 1;

    /// <summary>Plays up to the end of what is drawn, or of the first block of four rounds in which a draw may tie.</summary>
    /// <returns>Rounds of these draws that have been played.</returns>
    private static int Advance(Span<TLanes> group, ReadOnlySpan<TLanes> words, int from, int to)
    {
        TLanes row0 = group[2], row1 = group[3], row2 = group[4], row3 = group[5], column0 = group[6], column1 = group[7], column2 = group[8], column3 = group[9];
        TLanes row = group[Row], column = group[Column], rowThreshold = group[RowThreshold], columnThreshold = group[ColumnThreshold];
        TLanes rows = group[Rows], columns = group[Columns], boths = group[Boths];
        TLanes even = TLanes.Of(0x0000_FFFF_0000_FFFF), at = TLanes.Of(AtThreshold * 0x0001_0001_0001_0001UL);
        TLanes beforeRow, beforeColumn, beforeRows, beforeColumns, beforeBoths, ties;
        do
        {
            (beforeRow, beforeColumn, beforeRows, beforeColumns, beforeBoths) = (row, column, rows, columns, boths);
            ties = TLanes.Of(0x7FFF_7FFF_7FFF_7FFF);
            int end = Math.Min((from & ~3) + 4, to);
            for (; from < end; from++)
            {
                TLanes x = words[2 * from], y = words[(2 * from) + 1];
                // The mean of a draw and a complement is 32768 and half of the difference between draw and threshold: its top bit says which is the larger.
                TLanes r = TLanes.Means(TLanes.Select(even, x, y << 16), rowThreshold), c = TLanes.Means(TLanes.Select(even, x >>> 16, y), columnThreshold);
                ties = TLanes.Least(ties, TLanes.Least(r, c));
                row = r >> 15;
                column = c >> 15;
                // Masks are −1 where true.
                rows -= row;
                columns -= column;
                boths -= row & column;
                rowThreshold = TLanes.Select(row, TLanes.Select(column, row3, row2), TLanes.Select(column, row1, row0));
                columnThreshold = TLanes.Select(row, TLanes.Select(column, column3, column2), TLanes.Select(column, column1, column0));
            }
        }
        while (from < to && !TLanes.Meet(ties, at));

        (group[Row], group[Column], group[RowThreshold], group[ColumnThreshold], group[Rows], group[Columns], group[Boths]) = (row, column, rowThreshold, columnThreshold, rows, columns, boths);
        (group[Before], group[Before + 1], group[Before + 2], group[Before + 3], group[Before + 4], group[Ties]) = (beforeRow, beforeColumn, beforeRows, beforeColumns, beforeBoths, ties);
        return from;
    }

    /// <summary>Plays a block anew in the lanes in which draws may tie, one by one.</summary>
    private static void Decide(ReadOnlySpan<MemoryOneLane> lanes, Span<ushort> places, ReadOnlySpan<uint> words, int done, int from, int to)
    {
        int matches = TLanes.Matches;
        for (int i = 0; i < lanes.Length; i++)
        {
            Span<ushort> lane = places[Place(i)..];
            if (lane[Ties * matches] != AtThreshold) continue;
            MemoryOneLane match = lanes[i];
            int row = lane[Before * matches] & 1, column = lane[(Before + 1) * matches] & 1;
            int rows = lane[(Before + 2) * matches], columns = lane[(Before + 3) * matches], boths = lane[(Before + 4) * matches];
            for (int t = from; t < to; t++)
            {
                int cell = (2 * row) + column, round = done + t;
                uint word = words[(t * matches) + i];
                row = Plays(match, word & 0xFFFF, round == 0 ? 0 : 2 + cell, round, 0);
                column = Plays(match, word >> 16, round == 0 ? 1 : 6 + cell, round, 1);
                rows += row;
                columns += column;
                boths += row & column;
            }

            (lane[Row * matches], lane[Column * matches]) = ((ushort)-row, (ushort)-column);
            (lane[Rows * matches], lane[Columns * matches], lane[Boths * matches]) = ((ushort)rows, (ushort)columns, (ushort)boths);
            int last = (2 * row) + column;
            (lane[RowThreshold * matches], lane[ColumnThreshold * matches]) = (lane[(2 + last) * matches], lane[(6 + last) * matches]);
        }
    }

    private static int Plays(in MemoryOneLane match, uint draw, int threshold, int round, int seat)
    {
        Threshold of = match.Thresholds[threshold];
        return draw < of.High || (draw == of.High && of.Decides(match.Draws.Further((uint)round + 1, MatchDraws.Moves, seat))) ? 0 : 1;
    }

    private static void Count(Span<ushort> places, int lanes, int rounds, Span<long> counts)
    {
        for (int i = 0; i < lanes; i++)
        {
            Span<ushort> lane = places[Place(i)..];
            int a = lane[Rows * TLanes.Matches], b = lane[Columns * TLanes.Matches], ab = lane[Boths * TLanes.Matches];
            counts[i * 4] += rounds - a - b + ab;
            counts[(i * 4) + 1] += b - ab;
            counts[(i * 4) + 2] += a - ab;
            counts[(i * 4) + 3] += ab;
        }

        places.Slice(Rows * TLanes.Matches, 3 * TLanes.Matches).Clear();
    }
}
