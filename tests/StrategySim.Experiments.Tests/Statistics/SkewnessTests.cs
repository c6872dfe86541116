using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Tests.Statistics;

public class SkewnessTests
{
    [Fact]
    public void OneInFour_HasTheSkewnessWorkedByHand()
    {
        // Mean 1/4, m₂ = 3/16, m₃ = (−3·1/64 + 27/64)/4 = 3/32: G₁ = (3/32)/(3/16)^(3/2) = 2/√3.
        Assert.Equal(2 / Math.Sqrt(3), Skewness.Of([0, 0, 1, 0])!.Value, 1e-14);
        Assert.Equal(-2 / Math.Sqrt(3), Skewness.Of([1e6, 1e6, -1e120, 1e6])!.Value, 1e-12);
    }

    [Fact]
    public void ASymmetricSample_HasNone_AndAConstantOneIsUndefined()
    {
        Assert.Equal(0, Skewness.Of([1, 2, 3, 4])!.Value, 1e-15);
        Assert.Null(Skewness.Of([2, 2]));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 101)]
    [InlineData(-1.1, 31)]
    [InlineData(1e200, long.MaxValue)]
    public void CochransRule_AsksForTwentyFiveTimesItsSquare(double skewness, long expected) => Assert.Equal(expected, Skewness.NumbersNeeded(skewness));

    [Fact]
    public void BadInput_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Skewness.Of([1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Skewness.NumbersNeeded(double.NaN));
    }
}
