using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Populations;

namespace StrategySim.GameTheory.Tests.Populations;

public class AlphaRankTests
{
    private static readonly NormalFormGame Chicken = NormalFormGame.Symmetric(new Rational[,] { { 3, 2 }, { 4, 1 } }, ["C", "D"]);

    [Fact]
    public void OmidshafieisFiveStrategies_InOnePopulation()
    {
        // Payoffs of Han et al. (2013) with r = 1, t = 2, p = 0, s = −1, d = 4, e = 1/4.
        Rational[,] payoffs =
        {
            { Rational.Create(7, 8), Rational.Create(3, 4), 0, Rational.Create(11, 4), Rational.Create(3, 4) },
            { 1, 1, -1, -1, -1 },
            { 0, 2, 0, 0, 0 },
            { -2, 2, 0, 0, 0 },
            { 1, 2, 0, 0, 0 },
        };
        double[] expected = [0.40966787, 0.07959841, 0.20506998, 0.08505983, 0.22060390];
        Assert.All(expected.Zip(RareMutations.Pairwise(payoffs, 20, 0.1).Stationary), pair => Assert.Equal(pair.First, pair.Second, 5e-9));
    }

    [Fact]
    public void WithRoles_StrongSelectionRestsOnTheTwoPureEquilibriaOfChicken()
    {
        // Logarithms of weights come to 49 × 10⁶, of which a rounding is 4e-9.
        Assert.All(AlphaRank.Of(Chicken, 50, 1e6).Zip([0, 0.5, 0.5, 0]), pair => Assert.Equal(pair.Second, pair.First, 1e-8));
        Assert.All(AlphaRank.Of(Chicken, 50, 1e-18), share => Assert.Equal(0.25, share, 1e-12));
    }

    [Fact]
    public void WithRoles_TheRowPlayersRoleIsHisOwn()
    {
        // Only the column player gains: from whichever row, towards his second strategy.
        NormalFormGame game = NormalFormGame.Bimatrix(new Player("A", ["U", "D"]), new Player("B", ["L", "R"]), new Rational[,] { { 0, 0 }, { 0, 0 } }, new Rational[,] { { 0, 5 }, { 0, 5 } });
        Assert.All(AlphaRank.Of(game, 30, 10).Zip([0, 0.5, 0, 0.5]), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
    }

    [Theory]
    [InlineData(1e-20, 20, -2.995732273553991)]
    [InlineData(-1e-20, 20, -2.995732273553991)]
    [InlineData(1e3, 20, 0)]
    [InlineData(1e300, 1000, 0)]
    [InlineData(-1e3, 20, -19000)]
    public void TakingOver_IsRightInItsExtremes(double u, int m, double logarithm) => Assert.Equal(logarithm, AlphaRank.LogTakesOver(u, m), 1e-12 * Math.Max(1, Math.Abs(logarithm)));

    [Theory]
    [InlineData(0.3)]
    [InlineData(-0.3)]
    public void TakingOver_IsTheFormula(double u) => Assert.Equal((1 - Math.Exp(-u)) / (1 - Math.Exp(-7 * u)), Math.Exp(AlphaRank.LogTakesOver(u, 7)), 1e-14);

    [Fact]
    public void SmallDifferences_KeepTheirDigits()
    {
        Assert.Equal((1e-18, -1e-18, 1e-18), (Elementary.ExpMinusOne(1e-18), Elementary.ExpMinusOne(-1e-18), Elementary.LogOnePlus(1e-18)));
        Assert.Equal(1.0000050000166667e-5, Elementary.ExpMinusOne(1e-5), 1e-20);
        Assert.Equal(9.999950000333332e-6, Elementary.LogOnePlus(1e-5), 1e-20);
        Assert.Equal((-1, double.PositiveInfinity), (Elementary.ExpMinusOne(-1e4), Elementary.ExpMinusOne(1e4)));
    }

    [Fact]
    public void TheStationaryDistribution_IsThatOfTheOnlyClosedSet_OrNotUnique()
    {
        Assert.Equal([Rational.Zero, Rational.One], StationaryDistribution.Of(new Rational[,] { { 0, 1 }, { 0, 0 } })!);
        Assert.Equal([Rational.One, Rational.Zero], StationaryDistribution.Of(new Rational[,] { { 0, 0 }, { 1, 0 } })!);
        Assert.Null(StationaryDistribution.Of(new Rational[,] { { 0, 0, 0 }, { 1, 0, 1 }, { 0, 0, 0 } }));
        Assert.Equal([Rational.Create(1, 4), Rational.Create(3, 4), Rational.Zero], StationaryDistribution.Of(new Rational[,] { { 0, 3, 0 }, { 1, 0, 0 }, { 5, 5, 0 } })!);

        // Defectors are never left in a prisoner's dilemma without a payoff for the lone cooperator.
        Assert.Equal([Rational.Zero, Rational.One], RareMutations.BirthDeath(new Rational[,] { { 3, 0 }, { 5, 1 } }, 6, Rational.One).Stationary!);
    }

    [Fact]
    public void EveryFault_IsNamed() =>
        Assert.Equal(["/population", "/alpha"], Assert.Throws<InvalidGameException>(() => AlphaRank.Of(Chicken, 1, 0)).Faults.Select(f => f.Pointer));
}
