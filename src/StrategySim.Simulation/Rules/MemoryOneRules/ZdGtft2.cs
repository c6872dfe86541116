using StrategySim.GameTheory.Numerics;

namespace StrategySim.Simulation.Rules.MemoryOneRules;

/// <summary>Generous zero-determinant rule.</summary>
public sealed class ZdGtft2 : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "zd-gtft-2";

    /// <inheritdoc/>
    public override string Name => "Generous zero-determinant rule";

    /// <inheritdoc/>
    public override string Description => "Generous zero-determinant rule for the 3,0,5,1 payoffs: baseline 3, its shortfall below the baseline is twice the opponent's. Scale 1/4.";

    /// <inheritdoc/>
    public override string Source => "Stewart and Plotkin, \"Extortion and cooperation in the prisoner's dilemma\", PNAS 109 (2012) 10134–10135.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.MemoryOne(Rational.One, Rational.One, Rational.Create(1, 8), Rational.One, Rational.Create(1, 4));
}
