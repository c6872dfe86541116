using StrategySim.GameTheory.Certificates;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Tests.Equilibria.ManyPlayers;

/// <summary>All equilibria of games with several players: random ones against a search from random starts, and the unusual.</summary>
public sealed class BranchAndPruneTests
{
    [Theory]
    [InlineData("2×2×2", 60, 60)]
    [InlineData("3×2×2", 20, 60)]
    [InlineData("3×3×2", 10, 60)]
    [InlineData("3×3×3", 5, 60)]
    [InlineData("2×2×2×2", 10, 60)]
    [InlineData("2×2×2×2×2", 3, 60)]
    public void RandomGames_AreCompleteWithIndexSumOne_AndRandomStartsFindNothingElse(string shape, int games, int starts) =>
        Check(shape, games, starts, 99, 1);

    /// <remarks>What must hold on thousands of games; <c>make check-long</c> runs it.</remarks>
    [Theory(Explicit = true)]
    [InlineData("2×2×2", 2000)]
    [InlineData("3×2×2", 200)]
    [InlineData("3×3×2", 200)]
    [InlineData("3×3×3", 200)]
    [InlineData("2×2×2×2", 200)]
    [InlineData("2×2×2×2×2", 50)]
    public void ManyRandomGames_AreCompleteWithIndexSumOne_AndAThousandRandomStartsFindNothingElse(string shape, int games) =>
        Check(shape, games, 1000, 99, 20261122);

    [Theory]
    [InlineData("2×2×2", 60)]
    [InlineData("3×2×2", 20)]
    [InlineData("2×2×2×2", 8)]
    public void GamesFullOfTies_HaveEverythingThatRandomStartsFind_InTheListOrItsSetsOrTheOpenSupports(string shape, int games)
    {
        var random = new RandomGames(5);
        for (int k = 0; k < games; k++)
        {
            NormalFormGame game = random.Table(Sizes(shape), 2);
            NashResult result = NashSolvers.Solve(game, "branch-and-prune", new SolverLimits { MaximumCellEntries = 20_000_000 });
            Assert.Equal(result.Complete, result.Open.IsEmpty);
            if (result.Complete) Assert.Equal(1, result.IndexSum);
            Assert.Subset(
                result.Equilibria.Where(e => e.Pure).Select(e => e.Profile).ToHashSet(),
                NashSolvers.Solve(game, "pure").Equilibria.Select(e => e.Profile).ToHashSet());
            foreach (double[][] found in new RandomStarts(game, random).Search(100))
            {
                Assert.True(RandomStarts.Knows(result, found), $"game {k}: {string.Join(" | ", found.Select(own => string.Join(' ', own)))} is missing; {result.CompleteBecause}");
            }

            foreach (NashSubset set in result.Components.Where(c => c.Dimension > 0).SelectMany(c => c.MaximalNashSubsets))
            {
                // The middle of each factor is an equilibrium, as every combination is.
                var middle = new MixedStrategyProfile(set.Factors.Select(vertices => Middle(vertices)));
                Assert.Equal(Rational.Zero, NashCertificate.Of(game, middle).Regret);
            }
        }
    }

    [Theory]
    [InlineData("1000000000000000000", "0")]
    [InlineData("1/1000000000000000", "1000000000000000000")]
    [InlineData("123456789012345678901234567890/7", "-1e40")]
    public void LargeAndSmallPayoffs_GiveTheEquilibriaOfTheSameGameInSmallIntegers(string scale, string shift)
    {
        var random = new RandomGames(43);
        for (int k = 0; k < 8; k++)
        {
            NormalFormGame game = random.Table(k % 2 == 0 ? [2, 2, 2] : [3, 2, 2], 50), scaled = Map(game, payoff => (payoff * Rational.Parse(scale)) + Rational.Parse(shift));
            Assert.Equal(Text(NashSolvers.Solve(game)), Text(NashSolvers.Solve(scaled)));
        }
    }

    [Fact]
    public void LongPayoffs_AreSolved()
    {
        var random = new RandomGames(47);
        for (int k = 0; k < 10; k++)
        {
            NormalFormGame game = Map(random.Table([2, 2, 2], 1_000_000_000), payoff => (payoff * 1_000_000_007) + random.Next(-1_000_000_000, 1_000_000_000));
            NashResult result = NashSolvers.Solve(game);
            Assert.True(result.Complete, result.CompleteBecause);
            Assert.Equal(1, result.IndexSum);
        }
    }

    [Fact]
    public void NearTies_AreNoTies()
    {
        Rational hair = Rational.Parse("1e-15");
        // A alone can gain by its second strategy, and only a hair.
        NormalFormGame game = new(
            [Player.Numbered("A", 2), Player.Numbered("B", 2), Player.Numbered("C", 2)],
            Enumerable.Range(0, 8).SelectMany(p => new Rational[] { p >= 4 ? 1 + hair : 1, p / 2 % 2 == 0 ? 1 : 0, p % 2 == 0 ? 1 : 0 }));
        NashEquilibrium only = Assert.Single(NashSolvers.Solve(game).Equilibria);
        Assert.Equal("(0, 1) (1, 0) (1, 0)", only.Profile.ToString());
        Assert.Equal(1, only.Index);

        var random = new RandomGames(53);
        for (int k = 0; k < 10; k++)
        {
            NormalFormGame near = Map(random.Table([2, 2, 2], 1), payoff => payoff + (hair * random.Next(-1000, 1000)));
            NashResult result = NashSolvers.Solve(near, "branch-and-prune", new SolverLimits { MaximumCellEntries = 20_000_000 });
            Assert.Subset(
                result.Equilibria.Select(e => e.Profile).ToHashSet(),
                NashSolvers.Solve(near, "pure").Equilibria.Select(e => e.Profile).ToHashSet());
            if (result.Complete) Assert.True(result.IndexSum is 1 or null);
        }
    }

    [Fact]
    public void PlayersWithOneStrategy_LeaveTheGameOfTheOthers()
    {
        var random = new RandomGames(59);
        for (int k = 0; k < 10; k++)
        {
            NormalFormGame pair = random.Bimatrix(3, 3, 9);
            NormalFormGame game = new(
                [pair.Players[0], Player.Numbered("one", 1), pair.Players[1]],
                Enumerable.Range(0, 9).SelectMany(p => new Rational[] { pair.PayoffAt(p, 0), p, pair.PayoffAt(p, 1) }));
            NashResult expected = NashSolvers.Solve(pair), result = NashSolvers.Solve(game);
            Assert.True(result.Complete, result.CompleteBecause);
            Assert.Equal(expected.Equilibria.Select(e => e.Profile), result.Equilibria.Select(e => new MixedStrategyProfile(e.Profile[0], e.Profile[2])));
            Assert.Equal(expected.Components.Select(c => c.Dimension), result.Components.Select(c => c.Dimension));
        }
    }

    [Fact]
    public void PlayersWhoDoNotMatter_MayPlayAnything()
    {
        var random = new RandomGames(73);
        for (int k = 0; k < 10; k++)
        {
            NormalFormGame pair = random.Bimatrix(3, 3, k % 2 == 0 ? 1 : 9);
            NormalFormGame game = new(
                [pair.Players[0], Player.Numbered("idle", 2), pair.Players[1]],
                Enumerable.Range(0, 18).SelectMany(p => new Rational[] { pair.PayoffAt((p / 6 * 3) + (p % 3), 0) + (p / 3 % 2), p % 3, pair.PayoffAt((p / 6 * 3) + (p % 3), 1) }));
            NashResult expected = NashSolvers.Solve(pair), result = NashSolvers.Solve(game);
            Assert.True(result.Complete, result.CompleteBecause);
            Assert.Equal(2 * expected.Equilibria.Length, result.Equilibria.Length);
            Assert.Equal(expected.Components.Select(c => (c.Dimension + 1, c.Index)), result.Components.Select(c => (c.Dimension, c.Index)));
            Assert.All(result.Components, component => Assert.All(component.Equilibria, id => Assert.Equal(component.Id, result.Equilibria[id].Component)));
        }

        // Nobody cares: the whole cube.
        NashResult zeros = NashSolvers.Solve(new NormalFormGame(Enumerable.Range(1, 3).Select(i => Player.Numbered($"P{i}", 2)), new Rational[24]));
        Assert.Equal((3, 1, 8), (Assert.Single(zeros.Components).Dimension, zeros.Components[0].Index, zeros.Equilibria.Length));
        Assert.True(zeros.Complete);
    }

    [Fact]
    public void AnEquilibriumThatIsNotRational_ComesWithItsClosedForm_AndABoundOnRegret()
    {
        // Everybody wants to meet: two at the second place pay 1, two at the first 2; only all three together count.
        NormalFormGame game = new(
            [Player.Numbered("A", 2), Player.Numbered("B", 2), Player.Numbered("C", 2)],
            Enumerable.Range(0, 8).SelectMany(p => Enumerable.Repeat((Rational)(p == 0 ? 2 : p == 7 ? 1 : 0), 3)));
        NashResult result = NashSolvers.Solve(game);
        // 2q² = (1 − q)² gives q = √2 − 1.
        NashEquilibrium mixed = Assert.Single(result.Equilibria, e => !e.Exact);
        Assert.Equal(["-1+√2", "2-√2"], mixed.ClosedForm!.Value[0]);
        Assert.Equal(Rational.Parse("1e-30"), mixed.Radius);
        Assert.Equal("0.41421356237309504880168872420970", mixed.Profile[0][0].ToDecimalText(32));
        Assert.True(mixed.Regret.Sign > 0 && mixed.Regret < Rational.Parse("1e-28"));
        Assert.Equal(-1, mixed.Index);
        Assert.False(result.Exact);
        Assert.True(result.Complete);
    }

    [Fact]
    public void TheLimit_EndsTheSearchWithWhatItHas_AndNamesWhatIsOpen()
    {
        NormalFormGame game = new RandomGames(61).Table([4, 4, 4], 99);
        NashResult part = NashSolvers.Solve(game, "branch-and-prune", new SolverLimits { MaximumCellEntries = 1_000_000 });
        Assert.False(part.Complete);
        Assert.NotEmpty(part.Open);
        Assert.Contains("1,000,000 table entries", part.CompleteBecause, StringComparison.Ordinal);
        Assert.Subset(part.Equilibria.Select(e => e.Profile).ToHashSet(), NashSolvers.Solve(game, "pure").Equilibria.Select(e => e.Profile).ToHashSet());
    }

    [Fact]
    public void Cancelling_StopsTheSearch()
    {
        using var stop = new CancellationTokenSource();
        var progress = new StopAtFirst(stop);
        NormalFormGame game = new RandomGames(67).Table([4, 4, 4], 99);
        Assert.ThrowsAny<OperationCanceledException>(() => NashSolvers.Solve(game, "all", new SolverLimits { Progress = progress }, stop.Token));
    }

    [Fact]
    public void Threads_DoNotChangeTheResult()
    {
        var random = new RandomGames(71);
        for (int k = 0; k < 3; k++)
        {
            NormalFormGame game = random.Table([3, 3, 3], 50);
            Assert.Equal(
                Text(NashSolvers.Solve(game, "all", new SolverLimits { Threads = 1 })),
                Text(NashSolvers.Solve(game, "all", new SolverLimits { Threads = 3 })));
        }
    }

    private static void Check(string shape, int games, int starts, int size, ulong seed)
    {
        var random = new RandomGames(seed);
        int complete = 0;
        for (int k = 0; k < games; k++)
        {
            NormalFormGame game = random.Table(Sizes(shape), size);
            NashResult result = NashSolvers.Solve(game, cancellationToken: TestContext.Current.CancellationToken);
            if (result.Complete)
            {
                complete++;
                Assert.True(result.IndexSum is 1, $"{shape} game {k}: indices sum to {result.IndexSum}; {result.CompleteBecause}");
            }

            foreach (double[][] found in new RandomStarts(game, random).Search(starts))
            {
                Assert.True(RandomStarts.Knows(result, found), $"{shape} game {k}: {string.Join(" | ", found.Select(own => string.Join(' ', own)))} is missing");
            }
        }

        Assert.True(complete >= games * 0.99, $"{complete} of {games} are complete");
    }

    private static int[] Sizes(string shape) => [.. shape.Split('×').Select(int.Parse)];

    private static NormalFormGame Map(NormalFormGame game, Func<Rational, Rational> payoff) =>
        new(game.Players, Enumerable.Range(0, game.ProfileCount * game.PlayerCount).Select(p => payoff(game.PayoffAt(p / game.PlayerCount, p % game.PlayerCount))));

    private static MixedStrategy Middle(IEnumerable<MixedStrategy> vertices)
    {
        MixedStrategy[] all = [.. vertices];
        return new MixedStrategy(Enumerable.Range(0, all[0].Count).Select(s => all.Aggregate(Rational.Zero, (sum, v) => sum + v[s]) / all.Length));
    }

    private static string Text(NashResult result) =>
        string.Join("; ", result.Equilibria.Select(e => $"{e.Profile} {e.Index} {e.Radius} {e.Component}")) + result.Complete;

    private sealed class StopAtFirst(CancellationTokenSource stop) : IProgress<SolverProgress>
    {
        public void Report(SolverProgress value) => stop.Cancel();
    }
}
