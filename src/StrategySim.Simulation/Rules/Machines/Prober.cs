namespace StrategySim.Simulation.Rules.Machines;

/// <summary>Opens D, C, C.</summary>
public sealed class Prober : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "prober";

    /// <inheritdoc/>
    public override string Name => "Prober";

    /// <inheritdoc/>
    public override string Description => "Opens D, C, C. If the other side played C in both round two and round three, plays D for ever; otherwise plays tit for tat from round four on.";

    /// <inheritdoc/>
    public override string Source => "Beaufils, Delahaye and Mathieu, \"Our meeting with gradual, a good strategy for the iterated prisoner's dilemma\", Artificial Life V (1997).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: null, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.Answering("DCCCCDD", 1, 1, 2, 3, 6, 5, 4, 5, 4, 5, 4, 5, 6, 6);
}
