using StrategySim.GameTheory.Numerics;
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
    public override string Description => "Cooperates in round one; afterwards does what the rival was seen to do in the round before. With more than two strategies in its seat it copies the rival's strategy by id.";

    /// <inheritdoc/>
    public override string Source => "Rapoport's entry in Axelrod, \"Effective choice in the prisoner's dilemma\", Journal of Conflict Resolution 24 (1980).";

    /// <inheritdoc/>
    public override RuleTraits Traits { get; } = new(Deterministic: true, MemoryDepth: 1, UsesPayoffs: false, NeedsCooperate: true);

    /// <inheritdoc/>
    public override string? Refuses(GameSpecification game, int player, RuleReference reference)
    {
        if (base.Refuses(game, player, reference) is { } refusal) return refusal;
        if (RefusesUnlessTwoPlayers(game) is { } other) return other;
        return game.Strategies[player].Count == 2 || Copies(game, player)
            ? null
            : $"the rule '{Id}' does what the rival did: with more than two strategies in its seat ({game.Strategies[player].Count}) the rival's must be the same ones";
    }

    /// <inheritdoc/>
    public override SeatMachine? Machine(in RuleSetup setup)
    {
        int player = setup.Player;
        IReadOnlyList<string> mine = setup.Game.Strategies[player];
        if (mine.Count == 2) return SeatMachine.Cooperating(FiniteMachine.Answering("CD", 0, 1, 0, 1), setup);
        // With more strategies a state is the strategy to copy, found by its id.
        int[] copy = [.. setup.Game.Strategies[1 - player].Select(id => mine.ToList().IndexOf(id))];
        Rational[][] pure = [.. Enumerable.Range(0, mine.Count).Select(s => Enumerable.Range(0, mine.Count).Select(t => s == t ? Rational.One : Rational.Zero).ToArray())];
        int[] next = [.. Enumerable.Repeat(copy, mine.Count * mine.Count).SelectMany(row => row)];
        return SeatMachine.Direct(new FiniteMachine(setup.Cooperate, mine.Count, mine.Count, pure, [.. Enumerable.Range(0, mine.Count)], next), setup);
    }

    private static bool Copies(GameSpecification game, int player) => game.Strategies[player].ToHashSet().SetEquals(game.Strategies[1 - player]);
}
