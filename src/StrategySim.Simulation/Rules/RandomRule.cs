using StrategySim.GameTheory.Numerics;

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
    public override SeatMachine? Machine(in RuleSetup setup)
    {
        int count = setup.Game.Strategies[setup.Player].Count;
        if (setup.Game.Cooperate is not null && count == 2) return SeatMachine.Cooperating(FiniteMachine.Cooperating(0, [setup.Number("cooperate")], [0, 0, 0, 0]), setup);
        int rivals = setup.Game.Players.Count == 2 ? setup.Game.Strategies[1 - setup.Player].Count : 1;
        Rational[] die = [.. Enumerable.Repeat(Rational.Create(1, count), count)];
        return SeatMachine.Direct(new FiniteMachine(0, count, rivals, [die], [0], new int[count * rivals]), setup);
    }
}
