namespace StrategySim.Simulation.Rules.Machines;

/// <summary>C until the other side plays D.</summary>
public sealed class LimitedPunisher3 : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "limited-punisher-3";

    /// <inheritdoc/>
    public override string Name => "Limited punisher";

    /// <inheritdoc/>
    public override string Description => "C until the other side plays D; then exactly three D, whatever happens meanwhile; then a C with a clean slate (moves made by the other side during the punishment, its last round included, are forgotten).";

    /// <inheritdoc/>
    public override string Source => "Green and Porter, \"Noncooperative collusion under imperfect price information\", Econometrica 52 (1984) 87–100: reversion for a fixed number of rounds, here three.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: null, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.Answering("CDDD", 0, 1, 2, 2, 3, 3, 0, 0);
}
