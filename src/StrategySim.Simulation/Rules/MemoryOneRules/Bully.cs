using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>D in round one.</summary>
public sealed class Bully : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "bully";

    /// <inheritdoc/>
    public override string Name => "Bully";

    /// <inheritdoc/>
    public override string Description => "D in round one; afterwards plays the opposite of the other side's previous move (backs down only when hit).";

    /// <inheritdoc/>
    public override string Source => "Nachbar, \"Evolution in the finitely repeated prisoner's dilemma\", Journal of Economic Behavior and Organization 19 (1992) (bully).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.Zero, Rational.Zero, Rational.One, Rational.Zero, Rational.One);
}
