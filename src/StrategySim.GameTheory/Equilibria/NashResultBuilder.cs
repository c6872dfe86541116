using System.Collections.Immutable;
using StrategySim.GameTheory.Certificates;
using StrategySim.GameTheory.Equilibria.ExtremePoints;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria;

/// <summary>Turns the maximal Nash subsets of a two-player game into a result: extreme equilibria, components, certificates.</summary>
/// <remarks>
/// Maximal Nash subsets are products of faces of the two best-reply complexes, so two of them that meet share a vertex
/// pair: components are what hangs together by shared extreme equilibria (Winkels 1979; Jansen 1981; Avis, Rosenberg,
/// Savani and von Stengel, "Enumeration of Nash equilibria for two-player games", Economic Theory 42 (2010), section 2).
/// </remarks>
internal static class NashResultBuilder
{
    /// <summary>Builds the result.</summary>
    /// <param name="game">The game.</param>
    /// <param name="method">The solver's id.</param>
    /// <param name="completeBecause">Why nothing is missing.</param>
    /// <param name="subsets">All maximal Nash subsets.</param>
    /// <param name="perturbed">The equilibria of the perturbed game, where the solver has them; otherwise they are sought where an index needs them.</param>
    /// <param name="cancellationToken">Polled once an equilibrium.</param>
    public static NashResult Build(
        NormalFormGame game,
        string method,
        string completeBecause,
        IReadOnlyList<NashSubset> subsets,
        IReadOnlyList<PerturbedEquilibrium>? perturbed,
        CancellationToken cancellationToken)
    {
        var profiles = new SortedSet<MixedStrategyProfile>(Comparer<MixedStrategyProfile>.Create((a, b) => b.CompareTo(a)));
        foreach (NashSubset subset in subsets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            profiles.UnionWith(Corners(subset));
        }

        ImmutableArray<MixedStrategyProfile> ordered = [.. profiles];
        var ids = new Dictionary<MixedStrategyProfile, int>(ordered.Length);
        for (int id = 0; id < ordered.Length; id++) ids.Add(ordered[id], id);

        int[][] members = [.. subsets.Select(subset => Corners(subset).Select(profile => ids[profile]).Order().ToArray())];
        int[] componentOf = Components(ordered.Length, members);
        int count = componentOf.Max() + 1;
        ILookup<int, int> subsetsOf = Enumerable.Range(0, subsets.Count).ToLookup(s => componentOf[members[s][0]]);
        ILookup<int, int> equilibriaOf = Enumerable.Range(0, ordered.Length).ToLookup(id => componentOf[id]);
        int?[] regular = new int?[ordered.Length];
        var list = ImmutableArray.CreateBuilder<NashEquilibrium>(ordered.Length);
        Dictionary<int, int> known = perturbed?.Where(e => e.Regular).ToDictionary(e => ids[e.Limit], e => e.Index) ?? [];
        for (int id = 0; id < ordered.Length; id++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MixedStrategyProfile profile = ordered[id];
            bool isolated = equilibriaOf[componentOf[id]].Count() == 1;
            CertifiedEquilibrium certified = NashCertificate.Certify(game, profile, method);
            if (isolated)
            {
                regular[id] = perturbed is not null ? (known.TryGetValue(id, out int sign) ? sign : null)
                    // Isolated and without further ties is regular, and the only component has index 1.
                    : count == 1 && EquilibriumIndex.HasNoFurtherTies(profile, certified.BestReplies) ? 1
                    : EquilibriumIndex.OfRegular(game, profile, certified.BestReplies);
            }

            list.Add(new NashEquilibrium(id, profile, certified.Payoffs, Rational.Zero, profile.IsPure, isolated, regular[id], componentOf[id]));
        }

        int[] indices = Indices();
        var components = ImmutableArray.CreateBuilder<NashComponent>(count);
        for (int c = 0; c < count; c++)
        {
            ImmutableArray<NashSubset> own = [.. subsetsOf[c].OrderBy(s => members[s], Lexicographic).Select(s => subsets[s])];
            components.Add(new NashComponent(c, own.Max(subset => subset.Dimension), indices[c], [.. equilibriaOf[c]], own));
        }

        return new NashResult(method, Exact: true, Complete: true, completeBecause, list.MoveToImmutable(), components.MoveToImmutable());

        int[] Indices()
        {
            int[] sums = new int[count];
            if (perturbed is null)
            {
                // Each regular equilibrium gives its component's index; they sum to 1, so that one unknown index follows.
                int[] unknown = [.. Enumerable.Range(0, count).Where(c => regular[equilibriaOf[c].First()] is null)];
                if (unknown.Length <= 1)
                {
                    for (int c = 0; c < count; c++) sums[c] = regular[equilibriaOf[c].First()] ?? 0;
                    foreach (int c in unknown) sums[c] = 1 - sums.Sum();
                    return sums;
                }

                perturbed = [.. NashGraph.Build(game, Undominated.Of(game), 1, null, cancellationToken).Perturbed(cancellationToken).Select(pair => pair.Equilibrium)];
            }

            foreach (PerturbedEquilibrium equilibrium in perturbed) sums[componentOf[ids[equilibrium.Limit]]] += equilibrium.Index;
            return sums;
        }
    }

    /// <summary>Builds the result of a solver that finds some equilibria: no components, and an index where an equilibrium is regular.</summary>
    /// <param name="game">The game.</param>
    /// <param name="method">The solver's id.</param>
    /// <param name="completeBecause">What is left out.</param>
    /// <param name="profiles">The equilibria, each once.</param>
    /// <param name="cancellationToken">Polled once an equilibrium.</param>
    public static NashResult BuildPart(
        NormalFormGame game, string method, string completeBecause, IEnumerable<MixedStrategyProfile> profiles, CancellationToken cancellationToken)
    {
        var list = ImmutableArray.CreateBuilder<NashEquilibrium>();
        foreach (MixedStrategyProfile profile in profiles.OrderDescending())
        {
            cancellationToken.ThrowIfCancellationRequested();
            CertifiedEquilibrium certified = NashCertificate.Certify(game, profile, method);
            // A regular equilibrium is isolated; of another this method cannot tell.
            int? index = EquilibriumIndex.OfRegular(game, profile, certified.BestReplies);
            list.Add(new NashEquilibrium(list.Count, profile, certified.Payoffs, Rational.Zero, profile.IsPure, index is null ? null : true, index, Component: null));
        }

        return new NashResult(method, Exact: true, Complete: false, completeBecause, list.ToImmutable(), Components: []);
    }

    private static IEnumerable<MixedStrategyProfile> Corners(NashSubset subset) =>
        subset.X.SelectMany(_ => subset.Y, (x, y) => new MixedStrategyProfile(x, y));

    /// <summary>Numbers the components by their first equilibrium.</summary>
    private static int[] Components(int equilibria, int[][] members)
    {
        int[] parent = [.. Enumerable.Range(0, equilibria)];
        foreach (int[] subset in members)
        {
            // The smaller root stays, so that a root is its component's first equilibrium.
            foreach (int id in subset)
            {
                int a = Root(subset[0]), b = Root(id);
                parent[Math.Max(a, b)] = Math.Min(a, b);
            }
        }

        int next = 0;
        int[] number = new int[equilibria];
        for (int id = 0; id < equilibria; id++) number[id] = Root(id) == id ? next++ : number[Root(id)];
        return number;

        int Root(int id)
        {
            while (parent[id] != id) id = parent[id] = parent[parent[id]];
            return id;
        }
    }

    private static Comparer<int[]> Lexicographic { get; } = Comparer<int[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));
}
