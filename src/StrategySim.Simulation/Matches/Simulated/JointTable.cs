using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Matches.Simulated;

/// <summary>Two finite machines of a two-strategy game as one table: thresholds in each joint state, and where each outcome leads.</summary>
/// <remarks>Joint states that play cannot reach are not in it; state 0 is the first.</remarks>
internal sealed class JointTable
{
    /// <summary>Most joint states that are laid out; larger pairs are played machine by machine.</summary>
    public const int MaximumStates = 4096;

    private JointTable(bool misperceives, Threshold[] row, Threshold[] column, int[] next, Threshold perception) =>
        (Misperceives, Row, Column, Next, Perception) = (misperceives, row, column, next, perception);

    /// <summary>Whether what follows an outcome depends on how it is perceived.</summary>
    public bool Misperceives { get; }

    /// <summary>The row player's threshold of strategy 0 in each state.</summary>
    public Threshold[] Row { get; }

    /// <summary>The column player's threshold of strategy 0 in each state.</summary>
    public Threshold[] Column { get; }

    /// <summary>The next state at 4·state + cell; with misperception at 16·state + 4·cell + 2·(the row player errs) + (the column player errs).</summary>
    public int[] Next { get; }

    /// <summary>The threshold of misperceiving.</summary>
    public Threshold Perception { get; }

    /// <summary>The table of a match; null where it has other than two strategies a side, a rule without such a table, or too many states.</summary>
    public static JointTable? TryCreate(Match match)
    {
        if (match.Game.Rows != 2 || match.Game.Columns != 2 || match.Machine(0) is not FiniteMachine { DrawsPublicly: false } row || match.Machine(1) is not FiniteMachine { DrawsPublicly: false } column) return null;
        bool misperceives = !match.Settings.PerceptionNoise.IsZero;
        Threshold[] rowPlays = SimulatedMove.First(row, match.Settings.Noise), columnPlays = SimulatedMove.First(column, match.Settings.Noise);
        var numbers = new Dictionary<(long Row, long Column), int> { [(row.Start, column.Start)] = 0 };
        List<(long Row, long Column)> states = [(row.Start, column.Start)];
        var next = new List<int>();
        int ways = misperceives ? 4 : 1;
        for (int s = 0; s < states.Count; s++)
        {
            for (int edge = 0; edge < 4 * ways; edge++)
            {
                int cell = edge / ways, errors = edge % ways, a = cell / 2, b = cell % 2;
                (long, long) to = (row.Next(states[s].Row, a, b ^ (errors >> 1)), column.Next(states[s].Column, b, a ^ (errors & 1)));
                if (!numbers.TryGetValue(to, out int number))
                {
                    if (states.Count == MaximumStates) return null;
                    numbers[to] = number = states.Count;
                    states.Add(to);
                }

                next.Add(number);
            }
        }

        return new JointTable(misperceives, [.. states.Select(s => rowPlays[row.Behaviour(s.Row)])], [.. states.Select(s => columnPlays[column.Behaviour(s.Column)])], [.. next], Threshold.Of(match.Settings.PerceptionNoise));
    }
}
