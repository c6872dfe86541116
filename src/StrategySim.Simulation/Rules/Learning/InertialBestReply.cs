namespace StrategySim.Simulation.Rules.Learning;

/// <summary>Best reply to what was seen last, when it moves at all.</summary>
public sealed class InertialBestReply : DecisionRule
{
    /// <inheritdoc/>
    public override string Id => "best-reply-with-inertia";

    /// <inheritdoc/>
    public override string Name => "Best reply with inertia";

    /// <inheritdoc/>
    public override string Description =>
        "With probability 'inertia' repeats its executed action of the round before; otherwise plays a best reply in this round's table to the others' executed actions of the round before, or, moving second, to the first mover's action of this round. In round one it replies to rivals who mix uniformly. Among equally good strategies it keeps the one it played last, or else takes the first listed.";

    /// <inheritdoc/>
    public override string Source => "Young, \"The evolution of conventions\", Econometrica 61 (1993) 57–84; Samuelson, Evolutionary Games and Equilibrium Selection, 1997, on inertia.";

    /// <inheritdoc/>
    public override IReadOnlyList<RuleParameter> Parameters { get; } =
    [
        new("inertia", RuleParameterKind.Probability, "1/2", "Probability of repeating the action of the round before, 0 to 1."),
    ];

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: true, NeedsCooperate: false, RuleMemory.Learning);

    /// <inheritdoc/>
    public override RulePlayer Create(in RuleSetup setup) => new Player(new OwnPayoffs(setup.Counts, setup.Player), setup.Player, setup.Number("inertia").ToDouble());

    private sealed class Player(OwnPayoffs payoffs, int seat, double inertia) : RulePlayer
    {
        private readonly LastSeen _seen = new(payoffs.Counts, seat);
        private readonly double[] _values = new double[payoffs.Actions];

        public override int Decide(in Situation situation)
        {
            int kept = situation.Last.IsEmpty ? -1 : situation.Last[seat];
            if (kept >= 0 && situation.Draws.Uniform() < inertia) return kept;
            payoffs.Look(situation.Table);
            _seen.Values(situation, payoffs, _values);
            return Choice.Best(_values, kept);
        }
    }
}
