namespace StrategySim.Simulation.Rules.Counting;

/// <summary>Does what the rival has done more often, and defects at a tie.</summary>
public sealed class HardMajority : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "hard-majority";

    /// <inheritdoc/>
    public override string Name => "Hard majority";

    /// <inheritdoc/>
    public override string Description => "C when the rival has so far played C strictly more often than D, otherwise D (hence D in round one).";

    /// <inheritdoc/>
    public override string Source => "Axelrod, The Evolution of Cooperation, 1984 (go by majority); Beaufils, Delahaye and Mathieu, Artificial Life V (1997).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: null, UsesPayoffs: false, NeedsCooperate: true, RuleMemory.Counting);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => new CountingMachine(surplus => surplus > 0, afterC: 1, afterD: -1);
}
