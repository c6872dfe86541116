using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>D, C, D, C, … Same rule as alternator, first move D.</summary>
public sealed class AlternatorD : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "alternator-d";

    /// <inheritdoc/>
    public override string Name => "Alternator from D";

    /// <inheritdoc/>
    public override string Description => "D, C, D, C, … Same rule as alternator, first move D.";

    /// <inheritdoc/>
    public override string Source => "Axelrod, The Evolution of Cooperation, 1984 (a simple partner), first move D.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.Zero, Rational.Zero, Rational.Zero, Rational.One, Rational.One);
}
