using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;
using StrategySim.GameTheory.Tests.Equilibria;

namespace StrategySim.GameTheory.Tests.Conformance;

/// <summary>The conformance games in other words, of which the answers are known as well: exchanged, in other units, with strategies that add nothing.</summary>
public sealed class VariationTests
{
    private static readonly SolverLimits _limits = new() { MaximumCellEntries = 5_000_000 };

    // One game of 64 profiles takes longer than all the others.
    public static TheoryData<string> Games => [.. ConformanceGames.Names.Where(name => name != "n19-random-4x4x4-pure")];

    /// <summary>A game that says the same as another.</summary>
    /// <param name="Game">The game.</param>
    /// <param name="Back">The other's profile for one of this.</param>
    private sealed record Variation(NormalFormGame Game, Func<MixedStrategyProfile, MixedStrategyProfile> Back);

    [Theory]
    [MemberData(nameof(Games))]
    public void PlayersAndStrategiesInAnotherOrder_HaveTheSameEquilibria(string name) => AssertSame(name, Reordered);

    [Theory]
    [MemberData(nameof(Games))]
    public void PayoffsInOtherUnits_HaveTheSameEquilibria(string name) => AssertSame(name, Rescaled);

    [Theory]
    [MemberData(nameof(Games))]
    public void AStrictlyDominatedStrategyMore_LeavesTheEquilibria(string name) => AssertSame(name, WithDominated);

    /// <remarks>Of three and more players only where the search settles the sets that the copies make: they are named as open where three mix.</remarks>
    [Theory]
    [MemberData(nameof(Games))]
    public void AStrategyTwiceOver_LeavesTheEquilibria_WithTheSumOfItsCopies(string name)
    {
        NormalFormGame game = new ConformanceGame(name).Game;
        Variation doubled = Doubled(game, new RandomGames(3));
        NashResult expected = NashSolvers.Solve(game), found = NashSolvers.Solve(doubled.Game, limits: _limits, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(found.Complete || game.PlayerCount > 2, found.CompleteBecause);
        if (!found.Complete) return;
        Assert.Equal(Keys(expected, p => p).Distinct().Order(StringComparer.Ordinal), Keys(found, doubled.Back).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(expected.Components.Select(c => c.Index).Order(), found.Components.Select(c => c.Index).Order());
    }

    private static void AssertSame(string name, Func<NormalFormGame, RandomGames, Variation> vary)
    {
        NormalFormGame game = new ConformanceGame(name).Game;
        string[] expected = Describe(NashSolvers.Solve(game), p => p);
        var random = new RandomGames(7);
        for (int k = 0; k < (game.PlayerCount == 2 ? 3 : 1); k++)
        {
            Variation variation = vary(game, random);
            NashResult found = NashSolvers.Solve(variation.Game, cancellationToken: TestContext.Current.CancellationToken);
            Assert.True(found.Complete, found.CompleteBecause);
            Assert.Equal(1, found.IndexSum);
            Assert.Equal(expected, Describe(found, variation.Back));
        }
    }

    private static Variation Reordered(NormalFormGame game, RandomGames random)
    {
        // The player at place i of the variation is players[i], and its strategy s is orders[i][s].
        int[] players = random.Permutation(game.PlayerCount);
        int[][] orders = [.. players.Select(player => random.Permutation(game.StrategyCount(player)))];
        NormalFormGame varied = Table([.. players.Select(game.StrategyCount)], (profile, place) =>
        {
            int[] original = new int[players.Length];
            for (int i = 0; i < players.Length; i++) original[players[i]] = orders[i][profile[i]];
            return game.Payoff(players[place], original);
        });
        return new Variation(varied, profile =>
        {
            var own = new MixedStrategy[players.Length];
            for (int i = 0; i < players.Length; i++)
            {
                var probabilities = new Rational[orders[i].Length];
                for (int s = 0; s < probabilities.Length; s++) probabilities[orders[i][s]] = profile[i][s];
                own[players[i]] = new MixedStrategy(probabilities);
            }

            return new MixedStrategyProfile(own);
        });
    }

    private static Variation Rescaled(NormalFormGame game, RandomGames random)
    {
        Rational[] scale = [.. game.Players.Select(_ => Rational.Create(random.Next(1, 99), random.Next(1, 99)))];
        int[] shift = [.. Enumerable.Range(0, game.ProfileCount * game.PlayerCount).Select(_ => random.Next(-99, 99))];
        // What is added may depend on the others: it stands at the profile in which the player plays the first strategy.
        return new Variation(
            Table(Counts(game), (profile, player) =>
            {
                int[] first = [.. profile];
                first[player] = 0;
                int number = 0;
                for (int i = 0; i < first.Length; i++) number += first[i] * game.Stride(i);
                return (game.Payoff(player, profile) * scale[player]) + shift[(number * game.PlayerCount) + player];
            }),
            profile => profile);
    }

    private static Variation WithDominated(NormalFormGame game, RandomGames random)
    {
        int who = random.Below(game.PlayerCount), count = game.StrategyCount(who), place = random.Next(0, count);
        return new Variation(
            Extended(game, who, place, (profile, player) =>
            {
                if (player != who) return random.Next(-9, 9);
                Rational worst = game.Payoff(who, profile);
                for (int s = 1; s < count; s++)
                {
                    profile[who] = s;
                    worst = Rational.Min(worst, game.Payoff(who, profile));
                }

                return worst - 1;
            }),
            profile => Without(profile, who, place, into: null));
    }

    private static Variation Doubled(NormalFormGame game, RandomGames random)
    {
        int who = random.Below(game.PlayerCount), copied = random.Below(game.StrategyCount(who)), place = random.Next(0, game.StrategyCount(who));
        return new Variation(
            Extended(game, who, place, (profile, player) =>
            {
                profile[who] = copied;
                return game.Payoff(player, profile);
            }),
            profile => Without(profile, who, place, copied));
    }

    /// <summary>The game with one strategy more; its payoffs are given at the profile of the game in which the player plays the first.</summary>
    private static NormalFormGame Extended(NormalFormGame game, int who, int place, Func<int[], int, Rational> payoff)
    {
        int[] counts = Counts(game);
        counts[who]++;
        return Table(counts, (profile, player) =>
        {
            int[] original = [.. profile];
            if (profile[who] == place)
            {
                original[who] = 0;
                return payoff(original, player);
            }

            if (profile[who] > place) original[who]--;
            return game.Payoff(player, original);
        });
    }

    private static MixedStrategyProfile Without(MixedStrategyProfile profile, int who, int place, int? into) =>
        new(profile.Strategies.Select((own, i) =>
        {
            if (i != who) return own;
            List<Rational> left = [.. own.Probabilities];
            left.RemoveAt(place);
            if (into is { } copied) left[copied] += own[place];
            return new MixedStrategy(left);
        }));

    private static int[] Counts(NormalFormGame game) => [.. Enumerable.Range(0, game.PlayerCount).Select(game.StrategyCount)];

    private static NormalFormGame Table(int[] counts, Func<int[], int, Rational> payoff)
    {
        var shape = new NormalFormGame(counts.Select((count, i) => Player.Numbered($"P{i + 1}", count)), new Rational[counts.Aggregate(counts.Length, (size, count) => size * count)]);
        return new NormalFormGame(shape.Players, Enumerable.Range(0, shape.ProfileCount).SelectMany(number =>
            Enumerable.Range(0, counts.Length).Select(player => payoff([.. Enumerable.Range(0, counts.Length).Select(i => shape.StrategyAt(number, i))], player))));
    }

    /// <summary>Each component: its dimension and index, and its extreme equilibria, each with its index.</summary>
    private static string[] Describe(NashResult result, Func<MixedStrategyProfile, MixedStrategyProfile> back)
    {
        string[] keys = Keys(result, back);
        return
        [
            .. result.Components
                .Select(c => $"dimension {c.Dimension} index {c.Index}: {string.Join("; ", c.Equilibria.Select(id => $"{keys[id]} {result.Equilibria[id].Index}").Order(StringComparer.Ordinal))}")
                .Order(StringComparer.Ordinal),
        ];
    }

    // Decimals of 32 places may differ in the last one.
    private static string[] Keys(NashResult result, Func<MixedStrategyProfile, MixedStrategyProfile> back) =>
    [
        .. result.Equilibria.Select(e => e.Exact
            ? back(e.Profile).ToString()
            : string.Join(" | ", back(e.Profile).Strategies.Select(own => string.Join(' ', own.Probabilities.Select(p => p.ToDecimalText(20)))))),
    ];
}
