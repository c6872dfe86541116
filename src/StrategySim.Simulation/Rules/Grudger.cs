using StrategySim.Simulation.Scenarios;

namespace StrategySim.Simulation.Rules;

/// <summary>Cooperates until the rival has once not done so.</summary>
public sealed class Grudger : DecisionRule
{
    /// <inheritdoc/>
    public override string Id => "grudger";

    /// <inheritdoc/>
    public override string Name => "Grudger (grim trigger)";

    /// <inheritdoc/>
    public override string Description =>
        "Cooperates until the rival has once been seen not to; never again after that. Its own slips do not set it off. Two of them are not subgame perfect in chicken, where the punishment hurts the punisher more than conceding.";

    /// <inheritdoc/>
    public override string Source => "Friedman, \"A non-cooperative equilibrium for supergames\", Review of Economic Studies 38 (1971).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: null, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    public override string? Refuses(GameSpecification game, int player, RuleReference reference) => base.Refuses(game, player, reference) ?? RefusesUnlessTwoByTwo(game);

    /// <inheritdoc/>
    public override RulePlayer Create(in RuleSetup setup) => new Player(setup.Cooperate, setup.RivalCooperate, setup.Player);

    private sealed class Player(int cooperate, int rivalCooperate, int seat) : RulePlayer
    {
        private bool _provoked;

        public override int Decide(in Situation situation) => _provoked ? 1 - cooperate : cooperate;

        public override void Learn(ReadOnlySpan<int> actions) => _provoked |= actions[1 - seat] != rivalCooperate;
    }
}
