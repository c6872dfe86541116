namespace StrategySim.Simulation.Rules.Learning;

/// <summary>How often each rival was seen to play each strategy, every strategy counted once beforehand.</summary>
internal sealed class EmpiricalBeliefs
{
    private readonly int _seat;
    private readonly double[][] _beliefs, _certain;
    private readonly long[][] _seen;
    private long _rounds;

    /// <summary>Beliefs before round one.</summary>
    /// <param name="counts">Strategies of every player.</param>
    /// <param name="seat">Whose beliefs they are.</param>
    public EmpiricalBeliefs(int[] counts, int seat)
    {
        _seat = seat;
        _beliefs = [.. counts.Select(n => new double[n])];
        _certain = [.. counts.Select(n => new double[n])];
        _seen = [.. counts.Select(n => new long[n])];
    }

    /// <summary>What each player is believed to play in this round: for a first mover who was seen, what it did.</summary>
    public double[][] Now(in Situation situation)
    {
        for (int player = 0; player < _beliefs.Length; player++)
        {
            double[] belief = _beliefs[player];
            double all = _rounds + belief.Length;
            for (int strategy = 0; strategy < belief.Length; strategy++) belief[strategy] = (_seen[player][strategy] + 1) / all;
        }

        if (!situation.MovesSecond) return _beliefs;
        for (int player = 0; player < _beliefs.Length; player++) _beliefs[player].CopyTo(_certain[player], 0);
        Array.Clear(_certain[situation.FirstMover]);
        _certain[situation.FirstMover][situation.Observed] = 1;
        return _certain;
    }

    /// <summary>Counts a round.</summary>
    public void See(ReadOnlySpan<int> actions)
    {
        for (int player = 0; player < actions.Length; player++)
        {
            if (player != _seat) _seen[player][actions[player]]++;
        }

        _rounds++;
    }
}
