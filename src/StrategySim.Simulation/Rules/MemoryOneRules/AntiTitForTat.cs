using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>C in round one.</summary>
public sealed class AntiTitForTat : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "anti-tit-for-tat";

    /// <inheritdoc/>
    public override string Name => "Anti tit for tat";

    /// <inheritdoc/>
    public override string Description => "C in round one; afterwards plays the opposite of the other side's previous move.";

    /// <inheritdoc/>
    public override string Source => "Hilbe, Nowak and Traulsen, \"Adaptive dynamics of extortion and compliance\", PLoS ONE 8 (2013).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.One, Rational.Zero, Rational.One, Rational.Zero, Rational.One);
}
