using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>C in round one.</summary>
public sealed class StochasticCooperator : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "stochastic-cooperator";

    /// <inheritdoc/>
    public override string Name => "Stochastic cooperator";

    /// <inheritdoc/>
    public override string Description => "C in round one; then cooperation probabilities 0.935, 0.229, 0.266, 0.42 after CC, CD, DC, DD.";

    /// <inheritdoc/>
    public override string Source => "Adami and Hintze, \"Evolutionary instability of zero-determinant strategies demonstrates that winning is not everything\", Nature Communications 4 (2013).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.One, Rational.Create(187, 200), Rational.Create(229, 1000), Rational.Create(133, 500), Rational.Create(21, 50));
}
