using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.Api.Contracts;

/// <summary>Nash equilibria of a game in strategic form: the extreme points of the set, and the set itself as components.</summary>
public record NashSolution
{
    /// <summary>The solution concept: <c>nash</c>.</summary>
    public required string Concept { get; init; }

    /// <summary>The id of the solver that answered; see <c>/solvers</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Whether every probability and payoff is exact; each equilibrium says it of itself too.</summary>
    public required bool Exact { get; init; }

    /// <summary>Whether the equilibria, with their components, are the whole Nash set of the game.</summary>
    public required bool Complete { get; init; }

    /// <summary>Why the answer is complete, or what it leaves out.</summary>
    public required string CompleteBecause { get; init; }

    /// <summary>The extreme equilibria, profiles in descending order.</summary>
    public required IReadOnlyList<Equilibrium> Equilibria { get; init; }

    /// <summary>The connected components of the set of equilibria, as far as it was found; empty where they are not computed (pure equilibria only, or one of them).</summary>
    public required IReadOnlyList<EquilibriumComponent> Components { get; init; }

    /// <summary>The sum of the indices of all components, a check: 1 where the whole set is found; null where an index is not known, or components are not computed.</summary>
    public required int? IndexSum { get; init; }

    /// <summary>The supports of which it is not known which equilibria they have: at most a hundred, the smallest first; <c>completeBecause</c> counts all. Empty where nothing is open, and for methods that do not search supports.</summary>
    public required IReadOnlyList<OpenEquilibriumSupport> Open { get; init; }

    /// <summary>The game that was solved.</summary>
    public required GameShape Game { get; init; }

    /// <summary>How it is known that these are equilibria.</summary>
    public required Certificate Certificate { get; init; }

    /// <summary>For a game in a tree, the equilibria in behaviour strategies; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TreeBehaviour? Tree { get; init; }

    /// <summary>What a solver found, as it travels.</summary>
    public static NashSolution From(NormalFormGame game, NashResult result)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(result);
        return new NashSolution
        {
            Concept = "nash",
            Method = result.Method,
            Exact = result.Exact,
            Complete = result.Complete,
            CompleteBecause = result.CompleteBecause,
            Equilibria = [.. result.Equilibria.Select(Equilibrium.From)],
            Components = [.. result.Components.Select(EquilibriumComponent.From)],
            IndexSum = result.IndexSum,
            Open = [.. result.Open.Select(support => OpenEquilibriumSupport.From(game, support))],
            Game = GameShape.From(game),
            Certificate = Certificate.Of(result),
        };
    }
}

/// <summary>The answer to a question for equilibria.</summary>
public sealed record EquilibriaResponse : NashSolution
{
    /// <summary>A solution with the time it took.</summary>
    [SetsRequiredMembers]
    public EquilibriaResponse(NashSolution solution, TimeSpan elapsed)
        : base(solution) => ElapsedMs = Math.Round(elapsed.TotalMilliseconds, 3);

    /// <summary>Time that solving took on the service, milliseconds; varies from call to call.</summary>
    [JsonPropertyOrder(1)]
    public double ElapsedMs { get; }
}

/// <summary>One Nash equilibrium.</summary>
/// <param name="Id">Its position in the list, from 0.</param>
/// <param name="Exact">Whether the profile is rational, and given exactly.</param>
/// <param name="Radius">Where the profile is not rational: how far each probability may be from the decimals given, such as <c>1e-30</c>; an equilibrium is proven to be within it. Otherwise null.</param>
/// <param name="Profile">For each player, the probability of each strategy: exact, such as <c>1/4</c>, or 32 decimals.</param>
/// <param name="ClosedForm">For each player, the exact probability of each strategy, such as <c>(3-√5)/4</c>, where the profile is not rational but quadratic; otherwise null.</param>
/// <param name="Decimal">The same probabilities as doubles, 0 to 1.</param>
/// <param name="Payoffs">What each player expects: exact, or decimals where the profile is not; payoff units.</param>
/// <param name="PayoffRadius">Where the profile is not exact: how far each expected payoff may be from the decimals given; payoff units. Otherwise null.</param>
/// <param name="PayoffsDecimal">The same payoffs as doubles; null for one beyond the range of doubles.</param>
/// <param name="Regret">The certificate: the most that anybody could gain by deviating alone; payoff units; 0 at an exact equilibrium, otherwise a bound for every profile within the radius.</param>
/// <param name="Pure">Whether everybody plays a pure strategy.</param>
/// <param name="Isolated">Whether it is a component of its own; null where that is not known.</param>
/// <param name="Index">The index, +1 or −1, where the equilibrium is isolated and regular; null where it is not, or where the index is not computed.</param>
/// <param name="Component">The id of its component; null where components are not computed.</param>
public sealed record Equilibrium(
    int Id,
    bool Exact,
    string? Radius,
    IReadOnlyList<IReadOnlyList<string>> Profile,
    IReadOnlyList<IReadOnlyList<string>>? ClosedForm,
    IReadOnlyList<IReadOnlyList<double>> Decimal,
    IReadOnlyList<string> Payoffs,
    string? PayoffRadius,
    IReadOnlyList<double?> PayoffsDecimal,
    string Regret,
    bool Pure,
    bool? Isolated,
    int? Index,
    int? Component)
{
    // The probabilities' grid; payoffs are within their own radius of as many places.
    internal const int ApproximateDigits = 32;

    internal static Equilibrium From(NashEquilibrium equilibrium) => new(
        equilibrium.Id,
        equilibrium.Exact,
        equilibrium.Exact ? null : Wire.PowerOfTen(equilibrium.Radius),
        equilibrium.Exact ? Wire.Profile(equilibrium.Profile) : Wire.Digits(equilibrium.Profile),
        equilibrium.ClosedForm?.Select(strategy => (IReadOnlyList<string>)[.. strategy]).ToList(),
        Wire.Decimals(equilibrium.Profile),
        [.. equilibrium.Payoffs.Select(payoff => equilibrium.Exact ? payoff.ToString() : payoff.ToDecimalText(ApproximateDigits))],
        equilibrium.Exact ? null : Wire.PowerOfTen(equilibrium.PayoffRadius),
        [.. equilibrium.Payoffs.Select(ExactNumber.DecimalOf)],
        equilibrium.Exact ? equilibrium.Regret.ToString() : Wire.PowerOfTen(equilibrium.Regret),
        equilibrium.Pure,
        equilibrium.Isolated,
        equilibrium.Index,
        equilibrium.Component);
}

/// <summary>A support of which it is not known which equilibria it has.</summary>
/// <param name="Strategies">For each player, the ids of the strategies in the support.</param>
/// <param name="Near">For each player, approximate probabilities of a point near which equilibria may lie that are not isolated, or nearly so; null where the search did not come so far.</param>
/// <param name="Dimension">How many directions in the support change nobody's indifference at that point, to first order: the dimension of a set of equilibria there, if there is one; null with <c>near</c>.</param>
public sealed record OpenEquilibriumSupport(
    IReadOnlyList<IReadOnlyList<string>> Strategies, IReadOnlyList<IReadOnlyList<double>>? Near, int? Dimension)
{
    internal static OpenEquilibriumSupport From(NormalFormGame game, OpenSupport support) => new(
        [.. support.Strategies.Select((own, player) => (IReadOnlyList<string>)[.. own.Select(s => game.Players[player].Strategies[s])])],
        support.Near,
        support.Dimension);
}

/// <summary>A connected component of the set of equilibria: the union of its maximal Nash subsets.</summary>
/// <param name="Id">Its position in the list, from 0.</param>
/// <param name="Dimension">The largest dimension of its subsets: 0 for a point, 1 for a segment.</param>
/// <param name="Index">Its index: how many equilibria any nondegenerate game close by has near it, counted with their indices +1 and −1. Indices sum to 1 over all components; null where it is not known, which happens only with more than two players, and completeBecause says why. See Govindan and Wilson, Economic Theory 10 (1997) 541–549.</param>
/// <param name="Equilibria">The ids of its extreme equilibria, ascending.</param>
/// <param name="MaximalNashSubsets">Its maximal convex sets of equilibria, each one vertex list for each player, such as [X, Y]: every convex combination of X with every one of Y is an equilibrium. A vertex gives the probability of each strategy, exact unless the set is an equilibrium that is not.</param>
public sealed record EquilibriumComponent(
    int Id,
    int Dimension,
    int? Index,
    IReadOnlyList<int> Equilibria,
    IReadOnlyList<IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>>> MaximalNashSubsets)
{
    internal static EquilibriumComponent From(NashComponent component) => new(
        component.Id,
        component.Dimension,
        component.Index,
        component.Equilibria,
        [.. component.MaximalNashSubsets.Select(subset => (IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>>)[.. subset.Factors.Select(Vertices)])]);

    private static IReadOnlyList<IReadOnlyList<string>> Vertices(ImmutableArray<MixedStrategy> vertices) => [.. vertices.Select(Wire.Strategy)];
}

/// <summary>The players and strategies of a game, in the order in which profiles list them.</summary>
/// <param name="Title">A title for people; may be empty.</param>
/// <param name="Shape">The numbers of strategies, such as <c>2×3</c>.</param>
/// <param name="Players">The players, in order.</param>
public sealed record GameShape(string Title, string Shape, IReadOnlyList<GamePlayer> Players)
{
    internal static GameShape From(NormalFormGame game) =>
        new(game.Title, game.Shape, [.. game.Players.Select(player => new GamePlayer(player.Id, player.Strategies))]);
}

/// <summary>A player of a game.</summary>
/// <param name="Id">The player's id.</param>
/// <param name="Strategies">The ids of the strategies, in order.</param>
public sealed record GamePlayer(string Id, IReadOnlyList<string> Strategies);

/// <summary>How it is known that the profiles are equilibria.</summary>
/// <param name="MaximumRegret">The largest regret over all listed equilibria, exact, or a bound where they are not; payoff units; null where none is listed.</param>
/// <param name="How">How it was computed.</param>
public sealed record Certificate(string? MaximumRegret, string How)
{
    private const string Independent =
        "Payoffs and regret of each profile were computed anew from the payoff table alone, by code that shares nothing with the solver.";

    private const string Enclosed = " Where a profile is not exact, the regret is a bound for every profile within its radius, in exact interval arithmetic.";

    internal static Certificate Of(NashResult result) => new(
        result.Equilibria.IsEmpty ? null : Largest(result.Equilibria.Max(equilibrium => equilibrium.Regret)),
        result.Equilibria.IsEmpty ? "There is no equilibrium to certify." : result.Exact ? Independent : Independent + Enclosed);

    private static string Largest(Rational regret) => regret.IsZero ? "0" : Wire.PowerOfTen(regret);
}

/// <summary>Strategies and profiles as they travel.</summary>
internal static class Wire
{
    /// <summary>The decimals of a profile that is not exact; strategies that are not played, or for certain, as the whole numbers they are.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Digits(MixedStrategyProfile profile) =>
        [.. profile.Strategies.Select(strategy => (IReadOnlyList<string>)[.. strategy.Probabilities.Select(p => p.IsInteger ? p.ToString() : p.ToDecimalText(Equilibrium.ApproximateDigits))])];

    /// <summary>"1e-30" for a power of ten; 0 for 0.</summary>
    public static string PowerOfTen(Rational power) =>
        power.IsZero ? "0" : string.Create(CultureInfo.InvariantCulture, $"1e{Math.Round(BigInteger.Log10(power.Numerator) - BigInteger.Log10(power.Denominator))}");

    public static IReadOnlyList<string> Strategy(MixedStrategy strategy) => [.. strategy.Probabilities.Select(p => p.ToString())];

    public static IReadOnlyList<IReadOnlyList<string>> Profile(MixedStrategyProfile profile) =>
        [.. Enumerable.Range(0, profile.Count).Select(player => Strategy(profile[player]))];

    public static IReadOnlyList<IReadOnlyList<double>> Decimals(MixedStrategyProfile profile) =>
        [.. Enumerable.Range(0, profile.Count).Select(player => (IReadOnlyList<double>)[.. profile[player].Probabilities.Select(p => p.ToDouble())])];
}
