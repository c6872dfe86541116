using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Tests.Equilibria.ManyPlayers;

/// <summary>One equilibrium of games with several players, by the logit path.</summary>
public sealed class LogitPathTests
{
    [Theory]
    [InlineData("2×2×2", 40)]
    [InlineData("3×3×3", 4)]
    [InlineData("2×2×2×2×2", 3)]
    public void RandomGames_EndInAnEquilibriumThatBranchAndPruneLists(string shape, int games)
    {
        var random = new RandomGames(79);
        int[] counts = [.. shape.Split('×').Select(int.Parse)];
        for (int k = 0; k < games; k++)
        {
            NormalFormGame game = random.Table(counts, 99);
            NashResult one = NashSolvers.Solve(game, "logit-path");
            NashEquilibrium only = Assert.Single(one.Equilibria);
            Assert.Contains(NashSolvers.Solve(game).Equilibria, e => e.Profile.Equals(only.Profile));
            Assert.False(one.Complete);
        }
    }

    [Theory]
    [InlineData("2×2×2×2×2×2×2×2×2")]
    [InlineData("5×5×5")]
    [InlineData("4×4×4×4")]
    public void LargerGames_EndInAProvenEquilibrium(string shape)
    {
        NormalFormGame game = new RandomGames(83).Table([.. shape.Split('×').Select(int.Parse)], 99);
        NashEquilibrium only = Assert.Single(NashSolvers.Solve(game, "logit-path").Equilibria);
        Assert.True(only.Regret < Rational.Parse("1e-20"));
        Assert.NotNull(only.Index);
    }

    [Fact]
    public void AGameInWhichNobodyCares_HasItsUniformProfileOnTheBranch_WhichIsNotRegular()
    {
        NormalFormGame zeros = new(Enumerable.Range(1, 3).Select(i => Player.Numbered($"P{i}", 2)), new Rational[24]);
        NashResult result = NashSolvers.Solve(zeros, "logit-path");
        Assert.Empty(result.Equilibria);
        Assert.Contains("no equilibrium that could be proven", result.CompleteBecause, StringComparison.Ordinal);
    }
}
