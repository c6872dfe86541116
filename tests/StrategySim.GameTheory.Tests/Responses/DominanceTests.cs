using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;
using StrategySim.GameTheory.Responses;
using StrategySim.GameTheory.Tests.Equilibria;

namespace StrategySim.GameTheory.Tests.Responses;

public sealed class DominanceTests
{
    private static NormalFormGame Rows(Rational[,] payoffs) => NormalFormGame.Bimatrix(
        Player.Numbered("A", payoffs.GetLength(0)), Player.Numbered("B", payoffs.GetLength(1)), payoffs, new Rational[payoffs.GetLength(0), payoffs.GetLength(1)]);

    [Fact]
    public void PureDominance_StrictAndWeak()
    {
        NormalFormGame game = Rows(new Rational[,] { { 3, 3 }, { 2, 3 }, { 1, 2 } });
        Assert.True(Dominance.StrictlyDominates(game, 0, 0, 2));
        Assert.False(Dominance.StrictlyDominates(game, 0, 0, 1));
        Assert.True(Dominance.WeaklyDominates(game, 0, 0, 1));
        Assert.False(Dominance.WeaklyDominates(game, 0, 1, 0));
        Assert.False(Dominance.WeaklyDominates(game, 0, 0, 0));
        Assert.Equal(MixedStrategy.Pure(3, 0), Dominance.StrictDominator(game, 0, 2));
        Assert.Equal(MixedStrategy.Pure(3, 0), Dominance.WeakDominator(game, 0, 1));
    }

    [Fact]
    public void MixedDominance_FudenbergAndTirole_TheMiddleRowLosesToAMixOfTheOthers()
    {
        // Fudenberg and Tirole (1991), figure 1.2: (2, −1) and (−1, 2) dominate (0, 0) mixed half and half, neither alone.
        NormalFormGame game = Rows(new Rational[,] { { 2, -1 }, { 0, 0 }, { -1, 2 } });
        MixedStrategy by = Assert.IsType<MixedStrategy>(Dominance.StrictDominator(game, 0, 1));
        Assert.Equal(new MixedStrategy([Rational.Half, 0, Rational.Half]), by);
        Assert.Null(Dominance.StrictDominator(game, 0, 0));
    }

    [Fact]
    public void MixedWeakDominance_WithoutStrictDominance()
    {
        // Half and half of the first two rows earns 1, 1, 1: never less than the third row, and more in the last column.
        NormalFormGame game = Rows(new Rational[,] { { 2, 0, 1 }, { 0, 2, 1 }, { 1, 1, 0 } });
        Assert.Null(Dominance.StrictDominator(game, 0, 2));
        Assert.Equal(new MixedStrategy([Rational.Half, Rational.Half, 0]), Dominance.WeakDominator(game, 0, 2));
        Assert.Equal([new DominatedStrategy(0, 2, false, new MixedStrategy([Rational.Half, Rational.Half, 0]))], Dominance.All(game));
    }

    [Fact]
    public void ADuplicateStrategy_IsNotDominated() =>
        Assert.Empty(Dominance.All(Rows(new Rational[,] { { 1, 0 }, { 1, 0 }, { 0, 1 } })));

    [Fact]
    public void EveryDominator_OfRandomGames_Dominates_AndNothingDominatesABestReply()
    {
        var random = new RandomGames(19);
        for (int k = 0; k < 300; k++)
        {
            NormalFormGame game = random.Bimatrix(4, 3, 3);
            var dominated = Dominance.All(game).Where(found => found.Player == 0).ToDictionary(found => found.Strategy);
            foreach (DominatedStrategy found in dominated.Values)
            {
                Rational[] gains = [.. Enumerable.Range(0, 3).Select(column =>
                    found.By.Support.Aggregate(Rational.Zero, (sum, s) => sum + (found.By[s] * game.Payoff(0, s, column))) - game.Payoff(0, found.Strategy, column))];
                Assert.All(gains, gain => Assert.True(found.Strict ? gain.Sign > 0 : gain.Sign >= 0));
                Assert.Contains(gains, gain => gain.Sign > 0);
            }

            // A strategy is strictly dominated exactly where it is a best reply to no belief (Pearce 1984): the unique best
            // replies to the columns and to the uniform belief must be free.
            foreach (MixedStrategy belief in (MixedStrategy[])[.. Enumerable.Range(0, 3).Select(j => MixedStrategy.Pure(3, j)), MixedStrategy.Uniform(3)])
            {
                int[] best = BestResponse.Of(game, new MixedStrategyProfile(MixedStrategy.Uniform(4), belief), 0);
                Assert.All(best, s => Assert.False(dominated.TryGetValue(s, out DominatedStrategy? found) && found.Strict));
            }
        }
    }

    [Fact]
    public void ThreePlayers_DominanceHoldsAgainstEveryProfileOfTheOthers()
    {
        // A earns 1 more by the second strategy whatever the others do.
        Player[] players = [Player.Numbered("A", 2), Player.Numbered("B", 2), Player.Numbered("C", 2)];
        NormalFormGame game = new(players, Enumerable.Range(0, 24).Select(i => (Rational)(i % 3 == 0 ? i / 12 : 0)).ToArray());
        Assert.True(Dominance.StrictlyDominates(game, 0, 1, 0));
        Assert.Equal([new DominatedStrategy(0, 0, true, MixedStrategy.Pure(2, 1))], Dominance.All(game));
    }

    [Fact]
    public void AProgramThatIsTooLarge_IsRefused()
    {
        // 5 columns for each of 250,000 rows.
        Player[] players = [Player.Numbered("A", 3), Player.Numbered("B", 250_000)];
        NormalFormGame game = new(players, new Rational[1_500_000], limits: new GameLimits { MaximumPayoffs = 1_500_000 });
        Assert.Throws<GameTooLargeException>(() => Dominance.StrictDominator(game, 0, 0));
    }
}
