using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Tests.Statistics;

public class RatioAccumulatorTests
{
    [Fact]
    public void ThreePairs_HaveTheDeltaMethodIntervalWorkedByHand()
    {
        Estimate estimate = Of((2, 1), (3, 2), (4, 3));

        // r = 9/6 = 3/2; residuals y − rx: 1/2, 0, −1/2; s² = (1/4 + 1/4)/2 = 1/4; x̄ = 2, so sd = (1/2)/2 = 1/4;
        // t₀.₉₇₅ with 2 degrees of freedom 4.302653.
        Assert.Equal(1.5, estimate.Mean);
        Assert.Equal(0.25, estimate.Sd!.Value, 1e-15);
        double half = 4.302652729911 * 0.25 / Math.Sqrt(3);
        Assert.Equal(1.5 - half, estimate.Lower!.Value, 1e-9);
        Assert.Equal(1.5 + half, estimate.Upper!.Value, 1e-9);
    }

    [Fact]
    public void LongUnits_WeighMoreThanShortOnes()
    {
        // 1 in 1 round, 0 in 9 rounds: 1/10 of the rounds, though the mean of the two units' own shares is 1/2.
        Assert.Equal(0.1, Of((1, 1), (0, 9)).Mean);
    }

    [Fact]
    public void ProportionalPairs_HaveAnIntervalOfNoWidth()
    {
        Estimate estimate = Of((0.3, 1), (0.9, 3), (2.1, 7));
        Assert.Equal(0.3, estimate.Mean, 1e-15);
        Assert.Equal(0, estimate.Sd!.Value, 1e-8);
    }

    [Fact]
    public void TheSumsInOnePass_AgreeWithTheDefinitionInTwo()
    {
        double[] x = [.. MadeNumbers.Sample(500, "x").Select(u => 1 + Math.Floor(20 * u))];
        double[] y = [.. MadeNumbers.Sample(500, "y").Zip(x, (u, length) => length * (3 + u))];
        double ratio = y.Sum() / x.Sum();
        double sd = Math.Sqrt(y.Zip(x, (a, b) => Math.Pow(a - (ratio * b), 2)).Sum() / 499) / x.Average();

        Estimate estimate = Of([.. y.Zip(x)]);
        Assert.Equal(ratio, estimate.Mean);
        Assert.Equal(sd, estimate.Sd!.Value, 1e-12);
    }

    [Fact]
    public void EqualLengths_GiveTheIntervalOfThePlainMean()
    {
        double[] sample = MadeNumbers.Sample(60);
        var mean = new MeanAccumulator();
        foreach (double value in sample) mean.Add(value);
        Estimate plain = mean.ToEstimate();
        Estimate ratio = Of([.. sample.Select(value => (8 * value, 8.0))]);
        Assert.Equal(plain.Mean, ratio.Mean, 1e-14);
        Assert.Equal(plain.Lower!.Value, ratio.Lower!.Value, 1e-14);
        Assert.Equal(plain.Sd!.Value, ratio.Sd!.Value, 1e-14);
    }

    [Fact]
    public void ASinglePair_HasARatioAndNoInterval()
    {
        Assert.Equal(new Estimate(0.5, null, null, null, 1), Of((2, 4)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void ALengthThatIsNotPositive_IsRefused(double length)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RatioAccumulator().Add(1, length));
    }

    private static Estimate Of(params (double Y, double X)[] pairs)
    {
        var accumulator = new RatioAccumulator();
        foreach ((double y, double x) in pairs) accumulator.Add(y, x);
        return accumulator.ToEstimate();
    }
}
