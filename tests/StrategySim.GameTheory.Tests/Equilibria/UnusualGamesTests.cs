using StrategySim.GameTheory.Certificates;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Tests.Equilibria;

/// <summary>Payoffs and shapes at which solvers tend to fail: very large, very small, nearly tied, long and narrow, without influence.</summary>
public sealed class UnusualGamesTests
{
    private static NormalFormGame Map(NormalFormGame game, Func<int, int, Rational, Rational> payoff) =>
        new(game.Players, Enumerable.Range(0, game.ProfileCount * 2).Select(p => payoff(p / 2, p % 2, game.PayoffAt(p / 2, p % 2))));

    private static string Profiles(NashResult result) =>
        string.Join("; ", result.Equilibria.Select(e => $"{e.Profile} {e.Index} {e.Component}")) + string.Join(' ', result.Components.Select(c => c.Index));

    [Theory]
    [InlineData("1000000000000000000", "0")]
    [InlineData("1/1000000000000000", "1000000000000000000")]
    [InlineData("123456789012345678901234567890/7", "-1e40")]
    public void LargeAndSmallPayoffs_GiveTheEquilibriaOfTheSameGameInSmallIntegers(string scale, string shift)
    {
        var games = new RandomGames(43);
        for (int k = 0; k < 60; k++)
        {
            NormalFormGame game = games.Bimatrix(games.Next(2, 6), games.Next(2, 6), k % 2 == 0 ? 2 : 50);
            NormalFormGame scaled = Map(game, (_, _, payoff) => (payoff * Rational.Parse(scale)) + Rational.Parse(shift));
            Assert.Equal(Profiles(NashSolvers.Solve(game, "extreme-points")), Profiles(NashSolvers.Solve(scaled, "extreme-points")));
        }
    }

    [Theory]
    [InlineData("two-by-two", 2)]
    [InlineData("zero-sum", 4)]
    [InlineData("lemke-howson-all", 4)]
    [InlineData("vertex-enumeration", 3)]
    public void EverySolver_TakesPayoffsOf10ToThe18_AndFractionsOf10ToTheMinus15(string method, int size)
    {
        var games = new RandomGames(107);
        for (int k = 0; k < 40; k++)
        {
            NormalFormGame drawn = games.Bimatrix(size, size, 2);
            // Of constant sum, so that every one of them takes it.
            NormalFormGame game = Map(drawn, (profile, player, _) => drawn.PayoffAt(profile, 0) * (player == 0 ? 1 : -1));
            NormalFormGame large = Map(game, (_, _, payoff) => payoff * Rational.Parse("1e18")), small = Map(game, (_, _, payoff) => payoff * Rational.Parse("1e-15"));
            string expected = Profiles(NashSolvers.Solve(game, method));
            Assert.Equal(expected, Profiles(NashSolvers.Solve(large, method)));
            Assert.Equal(expected, Profiles(NashSolvers.Solve(small, method)));
            // A hair more for the first player's first strategy breaks its ties, and the answer is that of another engine.
            NormalFormGame near = Map(large, (profile, player, payoff) => player == 0 && profile < size ? payoff + Rational.Parse("1e-15") : payoff);
            Assert.Equal(ResultText.Of(NashSolvers.Solve(near, "vertex-enumeration")), ResultText.Of(NashSolvers.Solve(near, "extreme-points")));
        }
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(1, 500)]
    [InlineData(500, 1)]
    public void AGameOfOneRowOrColumn_HasTheBestRepliesOfTheOther_WhateverTheMethod(int rows, int columns)
    {
        var games = new RandomGames(109);
        NormalFormGame game = games.Bimatrix(rows, columns, 1_000_000_000);
        int chooser = rows == 1 ? 1 : 0;
        int best = Enumerable.Range(0, game.ProfileCount).MaxBy(profile => game.PayoffAt(profile, chooser));
        foreach (string method in (string[])["all", "extreme-points", "lemke-howson", "lemke-howson-all", "pure"])
        {
            NashEquilibrium only = Assert.Single(NashSolvers.Solve(game, method, new SolverLimits { MaximumProbabilities = 10_000_000 }).Equilibria);
            Assert.Equal(best, only.Profile[chooser].Support.Single());
        }
    }

    [Fact]
    public void LongPayoffs_AreSolvedAsTheReferenceSolvesThem()
    {
        // Payoffs of 60 bits: entries soon take two words, then more.
        var games = new RandomGames(47);
        for (int k = 0; k < 15; k++)
        {
            NormalFormGame game = Map(
                games.Bimatrix(5, 5, 1_000_000_000), (_, _, payoff) => (payoff * 1_000_000_007) + games.Next(-1_000_000_000, 1_000_000_000));
            Assert.Equal(ResultText.Of(NashSolvers.Solve(game, "vertex-enumeration")), ResultText.Of(NashSolvers.Solve(game, "extreme-points")));
        }
    }

    [Fact]
    public void NearTies_AreNoTies()
    {
        Rational hair = Rational.Parse("1e-15");
        var games = new RandomGames(53);
        for (int k = 0; k < 60; k++)
        {
            NormalFormGame game = games.Bimatrix(3, 4, 1), near = Map(game, (_, _, payoff) => payoff + (hair * games.Next(-1, 1)));
            Assert.Equal(ResultText.Of(NashSolvers.Solve(near, "vertex-enumeration")), ResultText.Of(NashSolvers.Solve(near, "extreme-points")));
        }

        // Matching pennies in which heads pays a hair more: the mixture moves by as much.
        NormalFormGame pennies = NormalFormGame.Bimatrix(
            Player.Numbered("A", 2), Player.Numbered("B", 2), new Rational[,] { { 1 + hair, -1 }, { -1, 1 } }, new Rational[,] { { -1, 1 }, { 1, -1 } });
        NashEquilibrium only = Assert.Single(NashSolvers.Solve(pennies, "extreme-points").Equilibria);
        Assert.Equal((Rational)2 / (4 + hair), only.Profile[1][0]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 30)]
    [InlineData(30, 1)]
    [InlineData(1, 20_000)]
    [InlineData(2, 40)]
    [InlineData(70, 2)]
    [InlineData(3, 35)]
    public void NarrowGames_AreSolved(int rows, int columns)
    {
        NormalFormGame game = new RandomGames(59).Bimatrix(rows, columns, 1_000_000_000);
        NashResult result = NashSolvers.Solve(game, "extreme-points", new SolverLimits { MaximumProbabilities = 10_000_000 });
        Assert.True(result.Complete);
        Assert.NotEmpty(result.Equilibria);
        Assert.Equal(1, result.Components.Sum(component => component.Index));
        if (rows * columns <= 100) Assert.Equal(ResultText.Of(NashSolvers.Solve(game, "vertex-enumeration")), ResultText.Of(result));
    }

    [Fact]
    public void APlayerWithoutInfluence_AndOneWithoutInterest_LeaveTheRightSets()
    {
        // B's strategy changes nothing for A, and nothing changes anything for B: A's best row with every mixture of B.
        NormalFormGame game = NormalFormGame.Bimatrix(
            Player.Numbered("A", 2), Player.Numbered("B", 3), new Rational[,] { { 1, 1, 1 }, { 2, 2, 2 } }, new Rational[,] { { 7, 7, 7 }, { 7, 7, 7 } });
        foreach (string method in (string[])["extreme-points", "vertex-enumeration", "all"])
        {
            NashComponent only = Assert.Single(NashSolvers.Solve(game, method).Components);
            Assert.Equal((2, 1, 3), (only.Dimension, only.Index, only.Equilibria.Length));
        }

        // Nobody cares: the whole square of simplices.
        NashResult zeros = NashSolvers.Solve(new NormalFormGame(game.Players, new Rational[12]), "extreme-points");
        Assert.Equal((3, 1, 6), (zeros.Components[0].Dimension, zeros.Components[0].Index, zeros.Equilibria.Length));
        Assert.Single(zeros.Components);
    }

    [Fact]
    public void AComponentWithIndexZero_IsSaidToHaveIt()
    {
        // (T, L) is strict; against R, row T and B tie, so that B, R with few T is a segment that a small change removes.
        NormalFormGame game = NormalFormGame.Bimatrix(
            Player.Numbered("A", 2), Player.Numbered("B", 2), new Rational[,] { { 1, 0 }, { 0, 0 } }, new Rational[,] { { 1, 0 }, { 0, 0 } });
        NashResult result = NashSolvers.Solve(game, "extreme-points");
        Assert.Equal([1, 0], result.Components.Select(component => component.Index));
        Assert.Equal(ResultText.Of(NashSolvers.Solve(game, "two-by-two")), ResultText.Of(result));
    }

    [Fact]
    public void LemkeHowson_SolvesHundredsOfStrategies_Degenerate_AndWithLongPayoffs()
    {
        var games = new RandomGames(61);
        NormalFormGame[] large =
        [
            games.Bimatrix(120, 90, 1_000),
            games.Bimatrix(60, 60, 1),
            Map(games.Bimatrix(50, 50, 1_000_000_000), (_, _, payoff) => (payoff * Rational.Parse("1e18")) + games.Next(0, 1_000_000_000)),
            Map(games.Bimatrix(60, 60, 1_000_000), (_, _, payoff) => Rational.Parse("1e400") + payoff),
        ];
        foreach (NormalFormGame game in large)
        {
            NashResult result = NashSolvers.Solve(game, "lemke-howson");
            NashEquilibrium only = Assert.Single(result.Equilibria);
            Assert.Equal(Rational.Zero, NashCertificate.Of(game, only.Profile).Regret);
            Assert.True(only.Index is null or 1);
            Assert.False(result.Complete);
            Assert.Contains("one equilibrium only", result.CompleteBecause, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void LemkeHowson_OfEveryLabel_IsTheSameInFloatingPointAndExactly()
    {
        // 33×33 is beyond the size that is followed exactly, its first 31 rows and columns are not: padding with dominated strategies changes no path.
        NormalFormGame small = new RandomGames(67).Bimatrix(30, 30, 500);
        NormalFormGame padded = new(
            [Player.Numbered("A", 33), Player.Numbered("B", 33)],
            Enumerable.Range(0, 33 * 33 * 2).Select(p =>
            {
                int row = p / 2 / 33, column = p / 2 % 33, player = p % 2;
                bool dominated = player == 0 ? row >= 30 : column >= 30;
                return dominated ? -1_000 : row < 30 && column < 30 ? small.Payoff(player, row, column) : Rational.Zero;
            }));
        string[] expected = [.. NashSolvers.Solve(small, "lemke-howson-all").Equilibria.Select(e => $"{string.Join(' ', e.Payoffs)} {e.Index}")];
        string[] found = [.. NashSolvers.Solve(padded, "lemke-howson-all").Equilibria.Select(e => $"{string.Join(' ', e.Payoffs)} {e.Index}")];
        Assert.Subset(found.ToHashSet(), expected.ToHashSet());
        Assert.All(found, text => Assert.EndsWith(" 1", text, StringComparison.Ordinal));
    }

    [Fact]
    public void ZeroSum_OfLargeGames_HasEqualValuesForBothPlayers_AndWholePolytopes()
    {
        var games = new RandomGames(71);
        NormalFormGame random = games.Bimatrix(80, 70, 50);
        NashResult unique = NashSolvers.Solve(Map(random, (profile, player, _) => random.PayoffAt(profile, 0) * (player == 0 ? 1 : -1)), "zero-sum");
        NashEquilibrium only = Assert.Single(unique.Equilibria);
        Assert.Equal(Rational.Zero, only.Payoffs[0] + only.Payoffs[1]);
        Assert.Equal(1, only.Index);

        // Rows twice over: each optimal weight may be split between two rows in any way, 2^k vertices.
        NormalFormGame core = games.Bimatrix(4, 40, 50);
        NormalFormGame twice = new(
            [Player.Numbered("A", 40), Player.Numbered("B", 40)],
            Enumerable.Range(0, 1600).SelectMany(cell =>
            {
                Rational payoff = core.Payoff(0, cell / 40 % 4, cell % 40) - (cell / 40 >= 8 ? 1_000 : 0);
                return new[] { payoff, -payoff };
            }));
        NashResult split = NashSolvers.Solve(twice, "zero-sum");
        NashResult whole = NashSolvers.Solve(new NormalFormGame(
            core.Players, Enumerable.Range(0, 160).SelectMany(cell => new[] { core.PayoffAt(cell, 0), -core.PayoffAt(cell, 0) })), "zero-sum");
        Assert.Single(whole.Equilibria);
        NashSubset subset = Assert.Single(Assert.Single(split.Components).MaximalNashSubsets);
        int support = whole.Equilibria[0].Profile[0].Support.Length;
        Assert.Equal((1 << support, support), (subset.X.Length, subset.Dimension));
        Assert.Single(subset.Y);
    }

    [Fact]
    public void ZeroSum_RefusesPolytopesOfTooManyVertices()
    {
        // Every strategy is optimal: 30 rows twice over in 29 dimensions.
        var game = new NormalFormGame([Player.Numbered("A", 40), Player.Numbered("B", 40)], new Rational[3200]);
        Assert.Contains(
            "expected at most",
            Assert.Throws<GameTooLargeException>(() => NashSolvers.Solve(game, "zero-sum", new SolverLimits { MaximumEntries = 100 })).Message,
            StringComparison.Ordinal);
    }
}
