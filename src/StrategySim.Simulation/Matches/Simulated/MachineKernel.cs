using StrategySim.Simulation.Matches.Exact;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>One match at a time of any two machines: those that count, and those of games with more than two strategies a side.</summary>
internal sealed class MachineKernel
{
    private readonly RuleMachine _row, _column;
    private readonly int _columns;
    private readonly bool _twoByTwo, _misperceives;

    // Two-strategy games.
    private readonly Threshold[] _rowFirst, _columnFirst;
    private readonly Threshold _perception;

    // Larger ones.
    private readonly ulong[][] _rowMoves, _columnMoves, _rowSees, _columnSees;

    /// <summary>A match of two machines.</summary>
    public MachineKernel(Match match)
    {
        (_row, _column, _columns) = (match.Machine(0)!, match.Machine(1)!, match.Game.Columns);
        MatchSettings settings = match.Settings;
        _misperceives = !settings.PerceptionNoise.IsZero;
        _twoByTwo = match.Game.Rows == 2 && match.Game.Columns == 2;
        _perception = Threshold.Of(settings.PerceptionNoise);
        (_rowFirst, _columnFirst) = _twoByTwo ? (SimulatedMove.First(_row, settings.Noise), SimulatedMove.First(_column, settings.Noise)) : ([], []);
        if (_twoByTwo)
        {
            (_rowMoves, _columnMoves, _rowSees, _columnSees) = ([], [], [], []);
            return;
        }

        _rowMoves = SimulatedMove.Cumulative(ExactMove.Executed(_row, settings.Noise));
        _columnMoves = SimulatedMove.Cumulative(ExactMove.Executed(_column, settings.Noise));
        _rowSees = SimulatedMove.Cumulative(ExactMove.Perceived(match.Game.Columns, settings.PerceptionNoise));
        _columnSees = SimulatedMove.Cumulative(ExactMove.Perceived(match.Game.Rows, settings.PerceptionNoise));
    }

    /// <summary>Plays rounds.</summary>
    /// <param name="draws">Random numbers.</param>
    /// <param name="rounds">Rounds, at least 1.</param>
    /// <param name="counts">Receives the rounds with each cell.</param>
    /// <param name="opening">Receives the cells of the first rounds; empty where nobody asks.</param>
    /// <param name="cancellationToken">Polled now and then.</param>
    public void Play(MatchDraws draws, int rounds, Span<long> counts, Span<int> opening, CancellationToken cancellationToken)
    {
        (long row, long column) = (_row.Start, _column.Start);
        Span<uint> words = stackalloc uint[4], errors = stackalloc uint[4];
        for (int done = 0; done < rounds; done++)
        {
            int a, b, seenA, seenB;
            if (_twoByTwo)
            {
                if (done % 4 == 0)
                {
                    (words[0], words[1], words[2], words[3]) = draws.Block((uint)(done / 4), MatchDraws.Moves);
                    if (_misperceives) (errors[0], errors[1], errors[2], errors[3]) = draws.Block((uint)(done / 4), MatchDraws.Perceptions);
                }

                uint word = words[done % 4], error = errors[done % 4];
                uint round = (uint)done + 1;
                a = _rowFirst[_row.Behaviour(row)].Met(word & 0xFFFF, draws, round, MatchDraws.Moves, 0) ? 0 : 1;
                b = _columnFirst[_column.Behaviour(column)].Met(word >> 16, draws, round, MatchDraws.Moves, 1) ? 0 : 1;
                seenB = _misperceives && _perception.Met(error & 0xFFFF, draws, round, MatchDraws.Perceptions, 0) ? 1 - b : b;
                seenA = _misperceives && _perception.Met(error >> 16, draws, round, MatchDraws.Perceptions, 1) ? 1 - a : a;
            }
            else
            {
                (ulong rowMove, ulong rowError) = draws.Of((uint)done + 1, 0);
                (ulong columnMove, ulong columnError) = draws.Of((uint)done + 1, 1);
                a = SimulatedMove.Pick(_rowMoves[_row.Behaviour(row)], rowMove);
                b = SimulatedMove.Pick(_columnMoves[_column.Behaviour(column)], columnMove);
                seenB = _misperceives ? SimulatedMove.Pick(_rowSees[b], rowError) : b;
                seenA = _misperceives ? SimulatedMove.Pick(_columnSees[a], columnError) : a;
            }

            int cell = (a * _columns) + b;
            counts[cell]++;
            if (done < opening.Length) opening[done] = cell;
            (row, column) = (_row.Next(row, a, seenB), _column.Next(column, b, seenA));
            if (done % 65536 == 65535) cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
