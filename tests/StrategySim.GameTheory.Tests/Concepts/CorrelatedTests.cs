using System.Collections.Immutable;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;
using StrategySim.GameTheory.Tests.Equilibria;

namespace StrategySim.GameTheory.Tests.Concepts;

/// <summary>Correlated and coarse correlated equilibria: the literature's examples, and random games against Nash equilibria and against nearby objectives.</summary>
public sealed class CorrelatedTests
{
    // Aumann's chicken: (6,6) (2,7) / (7,2) (0,0).
    private static readonly NormalFormGame Chicken = NormalFormGame.Symmetric(new Rational[,] { { 6, 2 }, { 7, 0 } }, ["yield", "dare"]);

    private static readonly NormalFormGame Shapley = NormalFormGame.Bimatrix(
        Player.Numbered("A", 3), Player.Numbered("B", 3), new Rational[,] { { 0, 0, 1 }, { 1, 0, 0 }, { 0, 1, 0 } }, new Rational[,] { { 0, 1, 0 }, { 0, 0, 1 }, { 1, 0, 0 } });

    [Fact]
    public void AumannsChicken_ReachesFiveAndAQuarterEach_BeyondEveryMixtureOfNashEquilibria()
    {
        BestCorrelated best = CorrelatedEquilibria.Best(Chicken, coarse: false, [1, 1]);
        // Half (yield, yield), a quarter each of (yield, dare) and (dare, yield): 1/2·6 + 1/4·2 + 1/4·7 = 21/4.
        Assert.Equal(Rational.Create(21, 2), best.Value);
        Assert.Equal([Rational.Half, Rational.Create(1, 4), Rational.Create(1, 4)], best.Equilibrium.Distribution.Select(row => row.Probability));
        Assert.Equal(Rational.Create(21, 4), CorrelatedEquilibria.Fairest(Chicken, coarse: false).Value);
    }

    /// <remarks>The point of Moulin and Vial (1978): whoever must accept or reject a device unseen accepts more of them.</remarks>
    [Fact]
    public void ACoarseEquilibrium_MayPlayDominatedStrategies_AndPayMoreThanAnyCorrelatedOne()
    {
        // Row 3 and column 2 are strictly dominated by the first, then row 2 and column 3 are: only (1, 1), worth 3 each, is correlated.
        NormalFormGame game = NormalFormGame.Bimatrix(
            Player.Numbered("A", 3), Player.Numbered("B", 3), new Rational[,] { { 3, 1, 4 }, { 1, 5, 0 }, { 1, 0, 2 } }, new Rational[,] { { 3, 1, 1 }, { 4, 2, 0 }, { 1, 0, 5 } });
        BestCorrelated fine = CorrelatedEquilibria.Best(game, coarse: false, [1, 1]), coarse = CorrelatedEquilibria.Best(game, coarse: true, [1, 1]);
        Assert.Equal((Rational)6, fine.Value);
        Assert.Equal(Rational.One, Assert.Single(fine.Equilibrium.Distribution).Probability);
        // (2, 2) and (3, 3) by the toss of a coin: 7/2 each, and any fixed strategy gets at most 5/2 against it; no cell is worth more than 7.
        Assert.Equal((Rational)7, coarse.Value);
        Assert.Equal(Rational.Zero, coarse.Equilibrium.Gain);
        Assert.All(coarse.Equilibrium.Distribution, row => Assert.Contains(row.Profile, (int[])[4, 8]));
    }

    [Fact]
    public void ShapleysCycle_ReachesOneTogetherByCorrelation_WhereTheOnlyNashEquilibriumPaysTwoThirds()
    {
        // The six cells that pay somebody, each as often; nobody is paid in the other three, which the uniform mixture meets a third of the time.
        Assert.Equal(Rational.One, CorrelatedEquilibria.Best(Shapley, coarse: false, [1, 1]).Value);
        NashEquilibrium only = Assert.Single(NashSolvers.Solve(Shapley).Equilibria);
        Assert.Equal(Rational.Create(2, 3), only.Payoffs[0] + only.Payoffs[1]);
    }

    [Fact]
    public void EveryNashEquilibrium_IsCorrelated_AndTheBestIsAtLeastAsGood()
    {
        var games = new RandomGames(71);
        for (int k = 0; k < 150; k++)
        {
            NormalFormGame game = games.Bimatrix(games.Next(1, 4), games.Next(1, 4), 4);
            BestCorrelated fine = CorrelatedEquilibria.Best(game, coarse: false, [1, 1]), coarse = CorrelatedEquilibria.Best(game, coarse: true, [1, 1]);
            Rational fairest = CorrelatedEquilibria.Fairest(game, coarse: false).Value;
            ImmutableArray<PlanePoint> corners = [.. CorrelatedEquilibria.ExtremePayoffs(game, coarse: false).Select(e => new PlanePoint(e.Payoffs[0], e.Payoffs[1]))];
            Assert.True(coarse.Value >= fine.Value);
            Assert.Equal(fine.Value, corners.Max(corner => corner.X + corner.Y));
            foreach (NashEquilibrium nash in NashSolvers.Solve(game).Equilibria)
            {
                Assert.Equal(Rational.Zero, CorrelatedEquilibrium.GreatestGain(game, Product(game, nash.Profile), coarse: false));
                Assert.True(fine.Value >= nash.Payoffs[0] + nash.Payoffs[1]);
                Assert.True(fairest >= Rational.Min(nash.Payoffs[0], nash.Payoffs[1]));
                // Inside the polygon: adding the point changes no corner.
                Assert.Equal(corners.Length, Polygon.Hull([.. corners, new PlanePoint(nash.Payoffs[0], nash.Payoffs[1])]).Length);
            }
        }
    }

    [Fact]
    public void ThreePlayers_AreCertifiedLikeTwo()
    {
        var games = new RandomGames(73);
        for (int k = 0; k < 30; k++)
        {
            var game = new NormalFormGame([Player.Numbered("A", 2), Player.Numbered("B", 3), Player.Numbered("C", 2)], Enumerable.Range(0, 36).Select(_ => (Rational)games.Next(-5, 5)));
            BestCorrelated best = CorrelatedEquilibria.Best(game, coarse: false, [1, 1, 1]);
            Assert.Equal(best.Value, best.Bound);
            Assert.Equal(Rational.Zero, best.Equilibrium.Gain);
            Assert.Equal(Rational.One, CorrelatedEquilibria.Fairest(game, coarse: false).Weights.Aggregate(Rational.Zero, (sum, w) => sum + w));
        }
    }

    [Fact]
    public void ADistributionThatSomebodyWouldDisobey_HasAGain()
    {
        // Both dare: each would rather yield, 2 − 0.
        Assert.Equal((Rational)2, CorrelatedEquilibrium.GreatestGain(Chicken, [new RecommendedProfile(3, 1)], coarse: false));
    }

    [Fact]
    public void AGuidedProgram_EndsAtTheBoundThatItsPricesProve()
    {
        // 8 × 8 is guided by floating point; the dual bound, recomputed from the table, judges it.
        NormalFormGame game = new RandomGames(79).Bimatrix(8, 8, 100);
        BestCorrelated best = CorrelatedEquilibria.Best(game, coarse: false, [1, 2]);
        Assert.Equal(best.Value, best.Bound);
    }

    private static ImmutableArray<RecommendedProfile> Product(NormalFormGame game, MixedStrategyProfile profile) =>
    [
        .. Enumerable.Range(0, game.ProfileCount)
            .Select(p => new RecommendedProfile(p, profile[0][game.StrategyAt(p, 0)] * profile[1][game.StrategyAt(p, 1)]))
            .Where(row => !row.Probability.IsZero),
    ];
}
