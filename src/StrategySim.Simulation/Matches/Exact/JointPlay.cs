using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Rules;

namespace StrategySim.Simulation.Matches.Exact;

/// <summary>Where a round may lead: an outcome, the joint state after it, and how likely the two are together.</summary>
/// <param name="Cell">The cell that is played.</param>
/// <param name="Next">The joint state afterwards.</param>
/// <param name="Probability">Greater than 0; the edges of a state sum to 1.</param>
internal readonly record struct Edge(int Cell, int Next, Rational Probability);

/// <summary>Two machines against each other: joint states, numbered as they are reached, and the edges out of each.</summary>
/// <remarks>
/// The referee of exact matches. Slips change what is executed, so they change payoffs and both memories; misperception changes only what
/// the rival's machine is told, so that the two remember different histories. Public lotteries are drawn at the start of a round, one draw for
/// both machines. States are explored on demand: counting rules have no last one.
/// </remarks>
internal sealed class JointPlay
{
    private readonly RuleMachine _row, _column;
    private readonly Rational[][] _rowPlays, _columnPlays, _rowSeesColumn, _columnSeesRow;
    private readonly int _columns, _maximumStates;
    private readonly Dictionary<(long Row, long Column), int> _numbers = [];
    private readonly List<(long Row, long Column)> _states = [];
    private readonly List<Edge[]?> _edges = [];

    /// <summary>Play before round one, in state 0.</summary>
    /// <param name="row">The row player's machine, over the strategies of the game.</param>
    /// <param name="column">The column player's machine, over the strategies of the game.</param>
    /// <param name="settings">Noise.</param>
    /// <param name="maximumStates">Most joint states that may be reached.</param>
    public JointPlay(RuleMachine row, RuleMachine column, MatchSettings settings, int maximumStates)
    {
        (_row, _column, _columns, _maximumStates) = (row, column, column.OwnLetters, maximumStates);
        _rowPlays = ExactMove.Executed(row, settings.Noise);
        _columnPlays = ExactMove.Executed(column, settings.Noise);
        _rowSeesColumn = ExactMove.Perceived(column.OwnLetters, settings.PerceptionNoise);
        _columnSeesRow = ExactMove.Perceived(row.OwnLetters, settings.PerceptionNoise);
        Number((row.Start, column.Start));
    }

    /// <summary>Joint states reached so far.</summary>
    public int States => _states.Count;

    /// <summary>Cells of the game.</summary>
    public int Cells => _row.OwnLetters * _columns;

    /// <summary>The edges out of a state.</summary>
    /// <exception cref="MatchTooLargeException">They lead beyond the most states allowed.</exception>
    public IReadOnlyList<Edge> From(int state) => _edges[state] ??= Explore(state);

    /// <summary>Explores every state that play can reach.</summary>
    /// <exception cref="MatchTooLargeException">There are too many.</exception>
    public void Close()
    {
        for (int state = 0; state < _states.Count; state++) From(state);
    }

    private Edge[] Explore(int state)
    {
        var edges = new Dictionary<(int Cell, int Next), Rational>();
        (long row, long column) = _states[state];
        foreach ((Rational drawn, long rowState, long columnState) in Drawn(row, column)) Play(rowState, columnState, drawn, edges);
        return [.. edges.Select(e => new Edge(e.Key.Cell, e.Key.Next, e.Value))];
    }

    // One draw for both: the lotteries lie side by side along [0, 1].
    private IEnumerable<(Rational Probability, long Row, long Column)> Drawn(long row, long column)
    {
        IReadOnlyList<PublicPrize> rowPrizes = _row.Lottery(row) ?? [new PublicPrize(Rational.One, row)], columnPrizes = _column.Lottery(column) ?? [new PublicPrize(Rational.One, column)];
        Rational from = Rational.Zero;
        for (int r = 0, c = 0; r < rowPrizes.Count && c < columnPrizes.Count;)
        {
            Rational to = Rational.Min(rowPrizes[r].Below, columnPrizes[c].Below);
            yield return (to - from, rowPrizes[r].State, columnPrizes[c].State);
            from = to;
            if (rowPrizes[r].Below == to) r++;
            if (columnPrizes[c].Below == to) c++;
        }
    }

    private void Play(long row, long column, Rational drawn, Dictionary<(int Cell, int Next), Rational> edges)
    {
        Rational[] rowPlays = _rowPlays[_row.Behaviour(row)], columnPlays = _columnPlays[_column.Behaviour(column)];
        for (int a = 0; a < rowPlays.Length; a++)
        {
            for (int b = 0; b < columnPlays.Length; b++)
            {
                Rational executed = drawn * rowPlays[a] * columnPlays[b];
                if (executed.IsZero) continue;
                for (int seenB = 0; seenB < columnPlays.Length; seenB++)
                {
                    Rational rowSees = _rowSeesColumn[b][seenB];
                    if (rowSees.IsZero) continue;
                    long nextRow = _row.Next(row, a, seenB);
                    for (int seenA = 0; seenA < rowPlays.Length; seenA++)
                    {
                        Rational columnSees = _columnSeesRow[a][seenA];
                        if (columnSees.IsZero) continue;
                        (int, int) edge = ((a * _columns) + b, Number((nextRow, _column.Next(column, b, seenA))));
                        edges[edge] = edges.GetValueOrDefault(edge) + (executed * rowSees * columnSees);
                    }
                }
            }
        }
    }

    private int Number((long Row, long Column) state)
    {
        if (_numbers.TryGetValue(state, out int number)) return number;
        if (_states.Count == _maximumStates) throw new MatchTooLargeException($"more than {_maximumStates:N0} joint states", $"at most {_maximumStates:N0} joint states", Size());
        number = _states.Count;
        _numbers[state] = number;
        _states.Add(state);
        _edges.Add(null);
        return number;
    }

    private string Size() => _row is FiniteMachine r && _column is FiniteMachine c
        ? $"The two rules have {r.States:N0} and {c.States:N0} states, up to {(long)r.States * c.States:N0} together."
        : "A rule that counts without bound has more states the longer it plays.";
}

/// <summary>Thrown where an exact answer takes more work than is allowed; simulation does not.</summary>
public sealed class MatchTooLargeException : Exception
{
    /// <summary>Refuses a match.</summary>
    /// <param name="found">How large it is.</param>
    /// <param name="expected">How large it may be.</param>
    /// <param name="because">A sentence on what makes it so.</param>
    public MatchTooLargeException(string found, string expected, string because)
        : base($"The match is too large for an exact answer: {found}; expected {expected}. {because}") => (Found, Expected, Because) = (found, expected, because);

    /// <summary>How large it is.</summary>
    public string Found { get; }

    /// <summary>How large it may be.</summary>
    public string Expected { get; }

    /// <summary>What makes it so.</summary>
    public string Because { get; }
}
