namespace StrategySim.Simulation.Rules.Machines;

/// <summary>Repeats C, C, D for ever.</summary>
public sealed class CyclerCcd : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "cycler-ccd";

    /// <inheritdoc/>
    public override string Name => "Cycler CCD";

    /// <inheritdoc/>
    public override string Description => "Repeats C, C, D for ever.";

    /// <inheritdoc/>
    public override string Source => "Mittal and Deb, \"Optimal strategies of the iterated prisoner's dilemma problem for multiple conflicting objectives\", IEEE Transactions on Evolutionary Computation 13 (2009) (periodic players).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: null, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.Answering("CCD", 1, 1, 2, 2, 0, 0);
}
