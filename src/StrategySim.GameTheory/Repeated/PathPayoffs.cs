using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Geometry;

namespace StrategySim.GameTheory.Repeated;

/// <summary>The average payoffs of the subgame-perfect equilibria in pure actions without public randomisation.</summary>
/// <param name="Paths">The equilibrium paths.</param>
/// <param name="Count">How many there are; null where they are not all known.</param>
/// <param name="All">All payoffs, each with a path, in ascending order; null where there are not finitely many, or too many, or where they are not all known.</param>
/// <param name="Whole">The set of payoffs with public randomisation, where lotteries add nothing to its inner set; null where they may.</param>
/// <param name="Cover">Boxes that hold every payoff; null where all payoffs are listed or lotteries add nothing.</param>
public sealed record PathPayoffs(EquilibriumPaths Paths, PathCount? Count, IReadOnlyList<EquilibriumPath>? All, EquilibriumPayoffSet? Whole, IReadOnlyList<PayoffBox>? Cover)
{
    /// <summary>Most boxes along an axis.</summary>
    public const int MaximumBoxes = 64;

    /// <summary>Most paths that are listed.</summary>
    private const int MaximumPaths = 10_000;

    /// <summary>States that a search for a path with given payoffs may look at.</summary>
    private const int SearchStates = 20_000;

    /// <summary>Longest numbers of that search, in bits.</summary>
    private const int SearchBits = 2048;

    /// <summary>Finds the payoffs.</summary>
    /// <param name="paths">The equilibrium paths.</param>
    /// <param name="randomised">The payoffs of equilibria with public randomisation.</param>
    /// <param name="boxes">Boxes along each axis, 1 to 64, where payoffs are covered and not listed.</param>
    /// <param name="cancellationToken">Polled throughout.</param>
    public static PathPayoffs Of(EquilibriumPaths paths, EquilibriumPayoffSet randomised, int boxes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(randomised);
        ArgumentOutOfRangeException.ThrowIfLessThan(boxes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(boxes, MaximumBoxes);
        PathCount? count = paths.Exact ? PathCounting.Of(paths.Graph) : null;
        IReadOnlyList<ActionPath>? listed = count switch
        {
            PathCount.None => [],
            PathCount.Finite => PathCounting.List(paths.Graph, MaximumPaths),
            _ => null,
        };
        bool whole = !randomised.Inner.IsEmpty && PayoffSetOperators.IsSelfGeneratingWithoutLotteries(paths.Game, randomised.Inner);
        return new PathPayoffs(
            paths,
            count,
            listed is null ? null : [.. listed.Select(path => new EquilibriumPath(path.Payoffs(paths.Game)[0], path)).DistinctBy(p => p.Payoffs).OrderBy(p => p.Payoffs.X).ThenBy(p => p.Payoffs.Y)],
            whole ? randomised : null,
            listed is null && !whole ? PayoffCover.Of(paths, boxes, cancellationToken) : null);
    }

    /// <summary>A path with given payoffs that comes round again.</summary>
    /// <param name="target">The payoffs.</param>
    /// <param name="cancellationToken">Polled at every state.</param>
    /// <returns>Null where none was found: the payoffs may belong to a path that never comes round.</returns>
    /// <remarks>What is left to be reached after a profile is known exactly; a path comes round where the same is left at the same node again.</remarks>
    public ActionPath? PathWith(RationalPoint target, CancellationToken cancellationToken = default)
    {
        PathGraph graph = Paths.Graph;
        if (graph.IsEmpty) return null;
        Rational later = Paths.Game.Discount, now = Rational.One - later;
        var seen = new HashSet<(int, RationalPoint)>();
        var profiles = new List<int>();
        var depth = new Dictionary<(int, RationalPoint), int>();
        var waiting = new Stack<(int Node, RationalPoint Left, int Profile, int Depth)>([(0, target, -1, 0)]);
        while (waiting.TryPop(out (int Node, RationalPoint Left, int Profile, int Depth) at) && seen.Count < SearchStates)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Back to where this branch began.
            foreach ((int, RationalPoint) gone in depth.Where(d => d.Value >= at.Depth).Select(d => d.Key).ToArray()) depth.Remove(gone);
            if (at.Depth > 0) profiles.RemoveRange(at.Depth - 1, profiles.Count - at.Depth + 1);
            if (at.Profile >= 0) profiles.Add(at.Profile);
            if (depth.TryGetValue((at.Node, at.Left), out int before)) return ActionPath.OfAnyLength(profiles.Take(before), profiles.Skip(before));
            if (!IsPossible(at.Node, at.Left) || !seen.Add((at.Node, at.Left))) continue;
            depth[(at.Node, at.Left)] = at.Depth;
            foreach (PathStep step in graph.Steps[at.Node].Reverse())
            {
                RationalPoint left = later.Reciprocal() * (at.Left - (now * Paths.Game.Payoffs(step.Profile)));
                waiting.Push((step.To, left, step.Profile, at.Depth + 1));
            }
        }

        return null;
    }

    private bool IsPossible(int node, RationalPoint left)
    {
        RationalPoint least = Paths.Graph.Requirements[node];
        return left.X >= least.X && left.Y >= least.Y && left.X.Denominator.GetBitLength() <= SearchBits && left.Y.Denominator.GetBitLength() <= SearchBits && Paths.Possible.Contains(left);
    }
}
