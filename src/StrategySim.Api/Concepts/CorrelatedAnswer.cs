using StrategySim.Api.Contracts;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Api.Concepts;

/// <summary>A (coarse) correlated equilibrium that is best for an objective, and the corners of all equilibrium payoffs of a two-player game.</summary>
public sealed record CorrelatedAnswer : ConceptAnswer
{
    private static readonly string[] Objectives = ["welfare", "player", "fairest", "weights"];

    private CorrelatedAnswer(SolutionConcept concept, NormalFormGame game, string objective, BestCorrelated best, IReadOnlyList<CorrelatedEquilibrium>? corners)
        : base(concept, game)
    {
        Objective = objective;
        Weights = [.. best.Weights.Select(weight => weight.ToString())];
        Value = ExactNumber.From(best.Value);
        Equilibrium = CorrelatedProfile.From(game, best.Equilibrium);
        Bound = best.Bound.ToString();
        ExtremePayoffs = corners is null ? null : [.. corners.Select(corner => CorrelatedProfile.From(game, corner))];
    }

    /// <summary>What was maximised: <c>welfare</c>, <c>player</c>, <c>fairest</c> or <c>weights</c>.</summary>
    public string Objective { get; }

    /// <summary>The weight of each player's payoff, exact: those of the objective; for <c>fairest</c> the weights, summing to 1, under which no equilibrium has more than the value.</summary>
    public IReadOnlyList<string> Weights { get; }

    /// <summary>The objective's maximum; payoff units.</summary>
    public ExactNumber Value { get; }

    /// <summary>An equilibrium that attains it.</summary>
    public CorrelatedProfile Equilibrium { get; }

    /// <summary>The bound on the weighted sum over all equilibria that dual prices prove, recomputed from the payoff table, exact; equals the value.</summary>
    public string Bound { get; }

    /// <summary>The corners of the polygon of all equilibrium payoffs, counterclockwise from the leftmost, each with an equilibrium that has it; null where they were not asked for.</summary>
    public IReadOnlyList<CorrelatedProfile>? ExtremePayoffs { get; }

    /// <summary>The answer in a sentence or two.</summary>
    public override string Summary =>
        $"The objective {Objective} reaches {Value.Exact} at most; every incentive constraint holds exactly, and dual prices prove the bound." +
        (ExtremePayoffs is null ? "" : $" The payoffs of all equilibria are a polygon with {(ExtremePayoffs.Count == 1 ? "one corner" : $"{ExtremePayoffs.Count} corners")}.");

    /// <inheritdoc/>
    public override IReadOnlyList<ConceptTable> Tables
    {
        get
        {
            ConceptTable best = new(
                $"Best for {Objective}, payoffs {ConceptWords.List(Equilibrium.Payoffs)}",
                [.. Game.Players.Select(player => player.Id), "probability", "probabilityDecimal"],
                [.. Equilibrium.Distribution.Select(row => (object?[])[.. row.Strategies, row.Probability, row.Decimal])]);
            return ExtremePayoffs is null ? [best] : [best, new ConceptTable(
                "Corners of the polygon of all equilibrium payoffs",
                [.. Game.Players.Select(player => player.Id), "equilibrium"],
                [.. ExtremePayoffs.Select(corner => (object?[])[.. corner.Payoffs, ConceptWords.List(corner.Distribution.Select(row => $"{row.Probability} ({ConceptWords.List(row.Strategies)})"))])])];
        }
    }

    internal static Func<CancellationToken, ConceptAnswer> Read(NormalFormGame game, ParameterReader parameters, bool coarse)
    {
        SolutionConcept concept = coarse ? CorrelatedEquilibria.CoarseConcept : CorrelatedEquilibria.Concept;
        string objective = parameters.Word("objective", parameters.Has("weights") ? "weights" : parameters.Has("player") ? "player" : "welfare", Objectives);
        int? player = parameters.Player("player", game);
        Rational[]? weights = parameters.NumberOfEach("weights", game);
        if (objective == "player" && !parameters.Has("player")) parameters.Missing("player", "a player's id", "The objective 'player' needs to know whose payoff.");
        if (objective == "weights" && !parameters.Has("weights")) parameters.Missing("weights", $"{game.PlayerCount} exact numbers, one for each player", "The objective 'weights' needs them.");
        if (objective != "player") parameters.Unwanted("player", "the objective 'player' beside it", "Only the objective 'player' looks at it.");
        if (objective != "weights") parameters.Unwanted("weights", "the objective 'weights' beside them", "Only the objective 'weights' looks at them.");
        // Corners of larger games take longer than the best equilibrium does.
        bool corners = parameters.Flag("corners") ?? (game.PlayerCount == 2 && game.ProfileCount <= 25);
        if (corners && game.PlayerCount != 2) parameters.Unwanted("corners", "a game of two players", "Corners are those of a polygon.");
        return stop =>
        {
            BestCorrelated best = objective == "fairest"
                ? CorrelatedEquilibria.Fairest(game, coarse, stop)
                : CorrelatedEquilibria.Best(game, coarse, weights ?? [.. game.Players.Select((_, i) => (Rational)(player is null || player == i ? 1 : 0))], stop);
            return new CorrelatedAnswer(concept, game, objective, best, corners ? CorrelatedEquilibria.ExtremePayoffs(game, coarse, stop) : null);
        };
    }
}

/// <summary>A distribution over pure profiles that nobody wants to disobey.</summary>
/// <param name="Distribution">The profiles that are recommended.</param>
/// <param name="Payoffs">What each player expects, exact; payoff units.</param>
/// <param name="PayoffsDecimal">The same payoffs as doubles; null for one beyond the range of doubles.</param>
/// <param name="Gain">The certificate: the most that anybody could gain by disobeying, exact; payoff units; always 0.</param>
public sealed record CorrelatedProfile(IReadOnlyList<RecommendedStrategies> Distribution, IReadOnlyList<string> Payoffs, IReadOnlyList<double?> PayoffsDecimal, string Gain)
{
    internal static CorrelatedProfile From(NormalFormGame game, CorrelatedEquilibrium equilibrium) => new(
        [.. equilibrium.Distribution.Select(row => new RecommendedStrategies(ConceptWords.Strategies(game, row.Profile), row.Probability.ToString(), row.Probability.ToDouble()))],
        [.. equilibrium.Payoffs.Select(payoff => payoff.ToString())],
        [.. equilibrium.Payoffs.Select(ExactNumber.DecimalOf)],
        equilibrium.Gain.ToString());
}

/// <summary>A pure profile and how often it is recommended.</summary>
/// <param name="Strategies">The strategy of each player, by id.</param>
/// <param name="Probability">How often, exact.</param>
/// <param name="Decimal">The same as a double, 0 to 1.</param>
public sealed record RecommendedStrategies(IReadOnlyList<string> Strategies, string Probability, double Decimal);
