using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>A two-strategy match of rules whose choice follows from the outcome of the round before: nine probabilities and no other state.</summary>
/// <param name="First">Probabilities of strategy 0 in round one, row and column.</param>
/// <param name="Row">The row player's probabilities of strategy 0 after each cell.</param>
/// <param name="Column">The column player's probabilities of strategy 0 after each cell.</param>
internal sealed record MemoryOneTable(Rational[] First, Rational[] Row, Rational[] Column)
{
    /// <summary>Thresholds of strategy 0: round one for row and column, then row after each cell, then column after each cell.</summary>
    public Threshold[] Thresholds() => [.. First.Concat(Row).Concat(Column).Select(Threshold.Of)];

    /// <summary>The table of a match; null where it is none of this kind.</summary>
    public static MemoryOneTable? Of(Match match)
    {
        if (match.Game.Rows != 2 || match.Game.Columns != 2 || !match.Settings.PerceptionNoise.IsZero) return null;
        if (match.Machine(0) is not FiniteMachine { DrawsPublicly: false } row || match.Machine(1) is not FiniteMachine { DrawsPublicly: false } column) return null;
        Rational noise = match.Settings.Noise;
        Rational[] first = [Plays(row, row.Start), Plays(column, column.Start)];
        return After(row, false) is { } rows && After(column, true) is { } columns ? new MemoryOneTable(first, rows, columns) : null;

        Rational Plays(FiniteMachine machine, long state)
        {
            Rational p = machine.Behaviours[machine.Behaviour(state)][0];
            return noise + ((Rational.One - noise - noise) * p);
        }

        Rational[]? After(FiniteMachine machine, bool isColumn)
        {
            var after = new Rational[4];
            for (int cell = 0; cell < 4; cell++)
            {
                (int own, int rival) = isColumn ? (cell % 2, cell / 2) : (cell / 2, cell % 2);
                long next = machine.Next(0, own, rival);
                for (int state = 1; state < machine.States; state++)
                {
                    if (machine.Next(state, own, rival) != next) return null;
                }

                after[cell] = Plays(machine, next);
            }

            return after;
        }
    }
}
