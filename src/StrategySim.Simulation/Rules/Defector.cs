using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Rules;

/// <summary>Never cooperates.</summary>
public sealed class Defector : DecisionRule
{
    /// <inheritdoc/>
    public override string Id => "defector";

    /// <inheritdoc/>
    public override string Name => "Defector";

    /// <inheritdoc/>
    public override string Description => "Plays the strategy that is not cooperating in every round: in games of holding and yielding it always holds.";

    /// <inheritdoc/>
    public override string Source => "Axelrod, The Evolution of Cooperation, 1984 (ALL D).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 0, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    public override string? Refuses(GameSpecification game, int player, RuleReference reference) =>
        base.Refuses(game, player, reference) ??
        (game.Strategies[player].Count == 2 ? null : $"the rule '{Id}' needs a seat with two strategies, so that not cooperating is one of them; this seat has {game.Strategies[player].Count}");

    /// <inheritdoc/>
    public override SeatMachine? Machine(in RuleSetup setup) => SeatMachine.Cooperating(FiniteMachine.Answering("D", 0, 0), setup);
}
