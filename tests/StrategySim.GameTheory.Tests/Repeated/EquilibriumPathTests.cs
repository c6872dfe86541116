using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Numerics.Geometry;
using StrategySim.GameTheory.Repeated;

namespace StrategySim.GameTheory.Tests.Repeated;

/// <summary>Equilibria without public randomisation: graphs of paths against conditions on single paths, and sets worked out by hand.</summary>
public sealed class EquilibriumPathTests
{
    private const int CC = 0, CD = 1, DC = 2, DD = 3;

    // No pure stage equilibrium. B never gets less than 2 at 1/2: leaving CC pays it (2 + 2)/2 = 2, leaving DD (4 + 2)/2 = 3, so that CC and then DD for
    // ever keeps it at 2. A would gain 3 from CD or DC and cannot be paid for that. After CC or DD, B has to get 3 for ever: DD only.
    private static readonly NormalFormGame TwoPayoffs = StageGames.Bimatrix(new Rational[,] { { 4, 0 }, { 1, 3 } }, new Rational[,] { { 1, 2 }, { 4, 3 } });

    private static RepeatedGame At(NormalFormGame stage, string discount) => new(stage, Rational.Parse(discount));

    private static EquilibriumPaths Solve(NormalFormGame stage, string discount) => EquilibriumPaths.Solve(At(stage, discount), TestContext.Current.CancellationToken);

    private static PathPayoffs Payoffs(EquilibriumPaths paths, int boxes = 16) =>
        PathPayoffs.Of(paths, AbreuSannikov.Solve(paths.Game, cancellationToken: TestContext.Current.CancellationToken), boxes, TestContext.Current.CancellationToken);

    private static RationalPoint Point(string x, string y) => new(Rational.Parse(x), Rational.Parse(y));

    [Fact]
    public void PrisonersDilemma_BelowAQuarter_OnlyTheStageEquilibriumIsLeft()
    {
        PathPayoffs payoffs = Payoffs(Solve(StageGames.PrisonersDilemma, "6/25"));
        Assert.Equal(PathCount.Finite, payoffs.Count);
        EquilibriumPath only = Assert.Single(payoffs.All!);
        Assert.Equal(Point("1", "1"), only.Payoffs);
        Assert.Equal([DD], only.Path.Cycle);
    }

    [Fact]
    public void PrisonersDilemma_AtAQuarter_HasMutualDefectionForAWhileAndThenTurns()
    {
        // Whoever yields needs 4 = 5/(1 + 1/4) afterwards, which only taking turns from then on gives; the first yielding may come in any round.
        PathPayoffs payoffs = Payoffs(Solve(StageGames.PrisonersDilemma, "1/4"));
        Assert.Equal(PathCount.Countable, payoffs.Count);
        Assert.Equal([Point("1", "1"), Point("4", "1"), Point("1", "4")], payoffs.Paths.Graph.Requirements);
        Assert.Equal([CD, DC], payoffs.PathWith(Point("1", "4"), TestContext.Current.CancellationToken)!.Cycle);
        Assert.Equal([DD, DD], payoffs.PathWith(Point("1", "19/16"), TestContext.Current.CancellationToken)!.Start);
        Assert.Null(payoffs.PathWith(Point("3", "3"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void PrisonersDilemma_CooperatesFromOneHalfOn()
    {
        Assert.DoesNotContain(Solve(StageGames.PrisonersDilemma, "49/100").Graph.Steps, steps => steps.Any(s => s.Profile == CC));
        PathPayoffs payoffs = Payoffs(Solve(StageGames.PrisonersDilemma, "1/2"));
        Assert.Equal(PathCount.Uncountable, payoffs.Count);
        // The condition of mutual cooperation binds for ever there: a node of its own, that leads to itself only.
        int node = payoffs.Paths.Graph.Requirements.IndexOf(Point("3", "3"));
        Assert.Equal(new PathStep(CC, node), Assert.Single(payoffs.Paths.Graph.Steps[node]));
    }

    [Fact]
    public void PrisonersDilemma_OfPatientPlayers_NeedsNoLotteries()
    {
        PathPayoffs payoffs = Payoffs(Solve(StageGames.PrisonersDilemma, "9/10"));
        Assert.NotNull(payoffs.Whole);
        Assert.Null(payoffs.Cover);
        Assert.Null(Payoffs(Solve(StageGames.PrisonersDilemma, "3/5")).Whole);
    }

    [Fact]
    public void AGameWithoutStageEquilibrium_MayHaveTwoPayoffs()
    {
        PathPayoffs payoffs = Payoffs(Solve(TwoPayoffs, "1/2"));
        Assert.Equal(PathCount.Finite, payoffs.Count);
        Assert.Equal([Point("3", "3"), Point("7/2", "2")], payoffs.All!.Select(p => p.Payoffs));
        Assert.Equal([CC], payoffs.All![1].Path.Start);
        Assert.Equal([DD], payoffs.All[1].Path.Cycle);
        Assert.Equal(Point("3", "2"), payoffs.Paths.Worst);
    }

    [Fact]
    public void MatchingPennies_HaveNoPath()
    {
        EquilibriumPaths paths = Solve(StageGames.MatchingPennies, "9/10");
        Assert.True(paths.Exact);
        Assert.Equal(PathCount.None, Payoffs(paths).Count);
        Assert.Null(SustainingMachine.ForPath(paths, new ActionPath(StageGames.MatchingPennies, [], [CC]), out _));
    }

    [Fact]
    public void Walks_AreThePathsWhoseConditionsHold()
    {
        // Conditions on one path are polynomials in the discount factor, written down without any graph.
        int kept = 0, exact = 0;
        foreach ((NormalFormGame stage, string discount) in Samples())
        {
            EquilibriumPaths paths = Solve(stage, discount);
            if (!paths.Exact || paths.Graph.IsEmpty) continue;
            exact++;
            PathPayoffs payoffs = Payoffs(paths);
            foreach (ActionPath path in ShortPaths(stage))
            {
                bool holds = PatienceConditions.Of(stage, path, [paths.Worst!.Value.X, paths.Worst.Value.Y]).All(c => c.SignAt(paths.Game.Discount) >= 0);
                Assert.Equal(holds, IsWalk(paths, path));
                Assert.Equal(holds, SustainingMachine.ForPath(paths, path, out _) is not null);
                if (!holds) continue;
                kept++;
                RationalPoint at = path.Payoffs(paths.Game)[0];
                if (payoffs.All is { } all) Assert.Contains(all, p => p.Payoffs == at);
                if (payoffs.Cover is { } cover) Assert.Contains(cover, box => Holds(box, at));
            }
        }

        Assert.True(exact > 20 && kept > 500, $"{exact} games, {kept} paths");
    }

    [Fact]
    public void PathsInBoxes_AreEquilibriumPaths_WhereTheGraphIsRoundedToo()
    {
        int checkedPaths = 0;
        foreach ((NormalFormGame stage, string discount) in new[] { (StageGames.PrisonersDilemma, "3/5"), (StageGames.Chicken, "11/20"), (StageGames.Chicken, "7/10") })
        {
            EquilibriumPaths paths = Solve(stage, discount);
            Assert.Equal(PayoffSetProof.Enclosed, paths.Proof);
            IReadOnlyList<PayoffBox> cover = Payoffs(paths, 8).Cover!;
            foreach (EquilibriumPath inside in cover.Where(box => box.Inside is not null).Select(box => box.Inside!))
            {
                Assert.NotNull(SustainingMachine.ForPath(paths, inside.Path, out string? fault));
                Assert.Null(fault);
                checkedPaths++;
            }

            Assert.True(cover.Count(box => box.Inside is not null) > cover.Count / 2);
        }

        Assert.True(checkedPaths > 50);
    }

    private static bool Holds(PayoffBox box, RationalPoint point)
    {
        (double x, double y) = (point.X.ToDouble(), point.Y.ToDouble());
        return x >= box.Low.X && x <= box.High.X && y >= box.Low.Y && y <= box.High.Y;
    }

    // Steps with the same payoffs to the same node are told once, so a step is found by its payoffs. After so many rounds a node and a place in the
    // path have come together twice.
    private static bool IsWalk(EquilibriumPaths paths, ActionPath path)
    {
        HashSet<int> nodes = [0];
        for (int round = 0; round < path.Length * (paths.Graph.Steps.Length + 1); round++)
        {
            RationalPoint played = paths.Game.Payoffs(path.At(round));
            nodes = [.. nodes.SelectMany(node => paths.Graph.Steps[node]).Where(s => s.Profile == path.At(round) || (paths.Game.Payoffs(s.Profile) == played && paths.Game.DeviationGains(s.Profile) == paths.Game.DeviationGains(path.At(round)))).Select(s => s.To)];
        }

        return nodes.Count > 0;
    }

    private static IEnumerable<(NormalFormGame Stage, string Discount)> Samples()
    {
        // A small generator of its own, so that the games are the same everywhere.
        uint state = 12345;
        int Next() => (int)((state = (state * 1664525) + 1013904223) >> 24) % 6;
        for (int k = 0; k < 24; k++)
        {
            Rational[,] a = { { Next(), Next() }, { Next(), Next() } }, b = { { Next(), Next() }, { Next(), Next() } };
            NormalFormGame stage = StageGames.Bimatrix(a, b);
            yield return (stage, "1/3");
            yield return (stage, "1/2");
        }
    }

    private static IEnumerable<ActionPath> ShortPaths(NormalFormGame stage)
    {
        int[][] cycles = [.. Words(1).Concat(Words(2)).Concat(Words(3))];
        return from start in Words(1).Prepend([]) from cycle in cycles select new ActionPath(stage, start, cycle);

        IEnumerable<int[]> Words(int length) => length == 0 ? [[]] : from word in Words(length - 1) from a in Enumerable.Range(0, 4) select (int[])[.. word, a];
    }
}
