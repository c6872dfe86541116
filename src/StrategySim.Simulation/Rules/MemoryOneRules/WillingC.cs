using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>C in round one.</summary>
public sealed class WillingC : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "willing-c";

    /// <inheritdoc/>
    public override string Name => "Willing";

    /// <inheritdoc/>
    public override string Description => "C in round one; D only right after a round in which both sides played D.";

    /// <inheritdoc/>
    public override string Source => "Van den Berg and Weissing, \"The importance of mechanisms for the evolution of cooperation\", Proceedings of the Royal Society B 282 (2015) (willing).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.One, Rational.One, Rational.One, Rational.One, Rational.Zero);
}
