using StrategySim.Api.Contracts;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Games;

namespace StrategySim.Api.Concepts;

/// <summary>What iterated dominance removes, in order, and what it leaves.</summary>
public sealed record IteratedDominanceAnswer : ConceptAnswer
{
    private IteratedDominanceAnswer(NormalFormGame game, IteratedDominanceResult result)
        : base(IteratedDominance.Concept, game)
    {
        Eliminations = [.. result.Eliminations.Select(e => EliminatedStrategy.From(game, e))];
        Survivors = ConceptWords.Left(game, result.Survivors);
        OtherSurvivors = result.OtherSurvivors is { } other ? ConceptWords.Left(game, other) : null;
    }

    /// <summary>What went, in order; within a round everything dominated goes at once.</summary>
    public IReadOnlyList<EliminatedStrategy> Eliminations { get; }

    /// <summary>The strategies left to each player, by id.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Survivors { get; }

    /// <summary>Of weak dominance: what another order of elimination leaves; null where none of the orders tried leaves anything else.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? OtherSurvivors { get; }

    /// <summary>The answer in a sentence or two.</summary>
    public override string Summary =>
        $"{(Eliminations.Count == 0 ? "Nothing is dominated" : $"{ConceptWords.Count(Eliminations.Count, "strategy goes", "strategies go")} in {ConceptWords.Count(Eliminations[^1].Round, "round", "rounds")}")}; left are {ConceptWords.Sets(Survivors)}." +
        (Survivors.All(own => own.Count == 1) ? " The game is solved by dominance." : "") +
        (OtherSurvivors is { } other ? $" The order matters: one strategy at a time can leave {ConceptWords.Sets(other)}." : "");

    /// <inheritdoc/>
    public override IReadOnlyList<ConceptTable> Tables =>
    [
        new("Order of elimination", ["round", "player", "strategy", "dominance", "by"], [.. Eliminations.Select(e => (object?[])[e.Round, e.Player, e.Strategy, e.Strict ? "strict" : "weak", e.Words])]),
        new("What is left", ["player", "strategies"], [.. Game.Players.Select((player, i) => (object?[])[player.Id, ConceptWords.List(Survivors[i])])]),
    ];

    internal static Func<CancellationToken, ConceptAnswer> Read(NormalFormGame game, ParameterReader parameters)
    {
        bool weak = parameters.Word("dominance", "strict", "strict", "weak") == "weak", pureOnly = parameters.Word("by", "mixed", "mixed", "pure") == "pure";
        return stop => new IteratedDominanceAnswer(game, IteratedDominance.Eliminate(game, weak, pureOnly, stop));
    }
}

/// <summary>A strategy that goes, and why.</summary>
/// <param name="Round">The round in which it goes, from 1.</param>
/// <param name="Player">The player's id.</param>
/// <param name="Strategy">The strategy's id.</param>
/// <param name="Strict">Whether it was strictly dominated in what was left; weakly otherwise.</param>
/// <param name="By">The certificate: the exact probability of each strategy in what dominates it.</param>
/// <param name="Words">The same in words.</param>
public sealed record EliminatedStrategy(int Round, string Player, string Strategy, bool Strict, IReadOnlyList<string> By, string Words)
{
    internal static EliminatedStrategy From(NormalFormGame game, Elimination e) => new(
        e.Round, game.Players[e.Player].Id, game.Players[e.Player].Strategies[e.Strategy], e.Strict, Wire.Strategy(e.By), ConceptWords.Of(game.Players[e.Player], e.By));
}

/// <summary>The rationalizable strategies, each with a belief to which it is a best reply.</summary>
public sealed record RationalizableAnswer : ConceptAnswer
{
    private RationalizableAnswer(NormalFormGame game, IteratedDominanceResult result, IEnumerable<RationalizableStrategy> strategies)
        : base(IteratedDominance.Rationalizable, game)
    {
        Strategies = [.. strategies.Select(s => new JustifiedStrategy(game.Players[s.Player].Id, game.Players[s.Player].Strategies[s.Strategy], [.. s.Belief.Select(row => ConceptWords.Others(game, row, s.Player))]))];
        Eliminations = [.. result.Eliminations.Select(e => EliminatedStrategy.From(game, e))];
        Survivors = ConceptWords.Left(game, result.Survivors);
    }

    /// <summary>The strategies that are left, player by player.</summary>
    public IReadOnlyList<JustifiedStrategy> Strategies { get; }

    /// <summary>The same as lists of ids, one for each player.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Survivors { get; }

    /// <summary>What went, in order.</summary>
    public IReadOnlyList<EliminatedStrategy> Eliminations { get; }

    /// <summary>The answer in a sentence or two.</summary>
    public override string Summary =>
        $"Rationalizable are {ConceptWords.Sets(Survivors)}." + (Game.Players.Count > 2 ? " Beliefs may correlate the others' strategies." : "");

    /// <inheritdoc/>
    public override IReadOnlyList<ConceptTable> Tables =>
    [
        new("Rationalizable strategies", ["player", "strategy", "bestReplyTo"], [.. Strategies.Select(s => (object?[])[s.Player, s.Strategy, ConceptWords.List(s.Belief.Select(row => $"{row.Probability} ({ConceptWords.List(row.Strategies)})"))])]),
        new("Order of elimination", ["round", "player", "strategy", "by"], [.. Eliminations.Select(e => (object?[])[e.Round, e.Player, e.Strategy, e.Words])]),
    ];

    internal static Func<CancellationToken, ConceptAnswer> Read(NormalFormGame game, ParameterReader parameters) => stop =>
    {
        (IteratedDominanceResult result, var strategies) = IteratedDominance.Rationalize(game, stop);
        return new RationalizableAnswer(game, result, strategies);
    };
}

/// <summary>A strategy with a belief that justifies it.</summary>
/// <param name="Player">The player's id.</param>
/// <param name="Strategy">The strategy's id.</param>
/// <param name="Belief">Strategies of the others, by id, with probabilities, to which it is a best reply.</param>
public sealed record JustifiedStrategy(string Player, string Strategy, IReadOnlyList<RecommendedStrategies> Belief);
