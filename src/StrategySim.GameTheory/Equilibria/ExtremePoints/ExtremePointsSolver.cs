using System.Globalization;
using System.Numerics;
using StrategySim.GameTheory.Equilibria.LargeGames;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria.ExtremePoints;

/// <summary>The whole Nash set of a two-player game by reverse search of both best-reply polytopes. The fast method.</summary>
/// <remarks>
/// Every basis of both polytopes, perturbed lexicographically, by integer pivoting on machine words (longer numbers only for the
/// bases that need them) and on several threads; then extreme equilibria by labels, and maximal Nash subsets as
/// maximal complete bipartite subgraphs, component by component. lrsnash searches one polytope so and solves a linear
/// program for each of its vertices; listing the second polytope too costs no more pivots than those programs, and matching
/// labels costs next to none.
/// </remarks>
public sealed class ExtremePointsSolver : INashSolver
{
    // Smaller searches end before a second thread has begun.
    private const int BasesWorthAThread = 2_000;

    // Of the path that is followed where the budget is used up.
    private const int MaximumPivots = 2_000;

    // Half a gigabyte.
    private const long MaximumLabelWords = 1L << 26;

    /// <inheritdoc/>
    public string Id => "extreme-points";

    /// <inheritdoc/>
    public string Name => "Reverse search of the best-reply polytopes";

    /// <inheritdoc/>
    public string Source =>
        "Avis, Rosenberg, Savani and von Stengel, Economic Theory 42 (2010) 9–37; Avis and Fukuda, Discrete and Computational Geometry 8 (1992) 295–313";

    /// <inheritdoc/>
    public SolverGuarantees Guarantees { get; } =
        new(true, true, "All extreme equilibria, maximal Nash subsets and components with their index, exactly, degenerate games included.");

    /// <inheritdoc/>
    public string Limits =>
        "Two players; the most bases that polytopes of this size can have, each of m·n entries. By default at most 10,000,000,000 entries: " +
        "18×18 takes 4,049,416,800, a tenth of which is usual.";

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
        int[][] kept = Undominated.Of(game);
        int m = kept[0].Length, n = kept[1].Length;
        BigInteger bases = NashGraph.MaximumBases(m, m + n) + NashGraph.MaximumBases(n, m + n), entries = bases * m * n, words = bases * 2 * ((m + n + 63) / 64);
        if (entries > limits.MaximumEntries)
        {
            throw new GameTooLargeException($"Reverse search of the {game}", "entries", entries, limits.MaximumEntries);
        }

        // Long narrow games have few entries, but as many labels a vertex as strategies.
        if (words > MaximumLabelWords) throw new GameTooLargeException($"Reverse search of the {game}", "words of labels", words, MaximumLabelWords);

        int threads = bases < BasesWorthAThread ? 1 : limits.Threads;
        Action<long>? report = limits.Progress is { } progress ? done => progress.Report(new SolverProgress(done, (long)bases, "bases")) : null;
        NashGraph? graph = null;
        return limits.Run(All, Part, cancellationToken);

        NashResult All(CancellationToken stop)
        {
            graph = NashGraph.Build(game, kept, threads, report, stop);
            stop.ThrowIfCancellationRequested();
            List<(int X, int Y, PerturbedEquilibrium Equilibrium)> perturbed = graph.Perturbed(stop);
            List<(int X, int Y)> edges = graph.Edges(perturbed, threads, stop);
            limits.CheckResult(game, edges.Count);
            List<NashSubset> subsets = Subsets(graph, edges, limits, stop);
            string because = string.Create(CultureInfo.InvariantCulture, $"vertex enumeration finished: {graph.X.Count:N0} and {graph.Y.Count:N0} vertices besides the origin");
            return NashResultBuilder.Build(game, Id, because, subsets, [.. perturbed.Select(pair => pair.Equilibrium)], stop);
        }

        NashResult Part(string used)
        {
            // Pairs of bases that share no label are equilibria, whatever was not found; components and indices need all of them.
            IEnumerable<MixedStrategyProfile> found = graph?.Perturbed(cancellationToken).Select(pair => pair.Equilibrium.Limit) ?? [];
            // One path costs next to nothing, so that there is an equilibrium however early the end came.
            if (new LemkeHowsonPath(game).Follow(0, MaximumPivots, cancellationToken) is var (one, _)) found = found.Append(one);
            string because = string.Create(
                CultureInfo.InvariantCulture,
                $"{used} after {graph?.X.Bases.Count ?? 0:N0} and {graph?.Y.Bases.Count ?? 0:N0} bases of at most {bases:N0} in all: extreme equilibria, but not all of them, and no components");
            return NashResultBuilder.BuildPart(game, Id, because, found.Distinct().Take(limits.MaximumEquilibria(game)), cancellationToken);
        }
    }

    /// <summary>The maximal Nash subsets, found within each connected part of the graph: an isolated equilibrium costs nothing.</summary>
    private static List<NashSubset> Subsets(NashGraph graph, List<(int X, int Y)> edges, SolverLimits limits, CancellationToken cancellationToken)
    {
        List<NashSubset> subsets = [];
        foreach (List<(int X, int Y)> part in Parts(edges))
        {
            int[] xs = [.. part.Select(edge => edge.X).Distinct().OrderByDescending(graph.X.Strategy)];
            int[] ys = [.. part.Select(edge => edge.Y).Distinct().OrderByDescending(graph.Y.Strategy)];
            if (xs.Length * (long)ys.Length == part.Count)
            {
                subsets.Add(new NashSubset([.. xs.Select(graph.X.Strategy)], [.. ys.Select(graph.Y.Strategy)]));
            }
            else
            {
                Dictionary<int, int> xAt = Positions(xs), yAt = Positions(ys);
                var neighbours = new BigInteger[xs.Length];
                foreach ((int x, int y) in part) neighbours[xAt[x]] |= BigInteger.One << yAt[y];
                subsets.AddRange(MaximalBicliques.Of(neighbours, limits.MaximumNashSubsets, cancellationToken)
                    .Select(pair => new NashSubset([.. pair.Left.Select(x => graph.X.Strategy(xs[x]))], [.. pair.Right.Select(y => graph.Y.Strategy(ys[y]))])));
            }

            if (subsets.Count > limits.MaximumNashSubsets)
            {
                throw new GameTooLargeException("The Nash set", "maximal Nash subsets or more", subsets.Count, limits.MaximumNashSubsets);
            }
        }

        return subsets;
    }

    /// <summary>The edges of each connected part.</summary>
    private static IEnumerable<List<(int X, int Y)>> Parts(List<(int X, int Y)> edges)
    {
        // A forest over the first player's vertices: those with a common neighbour hang together.
        Dictionary<int, int> parent = [], firstOf = [];
        foreach ((int x, int y) in edges)
        {
            parent.TryAdd(x, x);
            if (firstOf.TryAdd(y, x)) continue;
            parent[Root(x)] = Root(firstOf[y]);
        }

        return edges.GroupBy(edge => Root(edge.X)).Select(part => part.ToList());

        int Root(int x)
        {
            while (parent[x] != x) x = parent[x] = parent[parent[x]];
            return x;
        }
    }

    private static Dictionary<int, int> Positions(int[] items) => items.Select((item, at) => (item, at)).ToDictionary(pair => pair.item, pair => pair.at);
}
