namespace StrategySim.Simulation.Rules.Machines;

/// <summary>C, except D when at least one of the other side's last two moves was D.</summary>
public sealed class TwoTitsForTat : CooperationRule
{
    /// <inheritdoc/>
    public override string Id => "two-tits-for-tat";

    /// <inheritdoc/>
    public override string Name => "Two tits for tat";

    /// <inheritdoc/>
    public override string Description => "C, except D when at least one of the other side's last two moves was D.";

    /// <inheritdoc/>
    public override string Source => "Axelrod, The Evolution of Cooperation, 1984, on retaliation harder than tit for tat.";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 2, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    protected override RuleMachine Build(in RuleSetup setup) => FiniteMachine.Answering("CDD", 0, 2, 0, 2, 1, 2);
}
