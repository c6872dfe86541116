using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics.Geometry;
using StrategySim.GameTheory.Repeated;

namespace StrategySim.Api.Contracts;

/// <summary>The average payoffs of subgame-perfect equilibria in pure actions with perfect monitoring and without public randomisation.</summary>
public sealed record WithoutRandomisation
{
    /// <summary>How the set is told. <c>listed</c>: all payoffs stand under <c>payoffs</c>. <c>polygon</c>: lotteries add nothing, and the set is that of <c>payoffSet</c>, as exact as it is. <c>covered</c>: every payoff lies in one of <c>boxes</c>, and those with a path hold one for certain.</summary>
    public required PathSetKind Kind { get; init; }

    /// <summary>The same in a sentence.</summary>
    public required string Says { get; init; }

    /// <summary>Whether every equilibrium path is known: <c>graph</c> then has all of them and no other.</summary>
    public required bool PathsAreExact { get; init; }

    /// <summary>How many paths there are, those with the same payoffs in every round counted once; null where they are not all known.</summary>
    public required PathCount? Count { get; init; }

    /// <summary>All payoffs with a path for each, ascending; null where they are not listed.</summary>
    public required IReadOnlyList<PathPayoffsDescription>? Payoffs { get; init; }

    /// <summary>The corners of the set, counterclockwise; null where it is no polygon for certain.</summary>
    public required IReadOnlyList<IReadOnlyList<ExactNumber>>? Vertices { get; init; }

    /// <summary>Boxes that hold every payoff; null where payoffs are listed or the set is a polygon.</summary>
    public required IReadOnlyList<PayoffBoxDescription>? Boxes { get; init; }

    /// <summary>Payoffs that no equilibrium path is below; null where there is none.</summary>
    public required IReadOnlyList<ExactNumber>? AtLeast { get; init; }

    /// <summary>For each player the worst path that is certain, which punishes departures; null where there is none.</summary>
    public required IReadOnlyList<PathPayoffsDescription>? Punishments { get; init; }

    /// <summary>Nodes of the graph of paths.</summary>
    public required int Nodes { get; init; }

    /// <summary>The graph: equilibrium paths are the walks from node 0 that never end. Null where it has more than 200 nodes.</summary>
    public required IReadOnlyList<PathNodeDescription>? Graph { get; init; }

    private const int MostNodes = 200;

    internal static WithoutRandomisation From(PathPayoffs found)
    {
        EquilibriumPaths paths = found.Paths;
        NormalFormGame stage = paths.Game.Stage;
        PathSetKind kind = found.All is not null ? PathSetKind.Listed : found.Whole is not null ? PathSetKind.Polygon : PathSetKind.Covered;
        return new WithoutRandomisation
        {
            Kind = kind,
            Says = Words(found, kind),
            PathsAreExact = paths.Exact,
            Count = found.Count,
            Payoffs = found.All is { } all ? [.. all.Select(p => PathPayoffsDescription.From(stage, p))] : null,
            Vertices = found.Whole is { } whole ? PayoffSetDescription.Corners(whole.Inner) : null,
            Boxes = found.Cover is { } boxes ? [.. boxes.Select(box => PayoffBoxDescription.From(stage, box))] : null,
            AtLeast = paths.Bound is { } bound ? PayoffSetDescription.Pair(bound) : null,
            Punishments = paths.Punishments.IsEmpty ? null : [.. paths.Punishments.Select(path => PathPayoffsDescription.From(stage, new EquilibriumPath(path.Payoffs(paths.Game)[0], path)))],
            Nodes = paths.Graph.Steps.Length,
            Graph = paths.Graph.Steps.Length > MostNodes ? null : [.. paths.Graph.Steps.Select((steps, id) => PathNodeDescription.From(stage, id, paths.Graph.Requirements[id], [.. steps]))],
        };
    }

    private static string Words(PathPayoffs found, PathSetKind kind) => kind switch
    {
        PathSetKind.Listed when found.Count == PathCount.None => "There is no such equilibrium in pure actions.",
        PathSetKind.Listed => "Exact: these are all payoffs.",
        PathSetKind.Polygon when found.Whole!.Exact => "Exact: lotteries add nothing. Each point of the polygon is the payoff of a profile and a continuation in the polygon, by a cover that was checked in exact arithmetic.",
        PathSetKind.Polygon => $"All of the polygon is certain, without lotteries: each of its points is the payoff of a profile and a continuation in it, checked in exact arithmetic. Nothing is more than {found.Whole!.Gap!.Value.ToDouble():G2} outside.",
        _ => $"{(found.Paths.Exact ? "Exact as a graph, whose walks are the equilibrium paths. " : "")}Bounds: no payoff is outside of the boxes; {found.Cover!.Count(box => box.Inside is not null)} of {found.Cover!.Count} have an equilibrium path with payoffs in them, each condition checked in exact arithmetic.",
    };
}

/// <summary>How a set of payoffs is told.</summary>
public enum PathSetKind
{
    /// <summary>Payoff by payoff.</summary>
    Listed,

    /// <summary>By its corners.</summary>
    Polygon,

    /// <summary>By boxes around it and paths in it.</summary>
    Covered,
}

/// <summary>An equilibrium path and its payoffs.</summary>
/// <param name="Payoffs">Its average payoffs.</param>
/// <param name="Start">Profiles played first, each once: outcomes such as <c>C/D</c>, the row player's strategy first.</param>
/// <param name="Cycle">Profiles repeated from then on.</param>
public sealed record PathPayoffsDescription(IReadOnlyList<ExactNumber> Payoffs, IReadOnlyList<string> Start, IReadOnlyList<string> Cycle)
{
    internal static PathPayoffsDescription From(NormalFormGame stage, EquilibriumPath path) =>
        new(PayoffSetDescription.Pair(path.Payoffs), Outcomes(stage, path.Path.Start), Outcomes(stage, path.Path.Cycle));

    internal static IReadOnlyList<string> Outcomes(NormalFormGame stage, IEnumerable<int> profiles) => [.. profiles.Select(a => Outcome(stage, a))];

    internal static string Outcome(NormalFormGame stage, int profile) => string.Join('/', MachineStateDescription.ProfileOf(stage, profile));
}

/// <summary>A box in the plane of payoffs.</summary>
/// <param name="Low">Its least payoffs.</param>
/// <param name="High">Its largest payoffs.</param>
/// <param name="Payoffs">Payoffs of an equilibrium path in it, nearest doubles; null where none was found.</param>
/// <param name="Start">Profiles that the path plays first.</param>
/// <param name="Cycle">Profiles that it repeats from then on.</param>
public sealed record PayoffBoxDescription(IReadOnlyList<double> Low, IReadOnlyList<double> High, IReadOnlyList<double>? Payoffs, IReadOnlyList<string>? Start, IReadOnlyList<string>? Cycle)
{
    internal static PayoffBoxDescription From(NormalFormGame stage, PayoffBox box) => new(
        [box.Low.X, box.Low.Y],
        [box.High.X, box.High.Y],
        box.Inside is { } inside ? [inside.Payoffs.X.ToDouble(), inside.Payoffs.Y.ToDouble()] : null,
        box.Inside is { } path ? PathPayoffsDescription.Outcomes(stage, path.Path.Start) : null,
        box.Inside is { } again ? PathPayoffsDescription.Outcomes(stage, again.Path.Cycle) : null);
}

/// <summary>A node of the graph of equilibrium paths.</summary>
/// <param name="Id">Its number.</param>
/// <param name="AtLeast">What payoffs from it on are at least, so that nobody has left the path before.</param>
/// <param name="Steps">What may be played, and where it leads.</param>
public sealed record PathNodeDescription(int Id, IReadOnlyList<ExactNumber> AtLeast, IReadOnlyList<PathStepDescription> Steps)
{
    internal static PathNodeDescription From(NormalFormGame stage, int id, RationalPoint least, IReadOnlyList<PathStep> steps) =>
        new(id, PayoffSetDescription.Pair(least), [.. steps.Select(step => new PathStepDescription(PathPayoffsDescription.Outcome(stage, step.Profile), step.To))]);
}

/// <summary>A step of a path.</summary>
/// <param name="Outcome">What is played.</param>
/// <param name="To">The node from which play goes on.</param>
public sealed record PathStepDescription(string Outcome, int To);
