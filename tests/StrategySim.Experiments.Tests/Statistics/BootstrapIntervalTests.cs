using StrategySim.Experiments.Randomness;
using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Tests.Statistics;

public class BootstrapIntervalTests
{
    private static readonly double[] Sample = [.. Enumerable.Range(0, 40).Select(i => (double)(i * i % 23))];

    [Theory]
    [InlineData("Studentised")]
    [InlineData("Percentile")]
    [InlineData("BiasCorrectedAccelerated")]
    public void EqualSeeds_GiveEqualIntervals_AboutTheMean(string name)
    {
        var method = Enum.Parse<BootstrapMethod>(name);
        Interval interval = BootstrapInterval.Mean(Sample, method, 1, "bootstrap");
        Assert.Equal(interval, BootstrapInterval.Mean(Sample, method, 1, "bootstrap"));
        Assert.NotEqual(interval, BootstrapInterval.Mean(Sample, method, 2, "bootstrap"));
        Assert.True(interval.Contains(Sample.Average()));
    }

    [Theory]
    [InlineData("Studentised")]
    [InlineData("Percentile")]
    [InlineData("BiasCorrectedAccelerated")]
    public void ALargeNormalSample_HasAboutTheStudentInterval(string name)
    {
        var draws = new DrawSequence(1, "normal");
        double[] sample = [.. Enumerable.Range(0, 1000).Select(_ => draws.NextNormal())];
        var student = new MeanAccumulator();
        foreach (double x in sample) student.Add(x);
        Estimate expected = student.ToEstimate();
        Interval interval = BootstrapInterval.Mean(sample, Enum.Parse<BootstrapMethod>(name), 1, "bootstrap", 9999);
        // Half-width 0.062; the end of 9,999 resamples has a standard error of about 0.0007.
        Assert.Equal(expected.Lower!.Value, interval.Lower!.Value, 0.004);
        Assert.Equal(expected.Upper!.Value, interval.Upper!.Value, 0.004);
    }

    [Fact]
    public void ThePercentileInterval_IsTheOrderStatisticsOfTheResampledMeans()
    {
        // Two numbers: a resample has mean 0, 1/2 or 1 with chances 1/4, 1/2, 1/4, so both tails of 2.5 % are at the ends.
        Assert.Equal(new Interval(0, 1), BootstrapInterval.Mean([0, 1], BootstrapMethod.Percentile, 1, "bootstrap"));
    }

    [Theory]
    [InlineData("Studentised")]
    [InlineData("BiasCorrectedAccelerated")]
    public void ALongTailToTheRight_ReachesFurtherToTheRight(string name)
    {
        double[] skewed = [.. MadeNumbers.Sample(50).Select(u => -Math.Log(1 - u))];
        Interval interval = BootstrapInterval.Mean(skewed, Enum.Parse<BootstrapMethod>(name), 1, "bootstrap");
        double mean = skewed.Average();
        Assert.True(interval.Upper - mean > 1.1 * (mean - interval.Lower));
    }

    [Fact]
    public void MirroredSamples_HaveAboutMirroredIntervals()
    {
        foreach (BootstrapMethod method in Enum.GetValues<BootstrapMethod>())
        {
            Interval interval = BootstrapInterval.Mean(Sample, method, 1, "bootstrap", 9999);
            Interval mirrored = BootstrapInterval.Mean([.. Sample.Select(x => -x)], method, 1, "bootstrap", 9999);
            Assert.Equal(-interval.Upper!.Value, mirrored.Lower!.Value, 0.02);
            Assert.Equal(-interval.Lower!.Value, mirrored.Upper!.Value, 0.02);
        }
    }

    [Fact]
    public void EqualNumbers_HaveAnIntervalOfNoWidth()
    {
        foreach (BootstrapMethod method in Enum.GetValues<BootstrapMethod>())
            Assert.Equal(new Interval(0.1, 0.1), BootstrapInterval.Mean([0.1, 0.1, 0.1], method, 1, "bootstrap"));
    }

    [Fact]
    public void AFewOnesAmongZeros_DoNotBoundTheStudentisedInterval()
    {
        // With one success in thirty, a resample has none with chance e⁻¹: its t is −∞, and the upper end is not determined.
        Interval interval = BootstrapInterval.Mean([1, .. new double[29]], BootstrapMethod.Studentised, 1, "bootstrap");
        Assert.Null(interval.Upper);
        Assert.True(interval.Contains(0.9));
    }

    [Fact]
    public void ADifferenceOfMeans_IsThatOfTheTwoSamples()
    {
        double[] y = [.. Sample.Select(x => (2 * x) + 3)];
        foreach (BootstrapMethod method in Enum.GetValues<BootstrapMethod>())
        {
            Interval interval = BootstrapInterval.MeanDifference(Sample, y, method, 1, "bootstrap", 9999);
            // Welch: standard error √(s² + 4s²)/√40.
            double difference = Sample.Average() - y.Average();
            double sd = Math.Sqrt(Sample.Sum(x => Math.Pow(x - Sample.Average(), 2)) / 39);
            double half = 1.96 * sd * Math.Sqrt(5.0 / 40);
            Assert.Equal(difference - half, interval.Lower!.Value, 0.2 * half);
            Assert.Equal(difference + half, interval.Upper!.Value, 0.2 * half);
        }
    }

    [Fact]
    public void BadInput_IsRefused()
    {
        Assert.Contains("sample has 1 numbers", Assert.Throws<ArgumentException>(() => BootstrapInterval.Mean([1], BootstrapMethod.Percentile, 1, "b")).Message);
        Assert.Contains("y[0] is NaN", Assert.Throws<ArgumentException>(() => BootstrapInterval.MeanDifference([1, 2], [double.NaN, 1], BootstrapMethod.Percentile, 1, "b")).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => BootstrapInterval.Mean([1, 2], BootstrapMethod.Percentile, 1, "b", 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => BootstrapInterval.Mean([1, 2], (BootstrapMethod)9, 1, "b"));
    }
}
