using StrategySim.Api.Contracts;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Games;

namespace StrategySim.Api.Concepts;

/// <summary>The strict equilibria of a game.</summary>
public sealed record StrictAnswer : ConceptAnswer
{
    private StrictAnswer(NormalFormGame game, IEnumerable<StrictEquilibrium> found)
        : base(StrictEquilibria.Concept, game) =>
        Equilibria = [.. found.Select(e => new StrictProfile(ConceptWords.Strategies(game, e.Profile), [.. e.Payoffs.Select(p => p.ToString())], e.Margin?.ToString()))];

    /// <summary>The strict equilibria, in the order of the profiles.</summary>
    public IReadOnlyList<StrictProfile> Equilibria { get; }

    /// <summary>The answer in a sentence or two.</summary>
    public override string Summary => Equilibria.Count == 0 ? "The game has no strict equilibrium." : $"The game has {ConceptWords.Count(Equilibria.Count, "strict equilibrium", "strict equilibria")}.";

    /// <inheritdoc/>
    public override IReadOnlyList<ConceptTable> Tables =>
    [
        new("Strict equilibria", [.. Game.Players.Select(player => player.Id), "payoffs", "margin"], [.. Equilibria.Select(e => (object?[])[.. e.Strategies, ConceptWords.List(e.Payoffs), e.Margin])]),
    ];

    internal static Func<CancellationToken, ConceptAnswer> Read(NormalFormGame game, ParameterReader parameters) => stop => new StrictAnswer(game, StrictEquilibria.Of(game, stop));
}

/// <summary>A strict equilibrium.</summary>
/// <param name="Strategies">The strategy of each player, by id.</param>
/// <param name="Payoffs">What each player gets, exact; payoff units.</param>
/// <param name="Margin">The least that a deviation loses, exact; payoff units; null where nobody has another strategy.</param>
public sealed record StrictProfile(IReadOnlyList<string> Strategies, IReadOnlyList<string> Payoffs, string? Margin);

/// <summary>How sure players must be of each other for each pure equilibrium to be played.</summary>
public sealed record PDominanceAnswer : ConceptAnswer
{
    private PDominanceAnswer(NormalFormGame game, IEnumerable<PDominantEquilibrium> found)
        : base(PDominance.Concept, game) =>
        Equilibria =
        [
            .. found.Select(e => new PDominantProfile(
                ConceptWords.Strategies(game, e.Profile), [.. e.Payoffs.Select(p => p.ToString())], [.. e.Least.Select(p => p.ToString())], ExactNumber.From(e.Common), ExactNumber.From(e.Sum))),
        ];

    /// <summary>The pure equilibria, in the order of the profiles.</summary>
    public IReadOnlyList<PDominantProfile> Equilibria { get; }

    /// <summary>The answer in a sentence or two.</summary>
    public override string Summary => Equilibria.Count == 0
        ? "The game has no pure equilibrium."
        : $"{ConceptWords.Count(Equilibria.Count, "pure equilibrium", "pure equilibria")}; the least common p is {Equilibria.MinBy(e => e.Common.Decimal)!.Common.Exact}, at ({ConceptWords.List(Equilibria.MinBy(e => e.Common.Decimal)!.Strategies)}).";

    /// <inheritdoc/>
    public override IReadOnlyList<ConceptTable> Tables =>
    [
        new(
            "Pure equilibria and the least p",
            [.. Game.Players.Select(player => player.Id), "payoffs", .. Game.Players.Select(player => $"p of {player.Id}"), "commonP", "commonPDecimal", "sum"],
            [.. Equilibria.Select(e => (object?[])[.. e.Strategies, ConceptWords.List(e.Payoffs), .. e.Least, e.Common.Exact, e.Common.Decimal, e.Sum.Exact])]),
    ];

    internal static Func<CancellationToken, ConceptAnswer> Read(NormalFormGame game, ParameterReader parameters) => stop => new PDominanceAnswer(game, PDominance.Of(game, stop));
}

/// <summary>A pure equilibrium with its least p.</summary>
/// <param name="Strategies">The strategy of each player, by id.</param>
/// <param name="Payoffs">What each player gets, exact; payoff units.</param>
/// <param name="Least">For each player the least p, exact, 0 to 1: the strategy is a best reply to every belief that gives the others' strategies, together, at least p.</param>
/// <param name="Common">The least p that serves for everybody.</param>
/// <param name="Sum">The sum of the players' least p; below 1 the equilibrium is robust to incomplete information (Kajii and Morris 1997).</param>
public sealed record PDominantProfile(IReadOnlyList<string> Strategies, IReadOnlyList<string> Payoffs, IReadOnlyList<string> Least, ExactNumber Common, ExactNumber Sum);

/// <summary>Payoff and risk dominance among the pure equilibria of a 2 × 2 game.</summary>
public sealed record SelectionAnswer : ConceptAnswer
{
    private SelectionAnswer(NormalFormGame game, IEnumerable<SelectionCandidate> candidates)
        : base(EquilibriumSelection.Concept, game) =>
        Equilibria =
        [
            .. candidates.Select(c => new SelectionProfile(
                ConceptWords.Strategies(game, c.Profile), [.. c.Payoffs.Select(p => p.ToString())], c.Strict, c.NashProduct?.ToString(), c.PayoffDominant, c.RiskDominant)),
        ];

    /// <summary>The pure equilibria, in the order of the profiles.</summary>
    public IReadOnlyList<SelectionProfile> Equilibria { get; }

    /// <summary>The answer in a sentence or two.</summary>
    public override string Summary
    {
        get
        {
            string payoff = Equilibria.FirstOrDefault(e => e.PayoffDominant) is { } best ? $"({ConceptWords.List(best.Strategies)}) is payoff-dominant" : "no equilibrium is payoff-dominant";
            string risk = Equilibria.FirstOrDefault(e => e.RiskDominant == true) is { } safe ? $"({ConceptWords.List(safe.Strategies)}) is risk-dominant"
                : Equilibria.Any(e => e.NashProduct is not null) ? "the Nash products tie, so that neither equilibrium is risk-dominant"
                : "risk dominance is between two strict equilibria, which the game does not have";
            return $"Of {ConceptWords.Count(Equilibria.Count, "pure equilibrium", "pure equilibria")}, {payoff}; {risk}.";
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ConceptTable> Tables =>
    [
        new(
            "Pure equilibria",
            [.. Game.Players.Select(player => player.Id), "payoffs", "strict", "nashProduct", "payoffDominant", "riskDominant"],
            [.. Equilibria.Select(e => (object?[])[.. e.Strategies, ConceptWords.List(e.Payoffs), e.Strict, e.NashProduct, e.PayoffDominant, e.RiskDominant])]),
    ];

    internal static Func<CancellationToken, ConceptAnswer> Read(NormalFormGame game, ParameterReader parameters) => _ => new SelectionAnswer(game, EquilibriumSelection.Of(game));
}

/// <summary>A pure equilibrium of a 2 × 2 game as a candidate for selection.</summary>
/// <param name="Strategies">The strategy of each player, by id.</param>
/// <param name="Payoffs">What each player gets, exact; payoff units.</param>
/// <param name="Strict">Whether whoever deviates alone loses.</param>
/// <param name="NashProduct">The product of what both lose by deviating alone, exact; null unless the game has two strict equilibria and this is one.</param>
/// <param name="PayoffDominant">Whether it pays both players more than every other pure equilibrium.</param>
/// <param name="RiskDominant">Whether its Nash product is the larger; null where there are not two strict equilibria, or where the products tie.</param>
public sealed record SelectionProfile(IReadOnlyList<string> Strategies, IReadOnlyList<string> Payoffs, bool Strict, string? NashProduct, bool PayoffDominant, bool? RiskDominant);
