namespace StrategySim.Simulation.Rules.Learning;

/// <summary>Logit reply to how often each rival has played what.</summary>
public sealed class SmoothFictitiousPlay : DecisionRule
{
    /// <inheritdoc/>
    public override string Id => "smooth-fictitious-play";

    /// <inheritdoc/>
    public override string Name => "Smooth fictitious play";

    /// <inheritdoc/>
    public override string Description =>
        "Believes like fictitious-play and draws a strategy with probability in proportion to exp(λ·u), u being its expected payoff in this round's table.";

    /// <inheritdoc/>
    public override string Source => "Fudenberg and Levine, The Theory of Learning in Games, 1998, chapter 4.";

    /// <inheritdoc/>
    public override IReadOnlyList<RuleParameter> Parameters { get; } =
    [
        new("precision", RuleParameterKind.Number, "1", "λ, how sharply better strategies are preferred, in 1/payoff unit; 0 is a uniform draw."),
    ];

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: null, UsesPayoffs: true, NeedsCooperate: false, RuleMemory.Learning);

    /// <inheritdoc/>
    public override RulePlayer Create(in RuleSetup setup) => new Player(new OwnPayoffs(setup.Counts, setup.Player), setup.Player, setup.Number("precision").ToDouble());

    private sealed class Player(OwnPayoffs payoffs, int seat, double precision) : RulePlayer
    {
        private readonly EmpiricalBeliefs _beliefs = new(payoffs.Counts, seat);
        private readonly double[] _values = new double[payoffs.Actions];

        public override int Decide(in Situation situation)
        {
            payoffs.Look(situation.Table);
            payoffs.Expected(_beliefs.Now(situation), _values);
            return Choice.Logit(_values, precision, situation.Draws.Uniform());
        }

        public override void Learn(ReadOnlySpan<int> actions)
        {
            _beliefs.See(actions);
        }
    }
}
