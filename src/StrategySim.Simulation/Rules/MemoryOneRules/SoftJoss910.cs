using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>C in round one.</summary>
public sealed class SoftJoss910 : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "soft-joss-9-10";

    /// <inheritdoc/>
    public override string Name => "Soft Joss";

    /// <inheritdoc/>
    public override string Description => "C in round one; answers C with C; answers D with D nine times in ten.";

    /// <inheritdoc/>
    public override string Source => "Axelrod, \"Effective choice in the prisoner's dilemma\", Journal of Conflict Resolution 24 (1980) 3–25 (JOSS, turned round).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.One, Rational.One, Rational.Create(1, 10), Rational.One, Rational.Create(1, 10));
}
