using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Stochastic;

namespace StrategySim.GameTheory.Tests.Stochastic;

public class StochasticGameTests
{
    private static readonly Rational Discount = Rational.Create(9, 10);

    [Fact]
    public void TwoStates_ChickenAndCrisis_HaveTheSymmetricEquilibriumOfTheLiterature()
    {
        // Recomputed independently: 0.7920084 in calm, 1 in crisis; values 26.3863808 and 24.7477427.
        MarkovResult result = MarkovPerfectSolver.Solve(ChickenAndCrisis(), cancellationToken: TestContext.Current.CancellationToken);
        MarkovEquilibrium symmetric = result.Equilibria.Single(e => e.Symmetric && Math.Abs(e.Profiles[0][0][0].ToDouble() - 0.7920084) < 1e-6);
        Assert.Equal(1, symmetric.Profiles[1][0][0].ToDouble(), 1e-12);
        Assert.Equal([26.3863808, 26.3863808, 24.7477427, 24.7477427], symmetric.Values.SelectMany(v => v).Select(v => Math.Round(v, 7)));
        Assert.Equal(MarkovMethod.Homotopy, result.Equilibria[0].Method);
        Assert.True(result.Equilibria[0].Symmetric);
        Assert.True(result.AllPure);
        Assert.True(result.Equilibria.Count > 1);
        Assert.All(result.Equilibria, e => Assert.True(e.LargestDeviation < Rational.Parse("1e-7")));
    }

    [Fact]
    public void Certificates_AgreeWithTheDeviatorsDecisionProblem()
    {
        // Policy iteration against the other's strategy, in code that shares nothing with the bound.
        StochasticGame game = ChickenAndCrisis();
        foreach (MarkovEquilibrium e in MarkovPerfectSolver.Solve(game, cancellationToken: TestContext.Current.CancellationToken).Equilibria)
        {
            for (int p = 0; p < 2; p++)
            {
                double[] best = new double[2];
                for (int sweep = 0; sweep < 400; sweep++)
                {
                    best = [.. Enumerable.Range(0, 2).Select(s => Enumerable.Range(0, 2).Max(a => Enumerable.Range(0, 2).Sum(b =>
                    {
                        int profile = p == 0 ? game.Stages[s].ProfileOf(a, b) : game.Stages[s].ProfileOf(b, a);
                        return e.Profiles[s][1 - p][b].ToDouble() * (game.Stages[s].PayoffAt(profile, p).ToDouble() + (0.9 * Enumerable.Range(0, 2).Sum(t => game.Transitions[s][profile][t].ToDouble() * best[t])));
                    })))];
                }

                for (int s = 0; s < 2; s++) Assert.InRange(best[s] - e.Values[s][p], -1e-9, e.Deviation[p].ToDouble() + 1e-9);
            }
        }
    }

    [Fact]
    public void OneState_IsTheStageGameForEver()
    {
        NormalFormGame chicken = NormalFormGame.Symmetric(new Rational[,] { { 3, 2 }, { 4, 1 } }, ["C", "D"]);
        MarkovResult result = MarkovPerfectSolver.Solve(new StochasticGame(["only"], [chicken], [[[1], [1], [1], [1]]], Discount), cancellationToken: TestContext.Current.CancellationToken);
        NashResult stage = NashSolvers.Solve(chicken, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
            stage.Equilibria.Select(e => $"{e.Profile[0][0].ToDouble():F6} {e.Profile[1][0].ToDouble():F6} {10 * e.Payoffs[0].ToDouble():F6}").Order(),
            result.Equilibria.Select(e => $"{e.Profiles[0][0][0].ToDouble():F6} {e.Profiles[0][1][0].ToDouble():F6} {e.Values[0][0]:F6}").Order());
    }

    [Fact]
    public void GamesOfConstantSum_HaveTheValueOfShapleysIteration()
    {
        // Two states of matching pennies with unlike stakes, between which mismatches move play.
        static NormalFormGame Pennies(int stake, int bias) => NormalFormGame.Bimatrix(
            new Player("A", ["H", "T"]), new Player("B", ["H", "T"]), new Rational[,] { { stake + bias, -stake }, { -stake, stake } }, new Rational[,] { { -stake - bias, stake }, { stake, -stake } });
        Rational half = Rational.Half, quarter = Rational.Create(1, 4);
        var game = new StochasticGame(["low", "high"], [Pennies(1, 0), Pennies(3, 2)], [[[1, 0], [half, half], [quarter, 1 - quarter], [1, 0]], [[0, 1], [half, half], [half, half], [1, 0]]], Discount);

        // Shapley (1953): v(s) ← value of the stage game with what the next states are worth.
        double[] v = [0, 0];
        for (int sweep = 0; sweep < 300; sweep++)
        {
            v = [.. Enumerable.Range(0, 2).Select(s =>
            {
                double[] m = [.. Enumerable.Range(0, 4).Select(k => game.Stages[s].PayoffAt(k, 0).ToDouble() + (0.9 * ((game.Transitions[s][k][0].ToDouble() * v[0]) + (game.Transitions[s][k][1].ToDouble() * v[1]))))];
                double lower = Math.Max(Math.Min(m[0], m[1]), Math.Min(m[2], m[3])), upper = Math.Min(Math.Max(m[0], m[2]), Math.Max(m[1], m[3]));
                return lower >= upper ? lower : ((m[0] * m[3]) - (m[1] * m[2])) / (m[0] + m[3] - m[1] - m[2]);
            })];
        }

        MarkovResult result = MarkovPerfectSolver.Solve(game, cancellationToken: TestContext.Current.CancellationToken);
        Assert.NotEmpty(result.Equilibria);
        Assert.All(result.Equilibria, e => Assert.All(Enumerable.Range(0, 2), s => Assert.Equal(v[s], e.Values[s][0], 1e-8)));
    }

    [Fact]
    public void EveryFault_IsNamed()
    {
        NormalFormGame chicken = NormalFormGame.Symmetric(new Rational[,] { { 3, 2 }, { 4, 1 } }, ["C", "D"]);
        InvalidGameException error = Assert.Throws<InvalidGameException>(() => new StochasticGame(["only"], [chicken], [[[1], [1], [Rational.Half], [1]]], 1));
        Assert.Equal(["/discount", "/states/0/transitions/2"], error.Faults.Select(f => f.Pointer));
    }

    private static StochasticGame ChickenAndCrisis()
    {
        Rational half = Rational.Half, fifth = Rational.Create(1, 5);
        return new StochasticGame(
            ["calm", "crisis"],
            [NormalFormGame.Symmetric(new Rational[,] { { 3, 2 }, { 4, 1 } }, ["C", "D"]), NormalFormGame.Symmetric(new Rational[,] { { 1, 0 }, { 2, -3 } }, ["C", "D"])],
            [[[1, 0], [half, half], [half, half], [half, half]], [[1, 0], [fifth, 1 - fifth], [fifth, 1 - fifth], [fifth, 1 - fifth]]],
            Discount);
    }
}
