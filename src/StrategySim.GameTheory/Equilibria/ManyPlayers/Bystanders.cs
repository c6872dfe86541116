using System.Collections.Immutable;
using StrategySim.GameTheory.Certificates;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria.ManyPlayers;

/// <summary>Players who do not matter: whatever they play changes nobody's comparison of two strategies, their own included.</summary>
/// <remarks>
/// The equilibria are those of the others' game, with any strategy of the bystanders: products with whole simplices. The index of a
/// component stays, since a bystander who is made to prefer one strategy leaves the others' game as it is.
/// </remarks>
internal static class Bystanders
{
    /// <summary>The bystanders, ascending; at least one player is left who is none.</summary>
    public static int[] Of(NormalFormGame game, CancellationToken cancellationToken)
    {
        List<int> bystanders = [];
        for (int j = 0; j < game.PlayerCount && bystanders.Count < game.PlayerCount - 1; j++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsIndifferent(game, j) && Enumerable.Range(0, game.PlayerCount).All(i => i == j || !Influences(game, j, i))) bystanders.Add(j);
        }

        return [.. bystanders];
    }

    /// <summary>The game of the others; bystanders play their first strategy in it.</summary>
    public static NormalFormGame Without(NormalFormGame game, int[] bystanders)
    {
        int[] left = [.. Enumerable.Range(0, game.PlayerCount).Except(bystanders)];
        return new NormalFormGame(
            left.Select(i => game.Players[i]),
            Enumerable.Range(0, game.ProfileCount)
                .Where(p => bystanders.All(j => game.StrategyAt(p, j) == 0))
                .SelectMany(p => left.Select(i => game.PayoffAt(p, i))),
            game.Title);
    }

    /// <summary>The result of the others' game as one of the whole game.</summary>
    public static NashResult Lift(NormalFormGame game, int[] bystanders, NashResult others, string method, SolverLimits limits)
    {
        int[] left = [.. Enumerable.Range(0, game.PlayerCount).Except(bystanders)];
        ImmutableArray<MixedStrategy>[] corners = new ImmutableArray<MixedStrategy>[game.PlayerCount];
        foreach (int j in bystanders) corners[j] = [.. Enumerable.Range(0, game.StrategyCount(j)).Select(s => MixedStrategy.Pure(game.StrategyCount(j), s))];
        long copies = bystanders.Aggregate(1L, (product, j) => product * game.StrategyCount(j));
        limits.CheckResult(game, others.Equilibria.Length * copies);

        List<(MixedStrategyProfile Profile, NashEquilibrium Of)> lifted = [];
        foreach (NashEquilibrium equilibrium in others.Equilibria)
        {
            lifted.AddRange(Set(equilibrium.Profile.Strategies.Select(strategy => ImmutableArray.Create(strategy))).Corners().Select(profile => (profile, equilibrium)));
        }

        lifted.Sort((a, b) => b.Profile.CompareTo(a.Profile));
        // Components are numbered by their first equilibrium, which the bystanders' strategies may have changed.
        int[] order = [.. lifted.Select(pair => pair.Of.Component ?? -1).Distinct()];
        var equilibria = lifted.Select((pair, id) =>
        {
            NashEquilibrium of = pair.Of;
            ImmutableArray<Rational> payoffs;
            Rational regret = default, payoffRadius = default;
            if (of.Exact) payoffs = NashCertificate.Certify(game, pair.Profile, method).Payoffs;
            else (payoffs, payoffRadius, regret) = EnclosureCertificate.Require(game, pair.Profile, of.Radius, method);
            return new NashEquilibrium(
                id, pair.Profile, payoffs, regret, pair.Profile.IsPure, copies > 1 ? false : of.Isolated, copies > 1 ? null : of.Index, Array.IndexOf(order, of.Component ?? -1))
            {
                Radius = of.Radius,
                PayoffRadius = payoffRadius,
                ClosedForm = of.ClosedForm is { } text ? Spread(text, j => [.. pair.Profile[j].Probabilities.Select(p => p.ToString())]) : null,
            };
        }).ToImmutableArray();
        return others with
        {
            Method = method,
            CompleteBecause = $"{string.Join(", ", bystanders.Select(j => $"'{game.Players[j].Id}'"))} cannot influence or prefer anything, and may play anything; the game of the others: {others.CompleteBecause}",
            Equilibria = equilibria,
            Components =
            [
                .. order.Select((c, id) =>
                {
                    ImmutableArray<NashSubset> sets = [.. others.Components[c].MaximalNashSubsets.Select(set => Set(set.Factors))];
                    return new NashComponent(id, sets.Max(set => set.Dimension), others.Components[c].Index, [.. equilibria.Where(e => e.Component == id).Select(e => e.Id)], sets);
                }),
            ],
            Open =
            [
                .. others.Open.Select(open => new OpenSupport(
                    Spread(open.Strategies, j => [.. Enumerable.Range(0, game.StrategyCount(j))]),
                    open.Near is { } near ? [.. Spread([.. near], j => [.. Enumerable.Repeat(1.0 / game.StrategyCount(j), game.StrategyCount(j))])] : null,
                    open.Dimension + bystanders.Sum(j => game.StrategyCount(j) - 1))),
            ],
        };

        NashSubset Set(IEnumerable<ImmutableArray<MixedStrategy>> factors) => new(Spread([.. factors], j => corners[j]));

        ImmutableArray<T> Spread<T>(ImmutableArray<T> ofOthers, Func<int, T> own) =>
            [.. Enumerable.Range(0, game.PlayerCount).Select(i => bystanders.Contains(i) ? own(i) : ofOthers[Array.IndexOf(left, i)])];
    }

    private static bool IsIndifferent(NormalFormGame game, int player)
    {
        for (int p = 0; p < game.ProfileCount; p++)
        {
            int s = game.StrategyAt(p, player);
            if (s > 0 && game.PayoffAt(p, player) != game.PayoffAt(p - (s * game.Stride(player)), player)) return false;
        }

        return true;
    }

    /// <summary>Whether a player's strategy changes what another gains by any strategy above the first.</summary>
    private static bool Influences(NormalFormGame game, int player, int other)
    {
        for (int p = 0; p < game.ProfileCount; p++)
        {
            int s = game.StrategyAt(p, player), own = game.StrategyAt(p, other);
            if (s == 0 || own == 0) continue;
            int reference = p - (s * game.Stride(player)), back = own * game.Stride(other);
            if (game.PayoffAt(p, other) - game.PayoffAt(p - back, other) != game.PayoffAt(reference, other) - game.PayoffAt(reference - back, other)) return true;
        }

        return false;
    }
}
