namespace StrategySim.Simulation.Rules.Machines;

/// <summary>C until the other side plays D.</summary>
public sealed class SoftGrudger : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "soft-grudger";

    /// <inheritdoc/>
    public override string Name => "Soft grudger";

    /// <inheritdoc/>
    public override string Description => "C until the other side plays D; then, whatever happens meanwhile, plays the six moves D D D D C C; then looks at the other side's latest move again: if it was D the six moves start over, otherwise C.";

    /// <inheritdoc/>
    public override string Source => "Li, Hingston and Kendall, \"Engineering design of strategies for winning iterated prisoner's dilemma competitions\", IEEE Transactions on Computational Intelligence and AI in Games 3 (2011).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: null, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.Answering("CDDDDCC", 0, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 0, 1);
}
