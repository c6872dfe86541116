using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Tests.Statistics;

public class WelchComparisonTests
{
    [Fact]
    public void StudentsSleepData_TakenAsIndependent_HaveWelchsT()
    {
        // R: t.test(extra ~ group, data = sleep): t = −1.8608, df = 17.776, p = 0.07939, interval −3.3654832 to 0.2054832, group 1 less group 2.
        double[] second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4], first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
        WelchComparison welch = WelchComparison.Of(first, second);
        Assert.Equal(-1.8608, welch.T!.Value, 5e-5);
        Assert.Equal(17.776, welch.DegreesOfFreedom!.Value, 5e-4);
        Assert.Equal(0.07939, welch.PValue!.Value, 5e-6);
        Assert.Equal(-3.3654832, welch.Lower, 5e-7);
        Assert.Equal(0.2054832, welch.Upper, 5e-7);
    }

    [Fact]
    public void ConstantSamples_HaveNoTest()
    {
        WelchComparison different = WelchComparison.Of([1, 1], [2, 2, 2]);
        Assert.Equal((-1, -1, -1, null, null), (different.Mean, different.Lower, different.Upper, different.T, different.PValue));
        Assert.Equal(1, WelchComparison.Of([2, 2], [2, 2, 2]).PValue);
    }

    [Fact]
    public void LinearisedRatios_HaveTheMeanAndSpreadOfTheRatio()
    {
        double[] values = MadeNumbers.Sample(25);
        int[] rounds = [.. MadeNumbers.Sample(25, "rounds").Select(u => 1 + (int)(7 * u))];
        var ratio = new RatioAccumulator();
        for (int i = 0; i < 25; i++) ratio.Add(values[i] * rounds[i], rounds[i]);
        (double mean, double sd) = SampleGuard.Moments(LinearisedRatio.Of(values, rounds));
        Assert.Equal(ratio.ToEstimate().Mean, mean, 12);
        Assert.Equal(ratio.ToEstimate().Sd!.Value, sd, 12);
        Assert.Contains("rounds[1] is 0", Assert.Throws<ArgumentException>(() => LinearisedRatio.Of([1, 2], [1, 0])).Message);
        Assert.Contains("expected 2", Assert.Throws<ArgumentException>(() => LinearisedRatio.Of([1, 2], [1])).Message);
    }
}
