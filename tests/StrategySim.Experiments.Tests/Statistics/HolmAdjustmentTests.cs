using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Tests.Statistics;

public class HolmAdjustmentTests
{
    [Fact]
    public void FourTests_HaveTheKnownAdjustedValues()
    {
        // In order 0.005·4 = 0.02, 0.01·3 = 0.03, 0.03·2 = 0.06, and 0.04·1 raised to 0.06.
        double[] expected = [0.03, 0.06, 0.06, 0.02];
        Assert.All(HolmAdjustment.Adjust(0.01, 0.04, 0.03, 0.005).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-15));
    }

    [Fact]
    public void AdjustedValues_StopAtOne_AndEqualValuesStayEqual() => Assert.Equal([1, 1, 1], HolmAdjustment.Adjust(0.5, 0.9, 0.5));

    [Fact]
    public void NoTests_HaveNoValues() => Assert.Empty(HolmAdjustment.Adjust());

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void WhatIsNoProbability_IsRefusedByPlace(double value) =>
        Assert.Contains("pValues[1]", Assert.Throws<ArgumentException>(() => HolmAdjustment.Adjust(0.5, value)).Message);
}
