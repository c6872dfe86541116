using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>Plays C with probability 1/2 each round, independently.</summary>
public sealed class Random12 : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "random-1-2";

    /// <inheritdoc/>
    public override string Name => "Random, one half";

    /// <inheritdoc/>
    public override string Description => "Plays C with probability 1/2 each round, independently.";

    /// <inheritdoc/>
    public override string Source => "Axelrod, \"Effective choice in the prisoner's dilemma\", Journal of Conflict Resolution 24 (1980) 3–25 (RANDOM).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 0, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.Create(1, 2), Rational.Create(1, 2), Rational.Create(1, 2), Rational.Create(1, 2), Rational.Create(1, 2));
}
