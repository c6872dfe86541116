using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>C in round one.</summary>
public sealed class WinStayLoseShift : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "win-stay-lose-shift";

    /// <inheritdoc/>
    public override string Name => "Win stay, lose shift";

    /// <inheritdoc/>
    public override string Description => "C in round one; afterwards C exactly when both sides made the same move in the previous round (also called Pavlov).";

    /// <inheritdoc/>
    public override string Source => "Nowak and Sigmund, \"A strategy of win-stay, lose-shift that outperforms tit-for-tat in the prisoner's dilemma game\", Nature 364 (1993) 56–58.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.One, Rational.One, Rational.Zero, Rational.Zero, Rational.One);
}
