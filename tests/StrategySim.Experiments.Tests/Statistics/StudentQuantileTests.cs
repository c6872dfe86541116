using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Tests.Statistics;

public class StudentQuantileTests
{
    // Closed forms: tan(0.475π) for 1 degree of freedom and 0.95·√(2/(1 − 0.95²)) for 2; the rest from printed tables.
    [Theory]
    [InlineData(1, 12.7062047361747)]
    [InlineData(2, 4.30265272974946)]
    [InlineData(4, 2.77644510519779)]
    [InlineData(30, 2.04227245630124)]
    [InlineData(99, 1.98421695150868)]
    public void TwoSided95_AgreesWithTables(int degreesOfFreedom, double expected)
    {
        Assert.Equal(expected, StudentQuantile.TwoSided95(degreesOfFreedom), 1e-9);
    }

    [Fact]
    public void TwoSided95_OfManyDegreesOfFreedom_IsThatOfTheNormalDistribution()
    {
        Assert.Equal(1.95996398454005, StudentQuantile.TwoSided95(999_999), 1e-5);
    }

    [Fact]
    public void NoDegreesOfFreedom_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentQuantile.TwoSided95(0));
    }
}
