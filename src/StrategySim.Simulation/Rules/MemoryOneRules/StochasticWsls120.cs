using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>Win-stay-lose-shift with every response softened by 1/20.</summary>
public sealed class StochasticWsls120 : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "stochastic-wsls-1-20";

    /// <inheritdoc/>
    public override string Name => "Stochastic win stay, lose shift";

    /// <inheritdoc/>
    public override string Description => "win-stay-lose-shift with every response softened by 1/20.";

    /// <inheritdoc/>
    public override string Source => "Nowak and Sigmund, Nature 364 (1993) 56–58, softened by 1/20.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.One, Rational.Create(19, 20), Rational.Create(1, 20), Rational.Create(1, 20), Rational.Create(19, 20));
}
