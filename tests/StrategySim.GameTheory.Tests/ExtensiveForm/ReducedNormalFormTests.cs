using StrategySim.GameTheory.ExtensiveForm;
using StrategySim.GameTheory.Formats;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;
using StrategySim.GameTheory.Tests.Equilibria;

namespace StrategySim.GameTheory.Tests.ExtensiveForm;

public sealed class ReducedNormalFormTests
{
    // Myerson, Game Theory (1991), figure 4.2: an equilibrium of the agents that is none of the players.
    private const string Myerson = """
        EFG 2 R "Myerson (1991), figure 4.2" { "1" "2" }
        p "" 1 1 "" { "a1" "b1" } 0
        p "" 2 1 "" { "w2" "x2" } 0
        p "" 1 2 "" { "y1" "z1" } 0
        t "" 1 "" { 3, 0 }
        t "" 2 "" { 0, 0 }
        p "" 1 2 "" { "y1" "z1" } 0
        t "" 3 "" { 2, 3 }
        t "" 4 "" { 4, 1 }
        p "" 2 1 "" { "w2" "x2" } 0
        t "" 5 "" { 2, 3 }
        t "" 6 "" { 3, 2 }
        """;

    [Fact]
    public void PlansThatDifferWhereTheyRuleThemselvesOut_AreOneStrategy()
    {
        ReducedNormalForm form = ReducedNormalForm.Of(GambitEfg.Read(Myerson));
        Assert.Equal("3×2", form.Game.Shape);
        Assert.Equal(["a1/y1", "a1/z1", "b1"], form.Game.Players[0].Strategies);
        Assert.Equal((3, 0), (form.Game.Payoff(0, 0, 0), form.Game.Payoff(1, 0, 0)));
        Assert.Equal((3, 2), (form.Game.Payoff(0, 2, 1), form.Game.Payoff(1, 2, 1)));
    }

    [Fact]
    public void MyersonsGame_HasTheThreeEquilibriaOfItsReducedForm_AndNotTheAgents()
    {
        TreeNashResult result = TreeNashResult.Solve(GambitEfg.Read(Myerson));
        Assert.True(result.Normal.Complete);
        Assert.Equal(3, result.Normal.Equilibria.Length);
        Assert.DoesNotContain(result.Normal.Equilibria, equilibrium => equilibrium.Pure && equilibrium.Profile[0].Support[0] == 2 && equilibrium.Profile[1].Support[0] == 0);
        // The game has no proper subgame.
        Assert.All(result.SubgamePerfect, perfect => Assert.True(perfect));
    }

    [Fact]
    public void SeltensHorse_HasItsTwoPureEquilibria()
    {
        TreeNashResult result = TreeNashResult.Solve(GambitEfg.Read(Trees.Horse), "pure");
        Assert.Equal(["(1, 0) (1, 0) (0, 1)", "(0, 1) (1, 0) (1, 0)"], result.Normal.Equilibria.Select(equilibrium => equilibrium.Profile.ToString()));
    }

    [Fact]
    public void MixedAndBehaviourStrategies_PlayAlike()
    {
        var random = new RandomGames(8);
        for (int trial = 0; trial < 200; trial++)
        {
            ExtensiveGame game = Trees.RandomTree(random, players: 2, decisions: 2 + random.Below(4), payoffs: 9, perfectInformation: false);
            ReducedNormalForm form = ReducedNormalForm.Of(game);
            var profile = new MixedStrategyProfile(form.Game.Players.Select(player =>
            {
                Rational[] weights = [.. player.Strategies.Select(_ => (Rational)(1 + random.Below(4)))];
                Rational all = weights.Aggregate((a, b) => a + b);
                return new MixedStrategy(weights.Select(weight => weight / all));
            }));
            BehaviourProfile behaviour = form.ToBehaviour(profile)!;
            Assert.Equal(Certificates.NashCertificate.Of(form.Game, profile).Payoffs, Certificates.TreeCertificate.Of(game, behaviour).Payoffs);
            // Regret is the same number, computed from the table here and from the nodes there.
            Assert.Equal(Certificates.NashCertificate.Of(form.Game, profile).Regret, Certificates.TreeCertificate.Of(game, behaviour).Regret);
            Assert.Equal(behaviour, form.ToBehaviour(form.ToMixed(behaviour)));
        }
    }

    [Fact]
    public void AbsentMindedness_IsSeen_AndSolvedOverPlansOnly()
    {
        // Piccione and Rubinstein's driver: one information set met twice.
        var tree = new ExtensiveGameBuilder(["Driver"]);
        int set = tree.InformationSet(0, ["exit", "go on"]);
        tree.Decision(set);
        tree.Terminal(tree.Outcome([0]));
        tree.Decision(set);
        tree.Terminal(tree.Outcome([4]));
        tree.Terminal(tree.Outcome([1]));
        ExtensiveGame game = tree.Build();
        Assert.Contains("'Driver' does not remember", game.ImperfectRecall, StringComparison.Ordinal);
        ReducedNormalForm form = ReducedNormalForm.Of(game);
        Assert.Equal((0, 1), (form.Game.Payoff(0, 0), form.Game.Payoff(0, 1)));
        Assert.Null(TreeNashResult.Solve(game).Behaviour[0]);
        Assert.Throws<ArgumentException>(() => SubgamePerfection.Solve(game));
    }

    [Fact]
    public void TooManyPlans_AreCountedBeforeTheyAreMade()
    {
        var tree = new ExtensiveGameBuilder(["A", "B"]);
        tree.Chance(Enumerable.Range(0, 64).Select(i => ($"{i}", Rational.Create(1, 64))));
        for (int i = 0; i < 64; i++)
        {
            tree.Decision(tree.InformationSet(0, ["l", "r"]));
            tree.Terminal();
            tree.Terminal();
        }

        GameTooLargeException error = Assert.Throws<GameTooLargeException>(() => ReducedNormalForm.Of(tree.Build()));
        Assert.Equal(System.Numerics.BigInteger.One << 64, error.Estimate);
    }

    [Fact]
    public void ABuilderRefusesWhatIsNoTree()
    {
        Assert.Contains("at least one player", Assert.Throws<InvalidGameException>(() => new ExtensiveGameBuilder([])).Message, StringComparison.Ordinal);
        var tree = new ExtensiveGameBuilder(["A"]);
        Assert.Contains("sum to 5/6", Assert.Throws<InvalidGameException>(() => tree.Chance([("a", Rational.Create(1, 2)), ("b", Rational.Create(1, 3))])).Message, StringComparison.Ordinal);
        Assert.Contains("'a' a second time", Assert.Throws<InvalidGameException>(() => tree.InformationSet(0, ["a", "a"])).Message, StringComparison.Ordinal);
        Assert.Contains("1, one for each player", Assert.Throws<InvalidGameException>(() => tree.Outcome([1, 2])).Message, StringComparison.Ordinal);
        tree.Decision(tree.InformationSet(0, ["l", "r"]));
        tree.Terminal();
        Assert.Contains("after 'r' at node 0", Assert.Throws<InvalidGameException>(tree.Build).Message, StringComparison.Ordinal);
        tree.Terminal();
        Assert.Contains("the tree is whole", Assert.Throws<InvalidGameException>(() => tree.Terminal()).Message, StringComparison.Ordinal);
    }
}
