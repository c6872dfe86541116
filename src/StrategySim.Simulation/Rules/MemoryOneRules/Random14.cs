using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>Plays C with probability 1/4 each round, independently.</summary>
public sealed class Random14 : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "random-1-4";

    /// <inheritdoc/>
    public override string Name => "Random, one quarter";

    /// <inheritdoc/>
    public override string Description => "Plays C with probability 1/4 each round, independently.";

    /// <inheritdoc/>
    public override string Source => "Axelrod, \"Effective choice in the prisoner's dilemma\", Journal of Conflict Resolution 24 (1980) 3–25 (RANDOM), with probability 1/4.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 0, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.Create(1, 4), Rational.Create(1, 4), Rational.Create(1, 4), Rational.Create(1, 4), Rational.Create(1, 4));
}
