using StrategySim.Simulation.Play;

namespace StrategySim.Simulation.Rules.Learning;

/// <summary>A learner's own payoffs in the table of the round in which it decided, as doubles.</summary>
/// <remarks>Copied when it decides, because the table may be filled for the next round before the learner is told how this one went.</remarks>
internal sealed class OwnPayoffs
{
    private readonly int _player;
    private readonly int _cells;
    private readonly int _below;
    private readonly double[] _values;
    private StageTable? _table;
    private long _version = -1;

    /// <summary>Room for the payoffs of a seat.</summary>
    /// <param name="counts">Strategies of every player.</param>
    /// <param name="player">The seat.</param>
    public OwnPayoffs(int[] counts, int player)
    {
        (Counts, _player) = (counts, player);
        _cells = counts.Aggregate(1, (n, k) => n * k);
        _below = counts.Skip(player + 1).Aggregate(1, (n, k) => n * k);
        _values = new double[_cells];
    }

    /// <summary>Strategies of every player.</summary>
    public int[] Counts { get; }

    /// <summary>Its own strategies.</summary>
    public int Actions => Counts[_player];

    /// <summary>Takes the payoffs of a table, unless they are those it has.</summary>
    public void Look(StageTable table)
    {
        if (ReferenceEquals(_table, table) && _version == table.Version) return;
        (_table, _version) = (table, table.Version);
        for (int cell = 0; cell < _cells; cell++) _values[cell] = table.Value(cell, _player);
    }

    /// <summary>What each of its strategies pays against the others' actions.</summary>
    public void Against(ReadOnlySpan<int> actions, Span<double> into)
    {
        int cell = 0;
        for (int i = 0; i < Counts.Length; i++) cell = (cell * Counts[i]) + (i == _player ? 0 : actions[i]);
        for (int action = 0; action < into.Length; action++) into[action] = _values[cell + (action * _below)];
    }

    /// <summary>What each of its strategies is expected to pay where the others mix independently.</summary>
    /// <param name="beliefs">For each player a distribution over its strategies; its own is not read.</param>
    /// <param name="into">Receives the expectations.</param>
    public void Expected(double[][] beliefs, Span<double> into)
    {
        into.Clear();
        if (Counts.Length == 2)
        {
            double[] rival = beliefs[1 - _player];
            int stride = _player == 0 ? 1 : Counts[1];
            for (int action = 0; action < into.Length; action++)
            {
                int first = action * _below;
                for (int other = 0; other < rival.Length; other++) into[action] += rival[other] * _values[first + (other * stride)];
            }

            return;
        }

        for (int cell = 0; cell < _cells; cell++)
        {
            double weight = 1;
            int rest = cell, own = 0;
            for (int i = Counts.Length - 1; i >= 0; i--)
            {
                int action = rest % Counts[i];
                rest /= Counts[i];
                if (i == _player) own = action;
                else weight *= beliefs[i][action];
            }

            into[own] += weight * _values[cell];
        }
    }
}
