
namespace StrategySim.Simulation.Rules;

/// <summary>Draws its strategy.</summary>
public sealed class RandomRule : DecisionRule
{
    /// <inheritdoc/>
    public override string Id => "random";

    /// <inheritdoc/>
    public override string Name => "Random";

    /// <inheritdoc/>
    public override string Description =>
        "With two strategies and a cooperating one, cooperates with probability 'cooperate'; in any other seat draws all its strategies with equal probability, and 'cooperate' must keep its default.";

    /// <inheritdoc/>
    public override string Source => "Axelrod, The Evolution of Cooperation, 1984 (RANDOM).";

    /// <inheritdoc/>
    public override IReadOnlyList<RuleParameter> Parameters { get; } =
        [new("cooperate", RuleParameterKind.Probability, "1/2", "Probability of cooperating in each round, 0 to 1.")];

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: false, MemoryDepth: 0, UsesPayoffs: false, NeedsCooperate: false);

    /// <inheritdoc/>
    public override RulePlayer Create(in RuleSetup setup) =>
        setup.Game.Cooperate is not null && setup.Game.Strategies[setup.Player].Count == 2
            ? new Coin(setup.Cooperate, setup.Probability("cooperate"))
            : new Die(setup.Game.Strategies[setup.Player].Count);

    private sealed class Coin(int cooperate, double probability) : RulePlayer
    {
        public override int Decide(in Situation situation) => situation.Draws.Uniform() < probability ? cooperate : 1 - cooperate;
    }

    private sealed class Die(int sides) : RulePlayer
    {
        public override int Decide(in Situation situation) => (int)(situation.Draws.Uniform() * sides);
    }
}
