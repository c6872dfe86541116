using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>First move random 1/2.</summary>
public sealed class Reactive73 : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "reactive-7-3";

    /// <inheritdoc/>
    public override string Name => "Reactive (7/10, 3/10)";

    /// <inheritdoc/>
    public override string Description => "First move random 1/2; then C with probability 7/10 after the other side's C and 3/10 after its D.";

    /// <inheritdoc/>
    public override string Source => "Nowak and Sigmund, \"The evolution of stochastic strategies in the prisoner's dilemma\", Acta Applicandae Mathematicae 20 (1990): a reactive rule.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.Create(1, 2), Rational.Create(7, 10), Rational.Create(3, 10), Rational.Create(7, 10), Rational.Create(3, 10));
}
