using MathNet.Numerics.Statistics;
using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Tests.Statistics;

public class MeanAccumulatorTests
{
    [Fact]
    public void OneToFive_HasTheIntervalWorkedByHand()
    {
        Estimate estimate = Of(1, 2, 3, 4, 5);

        // Mean 15/5; squares 4 + 1 + 0 + 1 + 4 = 10, sd √(10/4); t₀.₉₇₅ with 4 degrees of freedom 2.776445.
        Assert.Equal(3, estimate.Mean);
        Assert.Equal(Math.Sqrt(2.5), estimate.Sd!.Value, 1e-15);
        double half = 2.7764451051978 * Math.Sqrt(2.5) / Math.Sqrt(5);
        Assert.Equal(3 - half, estimate.Lower!.Value, 1e-9);
        Assert.Equal(3 + half, estimate.Upper!.Value, 1e-9);
        Assert.Equal(5, estimate.N);
    }

    [Fact]
    public void ASingleNumber_HasAMeanAndNoInterval()
    {
        Assert.Equal(new Estimate(2.5, null, null, null, 1), Of(2.5));
    }

    [Fact]
    public void EqualNumbers_HaveAnIntervalOfNoWidth()
    {
        Estimate estimate = Of(0.25, 0.25, 0.25);
        Assert.Equal(new Estimate(0.25, 0.25, 0.25, 0, 3), estimate);
    }

    [Fact]
    public void SmallSpreadAboutALargeMean_KeepsItsDigits()
    {
        // 4, 7, 13, 16 have variance 30; with 10⁹ added, Σx² − (Σx)²/n would leave nothing of it.
        Estimate estimate = Of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16);
        Assert.Equal(Math.Sqrt(30), estimate.Sd!.Value, 1e-9);
    }

    [Fact]
    public void AThousandNumbers_AgreeWithMathNet()
    {
        double[] sample = MadeNumbers.Sample(1000);
        Estimate estimate = Of(sample);
        Assert.Equal(sample.Mean(), estimate.Mean, 1e-12);
        Assert.Equal(sample.StandardDeviation(), estimate.Sd!.Value, 1e-12);
    }

    [Fact]
    public void TheMean_IsThePlainSumInOrderOverN_ToTheLastBit()
    {
        double[] sample = MadeNumbers.Sample(997);
        double sum = 0;
        foreach (double value in sample) sum += value;
        Assert.Equal(sum / 997, Of(sample).Mean);
    }

    [Fact]
    public void NoNumbers_HaveNoMean()
    {
        Assert.Throws<InvalidOperationException>(() => new MeanAccumulator().ToEstimate());
    }

    private static Estimate Of(params double[] values)
    {
        var accumulator = new MeanAccumulator();
        foreach (double value in values) accumulator.Add(value);
        return accumulator.ToEstimate();
    }
}
