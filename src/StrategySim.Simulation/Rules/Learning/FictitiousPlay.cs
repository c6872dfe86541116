namespace StrategySim.Simulation.Rules.Learning;

/// <summary>Best reply to how often each rival has played what.</summary>
public sealed class FictitiousPlay : DecisionRule
{
    /// <inheritdoc/>
    public override string Id => "fictitious-play";

    /// <inheritdoc/>
    public override string Name => "Fictitious play";

    /// <inheritdoc/>
    public override string Description =>
        "Believes that each rival mixes independently, as often as it has been seen to play each strategy (every strategy counted once before round one), and plays a best reply in this round's table; moving second it replies to the action it sees. Among equally good strategies it keeps the one it played last, or else takes the first listed.";

    /// <inheritdoc/>
    public override string Source => "Brown, \"Iterative solution of games by fictitious play\", in Koopmans, Activity Analysis of Production and Allocation, 1951; Fudenberg and Levine, The Theory of Learning in Games, 1998, chapter 2.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: null, UsesPayoffs: true, NeedsCooperate: false, RuleMemory.Learning);

    /// <inheritdoc/>
    public override RulePlayer Create(in RuleSetup setup) => new Player(new OwnPayoffs(setup.Counts, setup.Player), setup.Player);

    private sealed class Player(OwnPayoffs payoffs, int seat) : RulePlayer
    {
        private readonly EmpiricalBeliefs _beliefs = new(payoffs.Counts, seat);
        private readonly double[] _values = new double[payoffs.Actions];
        private int _last = -1;

        public override int Decide(in Situation situation)
        {
            payoffs.Look(situation.Table);
            payoffs.Expected(_beliefs.Now(situation), _values);
            return Choice.Best(_values, _last);
        }

        public override void Learn(ReadOnlySpan<int> actions)
        {
            _last = actions[seat];
            _beliefs.See(actions);
        }
    }
}
