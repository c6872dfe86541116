using StrategySim.GameTheory.ExtensiveForm;
using StrategySim.GameTheory.Formats;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Tests.Equilibria;

namespace StrategySim.GameTheory.Tests.ExtensiveForm;

public sealed class SequenceFormTests
{
    [Fact]
    public void KuhnPoker_IsWorthMinusOneEighteenthToTheFirstPlayer()
    {
        ExtensiveGame game = Trees.KuhnPoker();
        Assert.Equal((55, 12, 1), (game.Nodes.Length, game.InformationSets.Length, game.SubgameRoots.Length));
        SequenceFormResult result = SequenceForm.Solve(game);
        Assert.Equal(SequenceForm.LinearProgramming, result.Method);
        Assert.Equal(Rational.Create(-1, 18), result.Value);
        // With a 2 the first player checks, and with a 3 bets three times as often as with a 1: Kuhn (1950), p. 101.
        Assert.Equal(Rational.Zero, Bets(2));
        Assert.Equal(3 * Bets(1), Bets(3));

        Rational Bets(int card) => result.Equilibrium.Behaviour.At(game.InformationSets.First(set => set.Name == $"opens {card}"))[1];
    }

    [Fact]
    public void KuhnPoker_ByComplementarityToo()
    {
        // A payoff shifted where the first player folds to the second's bet with the middle card: no constant sum, Lemke's method.
        ExtensiveGame game = GambitEfg.Read(GambitEfg.Write(Trees.KuhnPoker()).Replace("{ -1, 1 }", "{ -1, 2 }", StringComparison.Ordinal));
        SequenceFormResult result = SequenceForm.Solve(game);
        Assert.Equal((SequenceForm.Lemke, null), (result.Method, result.Value));
        Assert.Equal(Rational.Zero, result.Equilibrium.Regret);
    }

    [Fact]
    public void RandomTrees_GetAnEquilibriumOfTheReducedForm_AndTheValueWherePayoffsHaveConstantSum()
    {
        var random = new RandomGames(7);
        for (int trial = 0; trial < 300; trial++)
        {
            bool zeroSum = trial % 2 == 0;
            ExtensiveGame game = Trees.RandomTree(random, players: 2, decisions: 2 + random.Below(6), payoffs: 4, perfectInformation: false, zeroSum);
            SequenceFormResult result = SequenceForm.Solve(game);
            TreeNashResult nash = TreeNashResult.Solve(game);
            Assert.True(nash.Normal.Contains(nash.Form.ToMixed(result.Equilibrium.Behaviour)));
            if (game.IsConstantSum) Assert.Equal(nash.Normal.Equilibria[0].Payoffs[0], result.Value);
        }
    }

    [Fact]
    public void MoreThanTwoPlayers_AndImperfectRecall_AreRefused()
    {
        Assert.Contains("3 players", Assert.Throws<ArgumentException>(() => SequenceForm.Solve(GambitEfg.Read(Trees.Horse))).Message, StringComparison.Ordinal);
        var forgetful = new ExtensiveGameBuilder(["A", "B"]);
        int set = forgetful.InformationSet(0, ["l", "r"]);
        forgetful.Decision(set);
        forgetful.Decision(set);
        for (int end = 0; end < 3; end++) forgetful.Terminal();
        Assert.Contains("perfect recall", Assert.Throws<ArgumentException>(() => SequenceForm.Solve(forgetful.Build())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LemkesMethod_SolvesAProblemOfTheTextbook()
    {
        // Murty, Linear Complementarity (1988), example 2.5: M is a P-matrix, so that the solution is the only one.
        Rational[,] m = { { 1, 0, 0 }, { 2, 1, 0 }, { 2, 2, 1 } };
        Rational[] q = [-8, -12, -14];
        Rational[] z = LemkeMethod.Solve(m, q)!;
        for (int i = 0; i < 3; i++)
        {
            Rational w = q[i] + (m[i, 0] * z[0]) + (m[i, 1] * z[1]) + (m[i, 2] * z[2]);
            Assert.True(w.Sign >= 0 && z[i].Sign >= 0 && (w * z[i]).IsZero);
        }

        Assert.Null(LemkeMethod.Solve(new Rational[,] { { -1 } }, [-1]));
    }
}
