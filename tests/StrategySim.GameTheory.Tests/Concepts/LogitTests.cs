using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Tests.Equilibria;

namespace StrategySim.GameTheory.Tests.Concepts;

/// <summary>The principal branch of logit equilibria: where it ends, what its points satisfy, and fits that find the λ that made the data.</summary>
public sealed class LogitTests
{
    // Asymmetric matching pennies in the manner of Ochs, with a prize of 9 in one cell.
    private static readonly NormalFormGame Pennies = NormalFormGame.Bimatrix(
        new Player("A", ["U", "D"]), new Player("B", ["L", "R"]), new Rational[,] { { 9, 0 }, { 0, 1 } }, new Rational[,] { { 0, 1 }, { 1, 0 } });

    [Fact]
    public void SymmetricCoordination_EndsInTheRiskDominantEquilibrium()
    {
        // Of asymmetric games it does not hold: in [3,1 -4,4; 4,8 -9,-6] the Nash products are 15 and 14, and the player with more at stake
        // settles on the second one's strategy before the other moves.
        var games = new RandomGames(127);
        int ended = 0;
        for (int k = 0; k < 400; k++)
        {
            NormalFormGame game = NormalFormGame.Symmetric(new Rational[,] { { games.Next(-9, 9), games.Next(-9, 9) }, { games.Next(-9, 9), games.Next(-9, 9) } }, ["1", "2"]);
            var selected = EquilibriumSelection.Of(game).FirstOrDefault(candidate => candidate.RiskDominant == true);
            if (selected is null) continue;
            ended++;
            LogitBranch branch = LogitEquilibria.Branch(game, 2_000);
            Assert.True(branch.Reached);
            Assert.All(Enumerable.Range(0, 2), i => Assert.True(branch.Points[^1].Probabilities[i][game.StrategyAt(selected.Profile, i)] > 0.9, $"{k}: {game}"));
        }

        Assert.True(ended > 50);
    }

    [Fact]
    public void EveryPoint_IsALogitResponseToItself()
    {
        var games = new RandomGames(131);
        for (int k = 0; k < 10; k++)
        {
            var game = new NormalFormGame([Player.Numbered("A", 2), Player.Numbered("B", 3), Player.Numbered("C", 2)], Enumerable.Range(0, 36).Select(_ => (Rational)games.Next(-5, 5)));
            LogitBranch branch = LogitEquilibria.Branch(game, 3);
            Assert.True(branch.Reached);
            Assert.Equal(3, branch.Points[^1].Lambda, 9);
            foreach (LogitPoint point in branch.Points)
            {
                for (int player = 0; player < 3; player++)
                {
                    double[] earned = new double[game.StrategyCount(player)];
                    for (int profile = 0; profile < game.ProfileCount; profile++)
                    {
                        double weight = 1;
                        for (int i = 0; i < 3; i++) weight *= i == player ? 1 : point.Probabilities[i][game.StrategyAt(profile, i)];
                        earned[game.StrategyAt(profile, player)] += weight * game.PayoffAt(profile, player).ToDouble();
                    }

                    double[] response = [.. earned.Select(u => Math.Exp(point.Lambda * (u - earned.Max())))];
                    Assert.All(Enumerable.Range(0, earned.Length), s => Assert.Equal(response[s] / response.Sum(), point.Probabilities[player][s], 7));
                }
            }
        }
    }

    [Fact]
    public void AsymmetricMatchingPennies_MovesTheOwnPayoffPlayer_AsMcKelveyAndPalfreySay()
    {
        // Nash leaves A at 1/2 whatever the prize; logit responses pull A towards the prize, and far along the branch back.
        LogitPoint some = LogitEquilibria.At(Pennies, 1)!, sharp = LogitEquilibria.At(Pennies, 500)!;
        Assert.True(some.Probabilities[0][0] > 0.55);
        Assert.Equal(0.5, sharp.Probabilities[0][0], 2);
        Assert.Equal(0.1, sharp.Probabilities[1][0], 2);
        Assert.All(LogitEquilibria.At(Pennies, 0)!.Probabilities, own => Assert.Equal(0.5, own[0], 12));
    }

    [Fact]
    public void AFit_FindsTheLambdaThatMadeTheFrequencies_InUnitsOfOnePerPayoff()
    {
        LogitPoint made = LogitEquilibria.At(Pennies, 0.7)!;
        LogitFit fit = LogitEquilibria.Fit(Pennies, [.. made.Probabilities.Select(own => own.ToArray())]);
        Assert.True(fit.Interior);
        Assert.Equal(0.7, fit.Point.Lambda, 5);
        // Payoffs ten times as large: a tenth of λ.
        var scaled = new NormalFormGame(Pennies.Players, Enumerable.Range(0, 8).Select(k => 10 * Pennies.PayoffAt(k / 2, k % 2)));
        Assert.Equal(0.07, LogitEquilibria.Fit(scaled, [.. made.Probabilities.Select(own => own.ToArray())]).Point.Lambda, 6);
    }
}
