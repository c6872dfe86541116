using StrategySim.GameTheory.Certificates;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;
using StrategySim.GameTheory.Responses;
using StrategySim.GameTheory.Tests.Equilibria;
using StrategySim.GameTheory.Types;

namespace StrategySim.GameTheory.Tests.Responses;

public sealed class ResponseTests
{
    private static readonly NormalFormGame Chicken = NormalFormGame.HoldYield(new HoldYieldPayoffs(4, 3, 1, -2), new HoldYieldPayoffs(4, 3, 1, -2));

    [Fact]
    public void ExpectedPayoffs_InChicken_AreThoseWorkedOutByHand()
    {
        // A holds with 1/2, B with 1/4: A expects (−2 + 3·4)/8 + (1 + 3·3)/8 = 5/2, B expects (−2 + 4)/8 + 3·(1 + 3)/8 = 7/4.
        MixedStrategyProfile profile = MixedStrategyProfile.TwoByTwo(Rational.Half, Rational.Create(1, 4));
        Assert.Equal([Rational.Create(5, 2), Rational.Create(7, 4)], ExpectedPayoffs.Of(Chicken, profile));
        Assert.Equal([Rational.Create(5, 2), Rational.Create(5, 2)], ExpectedPayoffs.OfStrategies(Chicken, profile, 0));
        Assert.Equal([1, 2], ExpectedPayoffs.OfStrategies(Chicken, profile, 1));
        Assert.Equal([0, 1], BestResponse.Of(Chicken, profile, 0));
        Assert.Equal([1], BestResponse.Of(Chicken, profile, 1));
        Assert.Equal(Rational.Zero, BestResponse.Regret(Chicken, profile, 0));
        // B could have 2 by yielding and has 7/4.
        Assert.Equal(Rational.Create(1, 4), BestResponse.LargestRegret(Chicken, profile));
    }

    [Fact]
    public void Certificate_AgreesWithResponses_OnRandomGamesOfThreePlayers()
    {
        var random = new RandomGames(3);
        Player[] players = [Player.Numbered("A", 2), Player.Numbered("B", 3), Player.Numbered("C", 2)];
        for (int k = 0; k < 200; k++)
        {
            NormalFormGame game = new(players, Enumerable.Range(0, 36).Select(_ => (Rational)random.Next(-5, 5)).ToArray());
            var profile = new MixedStrategyProfile(players.Select(player =>
            {
                int[] weights = [.. player.Strategies.Select(_ => random.Next(0, 3))];
                weights[0]++;
                return new MixedStrategy(weights.Select(weight => Rational.Create(weight, weights.Sum())));
            }));
            (Rational[] payoffs, Rational regret) = NashCertificate.Of(game, profile);
            Assert.Equal(ExpectedPayoffs.Of(game, profile), payoffs);
            Assert.Equal(BestResponse.LargestRegret(game, profile), regret);
        }
    }

    [Fact]
    public void Certificate_OfAProfileThatIsNoEquilibrium_NamesGameMethodAndRegret()
    {
        NormalFormGame game = NormalFormGame.HoldYield(new HoldYieldPayoffs(4, 3, 1, 2), new HoldYieldPayoffs(4, 3, 1, 2), title: "Dilemma");
        CertificateException error = Assert.Throws<CertificateException>(() => NashCertificate.Require(game, MixedStrategyProfile.TwoByTwo(0, 0), "guess"));
        Assert.Equal(Rational.One, error.Regret);
        Assert.Contains("'guess'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'Dilemma'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BestResponse_IsUnchangedByPositiveAffineRescaling()
    {
        var random = new RandomGames(5);
        for (int k = 0; k < 200; k++)
        {
            NormalFormGame game = random.Bimatrix(3, 3, 4);
            var scaled = new NormalFormGame(
                game.Players, Enumerable.Range(0, 18).Select(i => (game.PayoffAt(i / 2, i % 2) * Rational.Create(7, 3)) - Rational.Create(11, 5)).ToArray());
            var profile = new MixedStrategyProfile(MixedStrategy.Uniform(3), MixedStrategy.Pure(3, random.Next(0, 2)));
            Assert.Equal(BestResponse.Of(game, profile, 0), BestResponse.Of(scaled, profile, 0));
            Assert.Equal(BestResponse.Of(game, profile, 1), BestResponse.Of(scaled, profile, 1));
        }
    }

    [Fact]
    public void Player_ThatDoesNotExist_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ExpectedPayoffs.OfStrategies(Chicken, MixedStrategyProfile.TwoByTwo(1, 0), 2));
        Assert.Throws<ArgumentException>(() => ExpectedPayoffs.Of(Chicken, new MixedStrategyProfile(MixedStrategy.Uniform(2))));
    }
}
