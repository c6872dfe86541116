using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Tests.Statistics;

public class WilsonIntervalTests
{
    // Newcombe (1998), Statistics in Medicine 17(8), table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void NewcombesExamples_HaveThePublishedIntervals(long successes, long trials, double lower, double upper)
    {
        Interval interval = WilsonInterval.Of(successes, trials);
        Assert.Equal(lower, interval.Lower!.Value, 5.1e-5);
        Assert.Equal(upper, interval.Upper!.Value, 5.1e-5);
    }

    [Fact]
    public void FailuresMirrorSuccesses_AndTheEndsAreExact()
    {
        Interval none = WilsonInterval.Of(0, 7), all = WilsonInterval.Of(7, 7);
        Assert.Equal(0, none.Lower);
        Assert.Equal(1, all.Upper);
        Assert.Equal(1 - none.Upper!.Value, all.Lower!.Value, 1e-15);
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    [InlineData(0, 0)]
    public void ImpossibleCounts_AreRefused(long successes, long trials) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(successes, trials));
}
