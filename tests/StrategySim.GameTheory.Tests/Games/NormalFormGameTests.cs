using System.Numerics;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;

namespace StrategySim.GameTheory.Tests.Games;

public sealed class NormalFormGameTests
{
    private static PayoffNode Leaf(params int[] payoffs) => PayoffNode.Leaf(payoffs.Select(payoff => (Rational)payoff));

    private static PayoffNode Branch(params PayoffNode[] children) => PayoffNode.Branch(children);

    private static readonly Player A = new("A", ["H", "Y"]);
    private static readonly Player B = new("B", ["H", "Y"]);
    private static readonly Player C = new("C", ["l", "m", "r"]);

    [Fact]
    public void FromNested_PutsEveryPayoffInItsPlace()
    {
        // Payoffs tell their cell: 100·(A's strategy) + 10·(C's) + player.
        PayoffNode table = Branch([.. Enumerable.Range(0, 2).Select(i =>
            Branch([.. Enumerable.Range(0, 3).Select(j => Leaf((100 * i) + (10 * j), (100 * i) + (10 * j) + 1))]))]);
        NormalFormGame game = NormalFormGame.FromNested([A, C], table, "Two by three");
        Assert.Equal(("2×3", 6, 2), (game.Shape, game.ProfileCount, game.PlayerCount));
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                int profile = game.ProfileOf(i, j);
                Assert.Equal((i, j), (game.StrategyAt(profile, 0), game.StrategyAt(profile, 1)));
                Assert.Equal((100 * i) + (10 * j) + 1, game.Payoff(1, i, j));
                Assert.Equal(game.PayoffAt(profile, 0), game.Payoff(0, i, j));
            }
        }
    }

    [Fact]
    public void FromNested_ListsEveryFaultWithItsPlace()
    {
        PayoffNode table = Branch(Branch(Leaf(1, 2), Leaf(1)), Branch(Leaf(1, 2), Leaf(3, 4), Leaf(5, 6)));
        InvalidGameException error = Assert.Throws<InvalidGameException>(() => NormalFormGame.FromNested([A, B], table));
        Assert.Equal(
            [
                new GameFault("/payoffs/0/1", "1", "2 numbers, one for each player"),
                new GameFault("/payoffs/1", "3", "2 entries, one for each strategy of 'B'"),
            ],
            error.Faults);
    }

    [Fact]
    public void FromNested_ATableOfTheWrongDepth_IsRefused()
    {
        Assert.Equal(
            "/payoffs/0", Assert.Throws<InvalidGameException>(() => NormalFormGame.FromNested([A, B], Branch(Leaf(1, 2), Leaf(3, 4)))).Faults[0].Pointer);
        Assert.Equal(
            "2 nested lists",
            Assert.Throws<InvalidGameException>(() => NormalFormGame.FromNested([A], Branch(Branch(Leaf(1), Leaf(1)), Leaf(1)))).Faults[0].Found);
    }

    [Fact]
    public void Names_ThatAreBlankOrRepeated_AreRefusedWithTheirPlace()
    {
        InvalidGameException strategies = Assert.Throws<InvalidGameException>(() => new Player("A", ["H", " ", "H"]));
        Assert.Equal(["/strategies/1", "/strategies/2"], strategies.Faults.Select(fault => fault.Pointer));
        Assert.Equal("/strategies", Assert.Throws<InvalidGameException>(() => new Player("A", [])).Faults[0].Pointer);
        Assert.Equal("/id", Assert.Throws<InvalidGameException>(() => new Player("", ["H"])).Faults[0].Pointer);
        Assert.Equal("/players/1/id", Assert.Throws<InvalidGameException>(() => new NormalFormGame([A, A], [])).Faults[0].Pointer);
        Assert.Equal("/players", Assert.Throws<InvalidGameException>(() => new NormalFormGame([], [])).Faults[0].Pointer);
    }

    [Fact]
    public void ATableOf100Players_IsRefusedBeforeAnyPayoffIsAskedFor()
    {
        Player[] players = [.. Enumerable.Range(0, 100).Select(i => Player.Numbered($"P{i}", 2))];
        GameTooLargeException error = Assert.Throws<GameTooLargeException>(() => new NormalFormGame(players, Untouched()));
        Assert.Equal(100 * BigInteger.Pow(2, 100), error.Estimate);
        Assert.Equal(1_000_000, error.Limit);
        Assert.Contains("expected at most 1,000,000", error.Message, StringComparison.Ordinal);

        static IEnumerable<Rational> Untouched()
        {
            Assert.Fail("The payoffs were read.");
            yield break;
        }
    }

    [Fact]
    public void Limits_AreConfigurable()
    {
        var limits = new GameLimits { MaximumPayoffs = 8 };
        _ = NormalFormGame.FromNested([A, B], Branch(Branch(Leaf(1, 2), Leaf(1, 2)), Branch(Leaf(1, 2), Leaf(3, 4))), limits: limits);
        Assert.Throws<GameTooLargeException>(() => NormalFormGame.FromNested([A, C], Branch(), limits: limits));
        Player[] crowd = [.. Enumerable.Range(0, 65).Select(i => Player.Numbered($"P{i}", 1))];
        Assert.Equal("players", Assert.Throws<GameTooLargeException>(() => new NormalFormGame(crowd, new Rational[65])).Unit);
    }

    [Fact]
    public void AWrongNumberOfPayoffs_IsRefused() =>
        Assert.Equal("8, that is 4 profiles times 2 players", Assert.Throws<InvalidGameException>(() => new NormalFormGame([A, B], new Rational[7])).Faults[0].Expected);

    [Fact]
    public void HoldYield_LaysOutTRSPForBothPlayers()
    {
        HoldYieldPayoffs a = new(11, 12, 13, 14), b = new(21, 22, 23, 24);
        NormalFormGame game = NormalFormGame.HoldYield(a, b, "US", "CN");
        Assert.Equal((14, 24), (game.Payoff(0, 0, 0), game.Payoff(1, 0, 0)));
        Assert.Equal((11, 23), (game.Payoff(0, 0, 1), game.Payoff(1, 0, 1)));
        Assert.Equal((13, 21), (game.Payoff(0, 1, 0), game.Payoff(1, 1, 0)));
        Assert.Equal((12, 22), (game.Payoff(0, 1, 1), game.Payoff(1, 1, 1)));
        Assert.True(game.TryGetHoldYield(out HoldYieldPayoffs? readA, out HoldYieldPayoffs? readB));
        Assert.Equal((a, b), (readA, readB));
    }

    [Fact]
    public void TryGetHoldYield_OfALargerGame_IsFalse() =>
        Assert.False(new NormalFormGame([A, C], new Rational[12]).TryGetHoldYield(out _, out _));

    [Fact]
    public void Symmetric_GivesTheSecondPlayerTheTransposedPayoffs()
    {
        NormalFormGame game = NormalFormGame.Symmetric(new Rational[,] { { 4, 1 }, { 3, 2 } }, ["Stag", "Hare"], "Stag hunt");
        Assert.Equal((1, 3), (game.Payoff(0, 0, 1), game.Payoff(1, 0, 1)));
        Assert.Equal((3, 1), (game.Payoff(0, 1, 0), game.Payoff(1, 1, 0)));
        Assert.Throws<InvalidGameException>(() => NormalFormGame.Symmetric(new Rational[2, 3], ["Stag", "Hare"]));
    }

    [Fact]
    public void Payoff_OfAStrategyThatDoesNotExist_IsRefusedByName()
    {
        NormalFormGame game = new([A, C], new Rational[12]);
        Assert.Contains("player 'C' does not exist; expected 0 to 2", Assert.Throws<ArgumentException>(() => game.Payoff(0, 0, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("expected 2, one for each player", Assert.Throws<ArgumentException>(() => game.Payoff(0, 0)).Message, StringComparison.Ordinal);
    }
}
