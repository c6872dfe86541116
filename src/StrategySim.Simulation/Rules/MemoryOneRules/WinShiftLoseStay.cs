using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>D in round one.</summary>
public sealed class WinShiftLoseStay : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "win-shift-lose-stay";

    /// <inheritdoc/>
    public override string Name => "Win shift, lose stay";

    /// <inheritdoc/>
    public override string Description => "D in round one; afterwards C exactly when the two sides made different moves in the previous round.";

    /// <inheritdoc/>
    public override string Source => "Li, Hingston and Kendall, \"Engineering design of strategies for winning iterated prisoner's dilemma competitions\", IEEE Transactions on Computational Intelligence and AI in Games 3 (2011).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.Zero, Rational.Zero, Rational.One, Rational.One, Rational.Zero);
}
