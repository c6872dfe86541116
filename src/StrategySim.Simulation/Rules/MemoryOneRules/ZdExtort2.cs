using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>Extortion, factor 2.</summary>
public sealed class ZdExtort2 : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "zd-extort-2";

    /// <inheritdoc/>
    public override string Name => "Extortion, factor 2";

    /// <inheritdoc/>
    public override string Description => "Zero-determinant extortion for the 3,0,5,1 payoffs: baseline 1, its surplus over the baseline is twice the opponent's. Scale 1/9.";

    /// <inheritdoc/>
    public override string Source => "Press and Dyson, \"Iterated prisoner's dilemma contains strategies that dominate any evolutionary opponent\", PNAS 109 (2012) 10409–10413; numbers after Stewart and Plotkin, \"Extortion and cooperation in the prisoner's dilemma\", PNAS 109 (2012) 10134–10135.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.One, Rational.Create(8, 9), Rational.Create(1, 2), Rational.Create(1, 3), Rational.Zero);
}
