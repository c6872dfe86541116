namespace StrategySim.Simulation.Rules.Counting;

/// <summary>Does what the rival has done more often, and cooperates at a tie.</summary>
public sealed class SoftMajority : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "soft-majority";

    /// <inheritdoc/>
    public override string Name => "Soft majority";

    /// <inheritdoc/>
    public override string Description => "C when the rival has so far played C at least as often as D (hence C in round one), otherwise D.";

    /// <inheritdoc/>
    public override string Source => "Axelrod, The Evolution of Cooperation, 1984 (go by majority); Beaufils, Delahaye and Mathieu, Artificial Life V (1997).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: null, UsesPayoffs: false, NeedsCooperate: true, RuleMemory.Counting);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => new CountingMachine(surplus => surplus >= 0, afterC: 1, afterD: -1);
}
