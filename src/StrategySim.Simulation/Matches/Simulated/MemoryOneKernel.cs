using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>Thirty-two matches of memory-one rules side by side, one in each lane of 16 bits.</summary>
/// <remarks>
/// Four Philox states of eight counters each give thirty-two lanes four rounds. A lane holds the match as two masks, what row and column played
/// last, by which it selects among its own thresholds; so every lane may play another pair.
/// </remarks>
internal static class MemoryOneKernel
{
    /// <summary>Matches that are played side by side.</summary>
    public const int Lanes = 32;

    // A lane counts rounds in 16 bits.
    private const int RoundsBetweenCounts = 65_532;

    /// <summary>The lane of counter i of state s: pairs of words are interleaved as (0, 2, 1, 3).</summary>
    private static int LaneOf(int state, int counter) => (counter * 4) + (state switch { 1 => 2, 2 => 1, _ => state });

    /// <summary>Plays the lanes.</summary>
    /// <param name="lanes">At most <see cref="Lanes"/> matches.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="rounds">Rounds of all of them, at least 1.</param>
    /// <param name="counts">Receives, for each lane, the rounds with each cell.</param>
    /// <param name="cancellationToken">Polled now and then.</param>
    public static void Play(ReadOnlySpan<MemoryOneLane> lanes, ulong seed, int rounds, Span<long> counts, CancellationToken cancellationToken)
    {
        Span<ushort> thresholds = stackalloc ushort[10 * Lanes];
        Span<ulong> repetition = stackalloc ulong[Lanes], stream = stackalloc ulong[Lanes];
        for (int state = 0; state < 4; state++)
        {
            for (int counter = 0; counter < 8; counter++)
            {
                int lane = LaneOf(state, counter);
                // Lanes without a match of their own repeat the first one.
                MemoryOneLane match = lanes[lane < lanes.Length ? lane : 0];
                repetition[(state * 8) + counter] = match.Draws.Repetition;
                stream[(state * 8) + counter] = match.Draws.Stream;
                for (int t = 0; t < 10; t++) thresholds[(t * Lanes) + lane] = match.Thresholds[t].High;
            }
        }

        new Group(thresholds, repetition, stream, seed, lanes).Play(rounds, counts, cancellationToken);
    }

    private ref struct Group
    {
        private readonly ReadOnlySpan<MemoryOneLane> _lanes;
        private readonly ulong _seed;
        private readonly ReadOnlySpan<ulong> _repetition, _stream;
        private readonly Vector512<ushort> _firstRow, _firstColumn, _row0, _row1, _row2, _row3, _column0, _column1, _column2, _column3;

        public Group(ReadOnlySpan<ushort> thresholds, ReadOnlySpan<ulong> repetition, ReadOnlySpan<ulong> stream, ulong seed, ReadOnlySpan<MemoryOneLane> lanes)
        {
            ReadOnlySpan<Vector512<ushort>> t = MemoryMarshal.Cast<ushort, Vector512<ushort>>(thresholds);
            (_firstRow, _firstColumn, _row0, _row1, _row2, _row3, _column0, _column1, _column2, _column3) = (t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8], t[9]);
            _repetition = repetition;
            _stream = stream;
            _seed = seed;
            _lanes = lanes;
        }

        public void Play(int rounds, Span<long> counts, CancellationToken cancellationToken)
        {
            Span<Vector512<ulong>> words = stackalloc Vector512<ulong>[16];
            Vector512<ushort> row = default, column = default, firsts = default, seconds = default, both = default;
            ReadOnlySpan<Vector512<ulong>> repetition = MemoryMarshal.Cast<ulong, Vector512<ulong>>(_repetition), stream = MemoryMarshal.Cast<ulong, Vector512<ulong>>(_stream);
            Vector512<ulong> low = Vector512.Create((ulong)uint.MaxValue);
            Vector512<ulong> even = Vector512.Create(0x0000FFFF0000FFFFUL);
            int counted = 0;
            for (int done = 0; done < rounds; done += 4)
            {
                Vector512<ulong> block = Vector512.Create((ulong)(done / 4));
                for (int s = 0; s < 4; s++) (words[s], words[4 + s], words[8 + s], words[12 + s]) = (repetition[s], stream[s], block, Vector512.Create((ulong)MatchDraws.Moves));
                PhiloxLanes.Blocks(words, _seed);
                int here = Math.Min(4, rounds - done);
                for (int t = 0; t < here; t++)
                {
                    // Words of states 0 and 1 in one vector, of 2 and 3 in another; then their low halves, and their high ones.
                    Vector512<ulong> x = Vector512.ConditionalSelect(low, words[4 * t], words[(4 * t) + 1] << 32);
                    Vector512<ulong> y = Vector512.ConditionalSelect(low, words[(4 * t) + 2], words[(4 * t) + 3] << 32);
                    Vector512<ushort> rowDraw = Vector512.ConditionalSelect(even, x, y << 16).AsUInt16();
                    Vector512<ushort> columnDraw = Vector512.ConditionalSelect(even, x >>> 16, y).AsUInt16();
                    Vector512<ushort> rowThreshold, columnThreshold;
                    if (done + t == 0)
                    {
                        (rowThreshold, columnThreshold) = (_firstRow, _firstColumn);
                    }
                    else
                    {
                        rowThreshold = Vector512.ConditionalSelect(row, Vector512.ConditionalSelect(column, _row0, _row1), Vector512.ConditionalSelect(column, _row2, _row3));
                        columnThreshold = Vector512.ConditionalSelect(row, Vector512.ConditionalSelect(column, _column0, _column1), Vector512.ConditionalSelect(column, _column2, _column3));
                    }

                    Vector512<ushort> nowRow = Vector512.LessThan(rowDraw, rowThreshold), nowColumn = Vector512.LessThan(columnDraw, columnThreshold);
                    Vector512<ushort> ties = Vector512.Equals(rowDraw, rowThreshold) | Vector512.Equals(columnDraw, columnThreshold);
                    if (ties != Vector512<ushort>.Zero) Decide(done + t, row, column, rowDraw, columnDraw, rowThreshold, columnThreshold, ref nowRow, ref nowColumn);
                    (row, column) = (nowRow, nowColumn);
                    // Masks are −1 where true.
                    firsts -= row;
                    seconds -= column;
                    both -= row & column;
                }

                counted += here;
                if (counted >= RoundsBetweenCounts || done + 4 >= rounds)
                {
                    Count(counts, firsts, seconds, both, counted);
                    (firsts, seconds, both, counted) = (default, default, default, 0);
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private readonly void Decide(
            int done, Vector512<ushort> row, Vector512<ushort> column, Vector512<ushort> rowDraw, Vector512<ushort> columnDraw,
            Vector512<ushort> rowThreshold, Vector512<ushort> columnThreshold, ref Vector512<ushort> nowRow, ref Vector512<ushort> nowColumn)
        {
            uint rows = (uint)Vector512.Equals(rowDraw, rowThreshold).ExtractMostSignificantBits(), columns = (uint)Vector512.Equals(columnDraw, columnThreshold).ExtractMostSignificantBits();
            uint lastRow = (uint)row.ExtractMostSignificantBits(), lastColumn = (uint)column.ExtractMostSignificantBits();
            for (int lane = 0; lane < _lanes.Length; lane++)
            {
                int cell = (int)((((~lastRow >> lane) & 1) * 2) + ((~lastColumn >> lane) & 1));
                MemoryOneLane match = _lanes[lane];
                if (((rows >> lane) & 1) != 0) nowRow = nowRow.WithElement(lane, Yes(match, done, 0, cell));
                if (((columns >> lane) & 1) != 0) nowColumn = nowColumn.WithElement(lane, Yes(match, done, 1, cell));
            }
        }

        private static ushort Yes(in MemoryOneLane match, int done, int seat, int cell) =>
            match.Thresholds[done == 0 ? seat : 2 + (seat * 4) + cell].Decides(match.Draws.Further((uint)done + 1, MatchDraws.Moves, seat)) ? ushort.MaxValue : (ushort)0;

        private readonly void Count(Span<long> counts, Vector512<ushort> firsts, Vector512<ushort> seconds, Vector512<ushort> both, int rounds)
        {
            for (int lane = 0; lane < _lanes.Length; lane++)
            {
                int a = firsts[lane], b = seconds[lane], ab = both[lane];
                counts[lane * 4] += ab;
                counts[(lane * 4) + 1] += a - ab;
                counts[(lane * 4) + 2] += b - ab;
                counts[(lane * 4) + 3] += rounds - a - b + ab;
            }
        }
    }
}

/// <summary>One match in a lane.</summary>
/// <param name="Thresholds">Of strategy 0: round one for row and column, then row after each cell, then column after each cell.</param>
/// <param name="Draws">Its random numbers.</param>
internal readonly record struct MemoryOneLane(Threshold[] Thresholds, MatchDraws Draws);
