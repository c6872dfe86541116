using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>C in round one.</summary>
public sealed class Gtft13 : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "gtft-1-3";

    /// <inheritdoc/>
    public override string Name => "Generous tit for tat";

    /// <inheritdoc/>
    public override string Description => "C in round one; answers C with C; answers D with C with probability 1/3 (the generosity level that is optimal for the 3,0,5,1 payoffs).";

    /// <inheritdoc/>
    public override string Source => "Nowak and Sigmund, \"Tit for tat in heterogeneous populations\", Nature 355 (1992) 250–253.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.One, Rational.One, Rational.Create(1, 3), Rational.One, Rational.Create(1, 3));
}
