using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>Matches of memory-one rules side by side, any pair in any lane.</summary>
/// <remarks>A lane holds its match as two masks, what row and column played last, by which it selects among its own thresholds.</remarks>
internal readonly ref struct MemoryOneLanes<TLanes> : ILanePlay<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    // What is kept, a vector each: thresholds of strategy 0, complemented, after each cell for row and for column; those of the next round; and
    // whether row and column played strategy 1 last, and before the last block.
    private const int Row = 0, Column = 4, NextRow = 8, NextColumn = 9, RowLast = 10, ColumnLast = 11, RowBefore = 12, ColumnBefore = 13, Places = 14;
    private readonly ReadOnlySpan<Threshold[]> _thresholds;
    private readonly Span<TLanes> _vectors;

    private MemoryOneLanes(ReadOnlySpan<Threshold[]> thresholds, Span<ulong> memory)
    {
        _thresholds = thresholds;
        _vectors = LaneMemory.Vectors<TLanes>(memory, Places);
        // Most groups are repetitions of one match.
        for (int t = 0; t < 10; t++) _vectors[Vector(t)] = TLanes.Of(0x0001_0001_0001_0001UL * (ushort)~thresholds[0][t].High);
        for (int i = 1; i < thresholds.Length; i++)
        {
            if (ReferenceEquals(thresholds[i], thresholds[0])) continue;
            Span<ushort> lane = Lane(i);
            ReadOnlySpan<Threshold> of = thresholds[i];
            for (int t = 0; t < of.Length; t++) lane[Vector(t) * TLanes.Matches] = (ushort)~of[t].High;
        }
    }

    /// <summary>Plays matches of equal length.</summary>
    /// <param name="thresholds">Of strategy 0 in each match: round one for row and column, then row after each cell, then column after each cell.</param>
    /// <param name="draws">Random numbers of each match, at most as many as there are lanes.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="rounds">Rounds, at least 1.</param>
    /// <param name="counts">Receives, for each match, the rounds with each cell.</param>
    /// <param name="cancellationToken">Polled now and then.</param>
    public static void Play(ReadOnlySpan<Threshold[]> thresholds, ReadOnlySpan<MatchDraws> draws, ulong seed, int rounds, Span<long> counts, CancellationToken cancellationToken)
    {
        var play = new MemoryOneLanes<TLanes>(thresholds, stackalloc ulong[(Places + 1) * LaneMemory.Alignment]);
        Span<int> lengths = stackalloc int[draws.Length];
        lengths.Fill(rounds);
        LaneMatches.Play<TLanes, MemoryOneLanes<TLanes>>(ref play, draws, seed, lengths, false, counts, cancellationToken);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Advance(scoped Span<TLanes> score, scoped ReadOnlySpan<TLanes> words, scoped ReadOnlySpan<TLanes> errors, int from, int to)
    {
        Span<TLanes> v = _vectors;
        TLanes row0 = v[Row], row1 = v[Row + 1], row2 = v[Row + 2], row3 = v[Row + 3], column0 = v[Column], column1 = v[Column + 1], column2 = v[Column + 2], column3 = v[Column + 3];
        TLanes nextRow = v[NextRow], nextColumn = v[NextColumn], row = v[RowLast], column = v[ColumnLast];
        TLanes rows = score[LaneScore.Rows], columns = score[LaneScore.Columns], boths = score[LaneScore.Boths];
        TLanes even = TLanes.Of(0x0000_FFFF_0000_FFFF), at = TLanes.Of(LaneScore.AllAtThreshold);
        TLanes beforeRow, beforeColumn, beforeRows, beforeColumns, beforeBoths, ties;
        do
        {
            (beforeRow, beforeColumn, beforeRows, beforeColumns, beforeBoths) = (row, column, rows, columns, boths);
            ties = TLanes.Of(~LaneScore.AllAtThreshold);
            int end = Math.Min((from & ~3) + 4, to);
            for (; from < end; from++)
            {
                TLanes x = words[2 * from], y = words[(2 * from) + 1];
                TLanes r = TLanes.Means(TLanes.Select(even, x, y << 16), nextRow), c = TLanes.Means(TLanes.Select(even, x >>> 16, y), nextColumn);
                ties = TLanes.Least(ties, TLanes.Least(r, c));
                row = r >> 15;
                column = c >> 15;
                // Masks are −1 where true.
                rows -= row;
                columns -= column;
                boths -= row & column;
                nextRow = TLanes.Select(row, TLanes.Select(column, row3, row2), TLanes.Select(column, row1, row0));
                nextColumn = TLanes.Select(row, TLanes.Select(column, column3, column2), TLanes.Select(column, column1, column0));
            }
        }
        while (from < to && !TLanes.Meet(ties, at));

        (v[NextRow], v[NextColumn], v[RowLast], v[ColumnLast], v[RowBefore], v[ColumnBefore]) = (nextRow, nextColumn, row, column, beforeRow, beforeColumn);
        (score[LaneScore.Rows], score[LaneScore.Columns], score[LaneScore.Boths]) = (rows, columns, boths);
        (score[LaneScore.BeforeRows], score[LaneScore.BeforeColumns], score[LaneScore.BeforeBoths], score[LaneScore.Ties]) = (beforeRows, beforeColumns, beforeBoths, ties);
        return from;
    }

    public int Before(int lane)
    {
        Span<ushort> of = Lane(lane);
        return (2 * (of[RowBefore * TLanes.Matches] & 1)) + (of[ColumnBefore * TLanes.Matches] & 1);
    }

    public int Decide(int lane, MatchDraws draws, uint word, uint error, uint round, ref int memory)
    {
        Threshold[] of = _thresholds[lane];
        bool row = of[round == 1 ? 0 : 2 + memory].Met(word & 0xFFFF, draws, round, MatchDraws.Moves, 0);
        bool column = of[round == 1 ? 1 : 6 + memory].Met(word >> 16, draws, round, MatchDraws.Moves, 1);
        return memory = (row ? 0 : 2) + (column ? 0 : 1);
    }

    public void Settle(int lane, int memory)
    {
        Span<ushort> of = Lane(lane);
        (of[RowLast * TLanes.Matches], of[ColumnLast * TLanes.Matches]) = ((ushort)-(memory >> 1), (ushort)-(memory & 1));
        (of[NextRow * TLanes.Matches], of[NextColumn * TLanes.Matches]) = (of[(Row + memory) * TLanes.Matches], of[(Column + memory) * TLanes.Matches]);
    }

    // Those of round one come first in a match.
    private static int Vector(int threshold) => threshold < 2 ? NextRow + threshold : Row + threshold - 2;

    private Span<ushort> Lane(int lane) => MemoryMarshal.Cast<TLanes, ushort>(_vectors)[LaneMatches.Place<TLanes>(lane)..];
}

/// <summary>Memory-one matches in the widest vectors of this machine.</summary>
internal static class MemoryOneKernel
{
    /// <inheritdoc cref="MemoryOneLanes{TLanes}.Play"/>
    public static void Play(ReadOnlySpan<Threshold[]> thresholds, ReadOnlySpan<MatchDraws> draws, ulong seed, int rounds, Span<long> counts, CancellationToken cancellationToken)
    {
        if (Vector512.IsHardwareAccelerated) MemoryOneLanes<Lanes512>.Play(thresholds, draws, seed, rounds, counts, cancellationToken);
        else if (Vector256.IsHardwareAccelerated) MemoryOneLanes<Lanes256>.Play(thresholds, draws, seed, rounds, counts, cancellationToken);
        else MemoryOneLanes<Lanes128>.Play(thresholds, draws, seed, rounds, counts, cancellationToken);
    }
}
