using StrategySim.Experiments.Randomness;
using StrategySim.Simulation.Randomness;

namespace StrategySim.Experiments.Tests.Randomness;

public class DrawSequenceTests
{
    [Fact]
    public void Draws_AreThoseOfTheStream_TwoABlock()
    {
        var draws = new DrawSequence(7, "a/path", 3);
        var stream = new RandomStream(7, 3, StreamId.Of("a/path"), 1);
        Assert.Equal(
            [stream.Uniforms(0).First, stream.Uniforms(0).Second, stream.Uniforms(1).First],
            new[] { draws.NextUniform(), draws.NextUniform(), draws.NextUniform() });
    }

    [Fact]
    public void NumbersBelowTen_AreEachDrawnAboutATenthOfTheTime()
    {
        var draws = new DrawSequence(1, "below");
        int[] counts = new int[10];
        for (int i = 0; i < 100_000; i++) counts[draws.NextBelow(10)]++;
        // Standard deviation √(10⁵·0.1·0.9) = 95.
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void Shuffling_KeepsEveryItem_AndEachOrderOfThreeIsAsLikely()
    {
        var draws = new DrawSequence(1, "shuffle");
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 60_000; i++)
        {
            int[] items = [1, 2, 3];
            draws.Shuffle(items);
            string order = string.Join("", items);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(6, counts.Count);
        // Standard deviation √(6·10⁴·1/6·5/6) = 91.
        Assert.All(counts.Values, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void NormalNumbers_HaveMeanZeroAndVarianceOne()
    {
        var draws = new DrawSequence(1, "normal");
        double[] sample = [.. Enumerable.Range(0, 100_000).Select(_ => draws.NextNormal())];
        Assert.Equal(0, sample.Average(), 0.015);
        Assert.Equal(1, sample.Average(x => x * x), 0.02);
    }
}
