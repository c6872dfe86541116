using StrategySim.Experiments.Designs;

namespace StrategySim.Experiments.Tests.Designs;

public class MorrisDesignTests
{
    [Fact]
    public void EachTrajectory_MovesEveryFactorOnceByDelta_OnTheGrid()
    {
        var design = new MorrisTrajectories(5, 20, 4, 1, "morris");
        Assert.Equal(120, design.Count);
        MorrisStep[] steps = [.. design.Steps()];
        Assert.Equal(100, steps.Length);
        foreach (MorrisStep[] trajectory in steps.Chunk(5)) Assert.Equal([0, 1, 2, 3, 4], trajectory.Select(step => step.Factor).Order());
        foreach (MorrisStep step in steps)
        {
            // Δ = p/(2(p − 1)) = 2/3 for p = 4.
            Assert.Equal(2.0 / 3, Math.Abs(step.Delta), 1e-15);
            double[] from = design.Point(step.From), to = design.Point(step.To);
            for (int i = 0; i < 5; i++) Assert.Equal(i == step.Factor ? step.Delta : 0, to[i] - from[i], 1e-15);
            Assert.All(from.Concat(to), u => Assert.Contains(u, new[] { 0, 1 / 3.0, 2 / 3.0, 1 }));
        }
    }

    [Fact]
    public void MoreTrajectories_KeepTheEarlierOnes()
    {
        double[][] few = [.. new MorrisTrajectories(3, 4, 6, 1, "morris").Points()];
        Assert.Equal(few, new MorrisTrajectories(3, 9, 6, 1, "morris").Points().Take(few.Length));
    }

    [Fact]
    public void EveryEffectOfTheGrid_IsAsLikely()
    {
        // Two factors on 4 levels: 8 effects of each; a factor's start and the other's level decide which.
        var counts = new Dictionary<string, int>();
        var design = new MorrisTrajectories(2, 40_000, 4, 1, "morris");
        foreach (MorrisStep step in design.Steps().Where(step => step.Factor == 0))
        {
            double[] lower = design.Point(step.Delta > 0 ? step.From : step.To);
            string key = string.Join(" ", lower.Select(u => Math.Round(3 * u)));
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        Assert.Equal(8, counts.Count);
        // Standard deviation √(4·10⁴·1/8·7/8) = 66.
        Assert.All(counts.Values, count => Assert.InRange(count, 4_700, 5_300));
    }

    [Fact]
    public void TheWholeGrid_HasEveryEffectOnce()
    {
        var design = new MorrisGrid(3, 4);
        Assert.Equal(64, design.Count);
        MorrisStep[] steps = [.. design.Steps()];
        Assert.Equal([32, 32, 32], Enumerable.Range(0, 3).Select(factor => steps.Count(step => step.Factor == factor)));
        Assert.Equal(96, steps.Distinct().Count());
        foreach (MorrisStep step in steps)
        {
            double[] from = design.Point(step.From), to = design.Point(step.To);
            for (int i = 0; i < 3; i++) Assert.Equal(i == step.Factor ? 2.0 / 3 : 0, to[i] - from[i], 1e-15);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    [InlineData(-2)]
    public void LevelsThatAreOddOrTooFew_AreRefused(int levels)
    {
        Assert.Contains($"{levels} levels; expected an even number", Assert.Throws<ArgumentException>(() => new MorrisTrajectories(2, 4, levels, 1, "morris")).Message);
        Assert.Throws<ArgumentException>(() => new MorrisGrid(2, levels));
    }

    [Fact]
    public void AnEnormousGrid_SaysItsNumberOfPoints() => Assert.Equal(System.Numerics.BigInteger.Pow(8, 50), new MorrisGrid(50, 8).Count);
}
