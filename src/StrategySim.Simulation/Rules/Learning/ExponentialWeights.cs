namespace StrategySim.Simulation.Rules.Learning;

/// <summary>Weighs strategies by what they would have paid so far.</summary>
public sealed class ExponentialWeights : DecisionRule
{
    /// <inheritdoc/>
    public override string Id => "exponential-weights";

    /// <inheritdoc/>
    public override string Name => "Exponential weights";

    /// <inheritdoc/>
    public override string Description =>
        "Draws a strategy with probability in proportion to exp(η·U), U being the sum over past rounds of what the strategy would have paid against the others' executed actions (hedge).";

    /// <inheritdoc/>
    public override string Source => "Freund and Schapire, \"Adaptive game playing using multiplicative weights\", Games and Economic Behavior 29 (1999) 79–103.";

    /// <inheritdoc/>
    public override IReadOnlyList<RuleParameter> Parameters { get; } =
    [
        new("rate", RuleParameterKind.Number, "1/10", "η, how sharply higher sums are preferred, in 1/payoff unit; 0 is a uniform draw."),
    ];

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: null, UsesPayoffs: true, NeedsCooperate: false, RuleMemory.Learning);

    /// <inheritdoc/>
    public override RulePlayer Create(in RuleSetup setup) => new Player(new OwnPayoffs(setup.Counts, setup.Player), setup.Number("rate").ToDouble());

    private sealed class Player(OwnPayoffs payoffs, double rate) : RulePlayer
    {
        private readonly double[] _sums = new double[payoffs.Actions], _values = new double[payoffs.Actions];

        public override int Decide(in Situation situation)
        {
            payoffs.Look(situation.Table);
            return Choice.Logit(_sums, rate, situation.Draws.Uniform());
        }

        public override void Learn(ReadOnlySpan<int> actions)
        {
            payoffs.Against(actions, _values);
            for (int i = 0; i < _sums.Length; i++) _sums[i] += _values[i];
        }
    }
}
