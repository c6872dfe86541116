using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.Api.Contracts;

/// <summary>Nash equilibria of a game in strategic form: the extreme points of the set, and the set itself as components.</summary>
public record NashSolution
{
    /// <summary>The solution concept: <c>nash</c>.</summary>
    public required string Concept { get; init; }

    /// <summary>The id of the solver that answered; see <c>/solvers</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Whether every probability and payoff is exact.</summary>
    public required bool Exact { get; init; }

    /// <summary>Whether the equilibria, with their components, are the whole Nash set of the game.</summary>
    public required bool Complete { get; init; }

    /// <summary>Why the answer is complete, or what it leaves out.</summary>
    public required string CompleteBecause { get; init; }

    /// <summary>The extreme equilibria, profiles in descending order.</summary>
    public required IReadOnlyList<Equilibrium> Equilibria { get; init; }

    /// <summary>The connected components of the set of equilibria; empty where they are not computed (more than two players, or pure equilibria only).</summary>
    public required IReadOnlyList<EquilibriumComponent> Components { get; init; }

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
/// <param name="Profile">For each player, the exact probability of each strategy, such as <c>1/4</c>.</param>
/// <param name="Decimal">The same probabilities as doubles, 0 to 1.</param>
/// <param name="Payoffs">What each player expects, exact; payoff units.</param>
/// <param name="PayoffsDecimal">The same payoffs as doubles; null for one beyond the range of doubles.</param>
/// <param name="Regret">The certificate: the most that anybody could gain by deviating alone, exact; payoff units; 0 at an exact equilibrium.</param>
/// <param name="Pure">Whether everybody plays a pure strategy.</param>
/// <param name="Isolated">Whether it is a component of its own; null where that is not known.</param>
/// <param name="Index">The index, +1 or −1, where the equilibrium is isolated and regular; null where it is not, or where the index is not computed.</param>
/// <param name="Component">The id of its component; null where components are not computed.</param>
public sealed record Equilibrium(
    int Id,
    IReadOnlyList<IReadOnlyList<string>> Profile,
    IReadOnlyList<IReadOnlyList<double>> Decimal,
    IReadOnlyList<string> Payoffs,
    IReadOnlyList<double?> PayoffsDecimal,
    string Regret,
    bool Pure,
    bool? Isolated,
    int? Index,
    int? Component)
{
    internal static Equilibrium From(NashEquilibrium equilibrium) => new(
        equilibrium.Id,
        Wire.Profile(equilibrium.Profile),
        Wire.Decimals(equilibrium.Profile),
        [.. equilibrium.Payoffs.Select(payoff => payoff.ToString())],
        [.. equilibrium.Payoffs.Select(ExactNumber.DecimalOf)],
        equilibrium.Regret.ToString(),
        equilibrium.Pure,
        equilibrium.Isolated,
        equilibrium.Index,
        equilibrium.Component);
}

/// <summary>A connected component of the set of equilibria of a two-player game: the union of its maximal Nash subsets.</summary>
/// <param name="Id">Its position in the list, from 0.</param>
/// <param name="Dimension">The largest dimension of its subsets: 0 for a point, 1 for a segment.</param>
/// <param name="Index">Its index: how many equilibria any nondegenerate game close by has near it, counted with their indices +1 and −1. Indices sum to 1 over all components. See Govindan and Wilson, Journal of Economic Theory 76 (1997) 229–247.</param>
/// <param name="Equilibria">The ids of its extreme equilibria, ascending.</param>
/// <param name="MaximalNashSubsets">Its maximal convex sets of equilibria, each a pair [X, Y] of vertex lists: every convex combination of X with every one of Y is an equilibrium. A vertex gives the exact probability of each strategy.</param>
public sealed record EquilibriumComponent(
    int Id,
    int Dimension,
    int Index,
    IReadOnlyList<int> Equilibria,
    IReadOnlyList<IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>>> MaximalNashSubsets)
{
    internal static EquilibriumComponent From(NashComponent component) => new(
        component.Id,
        component.Dimension,
        component.Index,
        component.Equilibria,
        [.. component.MaximalNashSubsets.Select(subset => (IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>>)[Vertices(subset.X), Vertices(subset.Y)])]);

    private static IReadOnlyList<IReadOnlyList<string>> Vertices(IEnumerable<MixedStrategy> vertices) => [.. vertices.Select(Wire.Strategy)];
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
/// <param name="MaximumRegret">The largest regret over all listed equilibria, exact; payoff units; null where none is listed.</param>
/// <param name="How">How it was computed.</param>
public sealed record Certificate(string? MaximumRegret, string How)
{
    private const string Independent =
        "Payoffs and regret of each profile were computed anew from the payoff table alone, by code that shares nothing with the solver.";

    internal static Certificate Of(NashResult result) => new(
        result.Equilibria.IsEmpty ? null : result.Equilibria.Max(equilibrium => equilibrium.Regret).ToString(),
        result.Equilibria.IsEmpty ? "There is no equilibrium to certify." : Independent);
}

/// <summary>Strategies and profiles as they travel.</summary>
internal static class Wire
{
    public static IReadOnlyList<string> Strategy(MixedStrategy strategy) => [.. strategy.Probabilities.Select(p => p.ToString())];

    public static IReadOnlyList<IReadOnlyList<string>> Profile(MixedStrategyProfile profile) =>
        [.. Enumerable.Range(0, profile.Count).Select(player => Strategy(profile[player]))];

    public static IReadOnlyList<IReadOnlyList<double>> Decimals(MixedStrategyProfile profile) =>
        [.. Enumerable.Range(0, profile.Count).Select(player => (IReadOnlyList<double>)[.. profile[player].Probabilities.Select(p => p.ToDouble())])];
}
