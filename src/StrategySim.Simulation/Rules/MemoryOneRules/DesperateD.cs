using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>D in round one.</summary>
public sealed class DesperateD : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "desperate-d";

    /// <inheritdoc/>
    public override string Name => "Desperate";

    /// <inheritdoc/>
    public override string Description => "D in round one; C only right after a round in which both sides played D.";

    /// <inheritdoc/>
    public override string Source => "Van den Berg and Weissing, \"The importance of mechanisms for the evolution of cooperation\", Proceedings of the Royal Society B 282 (2015) (desperate).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.Zero, Rational.Zero, Rational.Zero, Rational.Zero, Rational.One);
}
