using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Rules;

/// <summary>Cooperates first, then does what the rival did.</summary>
public sealed class TitForTat : DecisionRule
{
    /// <inheritdoc/>
    public override string Id => "tit-for-tat";

    /// <inheritdoc/>
    public override string Name => "Tit for tat";

    /// <inheritdoc/>
    public override string Description => "Cooperates in round one; afterwards does what the rival was seen to do in the round before.";

    /// <inheritdoc/>
    public override string Source => "Rapoport's entry in Axelrod, \"Effective choice in the prisoner's dilemma\", Journal of Conflict Resolution 24 (1980).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    public override string? Refuses(GameSpecification game, int player, RuleReference reference) => base.Refuses(game, player, reference) ?? RefusesUnlessTwoByTwo(game);

    /// <inheritdoc/>
    public override RulePlayer Create(in RuleSetup setup) => new Player(setup.Cooperate, setup.RivalCooperate);

    private sealed class Player(int cooperate, int rivalCooperate) : RulePlayer
    {
        public override int Decide(in Situation situation) =>
            situation.Last.IsEmpty || situation.Last[1 - situation.Player] == rivalCooperate ? cooperate : 1 - cooperate;
    }
}
