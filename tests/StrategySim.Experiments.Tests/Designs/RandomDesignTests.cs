using StrategySim.Experiments.Designs;

namespace StrategySim.Experiments.Tests.Designs;

public class RandomDesignTests
{
    [Fact]
    public void ALongerMonteCarloDesign_BeginsWithTheShorter_AndMoreFactorsKeepTheFirst()
    {
        double[][] small = [.. new MonteCarloDesign(3, 10, 5, "design").Points()];
        double[][] large = [.. new MonteCarloDesign(4, 20, 5, "design").Points()];
        Assert.Equal(20, large.Length);
        Assert.All(small.Zip(large), pair => Assert.Equal(pair.First, pair.Second[..3]));
    }

    [Fact]
    public void AnotherSeedOrPath_GivesOtherPoints()
    {
        double[] point = new MonteCarloDesign(2, 1, 5, "design").Point(0);
        Assert.Equal(point, new MonteCarloDesign(2, 1, 5, "design").Point(0));
        Assert.NotEqual(point, new MonteCarloDesign(2, 1, 6, "design").Point(0));
        Assert.NotEqual(point, new MonteCarloDesign(2, 1, 5, "other").Point(0));
    }

    [Fact]
    public void MonteCarloPoints_AreUniformAndIndependent()
    {
        double[][] points = [.. new MonteCarloDesign(3, 50_000, 1, "design").Points()];
        for (int j = 0; j < 3; j++) Assert.Equal(0.5, points.Average(p => p[j]), 0.006);
        // E(xy) = 1/4 for independent coordinates.
        Assert.Equal(0.25, points.Average(p => p[0] * p[1]), 0.005);
        Assert.Equal(0.25, points.Average(p => p[1] * p[2]), 0.005);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void ALatinHypercube_HasOnePointInEachCellOfEachFactor(int count)
    {
        double[][] points = [.. new LatinHypercube(5, count, 3, "lhs").Points()];
        for (int j = 0; j < 5; j++)
            Assert.Equal(Enumerable.Range(0, count), points.Select(p => (int)(p[j] * count)).Order());
    }

    [Fact]
    public void ALatinHypercube_PairsItsFactorsAtRandom()
    {
        double[][] points = [.. new LatinHypercube(2, 20_000, 3, "lhs").Points()];
        Assert.Equal(0.25, points.Average(p => p[0] * p[1]), 0.004);
    }

    [Fact]
    public void AHypercubeOfNoPoints_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LatinHypercube(2, 0, 3, "lhs"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MonteCarloDesign(0, 1, 3, "mc"));
    }
}
