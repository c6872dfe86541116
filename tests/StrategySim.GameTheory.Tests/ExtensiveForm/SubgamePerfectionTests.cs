using System.Collections.Immutable;
using StrategySim.GameTheory.Certificates;
using StrategySim.GameTheory.ExtensiveForm;
using StrategySim.GameTheory.Formats;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;
using StrategySim.GameTheory.Tests.Equilibria;

namespace StrategySim.GameTheory.Tests.ExtensiveForm;

public sealed class SubgamePerfectionTests
{
    private static string Played(ExtensiveGame game, TreeEquilibrium equilibrium) =>
        string.Join(' ', game.InformationSets.Select(set => equilibrium.Behaviour.Strategies[set.Id] is { IsPure: true } pure ? set.Actions[pure.Support[0]] : "mixed"));

    [Fact]
    public void EntryDeterrence_OnlySharingIsCredible_ThoughFightingIsANashEquilibriumToo()
    {
        ExtensiveGame game = GambitEfg.Read(Trees.Entry);
        SubgamePerfectResult result = SubgamePerfection.Solve(game);
        Assert.True(result.Complete);
        Assert.Equal("in share", Played(game, Assert.Single(result.Equilibria)));
        TreeNashResult nash = TreeNashResult.Solve(game);
        // (in, share), and staying out while the incumbent fights with probability of at least 2/3.
        Assert.Equal(3, nash.Normal.Equilibria.Length);
        Assert.Equal(1, nash.SubgamePerfect.Count(perfect => perfect == true));
        Assert.Equal(2, nash.SubgamePerfect.Count(perfect => perfect == false));
        Assert.Single(nash.PerfectComponents()!.Value);
    }

    [Fact]
    public void Centipede_IsTakenAtOnce_HoweverLong()
    {
        // 2,000 moves deep: nothing recurses.
        ExtensiveGame game = Trees.Centipede(2000);
        SubgamePerfectResult result = SubgamePerfection.Solve(game);
        TreeEquilibrium only = Assert.Single(result.Equilibria);
        Assert.True(result.Complete);
        Assert.Equal([(Rational)2, 0], only.Payoffs);
        Assert.All(only.Behaviour.Strategies, strategy => Assert.Equal(Rational.One, strategy![0]));
    }

    [Fact]
    public void Ultimatum_TiesOfTheResponderMatter_AndTheAnswerSaysSo()
    {
        ExtensiveGame game = Trees.Ultimatum(3);
        SubgamePerfectResult result = SubgamePerfection.Solve(game);
        // Accept an offer of nothing, which is then made; or reject it, and an offer of 1 is made.
        Assert.Equal(["0 accept accept accept accept", "1 reject accept accept accept"], result.Equilibria.Select(e => Played(game, e)).Order(StringComparer.Ordinal));
        Assert.False(result.Complete);
        Assert.Null(result.Tied);
        Assert.Contains("'reply to 0' of 'Responder'", result.CompleteBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void TiesThatMatterToNobody_GiveEveryMixture()
    {
        // B, indifferent, moves A's payoff between 1 and 2, which A prefers to 0 either way.
        var tree = new ExtensiveGameBuilder(["A", "B"]);
        tree.Decision(tree.InformationSet(0, ["out", "in"]));
        tree.Terminal();
        tree.Decision(tree.InformationSet(1, ["l", "r", "bad"]));
        tree.Terminal(tree.Outcome([1, 1]));
        tree.Terminal(tree.Outcome([2, 1]));
        tree.Terminal(tree.Outcome([5, 0]));
        SubgamePerfectResult result = SubgamePerfection.Solve(tree.Build());
        Assert.True(result.Complete);
        Assert.Equal(2, result.Equilibria.Length);
        Assert.Equal([[1], [0, 1]], result.Tied!.Value.Select(actions => actions.ToArray()));
    }

    [Fact]
    public void AListThatIsCutOff_SaysHowManyThereAre()
    {
        var tree = new ExtensiveGameBuilder(["A"]);
        for (int n = 0; n < 40; n++)
        {
            tree.Decision(tree.InformationSet(0, ["l", "r"]));
            tree.Terminal();
        }

        tree.Terminal();
        SubgamePerfectResult result = SubgamePerfection.Solve(tree.Build(), new() { MaximumProbabilities = 800 });
        Assert.Equal(1L << 40, result.Count);
        Assert.Equal(10, result.Equilibria.Length);
        Assert.False(result.Complete);
    }

    [Fact]
    public void SubgamesWithImperfectInformation_AreSolvedInAllCombinations()
    {
        // An outside option worth 2 to A, or a battle of the sexes worth (3, 1), (1, 3) or, mixed, (3/4, 3/4).
        ExtensiveGame game = GambitEfg.Read("""
            EFG 2 R "Outside option" { "A" "B" }
            p "" 1 1 "" { "out" "in" } 0
            t "" 1 "" { 2, 2 }
            p "" 1 2 "" { "l" "r" } 0
            p "" 2 1 "" { "l" "r" } 0
            t "" 2 "" { 3, 1 }
            t "" 3 "" { 0, 0 }
            p "" 2 1 "" { "l" "r" } 0
            t "" 3
            t "" 4 "" { 1, 3 }
            """);
        SubgamePerfectResult result = SubgamePerfection.Solve(game);
        Assert.True(result.Complete);
        Assert.Equal(["in l l", "out mixed mixed", "out r r"], result.Equilibria.Select(e => Played(game, e)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void PerfectInformation_AgreesWithBruteForceOverAllPurePlans()
    {
        var random = new RandomGames(5);
        int ties = 0;
        for (int trial = 0; trial < 400; trial++)
        {
            ExtensiveGame game = Trees.RandomTree(random, players: 1 + random.Below(3), decisions: 1 + random.Below(5), payoffs: 3, perfectInformation: true);
            SubgamePerfectResult result = SubgamePerfection.Solve(game);
            HashSet<BehaviourProfile> expected = [.. Plans(game).Where(plan => game.SubgameRoots.All(root => TreeCertificate.Of(game, plan, root).Regret.IsZero))];
            Assert.Equal(expected.Count, result.Equilibria.Length);
            Assert.All(result.Equilibria, equilibrium => Assert.Contains(equilibrium.Behaviour, expected));
            if (result.Equilibria.Length > 1) ties++;
            if (result.Tied is { } tied) Assert.All(Between(game, tied), mixture => Assert.True(game.SubgameRoots.All(root => TreeCertificate.Of(game, mixture, root).Regret.IsZero)));
        }

        Assert.InRange(ties, 50, 350);
    }

    [Fact]
    public void ImperfectInformation_EveryEquilibriumListedIsOneInEverySubgame_AndANashEquilibriumOfTheReducedForm()
    {
        var random = new RandomGames(6);
        int several = 0;
        for (int trial = 0; trial < 300; trial++)
        {
            ExtensiveGame game = Trees.RandomTree(random, players: 2, decisions: 2 + random.Below(5), payoffs: 5, perfectInformation: false);
            Assert.Null(game.ImperfectRecall);
            SubgamePerfectResult result = SubgamePerfection.Solve(game);
            TreeNashResult nash = TreeNashResult.Solve(game);
            if (game.SubgameRoots.Length > 1) several++;
            Assert.NotEmpty(result.Equilibria);
            foreach (TreeEquilibrium equilibrium in result.Equilibria.Take(20))
            {
                Assert.All(game.SubgameRoots, root => Assert.True(TreeCertificate.Of(game, equilibrium.Behaviour, root).Regret.IsZero));
                Assert.True(nash.Normal.Contains(nash.Form.ToMixed(equilibrium.Behaviour)));
            }
        }

        Assert.InRange(several, 100, 300);
    }

    private static IEnumerable<BehaviourProfile> Plans(ExtensiveGame game)
    {
        int[] wheel = new int[game.InformationSets.Length];
        while (true)
        {
            yield return new BehaviourProfile(game, game.InformationSets.Select(set => MixedStrategy.Pure(set.Actions.Length, wheel[set.Id])));
            int at = wheel.Length - 1;
            while (at >= 0 && ++wheel[at] == game.InformationSets[at].Actions.Length) wheel[at--] = 0;
            if (at < 0) yield break;
        }
    }

    // The middle of the product, and one mixture near each corner of it.
    private static IEnumerable<BehaviourProfile> Between(ExtensiveGame game, ImmutableArray<ImmutableArray<int>> tied)
    {
        yield return Mixture(_ => 1);
        yield return Mixture(action => action + 1);

        BehaviourProfile Mixture(Func<int, int> weight) => new(game, game.InformationSets.Select(set =>
        {
            Rational all = tied[set.Id].Sum(weight);
            return new MixedStrategy(Enumerable.Range(0, set.Actions.Length).Select(action => tied[set.Id].Contains(action) ? weight(action) / all : Rational.Zero));
        }));
    }
}
