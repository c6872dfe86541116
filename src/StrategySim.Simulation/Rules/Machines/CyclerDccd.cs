namespace StrategySim.Simulation.Rules.Machines;

/// <summary>Repeats D, C, C, D for ever.</summary>
public sealed class CyclerDccd : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "cycler-dccd";

    /// <inheritdoc/>
    public override string Name => "Cycler DCCD";

    /// <inheritdoc/>
    public override string Description => "Repeats D, C, C, D for ever.";

    /// <inheritdoc/>
    public override string Source => "Mittal and Deb, \"Optimal strategies of the iterated prisoner's dilemma problem for multiple conflicting objectives\", IEEE Transactions on Evolutionary Computation 13 (2009) (periodic players).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: null, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.Answering("DCCD", 1, 1, 2, 2, 3, 3, 0, 0);
}
