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
        var rule = new ReplicationRule(0.5, 100);
        Assert.Equal(new ReplicationDecision(ReplicationVerdict.Narrow, 30), rule.Decide(new Estimate(0, -0.5, 0.5, 1, 30)));
        Assert.Equal(new ReplicationDecision(ReplicationVerdict.Continue, 60), rule.Decide(new Estimate(0, -0.75, 0.75, 1, 30)));
        Assert.Equal(new ReplicationDecision(ReplicationVerdict.Continue, 100), rule.Decide(new Estimate(0, -0.75, 0.75, 1, 60)));
        Assert.Equal(new ReplicationDecision(ReplicationVerdict.Capped, 100), rule.Decide(new Estimate(0, -0.75, 0.75, 1, 100)));
        Assert.Equal(new ReplicationDecision(ReplicationVerdict.Narrow, 100), rule.Decide(new Estimate(0, -0.25, 0.25, 1, 100)));
    }

    [Fact]
    public void BetweenTheLooks_ItDoesNotDecide() =>
        Assert.Contains(
            "does not decide at 45 replications; expected one of 30, 60, 100",
            Assert.Throws<ArgumentException>(() => new ReplicationRule(0.5, 100).Decide(new Estimate(0, 0, 0, 0, 45))).Message);

    [Theory]
    [InlineData(0, 100)]
    [InlineData(-1, 100)]
    [InlineData(double.NaN, 100)]
    [InlineData(double.PositiveInfinity, 100)]
    [InlineData(1, 1)]
    public void ARuleThatCouldNotBeMet_IsRefused(double target, int cap) => Assert.Throws<ArgumentOutOfRangeException>(() => new ReplicationRule(target, cap));
}
