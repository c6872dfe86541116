namespace StrategySim.Simulation.Rules.Machines;

/// <summary>C, except D when the other side's last two moves were both D.</summary>
public sealed class TitForTwoTats : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "tit-for-two-tats";

    /// <inheritdoc/>
    public override string Name => "Tit for two tats";

    /// <inheritdoc/>
    public override string Description => "C, except D when the other side's last two moves were both D.";

    /// <inheritdoc/>
    public override string Source => "Axelrod, \"Effective choice in the prisoner's dilemma\", Journal of Conflict Resolution 24 (1980) 3–25: the rule that would have won.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 2, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.Answering("CCD", 0, 1, 0, 2, 0, 2);
}
