using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>Like tit-for-tat but its first move is D.</summary>
public sealed class SuspiciousTitForTat : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "suspicious-tit-for-tat";

    /// <inheritdoc/>
    public override string Name => "Suspicious tit for tat";

    /// <inheritdoc/>
    public override string Description => "Like tit-for-tat but its first move is D.";

    /// <inheritdoc/>
    public override string Source => "Boyd and Lorberbaum, \"No pure strategy is evolutionarily stable in the repeated prisoner's dilemma game\", Nature 327 (1987) 58–59.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.Zero, Rational.One, Rational.Zero, Rational.One, Rational.Zero);
}
