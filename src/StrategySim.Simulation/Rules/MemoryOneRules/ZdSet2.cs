using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>Zero-determinant equalizer for the 3,0,5,1 payoffs: fixes the opponent's long-run mean at 2.</summary>
public sealed class ZdSet2 : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "zd-set-2";

    /// <inheritdoc/>
    public override string Name => "Equalizer at 2";

    /// <inheritdoc/>
    public override string Description => "Zero-determinant equalizer for the 3,0,5,1 payoffs: fixes the opponent's long-run mean at 2. Scale 1/4.";

    /// <inheritdoc/>
    public override string Source => "Press and Dyson, \"Iterated prisoner's dilemma contains strategies that dominate any evolutionary opponent\", PNAS 109 (2012) 10409–10413 (setting the rival's score).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.One, Rational.Create(3, 4), Rational.Create(1, 4), Rational.Create(1, 2), Rational.Create(1, 4));
}
