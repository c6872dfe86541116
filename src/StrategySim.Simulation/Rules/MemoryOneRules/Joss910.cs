using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>C in round one.</summary>
public sealed class Joss910 : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "joss-9-10";

    /// <inheritdoc/>
    public override string Name => "Joss";

    /// <inheritdoc/>
    public override string Description => "C in round one; answers D with D; answers C with C only nine times in ten.";

    /// <inheritdoc/>
    public override string Source => "Axelrod, \"Effective choice in the prisoner's dilemma\", Journal of Conflict Resolution 24 (1980) 3–25 (JOSS).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.One, Rational.Create(9, 10), Rational.Zero, Rational.Create(9, 10), Rational.Zero);
}
