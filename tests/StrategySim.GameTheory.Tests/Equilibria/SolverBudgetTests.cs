using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Equilibria.LargeGames;
using StrategySim.GameTheory.Games;

namespace StrategySim.GameTheory.Tests.Equilibria;

/// <summary>Solves that run past their budget end with what they have; solves that the caller cancels do not.</summary>
public sealed class SolverBudgetTests
{
    public static TheoryData<string> Methods => [.. SolverCatalog.All.Select(solver => solver.Id)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void ABudgetThatIsUsedUpAtTheStart_EndsEverySolverWithoutAFault(string method)
    {
        INashSolver solver = SolverCatalog.Get(method);
        NormalFormGame game = new([Player.Numbered("A", 2), Player.Numbered("B", 2)], [1, -1, -1, 1, -1, 1, 1, -1]);
        NashResult result = solver.Solve(game, new SolverLimits { Budget = new SolverBudget(new CancellationToken(canceled: true), "0 s") }, TestContext.Current.CancellationToken);
        // Work that is constant needs no budget.
        if (result.Complete) Assert.Equal(NashSolvers.Solve(game, method).Equilibria.Length, result.Equilibria.Length);
        else Assert.StartsWith("the budget of 0 s was used up", result.CompleteBecause, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void CancellingIsNotABudget(string method)
    {
        var ended = new CancellationToken(canceled: true);
        NormalFormGame game = new([Player.Numbered("A", 2), Player.Numbered("B", 2)], [1, -1, -1, 1, -1, 1, 1, -1]);
        Assert.ThrowsAny<OperationCanceledException>(() => NashSolvers.Solve(game, method, new SolverLimits { Budget = new SolverBudget(ended, "0 s") }, ended));
    }

    [Fact]
    public void ReverseSearch_ThatEndsHalfWay_GivesEquilibriaOfTheWholeList()
    {
        NormalFormGame game = new RandomGames(73).Bimatrix(11, 11, 9);
        var all = new EndAfter(null, 0);
        NashResult whole = NashSolvers.Solve(game, "extreme-points", new SolverLimits { Threads = 1, Progress = all });
        using var ended = new CancellationTokenSource();
        // One polytope is searched after the other, so that the end has to come late for pairs to be known.
        var limits = new SolverLimits { Threads = 1, Progress = new EndAfter(ended, all.Seen - 1), Budget = new SolverBudget(ended.Token, "a while") };
        NashResult part = NashSolvers.Solve(game, "extreme-points", limits, TestContext.Current.CancellationToken);
        Assert.False(part.Complete);
        Assert.StartsWith("the budget of a while was used up after ", part.CompleteBecause, StringComparison.Ordinal);
        Assert.NotEmpty(part.Equilibria);
        Assert.True(part.Equilibria.Length < whole.Equilibria.Length);
        Assert.All(part.Equilibria, equilibrium => Assert.Contains(whole.Equilibria, known => known.Profile.Equals(equilibrium.Profile)));
        Assert.Empty(part.Components);
    }

    [Fact]
    public void LemkeHowson_FromEveryLabel_KeepsTheEndsOfThePathsSoFar()
    {
        NormalFormGame game = new RandomGames(79).Bimatrix(8, 8, 9);
        using var ended = new CancellationTokenSource();
        var limits = new SolverLimits { Progress = new EndAfter(ended, 3), Budget = new SolverBudget(ended.Token, "3 paths") };
        NashResult part = NashSolvers.Solve(game, "lemke-howson-all", limits, TestContext.Current.CancellationToken);
        Assert.NotEmpty(part.Equilibria);
        Assert.Equal("the budget of 3 paths was used up after the paths from 3 of 16 starting labels", part.CompleteBecause);
    }

    [Fact]
    public void LemkeHowson_WithALabel_FollowsThatPathAlone()
    {
        // In the coordination game the path that drops a strategy leads to the strict equilibrium of that strategy.
        NormalFormGame game = new([Player.Numbered("A", 3), Player.Numbered("B", 3)], [3, 3, 0, 0, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 0, 0, 1, 1]);
        for (int label = 0; label < 6; label++)
        {
            NashResult result = new LemkeHowsonSolver(label).Solve(game, SolverLimits.Default, TestContext.Current.CancellationToken);
            Assert.Equal(label % 3, Assert.Single(result.Equilibria).Profile[0].Support.Single());
            Assert.Contains($"drops strategy '{(label % 3) + 1}' of player '{(label < 3 ? "A" : "B")}'", result.CompleteBecause, StringComparison.Ordinal);
        }

        Assert.False(new LemkeHowsonSolver(6).Accepts(game));
        Assert.False(new LemkeHowsonSolver(-1).Accepts(game));
    }

    /// <summary>Counts reports, and ends a token at one of them.</summary>
    private sealed class EndAfter(CancellationTokenSource? ended, int reports) : IProgress<SolverProgress>
    {
        public int Seen { get; private set; }

        public void Report(SolverProgress value)
        {
            if (++Seen == reports) ended?.Cancel();
        }
    }
}
