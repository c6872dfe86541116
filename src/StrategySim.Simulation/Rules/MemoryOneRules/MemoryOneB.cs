using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>First move D.</summary>
public sealed class MemoryOneB : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "memory-one-b";

    /// <inheritdoc/>
    public override string Name => "Memory one, vector B";

    /// <inheritdoc/>
    public override string Description => "First move D; then 9/10, 1/10, 3/5, 1/20 after CC, CD, DC, DD.";

    /// <inheritdoc/>
    public override string Source => "Nowak and Sigmund, \"The evolution of stochastic strategies in the prisoner's dilemma\", Acta Applicandae Mathematicae 20 (1990); the numbers are this project's own.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.Zero, Rational.Create(9, 10), Rational.Create(1, 10), Rational.Create(3, 5), Rational.Create(1, 20));
}
