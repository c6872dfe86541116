namespace StrategySim.Simulation.Rules.Learning;

/// <summary>Logit reply to what was seen last.</summary>
public sealed class LogitResponse : DecisionRule
{
    /// <inheritdoc/>
    public override string Id => "logit-response";

    /// <inheritdoc/>
    public override string Name => "Logit response";

    /// <inheritdoc/>
    public override string Description =>
        "Draws a strategy with probability in proportion to exp(λ·u), u being what it pays in this round's table against the others' executed actions of the round before, or, moving second, against the first mover's action of this round; in round one against rivals who mix uniformly.";

    /// <inheritdoc/>
    public override string Source => "Blume, \"The statistical mechanics of strategic interaction\", Games and Economic Behavior 5 (1993) 387–424; McKelvey and Palfrey, Games and Economic Behavior 10 (1995).";

    /// <inheritdoc/>
    public override IReadOnlyList<RuleParameter> Parameters { get; } =
    [
        new("precision", RuleParameterKind.Number, "1", "λ, how sharply better strategies are preferred, in 1/payoff unit; 0 is a uniform draw."),
    ];

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: true, NeedsCooperate: false, RuleMemory.Learning);

    /// <inheritdoc/>
    public override RulePlayer Create(in RuleSetup setup) => new Player(new OwnPayoffs(setup.Counts, setup.Player), setup.Player, setup.Number("precision").ToDouble());

    private sealed class Player(OwnPayoffs payoffs, int seat, double precision) : RulePlayer
    {
        private readonly LastSeen _seen = new(payoffs.Counts, seat);
        private readonly double[] _values = new double[payoffs.Actions];

        public override int Decide(in Situation situation)
        {
            payoffs.Look(situation.Table);
            _seen.Values(situation, payoffs, _values);
            return Choice.Logit(_values, precision, situation.Draws.Uniform());
        }
    }
}
