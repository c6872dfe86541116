namespace StrategySim.Simulation.Rules;

/// <summary>Cooperates with a probability that depends on the round before.</summary>
public sealed class MemoryOne : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "memory-one";

    /// <inheritdoc/>
    public override string Name => "Memory one";

    /// <inheritdoc/>
    public override string Description =>
        "Cooperates with probability first in round one, afterwards with probability CC, CD, DC or DD, where the first letter is its own executed move of the round before and the second the rival's. The defaults are tit for tat.";

    /// <inheritdoc/>
    public override string Source => "Nowak and Sigmund, \"The evolution of stochastic strategies in the prisoner's dilemma\", Acta Applicandae Mathematicae 20 (1990).";

    /// <inheritdoc/>
    public override IReadOnlyList<RuleParameter> Parameters { get; } =
    [
        new("first", RuleParameterKind.Probability, "1", "Probability of cooperating in round one, 0 to 1."),
        new("CC", RuleParameterKind.Probability, "1", "Probability after both cooperated, 0 to 1."),
        new("CD", RuleParameterKind.Probability, "0", "Probability after it cooperated alone, 0 to 1."),
        new("DC", RuleParameterKind.Probability, "1", "Probability after the rival cooperated alone, 0 to 1."),
        new("DD", RuleParameterKind.Probability, "0", "Probability after neither cooperated, 0 to 1."),
    ];

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) =>
        FiniteMachine.MemoryOne(setup.Number("first"), setup.Number("CC"), setup.Number("CD"), setup.Number("DC"), setup.Number("DD"));
}
