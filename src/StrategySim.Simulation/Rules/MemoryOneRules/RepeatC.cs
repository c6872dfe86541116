using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>C in round one.</summary>
public sealed class RepeatC : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "repeat-c";

    /// <inheritdoc/>
    public override string Name => "Repeat";

    /// <inheritdoc/>
    public override string Description => "C in round one; afterwards repeats its own executed move. Without noise it equals cooperator; with noise it drifts.";

    /// <inheritdoc/>
    public override string Source => "Nowak and Sigmund, \"The evolution of stochastic strategies in the prisoner's dilemma\", Acta Applicandae Mathematicae 20 (1990): the corner (1, 1, 0, 0) of memory-one rules.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.One, Rational.One, Rational.One, Rational.Zero, Rational.Zero);
}
