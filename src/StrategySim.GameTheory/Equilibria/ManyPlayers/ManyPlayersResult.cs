using System.Collections.Immutable;
using StrategySim.GameTheory.Certificates;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria.ManyPlayers;

/// <summary>Turns equilibria and convex sets of them into a result: maximal sets, components, indices, certificates.</summary>
internal static class ManyPlayersResult
{
    // A list of open supports that nobody reads to its end is cut in the text; the result has it in full.
    private const int MostNamed = 3;

    /// <summary>An extreme equilibrium before it is numbered.</summary>
    private readonly record struct Corner(MixedStrategyProfile Profile, Rational Radius, int? Index, ImmutableArray<ImmutableArray<string>>? ClosedForm);

    /// <summary>Builds the result.</summary>
    /// <param name="game">The game.</param>
    /// <param name="method">The solver's id.</param>
    /// <param name="points">Equilibria proven one by one; some may come twice, or lie in the sets.</param>
    /// <param name="sets">Convex sets of equilibria.</param>
    /// <param name="open">The supports that are not settled.</param>
    /// <param name="because">Why the result is complete, or what is left out.</param>
    /// <param name="complete">Whether nothing is left out.</param>
    /// <param name="limits">How much work indices may take.</param>
    /// <param name="cancellationToken">Polled once an equilibrium.</param>
    public static NashResult Build(
        NormalFormGame game,
        string method,
        IEnumerable<ProvenZero> points,
        IEnumerable<NashSubset> sets,
        ImmutableArray<OpenSupport> open,
        string because,
        bool complete,
        SolverLimits limits,
        CancellationToken cancellationToken)
    {
        Dictionary<MixedStrategyProfile, Corner> corners = [];
        List<NashSubset> all = [.. sets];
        foreach (ProvenZero point in points)
        {
            MixedStrategyProfile profile = point.Profile!;
            if (corners.TryGetValue(profile, out Corner known) && known.Index is not null) continue;
            corners[profile] = new Corner(profile, point.Radius, point.Index, point.ClosedForm);
            all.Add(new NashSubset([.. profile.Strategies.Select(strategy => ImmutableArray.Create(strategy))]));
        }

        NashSubset[] maximal = Maximal(all);
        foreach (NashSubset set in maximal)
        {
            foreach (MixedStrategyProfile profile in set.Corners()) corners.TryAdd(profile, new Corner(profile, Rational.Zero, null, null));
        }

        Dictionary<MixedStrategyProfile, int> ids = [];
        Corner[] listed = [.. maximal.SelectMany(set => set.Corners()).Distinct().OrderDescending().Select(profile => corners[profile])];
        for (int id = 0; id < listed.Length; id++) ids.Add(listed[id].Profile, id);
        int[] componentOf = Components(listed.Length, [.. maximal.Select(set => set.Corners().Select(profile => ids[profile]).ToArray())]);
        ILookup<int, int> equilibriaOf = Enumerable.Range(0, listed.Length).ToLookup(id => componentOf[id]);
        ILookup<int, NashSubset> setsOf = maximal.ToLookup(set => componentOf[ids[set.Corners().First()]]);

        int?[] indices = [.. Enumerable.Range(0, equilibriaOf.Count).Select(c => equilibriaOf[c].Count() == 1 ? listed[equilibriaOf[c].First()].Index : null)];
        if (complete && !TryComplete(indices, game, [.. Enumerable.Range(0, indices.Length).Select(c => equilibriaOf[c].Select(id => listed[id].Profile))], limits, cancellationToken))
        {
            because += "; the indices of components that are no regular equilibria are not known: "
                + (limits.Budget.IsUsedUp ? limits.Budget.UsedUp : "no regular game was found so close that it keeps them apart");
        }

        var equilibria = ImmutableArray.CreateBuilder<NashEquilibrium>(listed.Length);
        foreach (Corner corner in listed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int id = equilibria.Count;
            bool alone = equilibriaOf[componentOf[id]].Count() == 1;
            // Of an equilibrium with further ties only a finished search can say that nothing else is near.
            bool? isolated = !alone ? false : corner.Index is not null || complete ? true : null;
            ImmutableArray<Rational> payoffs;
            Rational regret = default, payoffRadius = default;
            if (corner.Radius.IsZero) payoffs = NashCertificate.Certify(game, corner.Profile, method).Payoffs;
            else (payoffs, payoffRadius, regret) = EnclosureCertificate.Require(game, corner.Profile, corner.Radius, method);
            equilibria.Add(new NashEquilibrium(id, corner.Profile, payoffs, regret, corner.Profile.IsPure, isolated, corner.Index, componentOf[id])
            {
                Radius = corner.Radius,
                PayoffRadius = payoffRadius,
                ClosedForm = corner.ClosedForm,
            });
        }

        return new NashResult(
            method,
            Exact: equilibria.All(equilibrium => equilibrium.Exact),
            complete,
            because,
            equilibria.MoveToImmutable(),
            [
                .. Enumerable.Range(0, equilibriaOf.Count).Select(c => new NashComponent(
                    c, setsOf[c].Max(set => set.Dimension), indices[c], [.. equilibriaOf[c]], [.. setsOf[c]])),
            ])
        {
            Open = open,
        };
    }

    /// <summary>Which supports are open, in words: the first few by name.</summary>
    public static string Name(NormalFormGame game, List<OpenSupport> open, int count)
    {
        IEnumerable<string> named = open.Take(MostNamed).Select(support =>
            string.Join(" × ", support.Strategies.Select((own, i) => $"{{{string.Join(", ", own.Select(s => game.Players[i].Strategies[s]))}}}")) +
            (support.Dimension is > 0 and int dimension ? $" (perhaps a set of dimension {dimension})" : ""));
        return string.Join("; ", named) + (count > MostNamed ? $"; and {count - MostNamed:N0} more" : "");
    }

    /// <summary>Fills in the indices of a whole Nash set where they are not known of regular equilibria.</summary>
    private static bool TryComplete(
        int?[] indices, NormalFormGame game, IReadOnlyList<IEnumerable<MixedStrategyProfile>> components, SolverLimits limits, CancellationToken cancellationToken)
    {
        int unknown = indices.Count(index => index is null);
        // The indices of all components sum to 1, so that one unknown index follows.
        if (unknown == 1) indices[Array.IndexOf(indices, null)] = 1 - indices.Sum();
        if (unknown <= 1) return true;
        if (ComponentIndices.Of(game, components, limits, cancellationToken) is not { } counted) return false;
        for (int c = 0; c < indices.Length; c++)
        {
            if (indices[c] is { } known && known != counted[c]) throw new InvalidOperationException($"An equilibrium of the {game} has the index {known} by its derivatives, but {counted[c]} by a game close by.");
            indices[c] = counted[c];
        }

        return true;
    }

    private static NashSubset[] Maximal(List<NashSubset> all)
    {
        List<NashSubset> maximal = [];
        HashSet<MixedStrategyProfile> points = [];
        foreach (NashSubset set in all.OrderByDescending(set => set.Dimension))
        {
            MixedStrategyProfile[] corners = [.. set.Corners()];
            if (set.Dimension == 0 && !points.Add(corners[0])) continue;
            if (!maximal.Any(other => other.Dimension > 0 && corners.All(other.Contains))) maximal.Add(set);
        }

        return [.. maximal];
    }

    /// <summary>Numbers what hangs together by shared corners, by its first equilibrium.</summary>
    private static int[] Components(int equilibria, int[][] members)
    {
        int[] number = [.. Enumerable.Range(0, equilibria)];
        bool changed;
        do
        {
            changed = false;
            foreach (int[] set in members)
            {
                int least = set.Min(id => number[id]);
                foreach (int id in set)
                {
                    changed |= number[id] != least;
                    number[id] = least;
                }
            }
        }
        while (changed);
        int[] roots = [.. number.Distinct().Order()];
        return [.. number.Select(root => Array.BinarySearch(roots, root))];
    }
}
