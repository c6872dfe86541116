using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>Zero-determinant extortion for the 3,0,5,1 payoffs with factor three.</summary>
public sealed class ZdExtort3 : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "zd-extort-3";

    /// <inheritdoc/>
    public override string Name => "Extortion, factor 3";

    /// <inheritdoc/>
    public override string Description => "Zero-determinant extortion for the 3,0,5,1 payoffs with factor three. Scale 3/26.";

    /// <inheritdoc/>
    public override string Source => "Press and Dyson, \"Iterated prisoner's dilemma contains strategies that dominate any evolutionary opponent\", PNAS 109 (2012) 10409–10413 (factor 3).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.One, Rational.Create(11, 13), Rational.Create(1, 2), Rational.Create(7, 26), Rational.Zero);
}
