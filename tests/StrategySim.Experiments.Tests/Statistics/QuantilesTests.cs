using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Tests.Statistics;

public class QuantilesTests
{
    [Fact]
    public void FourNumbers_AreInterpolatedAsDefinitionSevenSays()
    {
        // 1 + (4 − 1)p: p = 1/4 is three quarters of the way from the first to the second.
        Assert.Equal([1, 1.75, 2.5, 3.25, 4], Quantiles.Of([3, 1, 4, 2], 0, 0.25, 0.5, 0.75, 1));
    }

    [Fact]
    public void OneNumber_IsEveryQuantile()
    {
        Assert.Equal([7, 7, 7], Quantiles.Of([7], 0, 0.3, 1));
    }

    [Fact]
    public void TheSample_IsLeftInItsOrder()
    {
        double[] sample = [3, 1, 2];
        Quantiles.Of(sample, 0.5);
        Assert.Equal([3, 1, 2], sample);
    }

    [Fact]
    public void AnEmptySample_IsRefused() => Assert.Throws<ArgumentException>(() => Quantiles.Of([], 0.5));

    [Fact]
    public void ANumberThatIsNotFinite_IsRefused() => Assert.Throws<ArgumentException>(() => Quantiles.Of([1, double.NaN], 0.5));

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void AProbabilityOutsideZeroToOne_IsRefused(double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Of([1, 2], probability));
}
