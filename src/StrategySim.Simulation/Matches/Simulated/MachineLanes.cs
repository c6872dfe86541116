using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>A finite machine of a two-strategy game as tables that fit into vectors.</summary>
internal sealed class LaneMachine
{
    private readonly byte[] _next;

    private LaneMachine(FiniteMachine machine, Rational noise)
    {
        Threshold[] plays = SimulatedMove.First(machine, noise);
        (Start, States) = ((int)machine.Start, machine.States);
        Thresholds = [.. Enumerable.Range(0, States).Select(s => plays[machine.Behaviour(s)])];
        _next = [.. Enumerable.Range(0, States * 4).Select(i => (byte)machine.Next(i / 4, i % 4 / 2, i % 2))];
    }

    /// <summary>The first state.</summary>
    public int Start { get; }

    /// <summary>The number of states.</summary>
    public int States { get; }

    /// <summary>The threshold of strategy 0 in each state.</summary>
    public Threshold[] Thresholds { get; }

    /// <summary>The tables of a machine; null where it has more states than this machine's vectors look up, or is none of this kind.</summary>
    public static LaneMachine? TryCreate(RuleMachine? machine, Rational noise) =>
        machine is FiniteMachine { OwnLetters: 2, RivalLetters: 2 } finite && finite.States <= MachineKernels.States ? new LaneMachine(finite, noise) : null;

    /// <summary>The state after a round.</summary>
    public int Next(int state, int own, int rival) => _next[(4 * state) + (2 * own) + rival];

    /// <summary>Lays the tables out.</summary>
    /// <param name="thresholds">Receives thresholds by state, complemented.</param>
    /// <param name="next">Receives states: after each of the four pairs of own and seen move, a run by state.</param>
    public void LayOut(Span<ushort> thresholds, Span<byte> next)
    {
        for (int s = 0; s < States; s++)
        {
            thresholds[s] = (ushort)~Thresholds[s].High;
            for (int pair = 0; pair < 4; pair++) next[(pair * thresholds.Length) + s] = _next[(4 * s) + pair];
        }
    }
}

/// <summary>Two finite machines as tables that fit into vectors.</summary>
/// <param name="Row">The row player.</param>
/// <param name="Column">The column player.</param>
/// <param name="Perception">The threshold of misperceiving; null where nobody does.</param>
internal sealed record MachinePair(LaneMachine Row, LaneMachine Column, Threshold? Perception)
{
    /// <summary>The tables of a match; null where a rule has none.</summary>
    public static MachinePair? TryCreate(Match match) =>
        match.Game.Cells == 4 && LaneMachine.TryCreate(match.Machine(0), match.Settings.Noise) is { } row && LaneMachine.TryCreate(match.Machine(1), match.Settings.Noise) is { } column
            ? new MachinePair(row, column, match.Settings.PerceptionNoise.IsZero ? null : Threshold.Of(match.Settings.PerceptionNoise))
            : null;
}

/// <summary>Repetitions of one match of two finite machines side by side.</summary>
/// <remarks>
/// A lane holds the states of the two machines in the low bytes of its 16 bits, and looks up thresholds and next states in tables that stay in registers.
/// What stands in the high bytes is looked up like them and never read.
/// </remarks>
internal readonly ref struct MachineLanes<TLanes> : ILanePlay<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    // What is kept, a vector each: states of row and column, now and before the last block; thresholds of strategy 0 by state, complemented; next states by (own move, seen move, state).
    private const int Row = 0, Column = 1, RowBefore = 2, ColumnBefore = 3, RowThresholds = 4, ColumnThresholds = 5, RowNext = 6, ColumnNext = 8, Places = 10;
    private readonly MachinePair _match;
    private readonly Span<TLanes> _vectors;

    private MachineLanes(MachinePair match, Span<ulong> memory)
    {
        _match = match;
        _vectors = LaneMemory.Vectors<TLanes>(memory, Places);
        (_vectors[Row], _vectors[Column]) = (TLanes.Of((ulong)match.Row.Start * 0x0101_0101_0101_0101), TLanes.Of((ulong)match.Column.Start * 0x0101_0101_0101_0101));
        match.Row.LayOut(MemoryMarshal.Cast<TLanes, ushort>(_vectors.Slice(RowThresholds, 1)), MemoryMarshal.Cast<TLanes, byte>(_vectors.Slice(RowNext, 2)));
        match.Column.LayOut(MemoryMarshal.Cast<TLanes, ushort>(_vectors.Slice(ColumnThresholds, 1)), MemoryMarshal.Cast<TLanes, byte>(_vectors.Slice(ColumnNext, 2)));
    }

    /// <summary>Plays repetitions.</summary>
    /// <param name="match">The match, of machines with at most as many states as there are lanes.</param>
    /// <param name="draws">Random numbers of each repetition, at most as many as there are lanes.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="rounds">Rounds of each, at least 1.</param>
    /// <param name="counts">Receives, for each, the rounds with each cell.</param>
    /// <param name="cancellationToken">Polled now and then.</param>
    public static void Play(MachinePair match, ReadOnlySpan<MatchDraws> draws, ulong seed, ReadOnlySpan<int> rounds, Span<long> counts, CancellationToken cancellationToken)
    {
        var play = new MachineLanes<TLanes>(match, stackalloc ulong[(Places + 1) * LaneMemory.Alignment]);
        LaneMatches.Play<TLanes, MachineLanes<TLanes>>(ref play, draws, seed, rounds, match.Perception is not null, counts, cancellationToken);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Advance(scoped Span<TLanes> score, scoped ReadOnlySpan<TLanes> words, scoped ReadOnlySpan<TLanes> errors, int from, int to)
    {
        Span<TLanes> v = _vectors;
        TLanes row = v[Row], column = v[Column], rowThresholds = v[RowThresholds], columnThresholds = v[ColumnThresholds];
        TLanes rowLow = v[RowNext], rowHigh = v[RowNext + 1], columnLow = v[ColumnNext], columnHigh = v[ColumnNext + 1];
        TLanes rows = score[LaneScore.Rows], columns = score[LaneScore.Columns], boths = score[LaneScore.Boths];
        TLanes even = TLanes.Of(0x0000_FFFF_0000_FFFF), at = TLanes.Of(LaneScore.AllAtThreshold), ones = TLanes.Of(ulong.MaxValue);
        // The bits of an index above the state's: its own move, and the move it saw.
        TLanes own = TLanes.Of((ulong)TLanes.Matches * 2 * 0x0001_0001_0001_0001), seen = TLanes.Of((ulong)TLanes.Matches * 0x0001_0001_0001_0001);
        TLanes right = TLanes.Of((ushort)~(_match.Perception?.High ?? 0) * 0x0001_0001_0001_0001UL);
        TLanes beforeRow, beforeColumn, beforeRows, beforeColumns, beforeBoths, ties;
        do
        {
            (beforeRow, beforeColumn, beforeRows, beforeColumns, beforeBoths) = (row, column, rows, columns, boths);
            ties = TLanes.Of(~LaneScore.AllAtThreshold);
            int end = Math.Min((from & ~3) + 4, to);
            for (; from < end; from++)
            {
                TLanes x = words[2 * from], y = words[(2 * from) + 1];
                TLanes r = TLanes.Means(TLanes.Select(even, x, y << 16), TLanes.Look(rowThresholds, row)), c = TLanes.Means(TLanes.Select(even, x >>> 16, y), TLanes.Look(columnThresholds, column));
                ties = TLanes.Least(ties, TLanes.Least(r, c));
                TLanes rowMove = r >> 15, columnMove = c >> 15, rowSeen = rowMove, columnSeen = columnMove;
                rows -= rowMove;
                columns -= columnMove;
                boths -= rowMove & columnMove;
                if (!errors.IsEmpty)
                {
                    x = errors[2 * from];
                    y = errors[(2 * from) + 1];
                    r = TLanes.Means(TLanes.Select(even, x, y << 16), right);
                    c = TLanes.Means(TLanes.Select(even, x >>> 16, y), right);
                    ties = TLanes.Least(ties, TLanes.Least(r, c));
                    // Masks of seeing right: the row player sees the column player's move, and the other way round.
                    columnSeen = TLanes.Xor(columnMove, r >> 15, ones);
                    rowSeen = TLanes.Xor(rowMove, c >> 15, ones);
                }

                row = TLanes.Look(rowLow, rowHigh, TLanes.Select(own, rowMove, TLanes.Select(seen, columnSeen, row)));
                column = TLanes.Look(columnLow, columnHigh, TLanes.Select(own, columnMove, TLanes.Select(seen, rowSeen, column)));
            }
        }
        while (from < to && !TLanes.Meet(ties, at));

        (v[Row], v[Column], v[RowBefore], v[ColumnBefore]) = (row, column, beforeRow, beforeColumn);
        (score[LaneScore.Rows], score[LaneScore.Columns], score[LaneScore.Boths]) = (rows, columns, boths);
        (score[LaneScore.BeforeRows], score[LaneScore.BeforeColumns], score[LaneScore.BeforeBoths], score[LaneScore.Ties]) = (beforeRows, beforeColumns, beforeBoths, ties);
        return from;
    }

    public int Before(int lane)
    {
        Span<ushort> of = Lane(lane);
        return ((of[RowBefore * TLanes.Matches] & 0xFF) << 8) | (of[ColumnBefore * TLanes.Matches] & 0xFF);
    }

    public int Decide(int lane, MatchDraws draws, uint word, uint error, uint round, ref int memory)
    {
        int row = memory >> 8, column = memory & 0xFF;
        int a = _match.Row.Thresholds[row].Met(word & 0xFFFF, draws, round, MatchDraws.Moves, 0) ? 0 : 1, b = _match.Column.Thresholds[column].Met(word >> 16, draws, round, MatchDraws.Moves, 1) ? 0 : 1;
        int seenA = a, seenB = b;
        if (_match.Perception is { } perception)
        {
            if (perception.Met(error & 0xFFFF, draws, round, MatchDraws.Perceptions, 0)) seenB = 1 - b;
            if (perception.Met(error >> 16, draws, round, MatchDraws.Perceptions, 1)) seenA = 1 - a;
        }

        memory = (_match.Row.Next(row, a, seenB) << 8) | _match.Column.Next(column, b, seenA);
        return (2 * a) + b;
    }

    public void Settle(int lane, int memory)
    {
        Span<ushort> of = Lane(lane);
        (of[Row * TLanes.Matches], of[Column * TLanes.Matches]) = ((ushort)(memory >> 8), (ushort)(memory & 0xFF));
    }

    private Span<ushort> Lane(int lane) => MemoryMarshal.Cast<TLanes, ushort>(_vectors)[LaneMatches.Place<TLanes>(lane)..];
}

/// <summary>Matches of finite machines in the widest vectors of this machine.</summary>
internal static class MachineKernels
{
    /// <summary>Most states of a machine that this machine's vectors look up; 0 where they look up nothing.</summary>
    public static int States => Vector512.IsHardwareAccelerated && Lanes512.LooksUp ? Lanes512.Matches : Vector256.IsHardwareAccelerated && Lanes256.LooksUp ? Lanes256.Matches : 0;

    /// <inheritdoc cref="MachineLanes{TLanes}.Play"/>
    public static void Play(MachinePair match, ReadOnlySpan<MatchDraws> draws, ulong seed, ReadOnlySpan<int> rounds, Span<long> counts, CancellationToken cancellationToken)
    {
        if (States == Lanes512.Matches) MachineLanes<Lanes512>.Play(match, draws, seed, rounds, counts, cancellationToken);
        else MachineLanes<Lanes256>.Play(match, draws, seed, rounds, counts, cancellationToken);
    }
}
