using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Tests.Statistics;

public class ReplicationRuleTests
{
    [Fact]
    public void TheLooks_DoubleFromThirtyUpToTheCap()
    {
        Assert.Equal([30, 60, 120, 240, 400], new ReplicationRule(1, 400).Looks());
        Assert.Equal([30, 60], new ReplicationRule(1, 60).Looks());
        Assert.Equal([20], new ReplicationRule(1, 20).Looks());
        Assert.Equal(int.MaxValue, new ReplicationRule(1, int.MaxValue).Looks().Last());
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(30, 30)]
    [InlineData(31, 60)]
    [InlineData(399, 400)]
    [InlineData(1000, 400)]
    public void AStudyThatIsToppedUp_GoesOnToTheNextLook(int replications, int look) =>
        Assert.Equal(look, new ReplicationRule(1, 400).NextLook(replications));

    [Fact]
    public void ItStops_WhereTheHalfWidthIsAtMostTheTarget_OrAtTheCap()
    {
        // With deviation 1 the half-width is t₀.₉₇₅/√n: 0.3734 at 30, 0.2583 at 60, 0.1984 at 100.
        var rule = new ReplicationRule(0.25, 100);
        Assert.Equal(new ReplicationDecision(ReplicationVerdict.Continue, 60), Decide(rule, 30, 1));
        Assert.Equal(new ReplicationDecision(ReplicationVerdict.Continue, 100), Decide(rule, 60, 1));
        Assert.Equal(new ReplicationDecision(ReplicationVerdict.Narrow, 60), Decide(rule, 60, 0.96));
        Assert.Equal(new ReplicationDecision(ReplicationVerdict.Narrow, 100), Decide(rule, 100, 1));
        Assert.Equal(new ReplicationDecision(ReplicationVerdict.Capped, 100), Decide(rule, 100, 2));
    }

    [Fact]
    public void AHalfThatSpreadsMore_KeepsItGoing_ExceptAtTheCap()
    {
        // 0.96·2.0010/√60 = 0.248 is narrow, 1·2.0010/√60 = 0.258 is not; at 100 the interval itself is what counts: 1.9842·1.2/√100 = 0.238.
        var rule = new ReplicationRule(0.25, 100);
        Assert.Equal(ReplicationVerdict.Continue, Decide(rule, 60, 0.96, first: 1).Verdict);
        Assert.Equal(ReplicationVerdict.Continue, Decide(rule, 60, 0.96, second: 1).Verdict);
        Assert.Equal(ReplicationVerdict.Narrow, Decide(rule, 100, 1.2, second: 2).Verdict);
    }

    [Fact]
    public void Outcomes_AreCutIntoTheirHalves()
    {
        // Deviation 1/2 in the first half and about 2 in the second, 1.45 in all: half-widths 0.54 and 0.75 of 30.
        double[] outcomes = [.. Enumerable.Range(0, 30).Select(i => (i < 15 ? 0.5 : 2) * (i % 2 == 0 ? 1 : -1))];
        Assert.Equal(ReplicationVerdict.Continue, new ReplicationRule(0.6, 100).Decide(outcomes).Verdict);
        Assert.Equal(ReplicationVerdict.Narrow, new ReplicationRule(0.8, 100).Decide(outcomes).Verdict);
        Assert.Equal(ReplicationVerdict.Narrow, new ReplicationRule(0.6, 30).Decide(outcomes).Verdict);
    }

    [Fact]
    public void BetweenTheLooks_OrWithoutTheHalves_ItDoesNotDecide()
    {
        Assert.Contains(
            "does not decide at 45 replications; expected one of 30, 60, 100",
            Assert.Throws<ArgumentException>(() => new ReplicationRule(0.5, 100).Decide(new double[45])).Message);
        Estimate all = Estimate.WithStudentInterval(0, 1, 30);
        Assert.Contains("30 and 15 replications; expected 15 and 15", Assert.Throws<ArgumentException>(() =>
            new ReplicationRule(0.5, 100).Decide(all, all, Estimate.WithStudentInterval(0, 1, 15))).Message);
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(-1, 100)]
    [InlineData(double.NaN, 100)]
    [InlineData(double.PositiveInfinity, 100)]
    [InlineData(1, 3)]
    public void ARuleThatCouldNotBeMet_IsRefused(double target, int cap) => Assert.Throws<ArgumentOutOfRangeException>(() => new ReplicationRule(target, cap));

    private static ReplicationDecision Decide(ReplicationRule rule, int n, double sd, double first = 0, double second = 0) => rule.Decide(
        Estimate.WithStudentInterval(0, sd, n), Estimate.WithStudentInterval(0, first, n / 2), Estimate.WithStudentInterval(0, second, n - (n / 2)));
}
