namespace StrategySim.Simulation.Rules.Learning;

/// <summary>What each strategy pays against what was seen last: the round before, or the first mover of this one.</summary>
internal sealed class LastSeen
{
    private readonly int[] _actions;
    private readonly double[][] _uniform;

    /// <summary>Room for the actions of all players.</summary>
    /// <param name="counts">Strategies of every player.</param>
    /// <param name="seat">Who looks.</param>
    public LastSeen(int[] counts, int seat)
    {
        _actions = new int[counts.Length];
        _uniform = [.. counts.Select((n, player) => player == seat ? [] : Enumerable.Repeat(1.0 / n, n).ToArray())];
    }

    /// <summary>The payoff of each strategy; in round one against rivals who mix uniformly.</summary>
    public void Values(in Situation situation, OwnPayoffs payoffs, Span<double> into)
    {
        bool known = !situation.Last.IsEmpty;
        if (known) situation.Last.CopyTo(_actions);
        if (situation.MovesSecond)
        {
            _actions[situation.FirstMover] = situation.Observed;
            known |= _actions.Length == 2;
        }

        if (known) payoffs.Against(_actions, into);
        else payoffs.Expected(_uniform, into);
    }
}
