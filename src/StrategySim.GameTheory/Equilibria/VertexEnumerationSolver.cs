using System.Numerics;
using StrategySim.GameTheory.Games;

namespace StrategySim.GameTheory.Equilibria;

/// <summary>The whole Nash set of a two-player game from the vertices of the two best-reply polytopes. The reference method.</summary>
/// <remarks>
/// Extreme equilibria are the pairs of vertices (x, y) in which everything that is played is a best reply: the support
/// of x within the best replies to y, and the other way round. Every equilibrium is a convex combination of extreme
/// ones; the maximal Nash subsets are the maximal complete bipartite subgraphs of the graph whose edges are the extreme
/// equilibria. Mangasarian, "Equilibrium points of bimatrix games", SIAM Journal 12 (1964) 778–780; Winkels (1979);
/// Avis, Rosenberg, Savani and von Stengel, Economic Theory 42 (2010) 9–37. Written to be read and trusted: it tries
/// every pair of a support and a tied set, so work grows as C(m + n, m).
/// </remarks>
public sealed class VertexEnumerationSolver : INashSolver
{
    /// <inheritdoc/>
    public string Id => "vertex-enumeration";

    /// <inheritdoc/>
    public string Name => "Vertex enumeration of the best-reply polytopes";

    /// <inheritdoc/>
    public string Source =>
        "Mangasarian, SIAM Journal 12 (1964) 778–780; Avis, Rosenberg, Savani and von Stengel, Economic Theory 42 (2010) 9–37";

    /// <inheritdoc/>
    public SolverGuarantees Guarantees { get; } =
        new(true, true, "All extreme equilibria, maximal Nash subsets and components, exactly, degenerate games included.");

    /// <inheritdoc/>
    public string Limits =>
        "Two players; C(m + n, m) − 1 pairs of a support and a tied set, each of max(m, n) steps. By default at most 20,000,000 steps: " +
        "11×11 takes 7,759,741, 3×100 takes 17,685,000.";

    /// <inheritdoc/>
    public bool Accepts(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        return game.PlayerCount == 2;
    }

    /// <inheritdoc/>
    public NashResult Solve(NormalFormGame game, SolverLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (!Accepts(game)) throw new ArgumentException($"The solver '{Id}' was given the {game}. {Limits}", nameof(game));
        int m = game.StrategyCount(0), n = game.StrategyCount(1);
        BigInteger steps = BestReplyPolytope.Pairs(m, n) * Math.Max(m, n);
        if (steps > limits.MaximumSteps)
        {
            throw new GameTooLargeException($"Vertex enumeration of the {game}", "steps", steps, limits.MaximumSteps);
        }

        return limits.Run(
            stop => Enumerate(game, limits, stop),
            part => NashResultBuilder.BuildPart(game, Id, $"{part} before all vertices were known", [], cancellationToken),
            cancellationToken);
    }

    private NashResult Enumerate(NormalFormGame game, SolverLimits limits, CancellationToken cancellationToken)
    {
        BestReplyVertex[] xs = BestReplyPolytope.Vertices(game, 0, limits, cancellationToken);
        BestReplyVertex[] ys = BestReplyPolytope.Vertices(game, 1, limits, cancellationToken);
        var neighbours = new BigInteger[xs.Length];
        long edges = 0;
        for (int x = 0; x < xs.Length; x++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int y = 0; y < ys.Length; y++)
            {
                if ((xs[x].Support & ys[y].BestReplies) != xs[x].Support || (ys[y].Support & xs[x].BestReplies) != ys[y].Support) continue;
                neighbours[x] |= BigInteger.One << y;
                edges++;
            }
        }

        limits.CheckResult(game, edges);
        NashSubset[] subsets =
        [
            .. MaximalBicliques.Of(neighbours, limits.MaximumNashSubsets, cancellationToken)
                .Select(pair => new NashSubset([.. pair.Left.Select(x => xs[x].Strategy)], [.. pair.Right.Select(y => ys[y].Strategy)])),
        ];
        return NashResultBuilder.Build(game, Id, "vertex enumeration finished", subsets, perturbed: null, cancellationToken);
    }
}
