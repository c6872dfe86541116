using System.Collections.Immutable;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Tests.Equilibria;

namespace StrategySim.GameTheory.Tests.Concepts;

/// <summary>Dominance, security, p-dominance, commitment and bargaining: worked examples, and random games against definitions.</summary>
public sealed class DominanceAndCommitmentTests
{
    [Fact]
    public void Stackelberg_OnConitzerAndSandholmsGame_GainsByMixing()
    {
        // Conitzer and Sandholm, Figure 1: simultaneous play gives 2 to the row player, a pure commitment to the second row 3, mixing 1/2, 1/2 gives 7/2.
        NormalFormGame game = NormalFormGame.Bimatrix(new Player("R", ["U", "D"]), new Player("C", ["L", "R"]), new Rational[,] { { 2, 4 }, { 1, 3 } }, new Rational[,] { { 1, 0 }, { 0, 1 } });
        StackelbergLeadership row = Stackelberg.Lead(game, 0);
        Assert.Equal([(Rational)3, 3, Rational.Create(7, 2), Rational.Create(7, 2)], row.Commitments.Select(c => c.LeaderPayoff));
        Assert.Equal((Rational)2, row.GreatestNash);
        // At 1/2 the follower ties; against the leader it takes the other column, so that the bound is only approached.
        Assert.Equal([true, true, true, false], row.Commitments.Select(c => c.Attained));
    }

    [Fact]
    public void MixedCommitment_IsAtLeastPureCommitment_AndEveryNashPayoff()
    {
        var games = new RandomGames(83);
        for (int k = 0; k < 200; k++)
        {
            NormalFormGame game = games.Bimatrix(games.Next(1, 4), games.Next(1, 4), 3);
            for (int leader = 0; leader < 2; leader++)
            {
                StackelbergLeadership found = Stackelberg.Lead(game, leader);
                Commitment pure = found.Commitments[0], weakPure = found.Commitments[1], strong = found.Commitments[2], weak = found.Commitments[3];
                Assert.True(strong.LeaderPayoff >= pure.LeaderPayoff && strong.LeaderPayoff >= found.GreatestNash);
                Assert.True(weak.LeaderPayoff >= weakPure.LeaderPayoff && weak.LeaderPayoff >= found.LeastNash && strong.LeaderPayoff >= weak.LeaderPayoff, $"{game} {k}");
            }
        }
    }

    [Fact]
    public void IteratedStrictDominance_LeavesEveryEquilibrium_AndSolvedGamesHaveOne()
    {
        var games = new RandomGames(89);
        int solved = 0;
        for (int k = 0; k < 300; k++)
        {
            NormalFormGame game = games.Bimatrix(games.Next(2, 4), games.Next(2, 4), 6);
            (IteratedDominanceResult result, ImmutableArray<RationalizableStrategy> strategies) = IteratedDominance.Rationalize(game);
            NashResult nash = NashSolvers.Solve(game);
            Assert.All(nash.Equilibria, e => Assert.All(Enumerable.Range(0, 2), i => Assert.All(e.Profile[i].Support, s => Assert.Contains(s, result.Survivors[i]))));
            if (result.Survivors.All(own => own.Length == 1))
            {
                solved++;
                Assert.Single(nash.Equilibria);
            }

            // A belief makes its strategy a best reply in the whole game, not only among what is left.
            foreach (RationalizableStrategy s in strategies)
            {
                Rational[] earned = [.. Enumerable.Range(0, game.StrategyCount(s.Player)).Select(t => s.Belief.Aggregate(Rational.Zero, (sum, row) => sum + (row.Probability * game.PayoffAt(row.Profile + (t * game.Stride(s.Player)), s.Player))))];
                Assert.Equal(earned.Max(), earned[s.Strategy]);
            }
        }

        Assert.True(solved > 30);
    }

    [Fact]
    public void WeakDominance_SaysWhereTheOrderMatters()
    {
        // M dominates U and D weakly. Both at once leave M against L and R; D alone lets L dominate R, and then U ties with M.
        NormalFormGame game = NormalFormGame.Bimatrix(
            new Player("A", ["U", "M", "D"]), new Player("B", ["L", "R"]), new Rational[,] { { 1, 0 }, { 1, 2 }, { 0, 2 } }, new Rational[,] { { 1, 0 }, { 1, 1 }, { 0, 1 } });
        IteratedDominanceResult result = IteratedDominance.Eliminate(game, weak: true);
        Assert.Equal([(1, 0, 0), (1, 0, 2)], result.Eliminations.Select(e => (e.Round, e.Player, e.Strategy)));
        Assert.All(result.Eliminations, e => Assert.False(e.Strict));
        Assert.Equal([[1], [0, 1]], result.Survivors.Select(own => own.ToArray()));
        Assert.Equal([[0, 1], [0]], result.OtherSurvivors!.Value.Select(own => own.ToArray()));
        Assert.Empty(IteratedDominance.Eliminate(game, weak: false).Eliminations);
    }

    [Fact]
    public void SecurityLevels_OfRandomGames_BoundEachOther_AndAreTheValueOfZeroSumGames()
    {
        var games = new RandomGames(97);
        for (int k = 0; k < 200; k++)
        {
            NormalFormGame any = games.Bimatrix(games.Next(1, 4), games.Next(1, 4), 5);
            var zero = new NormalFormGame(any.Players, Enumerable.Range(0, any.ProfileCount).SelectMany(p => new[] { any.PayoffAt(p, 0), -any.PayoffAt(p, 0) }));
            Assert.Equal(NashSolvers.Solve(zero).Equilibria[0].Payoffs[0], SecurityLevels.Of(zero)[0].Maxmin);
            foreach (SecurityLevel level in SecurityLevels.Of(any))
            {
                Assert.True(level.PureMaxmin <= level.Maxmin && level.CorrelatedMinmax <= level.PureMinmax);
                Assert.All(NashSolvers.Solve(any).Equilibria, e => Assert.True(e.Payoffs[level.Player] >= level.Maxmin));
            }
        }
    }

    [Fact]
    public void RiskDominance_IsASumOfLeastPBelowOne()
    {
        var games = new RandomGames(101);
        int compared = 0;
        for (int k = 0; k < 2_000; k++)
        {
            NormalFormGame game = games.Bimatrix(2, 2, 6);
            ImmutableArray<SelectionCandidate> candidates = EquilibriumSelection.Of(game);
            if (candidates.Count(c => c.Strict) != 2) continue;
            ImmutableArray<PDominantEquilibrium> dominant = PDominance.Of(game);
            foreach (SelectionCandidate c in candidates.Where(c => c.RiskDominant is not null))
            {
                compared++;
                Assert.Equal(c.RiskDominant, dominant.Single(p => p.Profile == c.Profile).Sum < Rational.One);
            }
        }

        Assert.True(compared > 200);
    }

    [Fact]
    public void PDominance_InTheStagHunt_IsAThirdForTheHare()
    {
        NormalFormGame hunt = NormalFormGame.Symmetric(new Rational[,] { { 4, 0 }, { 2, 2 } }, ["stag", "hare"]);
        // The stag pays 4p against 2: 1/2; with a hare worth 3 it takes 3/4.
        Assert.Equal([Rational.Half, Rational.Half], PDominance.Of(hunt).Select(e => e.Common));
        NormalFormGame safe = NormalFormGame.Symmetric(new Rational[,] { { 4, 0 }, { 3, 3 } }, ["stag", "hare"]);
        Assert.Equal([Rational.Create(3, 4), Rational.Create(1, 4)], PDominance.Of(safe).Select(e => e.Common));
        Assert.Equal([0, 3], StrictEquilibria.Of(safe).Select(e => e.Profile));
    }

    [Fact]
    public void Bargaining_OverATriangle_GivesTheTextbookPoints()
    {
        // Corners (0,0), (4,0), (0,2): the Nash solution halves both axes, (2,1); Kalai–Smorodinsky meets the diagonal to (4,2) there too.
        NormalFormGame game = NormalFormGame.Bimatrix(Player.Numbered("A", 2), Player.Numbered("B", 2), new Rational[,] { { 0, 4 }, { 0, 0 } }, new Rational[,] { { 0, 0 }, { 2, 0 } });
        var origin = new PlanePoint(0, 0);
        Assert.Equal(new PlanePoint(2, 1), Bargaining.Nash(game, origin).Payoffs);
        Assert.Equal(new PlanePoint(2, 1), Bargaining.KalaiSmorodinsky(game, origin).Payoffs);
        // From (1, 0): product (x − 1)(2 − x/2) has its maximum at x = 5/2; the ideal point is (4, 3/2), the diagonal meets the edge at x = 5/2.
        Assert.Equal(new PlanePoint(Rational.Create(5, 2), Rational.Create(3, 4)), Bargaining.Nash(game, new PlanePoint(1, 0)).Payoffs);
        Assert.Equal(new PlanePoint(Rational.Create(5, 2), Rational.Create(3, 4)), Bargaining.KalaiSmorodinsky(game, new PlanePoint(1, 0)).Payoffs);
        Assert.Null(Bargaining.Nash(game, new PlanePoint(4, 2)).Payoffs);
    }

    [Fact]
    public void Bargaining_OnRandomGames_IsEfficientAndItsLotteryGivesIt()
    {
        var games = new RandomGames(103);
        for (int k = 0; k < 300; k++)
        {
            NormalFormGame game = games.Bimatrix(games.Next(1, 4), games.Next(1, 4), 9);
            BargainingSolution nash = Bargaining.Nash(game), kalai = Bargaining.KalaiSmorodinsky(game);
            Assert.Equal(nash.Payoffs is null, kalai.Payoffs is null);
            foreach (BargainingSolution solution in new[] { nash, kalai })
            {
                if (solution.Payoffs is not { } point) continue;
                Assert.Equal(point, new PlanePoint(Expected(0), Expected(1)));
                Rational Expected(int player) => solution.Lottery.Aggregate(Rational.Zero, (sum, row) => sum + (row.Probability * game.PayoffAt(row.Profile, player)));
            }

            if (nash.Payoffs is not { } best) continue;
            PlanePoint d = nash.Disagreement;
            // No point on a segment between outcomes has a larger product.
            for (int a = 0; a < game.ProfileCount; a++)
            {
                for (int b = 0; b < game.ProfileCount; b++)
                {
                    for (int t = 0; t <= 4; t++)
                    {
                        Rational share = Rational.Create(t, 4);
                        Rational x = (share * game.PayoffAt(a, 0)) + ((1 - share) * game.PayoffAt(b, 0)) - d.X, y = (share * game.PayoffAt(a, 1)) + ((1 - share) * game.PayoffAt(b, 1)) - d.Y;
                        if (x.Sign > 0 && y.Sign > 0) Assert.True(x * y <= (best.X - d.X) * (best.Y - d.Y));
                    }
                }
            }
        }
    }
}
