namespace StrategySim.Simulation.Rules.Machines;

/// <summary>C, except D when the other side's last three moves contain two D in a row.</summary>
public sealed class HardTitForTwoTats : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "hard-tit-for-two-tats";

    /// <inheritdoc/>
    public override string Name => "Hard tit for two tats";

    /// <inheritdoc/>
    public override string Description => "C, except D when the other side's last three moves contain two D in a row.";

    /// <inheritdoc/>
    public override string Source => "Stewart and Plotkin, \"Extortion and cooperation in the prisoner's dilemma\", PNAS 109 (2012) 10134–10135.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 3, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.Answering("CCCDCCDD", 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7);
}
