using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Tests.Equilibria.ManyPlayers;

/// <summary>The indices of components that are no regular equilibria, against the exact engine of two players and against what leaves indices unchanged.</summary>
public sealed class ComponentIndexTests
{
    private static readonly SolverLimits _limits = new() { MaximumCellEntries = 20_000_000 };

    [Theory]
    [InlineData(3, 2, 100)]
    [InlineData(3, 3, 60)]
    [InlineData(4, 4, 20)]
    public void AThirdPlayerWithADominantStrategy_LeavesTheIndicesThatTheTwoPlayerEngineFinds(int rows, int columns, int games)
    {
        var random = new RandomGames(89);
        int counted = 0;
        for (int k = 0; k < games; k++)
        {
            NormalFormGame pair = random.Bimatrix(rows, columns, 1);
            NormalFormGame game = new(
                [pair.Players[0], pair.Players[1], Player.Numbered("C", 2)],
                Enumerable.Range(0, rows * columns * 2).SelectMany(p => p % 2 == 0
                    ? new[] { pair.PayoffAt(p / 2, 0), pair.PayoffAt(p / 2, 1), Rational.One }
                    : [random.Next(-3, 3), random.Next(-3, 3), Rational.Zero]));
            NashResult expected = NashSolvers.Solve(pair, "extreme-points"), result = NashSolvers.Solve(game, "branch-and-prune", _limits);
            Assert.True(result.Complete, result.CompleteBecause);
            Assert.Equal(expected.Components.Select(c => (c.Dimension, c.Index)), result.Components.Select(c => (c.Dimension, c.Index)));
            if (expected.Components.Count(c => expected.Equilibria[c.Equilibria[0]].Index is null) > 1) counted++;
        }

        // With one such component at most, its index would follow from the sum.
        Assert.True(counted > 5, $"{counted} games have several components that are no regular equilibria");
    }

    /// <remarks>A component's index does not change when a mixture of strategies is added as a strategy: Govindan and Wilson, Games and Economic Behavior 21 (1997) 56–61.</remarks>
    [Theory]
    [InlineData("2×2×2", 9, 60)]
    [InlineData("3×2×2", 9, 25)]
    [InlineData("2×2×2×2", 9, 8)]
    public void AStrategyTwiceOver_LeavesTheIndicesOfTheGameWithoutIt(string shape, int size, int games)
    {
        var random = new RandomGames(97);
        int compared = 0;
        for (int k = 0; k < games; k++)
        {
            NormalFormGame game = random.Table([.. shape.Split('×').Select(int.Parse)], size), twice = FirstStrategyTwice(game);
            NashResult expected = NashSolvers.Solve(game), result = NashSolvers.Solve(twice, "branch-and-prune", _limits);
            // Where all three mix, the copies make a set that the search leaves open.
            if (!result.Complete) continue;
            if (result.Components.Any(c => c.Dimension > 0)) compared++;
            Assert.Equal(expected.Components.Select(c => c.Index).Order(), result.Components.Select(c => c.Index).Order());
        }

        Assert.True(compared > games / 5, $"{compared} games were compared");
    }

    [Fact]
    public void ComponentsThatNoCloseGameKeepsApart_HaveNoIndex_AndTheResultSaysWhy()
    {
        // Two blocks, each with a strict equilibrium and one that a small change removes; what C can do to A makes all of this small.
        int[,] table = { { 1, 0, -5, -5 }, { 0, 0, -5, -5 }, { -5, -5, 1, 0 }, { -5, -5, 0, 0 } };
        NormalFormGame Game(Rational threat) => new(
            [Player.Numbered("A", 4), Player.Numbered("B", 4), Player.Numbered("C", 2)],
            Enumerable.Range(0, 32).SelectMany(p => new Rational[] { p % 2 == 0 ? table[p / 8, p / 2 % 4] : p / 8 * threat, table[p / 8, p / 2 % 4], p % 2 == 0 ? 1 : 0 }));

        NashResult near = NashSolvers.Solve(Game(10)), far = NashSolvers.Solve(Game(Rational.Parse("1e12")));
        bool[] regular = [.. near.Components.Select(c => near.Equilibria[c.Equilibria[0]].Index is not null)];
        Assert.Equal(1, near.IndexSum);
        Assert.Contains(false, regular);
        Assert.True(far.Complete);
        Assert.Null(far.IndexSum);
        Assert.Equal(near.Components.Select((c, k) => regular[k] ? c.Index : null), far.Components.Select(c => c.Index));
        Assert.Contains("no regular game was found so close", far.CompleteBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void Unanimity_HasItsStrictEquilibrium_AndThreeSegmentsThatMeet_WithIndexZero()
    {
        // All three at the first are worth 1 to each, anything else nothing: whoever faces somebody at the second may play anything, but two of them must be there.
        NormalFormGame game = new(Enumerable.Range(1, 3).Select(i => Player.Numbered($"P{i}", 2)), Enumerable.Range(0, 24).Select(k => (Rational)(k < 3 ? 1 : 0)));
        NashResult result = NashSolvers.Solve(game);
        Assert.True(result.Complete, result.CompleteBecause);
        Assert.Equal([(0, 1, 1), (1, 0, 3)], result.Components.Select(c => (c.Dimension, c.Index!.Value, c.MaximalNashSubsets.Length)));
        Assert.Equal(["(1, 0) (0, 1) (0, 1)", "(0, 1) (1, 0) (0, 1)", "(0, 1) (0, 1) (1, 0)", "(0, 1) (0, 1) (0, 1)"], result.Components[1].Equilibria.Select(id => result.Equilibria[id].Profile.ToString()));
    }

    private static NormalFormGame FirstStrategyTwice(NormalFormGame game)
    {
        int count = game.StrategyCount(0), rest = game.ProfileCount / count;
        return new NormalFormGame(
            [Player.Numbered(game.Players[0].Id, count + 1), .. game.Players.Skip(1)],
            Enumerable.Range(0, (count + 1) * rest).SelectMany(p => Enumerable.Range(0, game.PlayerCount).Select(i => game.PayoffAt(p < rest ? p : p - rest, i))));
    }
}
