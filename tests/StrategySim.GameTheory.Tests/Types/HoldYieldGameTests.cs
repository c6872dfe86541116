using StrategySim.GameTheory.Catalog;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;

namespace StrategySim.GameTheory.Tests.Types;

public sealed class HoldYieldGameTests
{
    private static readonly HoldYieldPayoffs A = new(11, 12, 13, 14), B = new(21, 22, 23, 24);

    [Fact]
    public void WhereNothingIsSaid_TheSecondStrategiesYield()
    {
        HoldYieldGame read = HoldYieldGame.Of(NormalFormGame.HoldYield(A, B, "US", "CN"))!;
        Assert.Equal((A, B, false), (read.A, read.B, read.YieldsGiven));
        Assert.Equal(("H", "Y"), (read.Strategy(0, holds: true), read.Strategy(1, holds: false)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(0, 0)]
    public void WhatYields_IsWhatWasSaid_PlayerByPlayer(int yieldA, int yieldB)
    {
        NormalFormGame game = NormalFormGame.HoldYield(A, B, "US", "CN");
        HoldYieldGame read = HoldYieldGame.Of(game, [yieldA, yieldB])!;
        Assert.True(read.YieldsGiven);
        Assert.Equal(game.Players[0].Strategies[yieldA], read.Strategy(0, holds: false));
        Assert.Equal(game.Players[1].Strategies[1 - yieldB], read.Strategy(1, holds: true));
        Assert.Equal(game.Payoff(0, 1 - yieldA, yieldB), read.A.T);
        Assert.Equal(game.Payoff(0, yieldA, 1 - yieldB), read.A.S);
        Assert.Equal(game.Payoff(1, yieldA, 1 - yieldB), read.B.T);
        Assert.Equal(game.Payoff(1, 1 - yieldA, yieldB), read.B.S);
        Assert.Equal((game.Payoff(0, yieldA, yieldB), game.Payoff(1, 1 - yieldA, 1 - yieldB)), (read.A.R, read.B.P));
    }

    [Fact]
    public void ChickenThatListsSwervingFirst_LooksExchanged_UnlessItSaysSo()
    {
        NormalFormGame chicken = NormalFormGame.Symmetric(new Rational[,] { { 0, -1 }, { 1, -5 } }, ["Swerve", "Straight"], "Chicken");
        Assert.True(HoldYieldGame.Of(chicken)!.LooksExchanged);
        HoldYieldGame said = HoldYieldGame.Of(chicken, [0, 0])!;
        Assert.False(said.LooksExchanged);
        Assert.Equal(GameFamily.Chicken, GameTypes.Of(said.A, said.B).Family);
    }

    [Fact]
    public void NamedGames_AreReadAsTheyAreListed() =>
        Assert.All(GameCatalog.All.SelectMany(game => game.Variants), variant =>
        {
            HoldYieldGame read = HoldYieldGame.Of(variant.ToGame())!;
            Assert.Equal((variant.A, variant.B), (read.A, read.B));
        });

    [Fact]
    public void ALargerGame_IsNotRead() =>
        Assert.Null(HoldYieldGame.Of(new NormalFormGame([new Player("a", ["x", "y"]), new Player("b", ["x", "y", "z"])], new Rational[12])));
}
