namespace StrategySim.Simulation.Rules.Machines;

/// <summary>C, except D when at least one of the other side's last three moves was D.</summary>
public sealed class HardTitForTat : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "hard-tit-for-tat";

    /// <inheritdoc/>
    public override string Name => "Hard tit for tat";

    /// <inheritdoc/>
    public override string Description => "C, except D when at least one of the other side's last three moves was D.";

    /// <inheritdoc/>
    public override string Source => "Beaufils, Delahaye and Mathieu, \"Our meeting with gradual, a good strategy for the iterated prisoner's dilemma\", Artificial Life V (1997).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 3, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.Answering("CDDD", 0, 3, 0, 3, 1, 3, 2, 3);
}
