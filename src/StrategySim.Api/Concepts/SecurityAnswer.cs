using StrategySim.Api.Contracts;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Games;

namespace StrategySim.Api.Concepts;

/// <summary>What each player can be sure of, and down to what the others can hold the player.</summary>
public sealed record SecurityAnswer : ConceptAnswer
{
    private SecurityAnswer(NormalFormGame game, IEnumerable<SecurityLevel> levels)
        : base(SecurityLevels.Concept, game) =>
        Levels = [.. levels.Select(level => PlayerSecurity.From(game, level))];

    /// <summary>The levels, in the order of the players.</summary>
    public IReadOnlyList<PlayerSecurity> Levels { get; }

    /// <summary>The answer in a sentence or two.</summary>
    public override string Summary =>
        ConceptWords.List(Levels.Select(level => $"{level.Player} can be sure of {level.Maxmin.Exact}")) +
        (Game.Players.Count > 2 ? "; the others hold a player down to that by correlating, and independent mixing may not go as far." : ".");

    /// <inheritdoc/>
    public override IReadOnlyList<ConceptTable> Tables =>
    [
        new(
            "Maxmin and minmax values",
            ["player", "pureMaxmin", "maxmin", "maxminDecimal", "strategy", "pureMinmax", "punishment"],
            [.. Levels.Select(level => (object?[])[level.Player, level.PureMaxmin, level.Maxmin.Exact, level.Maxmin.Decimal, level.Words, level.PureMinmax, ConceptWords.List(level.Punishment.Select(p => $"{p.Probability} ({ConceptWords.List(p.Strategies)})"))])]),
    ];

    internal static Func<CancellationToken, ConceptAnswer> Read(NormalFormGame game, ParameterReader parameters) => stop => new SecurityAnswer(game, SecurityLevels.Of(game, stop));
}

/// <summary>The maxmin and minmax values of a player.</summary>
/// <param name="Player">The player's id.</param>
/// <param name="PureMaxmin">The most that a pure strategy secures, exact; payoff units.</param>
/// <param name="PureStrategies">The pure strategies that secure it, by id.</param>
/// <param name="Maxmin">The most that a mixed strategy secures; payoff units. The others can hold the player down to the same if they may correlate.</param>
/// <param name="Strategy">A mixed strategy that secures it: the exact probability of each strategy.</param>
/// <param name="Punishment">How the others hold the player down to it: their strategies, by id, with probabilities.</param>
/// <param name="PureMinmax">The least that the others can hold the player down to by pure strategies, exact; payoff units.</param>
/// <param name="PurePunishments">The others' strategies that do it, by id.</param>
/// <param name="Words">The mixed strategy in words.</param>
public sealed record PlayerSecurity(
    string Player,
    string PureMaxmin,
    IReadOnlyList<string> PureStrategies,
    ExactNumber Maxmin,
    IReadOnlyList<string> Strategy,
    IReadOnlyList<RecommendedStrategies> Punishment,
    string PureMinmax,
    IReadOnlyList<IReadOnlyList<string>> PurePunishments,
    string Words)
{
    internal static PlayerSecurity From(NormalFormGame game, SecurityLevel level) => new(
        game.Players[level.Player].Id,
        level.PureMaxmin.ToString(),
        [.. level.PureStrategies.Select(s => game.Players[level.Player].Strategies[s])],
        ExactNumber.From(level.Maxmin),
        Wire.Strategy(level.Strategy),
        [.. level.Punishment.Select(row => ConceptWords.Others(game, row, level.Player))],
        level.PureMinmax.ToString(),
        [.. level.PurePunishments.Select(profile => ConceptWords.Others(game, new RecommendedProfile(profile, 1), level.Player).Strategies)],
        ConceptWords.Of(game.Players[level.Player], level.Strategy));
}
