using System.Collections.Immutable;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;
using StrategySim.GameTheory.Responses;
using StrategySim.GameTheory.Tests.Equilibria;

namespace StrategySim.GameTheory.Tests.Concepts;

/// <summary>Perfection, properness and evolutionary stability: the examples of their papers, and random games against definitions.</summary>
public sealed class RefinementTests
{
    // Myerson (1978), Table 2: (a2, b2) is perfect but only (a1, b1) is proper.
    private static readonly NormalFormGame Myerson = NormalFormGame.Symmetric(new Rational[,] { { 1, 0, -9 }, { 0, 0, -7 }, { -9, -7, -7 } }, ["1", "2", "3"]);

    [Fact]
    public void MyersonsGame_HasThreePureEquilibria_TwoPerfect_OneProper()
    {
        bool Plays(MixedStrategyProfile profile, int s) => profile.IsPure && profile[0][s] == Rational.One && profile[1][s] == Rational.One;
        ImmutableArray<PerfectionTest> perfect = PerfectEquilibria.Of(Myerson);
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(s => perfect.Single(test => Plays(test.Profile, s)).Perfect));
        ImmutableArray<PropernessTest> proper = ProperEquilibria.Of(Myerson);
        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(s => proper.Single(test => Plays(test.Profile, s)).Proper!.Value));
    }

    [Fact]
    public void SeltensGame_KeepsOnlyTheUndominatedEquilibrium()
    {
        NormalFormGame game = NormalFormGame.Symmetric(new Rational[,] { { 1, 0 }, { 0, 0 } }, ["L", "R"]);
        ImmutableArray<PerfectionTest> tests = PerfectEquilibria.Of(game);
        Assert.Equal([true, false], tests.Select(test => test.Perfect));
    }

    [Fact]
    public void PerfectionTests_CarryBeliefsAndDominatorsThatHold()
    {
        var games = new RandomGames(107);
        int dominated = 0;
        for (int k = 0; k < 150; k++)
        {
            NormalFormGame game = games.Bimatrix(games.Next(1, 4), games.Next(1, 4), 1);
            foreach (PerfectionTest test in PerfectEquilibria.Of(game))
            {
                for (int player = 0; player < 2; player++)
                {
                    UndominatedTest why = test.Tests[player];
                    MixedStrategy own = test.Profile[player];
                    if (why.Belief is { } belief)
                    {
                        Assert.Equal(belief.Count, belief.Support.Length);
                        var against = new MixedStrategyProfile(player == 0 ? [own, belief] : [belief, own]);
                        Assert.Equal(Rational.Zero, BestResponse.Regret(game, against, player));
                        continue;
                    }

                    dominated++;
                    Rational[] gains = [.. Enumerable.Range(0, game.StrategyCount(1 - player)).Select(j => Gain(game, player, why.Dominator!, own, j))];
                    Assert.All(gains, gain => Assert.True(gain.Sign >= 0));
                    Assert.Contains(gains, gain => gain.Sign > 0);
                }
            }
        }

        Assert.True(dominated > 20);
    }

    [Fact]
    public void EveryGameHasAProperEquilibrium_AndProperOnesArePerfect()
    {
        var games = new RandomGames(109);
        for (int k = 0; k < 100; k++)
        {
            NormalFormGame game = games.Bimatrix(games.Next(1, 3), games.Next(1, 3), 1);
            ImmutableArray<PropernessTest> tests = ProperEquilibria.Of(game);
            ImmutableArray<PerfectionTest> perfect = PerfectEquilibria.Of(game);
            Assert.All(tests.Zip(perfect), pair => Assert.True(pair.First.Proper != true || pair.Second.Perfect));
            // Strict equilibria are proper.
            Assert.All(tests.Where(test => test.Profile.IsPure && StrictEquilibria.Of(game).Any(s => test.Profile.Equals(MixedStrategyProfile.Pure(game, s.Profile)))), test => Assert.True(test.Proper));
            // Where all equilibria are isolated they are all listed, and one of them is proper (Myerson, Theorem 1).
            if (NashSolvers.Solve(game).Components.All(component => component.Dimension == 0)) Assert.Contains(tests, test => test.Proper == true);
        }
    }

    [Fact]
    public void HawkAndDove_HasOneStableMixture_AndRockPaperScissorsOnlyANeutralOne()
    {
        NormalFormGame hawks = NormalFormGame.Symmetric(new Rational[,] { { -1, 4 }, { 0, 2 } }, ["hawk", "dove"]);
        StabilityTest stable = Assert.Single(EvolutionaryStability.Of(hawks));
        Assert.True(stable.Evolutionarily);
        Assert.Equal(Rational.Create(2, 3), stable.Strategy[0]);
        NormalFormGame rps = NormalFormGame.Symmetric(new Rational[,] { { 0, -1, 1 }, { 1, 0, -1 }, { -1, 1, 0 } }, ["R", "P", "S"]);
        StabilityTest neutral = Assert.Single(EvolutionaryStability.Of(rps));
        Assert.Equal((false, true), (neutral.Evolutionarily, neutral.Neutrally));
        // A win worth less than a loss costs is unstable, one worth more is stable.
        NormalFormGame bad = NormalFormGame.Symmetric(new Rational[,] { { 0, -2, 1 }, { 1, 0, -2 }, { -2, 1, 0 } }, ["R", "P", "S"]);
        Assert.False(Assert.Single(EvolutionaryStability.Of(bad)).Neutrally);
        NormalFormGame good = NormalFormGame.Symmetric(new Rational[,] { { 0, -1, 2 }, { 2, 0, -1 }, { -1, 2, 0 } }, ["R", "P", "S"]);
        Assert.True(Assert.Single(EvolutionaryStability.Of(good)).Evolutionarily);
    }

    [Fact]
    public void StableStrategies_WithstandEveryMutantTried_AndInvadersInvade()
    {
        var games = new RandomGames(113);
        int stable = 0, invaded = 0;
        for (int k = 0; k < 250; k++)
        {
            int n = games.Next(2, 4);
            var a = new Rational[n, n];
            for (int i = 0; i < n * n; i++) a[i / n, i % n] = games.Next(-2, 2);
            NormalFormGame game = NormalFormGame.Symmetric(a, [.. Enumerable.Range(1, n).Select(i => $"{i}")]);
            foreach (StabilityTest test in EvolutionaryStability.Of(game))
            {
                for (int draw = 0; draw < 40; draw++)
                {
                    Rational[] weights = [.. Enumerable.Range(0, n).Select(s => test.BestReplies.Contains(s) ? (Rational)games.Next(0, 4) : 0)];
                    Rational sum = weights.Aggregate(Rational.Zero, (total, w) => total + w);
                    if (sum.IsZero) continue;
                    var mutant = new MixedStrategy(weights.Select(w => w / sum));
                    if (mutant.Equals(test.Strategy)) continue;
                    int advantage = (Payoff(test.Strategy, mutant) - Payoff(mutant, mutant)).Sign;
                    Assert.True(advantage > 0 || !test.Evolutionarily);
                    Assert.True(advantage >= 0 || !test.Neutrally);
                }

                if (test.Evolutionarily) stable++;
                if (test.Invader is not { } invader) continue;
                invaded++;
                Assert.All(invader.Support, s => Assert.Contains(s, test.BestReplies));
                Assert.NotEqual(test.Strategy, invader);
                Assert.Equal(test.Neutrally ? 0 : -1, (Payoff(test.Strategy, invader) - Payoff(invader, invader)).Sign);
            }

            Rational Payoff(MixedStrategy x, MixedStrategy y) => x.Support.Aggregate(Rational.Zero, (sum, i) => y.Support.Aggregate(sum, (inner, j) => inner + (x[i] * y[j] * a[i, j])));
        }

        Assert.True(stable > 50 && invaded > 50);
    }

    private static Rational Gain(NormalFormGame game, int player, MixedStrategy better, MixedStrategy worse, int rival)
    {
        Rational sum = default;
        for (int s = 0; s < better.Count; s++) sum += (better[s] - worse[s]) * (player == 0 ? game.Payoff(0, s, rival) : game.Payoff(1, rival, s));
        return sum;
    }
}
