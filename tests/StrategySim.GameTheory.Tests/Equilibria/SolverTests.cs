using System.Numerics;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;
using StrategySim.GameTheory.Types;

namespace StrategySim.GameTheory.Tests.Equilibria;

public sealed class SolverTests
{
    private static NormalFormGame HoldYield(HoldYieldPayoffs a, HoldYieldPayoffs b) => NormalFormGame.HoldYield(a, b);

    private static NormalFormGame Zeros(params int[] counts) =>
        new(counts.Select((count, i) => Player.Numbered($"P{i}", count)), new Rational[counts.Aggregate(counts.Length, (a, b) => a * b)]);

    [Fact]
    public void All_ChoosesTheMostCompleteSolver()
    {
        Assert.Equal("two-by-two", NashSolvers.Choose(Zeros(2, 2), "all").Id);
        Assert.Equal("zero-sum", NashSolvers.Choose(Zeros(2, 3), "all").Id);
        Assert.Equal("extreme-points", NashSolvers.Choose(new RandomGames(1).Bimatrix(2, 3, 3), "all").Id);
        Assert.Equal("branch-and-prune", NashSolvers.Choose(Zeros(2, 2, 2), "all").Id);
        NashResult result = NashSolvers.Solve(Zeros(2, 2, 2), "pure");
        Assert.Equal((false, 8), (result.Complete, result.Equilibria.Length));
        Assert.Contains("mixed strategies were not sought", result.CompleteBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void ZeroSum_LosesNoOptimalStrategy_OnSeveralThreads()
    {
        // Matching one of three with any of four strategies for each: the second player spreads a third over each four, which has 4³ extreme ways.
        // Threads hand parts of the search to each other at moments that differ from time to time.
        NormalFormGame game = new(
            [Player.Numbered("A", 3), Player.Numbered("B", 12)],
            Enumerable.Range(0, 36).SelectMany(static profile => profile / 12 == profile % 12 / 4 ? new Rational[] { 1, -1 } : [0, 0]));
        NashResult alone = NashSolvers.Solve(game, "zero-sum", new SolverLimits { Threads = 1 });
        Assert.Equal(64, alone.Equilibria.Length);
        string expected = ResultText.Of(alone);
        for (int k = 0; k < 500; k++) Assert.Equal(expected, ResultText.Of(NashSolvers.Solve(game, "zero-sum", new SolverLimits { Threads = 4 })));
    }

    [Fact]
    public void WholeSquare_IsOneComponentOfDimension2()
    {
        NashResult result = NashSolvers.Solve(Zeros(2, 2));
        NashComponent component = Assert.Single(result.Components);
        Assert.Equal((2, 4), (component.Dimension, component.Equilibria.Length));
        Assert.Single(component.MaximalNashSubsets);
        Assert.True(result.Contains(MixedStrategyProfile.TwoByTwo(Rational.Create(1, 3), Rational.Create(5, 7))));
        Assert.All(result.Equilibria, equilibrium => Assert.Equal((false, (int?)null), (equilibrium.Isolated, equilibrium.Index)));
    }

    [Fact]
    public void Threshold_IsAPointAndASegment_WithMembershipDecidedExactly()
    {
        // Threshold 1: (H,Y), and B holds while A yields with probability at least 1/2.
        NashResult result = NashSolvers.Solve(HoldYield(new(4, 2, 2, 2), new(4, 2, 3, 1)));
        Assert.Equal([0, 1], result.Components.Select(component => component.Dimension));
        Rational hair = Rational.Parse("1e-30");
        Assert.True(result.Contains(MixedStrategyProfile.TwoByTwo(Rational.Half, 1)));
        Assert.True(result.Contains(MixedStrategyProfile.TwoByTwo(Rational.Half - hair, 1)));
        Assert.False(result.Contains(MixedStrategyProfile.TwoByTwo(Rational.Half + hair, 1)));
        Assert.False(result.Contains(MixedStrategyProfile.TwoByTwo(Rational.Half, Rational.One - hair)));
    }

    [Fact]
    public void Indices_ArePlusOneForStrictEquilibria_AndMinusOneForTheMix()
    {
        NashResult result = NashSolvers.Solve(HoldYield(new(4, 3, 1, -2), new(4, 3, 1, -2)));
        Assert.Equal([1, -1, 1], result.Equilibria.Select(equilibrium => equilibrium.Index));
        Assert.Equal([true, false, true], result.Equilibria.Select(equilibrium => equilibrium.Pure));
    }

    [Fact]
    public void Pure_StrictEquilibriaAreIsolated_TiedOnesAreLeftOpen()
    {
        // (H,Y) is strict; at (Y,H) A is indifferent.
        NashResult result = NashSolvers.Solve(HoldYield(new(4, 2, 2, 2), new(4, 2, 3, 1)), "pure");
        Assert.Equal([(true, 1), (null, null)], result.Equilibria.Select(equilibrium => (equilibrium.Isolated, equilibrium.Index)));
        Assert.Empty(result.Components);
        Assert.True(result.Contains(MixedStrategyProfile.TwoByTwo(1, 0)));
        Assert.False(result.Contains(MixedStrategyProfile.TwoByTwo(Rational.Half, 1)));
    }

    [Fact]
    public void OnePlayer_PureEquilibriaAreTheBestStrategies()
    {
        NormalFormGame game = new([Player.Numbered("A", 3)], [1, 5, 5]);
        Assert.Equal([1, 2], NashSolvers.Solve(game).Equilibria.Select(equilibrium => equilibrium.Profile[0].Support[0]));
    }

    [Fact]
    public void VertexEnumeration_RefusesByEstimateBeforeItWorks()
    {
        // C(24, 12) − 1 = 2,704,155 pairs of 12 steps.
        GameTooLargeException error = Assert.Throws<GameTooLargeException>(() => NashSolvers.Solve(Zeros(12, 12), "vertex-enumeration"));
        Assert.Equal((new BigInteger(32_449_860), 20_000_000L), (error.Estimate, error.Limit));
        Assert.Contains("Vertex enumeration of the 12×12 game takes 32,449,860 steps; expected at most 20,000,000.", error.Message, StringComparison.Ordinal);
        // C(6, 3) − 1 = 19 pairs of 3 steps.
        Assert.Throws<GameTooLargeException>(() => NashSolvers.Solve(Zeros(3, 3), "vertex-enumeration", new SolverLimits { MaximumSteps = 56 }));
        Assert.Single(NashSolvers.Solve(Zeros(3, 3), "vertex-enumeration", new SolverLimits { MaximumSteps = 57 }).Components);
    }

    [Fact]
    public void ReverseSearch_RefusesByEstimateBeforeItWorks()
    {
        // The dual of a cyclic polytope with 40 facets in 20 dimensions has C(30, 10) + C(29, 9) = 40,060,020 vertices; two of them, of 400 entries.
        NormalFormGame game = new RandomGames(1).Bimatrix(20, 20, 99);
        GameTooLargeException error = Assert.Throws<GameTooLargeException>(() => NashSolvers.Solve(game));
        Assert.Equal((new BigInteger(32_048_016_000), 10_000_000_000L), (error.Estimate, error.Limit));
        Assert.Contains("Reverse search of the 20×20 game takes 32,048,016,000 entries; expected at most 10,000,000,000.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void VertexEnumeration_TakesLongNarrowGames()
    {
        // A wants strategy 1; B, who has 100, is indifferent among the last 30.
        Rational[] payoffs = [.. Enumerable.Range(0, 200).SelectMany(cell => new Rational[] { cell < 100 ? 1 : 0, cell % 100 >= 70 ? 1 : 0 })];
        NashResult result = NashSolvers.Solve(new NormalFormGame([Player.Numbered("A", 2), Player.Numbered("B", 100)], payoffs));
        NashComponent component = Assert.Single(result.Components);
        Assert.Equal((30, 29), (component.Equilibria.Length, component.Dimension));
    }

    [Fact]
    public void ResultsLargerThanTheLimits_AreRefused()
    {
        // Nine equilibria of six probabilities.
        Assert.Throws<GameTooLargeException>(() => NashSolvers.Solve(Zeros(3, 3), limits: new SolverLimits { MaximumProbabilities = 53 }));
        Assert.Throws<GameTooLargeException>(() => NashSolvers.Solve(Zeros(3, 3), "pure", new SolverLimits { MaximumProbabilities = 53 }));
        Assert.Equal(9, NashSolvers.Solve(Zeros(3, 3), limits: new SolverLimits { MaximumProbabilities = 54 }).Equilibria.Length);
        // Three vertices of three probabilities in the first polytope.
        Assert.Contains(
            "A best-reply polytope of the 3×3 game takes 9 probabilities or more",
            Assert.Throws<GameTooLargeException>(() => NashSolvers.Solve(Zeros(3, 3), "vertex-enumeration", new SolverLimits { MaximumProbabilities = 8 })).Message,
            StringComparison.Ordinal);
        // Seven strict equilibria, seven isolated subsets: the coordination game of size 3 has 2³ − 1 equilibria.
        NormalFormGame coordination = NormalFormGame.Symmetric(new Rational[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } }, ["a", "b", "c"]);
        Assert.Equal(7, NashSolvers.Solve(coordination).Equilibria.Length);
        Assert.Throws<GameTooLargeException>(() => NashSolvers.Solve(coordination, limits: new SolverLimits { MaximumNashSubsets = 6 }));
    }

    [Fact]
    public void ConstantGames_AreSolvedOrRefusedWithoutMuchMemory()
    {
        Assert.Equal((500, 499), Only(NashSolvers.Solve(Zeros(1, 500))));
        Assert.Throws<GameTooLargeException>(() => NashSolvers.Solve(Zeros(1, 4_000)));
        Assert.Throws<GameTooLargeException>(() => NashSolvers.Solve(Zeros(1, 400_000), "pure"));

        static (int Equilibria, int Dimension) Only(NashResult result) => (Assert.Single(result.Components).Equilibria.Length, result.Components[0].Dimension);
    }

    [Fact]
    public void ASolver_RefusesAGameThatItDoesNotTake()
    {
        Assert.Contains("'two-by-two' does not take the 2×3 game", Assert.Throws<ArgumentException>(() => NashSolvers.Solve(Zeros(2, 3), "two-by-two")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => NashSolvers.Solve(Zeros(2, 2, 2), "vertex-enumeration"));
        Assert.Throws<ArgumentException>(() => SolverCatalog.Get("two-by-two").Solve(Zeros(2, 3), SolverLimits.Default, TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => SolverCatalog.Get("vertex-enumeration").Solve(Zeros(2, 2, 2), SolverLimits.Default, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void UnknownMethods_AreRefusedWithTheMethodsThereAre() =>
        Assert.Contains(
            "expected one of all, branch-and-prune, extreme-points, lemke-howson, lemke-howson-all, logit-path, pure, two-by-two, vertex-enumeration, zero-sum",
            Assert.Throws<ArgumentException>(() => NashSolvers.Solve(Zeros(2, 2), "guess")).Message,
            StringComparison.Ordinal);

    public static TheoryData<string> Methods => [.. SolverCatalog.All.Select(solver => solver.Id)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void EverySolver_StopsWhenCancelled(string method) =>
        Assert.ThrowsAny<OperationCanceledException>(() => NashSolvers.Solve(Zeros(2, 2), method, cancellationToken: new CancellationToken(canceled: true)));

    [Fact]
    public void Catalog_SaysWhatEachSolverDoes_AndRefusesDuplicates()
    {
        Assert.All(SolverCatalog.All, solver =>
        {
            Assert.All((string[])[solver.Id, solver.Name, solver.Source, solver.Limits, solver.Guarantees.Says], text => Assert.False(string.IsNullOrWhiteSpace(text)));
            Assert.True(solver.Accepts(Zeros(2, 2)));
            NashResult result = solver.Solve(Zeros(2, 2), SolverLimits.Default, TestContext.Current.CancellationToken);
            // A promise holds on every game; a solver may keep more of it on some.
            Assert.True(result.Exact || !solver.Guarantees.Exact);
            Assert.True(result.Complete || !solver.Guarantees.Complete);
        });
        Assert.Throws<ArgumentException>(() => SolverCatalog.Check([new PureSolver(), new PureSolver()]));
        Assert.Throws<ArgumentException>(() => SolverCatalog.Check([new TwoByTwoSolver(), new PureSolver()]));
        Assert.Throws<ArgumentException>(() => SolverCatalog.Get("support-enumeration"));
    }
}
