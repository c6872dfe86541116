namespace StrategySim.Simulation.Rules;

/// <summary>Cooperates in every round.</summary>
public sealed class Cooperator : DecisionRule
{
    /// <inheritdoc/>
    public override string Id => "cooperator";

    /// <inheritdoc/>
    public override string Name => "Cooperator";

    /// <inheritdoc/>
    public override string Description => "Plays the cooperating strategy in every round: in games of holding and yielding it always yields.";

    /// <inheritdoc/>
    public override string Source => "Axelrod, The Evolution of Cooperation, 1984 (ALL C).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 0, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    public override SeatMachine? Machine(in RuleSetup setup) => SeatMachine.Cooperating(FiniteMachine.Answering("C", 0, 0), setup);
}
