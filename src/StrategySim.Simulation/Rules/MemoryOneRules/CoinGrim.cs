using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>First move random 1/2.</summary>
public sealed class CoinGrim : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "coin-grim";

    /// <inheritdoc/>
    public override string Name => "Coin grim";

    /// <inheritdoc/>
    public override string Description => "First move random 1/2; afterwards C only after a round of mutual C.";

    /// <inheritdoc/>
    public override string Source => "The trigger of Friedman, Review of Economic Studies 38 (1971), with a fair coin for the first move; the form is this project's own.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.Create(1, 2), Rational.One, Rational.Zero, Rational.Zero, Rational.Zero);
}
