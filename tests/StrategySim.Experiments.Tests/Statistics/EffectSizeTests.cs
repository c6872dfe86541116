using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Tests.Statistics;

public class EffectSizeTests
{
    // Lakens (2013), table 1: ratings of two films by ten people. Means 8.7 and 7.7, sums of squares 6.1 and 8.1, differences 0 1 1 1 1 0 1 2 1 2.
    private static readonly double[] First = [9, 7, 8, 9, 8, 9, 9, 10, 9, 9];
    private static readonly double[] Second = [9, 6, 7, 8, 7, 9, 8, 8, 8, 7];

    [Fact]
    public void LakensExample_HasTheEffectsHePublishes()
    {
        // d_z = 1/√(4/9) = 1.5.
        Assert.Equal(1.5, EffectSize.CohenDz([.. First.Zip(Second, (a, b) => a - b)])!.Value, 1e-14);
        // Pooled and average variance (6.1 + 8.1)/18: d = 1.126; J(18) = 0.9576, so g = 1.08; J(9) = 0.9140, so g_av = 1.03.
        double d = 1 / Math.Sqrt(14.2 / 18);
        Assert.Equal(1.13, d, 0.005);
        Assert.Equal(1.08, EffectSize.HedgesG(First, Second)!.Value, 0.005);
        Assert.Equal(d * 0.957650, EffectSize.HedgesG(First, Second)!.Value, 1e-5);
        Assert.Equal(d * 0.913875, EffectSize.HedgesGav(First, Second)!.Value, 1e-5);
    }

    [Theory]
    // Γ(1)/(√1·Γ(1/2)) = 1/√π; Γ(3/2)/(√(3/2)·Γ(1)) = √(π/6); Γ(2)/(√2·Γ(3/2)) = √(2/π).
    [InlineData(2, 0.5641895835477563)]
    [InlineData(3, 0.7236012545582676)]
    [InlineData(4, 0.7978845608028654)]
    public void TheCorrection_HasItsClosedForms(int degreesOfFreedom, double expected) =>
        Assert.Equal(expected, EffectSize.HedgesCorrection(degreesOfFreedom), 1e-13);

    [Fact]
    public void TheCorrection_IsAboutItsUsualApproximation()
    {
        Assert.Equal(1 - (3 / 399.0), EffectSize.HedgesCorrection(100), 1e-5);
        Assert.Equal(0, EffectSize.HedgesCorrection(1));
    }

    [Fact]
    public void ConstantSamples_HaveNoStandardisedEffect()
    {
        Assert.Null(EffectSize.CohenDz([1, 1, 1]));
        Assert.Null(EffectSize.HedgesG([1, 1], [2, 2]));
        Assert.Null(EffectSize.HedgesGav([1, 1], [2, 2]));
    }

    [Fact]
    public void TooFewNumbersOrUnequalPairs_AreRefused()
    {
        Assert.Contains("differences has 1 numbers; expected at least 2", Assert.Throws<ArgumentException>(() => EffectSize.CohenDz([1])).Message);
        Assert.Contains("y has 3 numbers; expected 2", Assert.Throws<ArgumentException>(() => EffectSize.HedgesGav([1, 2], [1, 2, 3])).Message);
    }
}
