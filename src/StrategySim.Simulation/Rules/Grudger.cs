namespace StrategySim.Simulation.Rules;

/// <summary>Cooperates until the rival has once not done so.</summary>
public sealed class Grudger : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "grudger";

    /// <inheritdoc/>
    public override string Name => "Grudger (grim trigger)";

    /// <inheritdoc/>
    public override string Description =>
        "Cooperates until the rival has once been seen not to; never again after that. Its own slips do not set it off. Two of them are not subgame perfect in chicken, where the punishment hurts the punisher more than conceding.";

    /// <inheritdoc/>
    public override string Source => "Friedman, \"A non-cooperative equilibrium for supergames\", Review of Economic Studies 38 (1971).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: null, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.Answering("CD", 0, 1, 1, 1);
}
