using StrategySim.Simulation.Scenarios;

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
    public override RulePlayer Create(in RuleSetup setup) => new Constant(setup.Cooperate);

    /// <summary>Plays one strategy for ever.</summary>
    internal sealed class Constant(int action) : RulePlayer
    {
        public override int Decide(in Situation situation) => action;
    }
}

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
    public override RulePlayer Create(in RuleSetup setup) => new Cooperator.Constant(setup.Defect);
}
