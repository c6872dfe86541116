using StrategySim.Api.Contracts;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Api.Concepts;

/// <summary>A bargaining solution over the payoffs that lotteries over outcomes can give.</summary>
public sealed record BargainingAnswer : ConceptAnswer
{
    private BargainingAnswer(SolutionConcept concept, NormalFormGame game, BargainingSolution solution)
        : base(concept, game)
    {
        Disagreement = Exactly(solution.Disagreement);
        Ideal = solution.Ideal is { } ideal ? Exactly(ideal) : null;
        Payoffs = solution.Payoffs is { } payoffs ? [ExactNumber.From(payoffs.X), ExactNumber.From(payoffs.Y)] : null;
        Lottery = [.. solution.Lottery.Select(row => new RecommendedStrategies(ConceptWords.Strategies(game, row.Profile), row.Probability.ToString(), row.Probability.ToDouble()))];
        PayoffPolygon = [.. solution.Polygon.Select(Exactly)];
    }

    /// <summary>What the players get without an agreement, exact; payoff units.</summary>
    public IReadOnlyList<string> Disagreement { get; }

    /// <summary>The most that each player can get where both get at least that, exact; null where no lottery gives both that.</summary>
    public IReadOnlyList<string>? Ideal { get; }

    /// <summary>The solution, one number for each player; payoff units; null where no lottery gives both more than without an agreement.</summary>
    public IReadOnlyList<ExactNumber>? Payoffs { get; }

    /// <summary>A lottery over at most two outcomes that gives it.</summary>
    public IReadOnlyList<RecommendedStrategies> Lottery { get; }

    /// <summary>The corners of the payoff polygon, counterclockwise from the leftmost, exact.</summary>
    public IReadOnlyList<IReadOnlyList<string>> PayoffPolygon { get; }

    /// <summary>The answer in a sentence or two.</summary>
    public override string Summary => Payoffs is null
        ? $"No lottery gives both players more than the disagreement payoffs {ConceptWords.List(Disagreement)}: there is nothing to bargain over."
        : $"The solution gives {ConceptWords.List(Payoffs.Select(p => p.Exact))}, beyond disagreement payoffs of {ConceptWords.List(Disagreement)}.";

    /// <inheritdoc/>
    public override IReadOnlyList<ConceptTable> Tables =>
    [
        new("Lottery", [.. Game.Players.Select(player => player.Id), "probability", "probabilityDecimal"], [.. Lottery.Select(row => (object?[])[.. row.Strategies, row.Probability, row.Decimal])]),
    ];

    internal static Func<CancellationToken, ConceptAnswer> Read(NormalFormGame game, ParameterReader parameters, bool nash)
    {
        PlanePoint? disagreement = parameters.NumberOfEach("disagreement", game) is [var first, var second] ? new PlanePoint(first, second) : null;
        return nash
            ? stop => new BargainingAnswer(Bargaining.NashConcept, game, Bargaining.Nash(game, disagreement, stop))
            : stop => new BargainingAnswer(Bargaining.KalaiSmorodinskyConcept, game, Bargaining.KalaiSmorodinsky(game, disagreement, stop));
    }

    private static IReadOnlyList<string> Exactly(PlanePoint point) => [point.X.ToString(), point.Y.ToString()];
}
