using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>C in round one.</summary>
public sealed class FirmButFair : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "firm-but-fair";

    /// <inheritdoc/>
    public override string Name => "Firm but fair";

    /// <inheritdoc/>
    public override string Description => "C in round one; C after every round except when it was the lone cooperator (then D); after mutual D it offers C with probability 2/3.";

    /// <inheritdoc/>
    public override string Source => "Frean, \"The prisoner's dilemma without synchrony\", Proceedings of the Royal Society B 257 (1994) 75–79.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.One, Rational.One, Rational.Zero, Rational.One, Rational.Create(2, 3));
}
