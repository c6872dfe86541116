using System.Collections.Immutable;
using StrategySim.GameTheory.Certificates;
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
    public static NashResult Build(
        NormalFormGame game, string method, string completeBecause, IReadOnlyList<NashSubset> subsets, CancellationToken cancellationToken)
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
        var components = ImmutableArray.CreateBuilder<NashComponent>(count);
        for (int c = 0; c < count; c++)
        {
            ImmutableArray<NashSubset> own = [.. subsetsOf[c].OrderBy(s => members[s], Lexicographic).Select(s => subsets[s])];
            components.Add(new NashComponent(c, own.Max(subset => subset.Dimension), [.. equilibriaOf[c]], own));
        }

        var list = ImmutableArray.CreateBuilder<NashEquilibrium>(ordered.Length);
        for (int id = 0; id < ordered.Length; id++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MixedStrategyProfile profile = ordered[id];
            bool isolated = components[componentOf[id]].Equilibria.Length == 1;
            Rational[] payoffs = NashCertificate.Require(game, profile, method);
            int? index = isolated ? EquilibriumIndex.OfRegular(game, profile) : null;
            list.Add(new NashEquilibrium(id, profile, [.. payoffs], Rational.Zero, profile.IsPure, isolated, index, componentOf[id]));
        }

        return new NashResult(method, Exact: true, Complete: true, completeBecause, list.MoveToImmutable(), components.MoveToImmutable());
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
