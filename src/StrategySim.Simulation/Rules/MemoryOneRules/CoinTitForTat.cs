using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>First move random 1/2, then tit for tat.</summary>
public sealed class CoinTitForTat : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "coin-tit-for-tat";

    /// <inheritdoc/>
    public override string Name => "Coin tit for tat";

    /// <inheritdoc/>
    public override string Description => "First move random 1/2, then tit for tat. Two of these settle into one of three different cycles, so the long run depends on luck in round one.";

    /// <inheritdoc/>
    public override string Source => "Nowak and Sigmund, \"The evolution of stochastic strategies in the prisoner's dilemma\", Acta Applicandae Mathematicae 20 (1990): the reactive rule (1/2, 1, 0).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.Create(1, 2), Rational.One, Rational.Zero, Rational.One, Rational.Zero);
}
