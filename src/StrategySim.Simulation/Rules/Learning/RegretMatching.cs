namespace StrategySim.Simulation.Rules.Learning;

/// <summary>Plays what it regrets not having played.</summary>
public sealed class RegretMatching : DecisionRule
{
    /// <inheritdoc/>
    public override string Id => "regret-matching";

    /// <inheritdoc/>
    public override string Name => "Regret matching";

    /// <inheritdoc/>
    public override string Description =>
        "Keeps, for each strategy, the sum over past rounds of what it would have paid against the others' executed actions less what was received; draws a strategy with probability in proportion to the positive part of that regret, and uniformly where no regret is positive.";

    /// <inheritdoc/>
    public override string Source => "Hart and Mas-Colell, \"A simple adaptive procedure leading to correlated equilibrium\", Econometrica 68 (2000) 1127–1150, in the unconditional form of its section 4(c) and of Blackwell 1956.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: null, UsesPayoffs: true, NeedsCooperate: false, RuleMemory.Learning);

    /// <inheritdoc/>
    public override RulePlayer Create(in RuleSetup setup) => new Player(new OwnPayoffs(setup.Counts, setup.Player), setup.Player);

    private sealed class Player(OwnPayoffs payoffs, int seat) : RulePlayer
    {
        private readonly double[] _regret = new double[payoffs.Actions], _weights = new double[payoffs.Actions];

        public override int Decide(in Situation situation)
        {
            payoffs.Look(situation.Table);
            bool any = false;
            for (int i = 0; i < _regret.Length; i++)
            {
                _weights[i] = Math.Max(_regret[i], 0);
                any |= _regret[i] > 0;
            }

            if (!any) Array.Fill(_weights, 1);
            return Choice.Weighted(_weights, situation.Draws.Uniform());
        }

        public override void Learn(ReadOnlySpan<int> actions)
        {
            Span<double> values = _weights;
            payoffs.Against(actions, values);
            double received = values[actions[seat]];
            for (int i = 0; i < _regret.Length; i++) _regret[i] += values[i] - received;
        }
    }
}
