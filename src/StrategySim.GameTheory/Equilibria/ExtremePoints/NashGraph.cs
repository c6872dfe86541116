using System.Collections.Concurrent;
using System.Numerics;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics.Pivoting;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria.ExtremePoints;

/// <summary>An equilibrium of a game that is perturbed infinitely little, seen where the perturbation vanishes.</summary>
/// <param name="Limit">The extreme equilibrium of the game itself that it comes from.</param>
/// <param name="Index">Its index, +1 or −1.</param>
/// <param name="Regular">Whether the limit is a regular equilibrium: the perturbation changes nothing there.</param>
internal readonly record struct PerturbedEquilibrium(MixedStrategyProfile Limit, int Index, bool Regular);

/// <summary>All vertices of the two best-reply polytopes of a game, and which pairs of them are equilibria.</summary>
/// <remarks>
/// <para>
/// Two vertices are an extreme equilibrium where every strategy is a label of one of them at least: it is not played or
/// it is a best reply. Mangasarian, SIAM Journal 12 (1964) 778–780.
/// </para>
/// <para>
/// The perturbation that <see cref="SimplexDictionary"/> works with multiplies each strategy's payoffs by a factor infinitely
/// close to 1. The perturbed game is not degenerate: its equilibria are the pairs of bases that share no label, each has
/// an index from the determinants of the two bases (Shapley, Mathematical Programming Study 1 (1974) 175–189), and all tend
/// to extreme equilibria of the game. What a component's share of them sums to is its index, whatever the perturbation:
/// Govindan and Wilson, Economic Theory 10 (1997) 541–549; Balthasar, Geometry and Equilibria in Bimatrix Games,
/// PhD thesis, London School of Economics (2009), chapter 2.
/// </para>
/// </remarks>
internal sealed class NashGraph
{
    private NashGraph(PolytopeVertices x, PolytopeVertices y)
    {
        X = x;
        Y = y;
        int labels = x.Program.Labels.Length;
        AllLabels = new ulong[x.Bases.Words];
        for (int label = 0; label < labels; label++) AllLabels[label >> 6] |= 1UL << (label & 63);
    }

    /// <summary>The vertices of the first player's polytope.</summary>
    public PolytopeVertices X { get; }

    /// <summary>The vertices of the second player's polytope.</summary>
    public PolytopeVertices Y { get; }

    /// <summary>The most bases that a polytope can have, the vertices of its perturbation.</summary>
    /// <remarks>McMullen's upper bound theorem, Mathematika 17 (1970) 179–184: that many vertices has the dual of a cyclic polytope.</remarks>
    /// <param name="dimension">d, at least 1.</param>
    /// <param name="facets">f, more than d.</param>
    /// <returns>C(f − ⌈d/2⌉, f − d) + C(f − ⌊d/2⌋ − 1, f − d).</returns>
    public static BigInteger MaximumBases(int dimension, int facets)
    {
        int half = dimension / 2, rest = dimension - half;
        return Choose(facets - rest, half) + Choose(facets - half - 1, rest - 1);

        static BigInteger Choose(int of, int count)
        {
            BigInteger ways = BigInteger.One;
            for (int k = 1; k <= count; k++) ways = ways * (of - count + k) / k;
            return ways;
        }
    }

    /// <summary>Finds the vertices.</summary>
    /// <param name="game">A two-player game.</param>
    /// <param name="kept">The strategies of each player that count.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="report">Told now and then how many bases have been found.</param>
    /// <param name="stop">Polled once a basis; ends the search early, with the vertices found until then.</param>
    public static NashGraph Build(NormalFormGame game, int[][] kept, int threads, Action<long>? report, CancellationToken stop)
    {
        BestReplyProgram x = new(game, 0, kept), y = new(game, 1, kept);
        BasisList[] bases = ReverseSearch.Run([(x.Root(), x.Labels), (y.Root(), y.Labels)], threads, report, stop);
        return new NashGraph(new PolytopeVertices(x, bases[0]), new PolytopeVertices(y, bases[1]));
    }

    /// <summary>The equilibria of the perturbed game, each with its limit.</summary>
    /// <param name="cancellationToken">Polled once an equilibrium.</param>
    public List<(int X, int Y, PerturbedEquilibrium Equilibrium)> Perturbed(CancellationToken cancellationToken)
    {
        BasisList ys = Y.Bases;
        var byCobasis = new LabelTable(ys, byZeros: false, ys.Count);
        for (int basis = 0; basis < ys.Count; basis++) byCobasis.FindOrAdd(basis);

        List<(int, int, PerturbedEquilibrium)> found = [];
        Span<ulong> rest = stackalloc ulong[AllLabels.Length];
        for (int basis = 0; basis < X.Bases.Count; basis++)
        {
            ReadOnlySpan<ulong> own = X.Bases.Cobasis(basis);
            for (int w = 0; w < rest.Length; w++) rest[w] = AllLabels[w] & ~own[w];
            int other = byCobasis.Find(rest);
            if (other < 0) continue;
            cancellationToken.ThrowIfCancellationRequested();
            (MixedStrategy xs, int xSign) = X.Solve(basis);
            (MixedStrategy ys2, int ySign) = Y.Solve(other);
            // Own strategies among the labels are those that are not basic: the support of the basis has the others.
            int support = X.Program.Own - CountFrom(own, X.Program.FirstOwn, X.Program.Own);
            int index = (support % 2 == 1 ? 1 : -1) * xSign * ySign;
            int x = X.VertexOf(basis), y = Y.VertexOf(other);
            found.Add((x, y, new PerturbedEquilibrium(new MixedStrategyProfile(xs, ys2), index, !X.IsDegenerate(x) && !Y.IsDegenerate(y))));
        }

        return found;
    }

    /// <summary>The extreme equilibria, as pairs of vertices.</summary>
    /// <param name="perturbed">The equilibria of the perturbed game.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="cancellationToken">Polled once a vertex.</param>
    public List<(int X, int Y)> Edges(IReadOnlyList<(int X, int Y, PerturbedEquilibrium Equilibrium)> perturbed, int threads, CancellationToken cancellationToken)
    {
        // Two vertices that are not degenerate have as many labels as there are strategies, so that none is shared: they are one of
        // the perturbed pairs. Only where one is degenerate need the pairs be tried.
        List<(int X, int Y)> edges = [.. perturbed.Where(pair => pair.Equilibrium.Regular).Select(pair => (pair.X, pair.Y))];
        int[] all = [.. Enumerable.Range(0, Y.Count)], degenerate = [.. all.Where(Y.IsDegenerate)];
        ulong[] allLabels = Pack(Y, all), degenerateLabels = Pack(Y, degenerate);
        var more = new ConcurrentBag<(int, int)>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        if ((long)X.Count * degenerate.Length < 100_000 && !Enumerable.Range(0, X.Count).Any(X.IsDegenerate)) options.MaxDegreeOfParallelism = 1;
        Parallel.For(0, X.Count, options, x =>
        {
            bool tryAll = X.IsDegenerate(x);
            int[] ys = tryAll ? all : degenerate;
            if (ys.Length == 0) return;
            ReadOnlySpan<ulong> own = X.Labels(x), others = tryAll ? allLabels : degenerateLabels;
            int words = own.Length;
            if (words == 1)
            {
                ulong missing = AllLabels[0] & ~own[0];
                for (int k = 0; k < others.Length; k++)
                {
                    if ((missing & ~others[k]) == 0) more.Add((x, ys[k]));
                }

                return;
            }

            for (int k = 0; k < ys.Length; k++)
            {
                int w = 0;
                while (w < words && (AllLabels[w] & ~own[w] & ~others[(k * words) + w]) == 0) w++;
                if (w == words) more.Add((x, ys[k]));
            }
        });
        edges.AddRange(more);
        return edges;
    }

    private ulong[] AllLabels { get; }

    private static ulong[] Pack(PolytopeVertices vertices, int[] chosen)
    {
        int words = vertices.Bases.Words;
        ulong[] packed = new ulong[chosen.Length * words];
        for (int k = 0; k < chosen.Length; k++) vertices.Labels(chosen[k]).CopyTo(packed.AsSpan(k * words));
        return packed;
    }

    private static int CountFrom(ReadOnlySpan<ulong> set, int first, int count)
    {
        int found = 0;
        for (int label = first; label < first + count; label++) found += (int)((set[label >> 6] >> (label & 63)) & 1);
        return found;
    }
}
