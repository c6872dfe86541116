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
        (ImmutableArray<MixedStrategyProfile> ordered, int[][] members) = Order(subsets, cancellationToken);
        int[] componentOf = Components(ordered.Length, members);
        int count = componentOf.Max() + 1;
        var equilibriaOf = new List<int>[count];
        var subsetsOf = new List<int>[count];
        for (int c = 0; c < count; c++) (equilibriaOf[c], subsetsOf[c]) = ([], []);
        for (int id = 0; id < ordered.Length; id++) equilibriaOf[componentOf[id]].Add(id);
        for (int s = 0; s < subsets.Count; s++) subsetsOf[componentOf[members[s][0]]].Add(s);

        int?[] regular = new int?[ordered.Length];
        if (perturbed is not null)
        {
            foreach (PerturbedEquilibrium equilibrium in perturbed)
            {
                if (equilibrium.Regular) regular[IdOf(equilibrium.Limit)] = equilibrium.Index;
            }
        }

        var list = ImmutableArray.CreateBuilder<NashEquilibrium>(ordered.Length);
        for (int id = 0; id < ordered.Length; id++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MixedStrategyProfile profile = ordered[id];
            bool isolated = equilibriaOf[componentOf[id]].Count == 1;
            CertifiedEquilibrium certified = NashCertificate.Certify(game, profile, method);
            if (isolated && perturbed is null)
            {
                // Isolated and without further ties is regular, and the only component has index 1.
                regular[id] = count == 1 && EquilibriumIndex.HasNoFurtherTies(profile, certified.BestReplies) ? 1
                    : EquilibriumIndex.OfRegular(game, profile, certified.BestReplies);
            }

            list.Add(new NashEquilibrium(id, profile, certified.Payoffs, Rational.Zero, profile.IsPure, isolated, regular[id], componentOf[id]));
        }

        int[] indices = Indices();
        var components = ImmutableArray.CreateBuilder<NashComponent>(count);
        for (int c = 0; c < count; c++)
        {
            subsetsOf[c].Sort((s, t) => members[s].AsSpan().SequenceCompareTo(members[t]));
            var own = ImmutableArray.CreateBuilder<NashSubset>(subsetsOf[c].Count);
            int dimension = 0;
            foreach (int s in subsetsOf[c])
            {
                own.Add(subsets[s]);
                dimension = Math.Max(dimension, subsets[s].Dimension);
            }

            components.Add(new NashComponent(c, dimension, indices[c], [.. equilibriaOf[c]], own.MoveToImmutable()));
        }

        return new NashResult(method, Exact: true, Complete: true, completeBecause, list.MoveToImmutable(), components.MoveToImmutable());

        int IdOf(MixedStrategyProfile profile) => ordered.BinarySearch(profile, Descending);

        int[] Indices()
        {
            int[] sums = new int[count];
            if (perturbed is null)
            {
                // Each regular equilibrium gives its component's index; they sum to 1, so that one unknown index follows.
                int unknown = 0, last = -1, sum = 0;
                for (int c = 0; c < count; c++)
                {
                    if (regular[equilibriaOf[c][0]] is { } known) sum += sums[c] = known;
                    else (unknown, last) = (unknown + 1, c);
                }

                if (unknown == 1) sums[last] = 1 - sum;
                if (unknown <= 1) return sums;
                NashGraph graph = NashGraph.Build(game, Undominated.Of(game), 1, null, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                perturbed = [.. graph.Perturbed(cancellationToken).Select(pair => pair.Equilibrium)];
                Array.Clear(sums);
            }

            foreach (PerturbedEquilibrium equilibrium in perturbed) sums[componentOf[IdOf(equilibrium.Limit)]] += equilibrium.Index;
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

    private static Comparer<MixedStrategyProfile> Descending { get; } = Comparer<MixedStrategyProfile>.Create((a, b) => b.CompareTo(a));

    /// <summary>The extreme equilibria in descending order, and for each subset the ids of its corners, ascending.</summary>
    private static (ImmutableArray<MixedStrategyProfile> Ordered, int[][] Members) Order(IReadOnlyList<NashSubset> subsets, CancellationToken cancellationToken)
    {
        List<(MixedStrategyProfile Profile, int Subset)> corners = [];
        int[][] members = new int[subsets.Count][];
        for (int s = 0; s < subsets.Count; s++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            members[s] = new int[subsets[s].X.Length * subsets[s].Y.Length];
            foreach (MixedStrategy x in subsets[s].X)
            {
                foreach (MixedStrategy y in subsets[s].Y) corners.Add((new MixedStrategyProfile(x, y), s));
            }
        }

        if (corners.Count > 1) corners.Sort((a, b) => b.Profile.CompareTo(a.Profile));
        var ordered = ImmutableArray.CreateBuilder<MixedStrategyProfile>(corners.Count);
        int[] filled = new int[subsets.Count];
        foreach ((MixedStrategyProfile profile, int subset) in corners)
        {
            if (ordered.Count == 0 || ordered[^1].CompareTo(profile) != 0) ordered.Add(profile);
            members[subset][filled[subset]++] = ordered.Count - 1;
        }

        return (ordered.ToImmutable(), members);
    }

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
}
