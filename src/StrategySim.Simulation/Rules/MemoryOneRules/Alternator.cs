using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>C, D, C, D, … whatever the other side does.</summary>
public sealed class Alternator : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "alternator";

    /// <inheritdoc/>
    public override string Name => "Alternator";

    /// <inheritdoc/>
    public override string Description => "C, D, C, D, … whatever the other side does. As a memory-one rule it plays the opposite of its own executed move.";

    /// <inheritdoc/>
    public override string Source => "Axelrod, The Evolution of Cooperation, 1984 (a simple partner).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.One, Rational.Zero, Rational.Zero, Rational.One, Rational.One);
}
