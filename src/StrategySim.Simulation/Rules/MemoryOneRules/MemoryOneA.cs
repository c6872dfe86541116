using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>First move random 1/2.</summary>
public sealed class MemoryOneA : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "memory-one-a";

    /// <inheritdoc/>
    public override string Name => "Memory one, vector A";

    /// <inheritdoc/>
    public override string Description => "First move random 1/2; then 4/5, 3/5, 1/5, 2/5 after CC, CD, DC, DD.";

    /// <inheritdoc/>
    public override string Source => "Nowak and Sigmund, \"The evolution of stochastic strategies in the prisoner's dilemma\", Acta Applicandae Mathematicae 20 (1990); the numbers are this project's own.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.Create(1, 2), Rational.Create(4, 5), Rational.Create(3, 5), Rational.Create(1, 5), Rational.Create(2, 5));
}
