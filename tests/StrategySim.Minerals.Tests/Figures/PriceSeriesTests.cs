using System.Collections.Immutable;
using StrategySim.Minerals.Figures;

namespace StrategySim.Minerals.Tests.Figures;

public sealed class PriceSeriesTests
{
    [Theory]
    [InlineData("rare-earths", "Nd2O3", 0.571, 2.73, 1.0)]
    [InlineData("rare-earths", "Dy2O3", 0.309, 1.58, 0.571)]
    [InlineData("lithium", "battery-grade-carbonate", 1.176, 7.04, 4.007)]
    [InlineData("cobalt", "LME-cash", 0.494, 2.40, 0.631)]
    [InlineData("natural-graphite", "flake", 0.055, 1.25, 0.1)]
    public void KnownMeasuresOfMovement(string mineral, string series, double deviation, double ratio, double change)
    {
        PriceSeries price = MineralCatalog.Find(mineral).Price(series);

        Assert.Equal(deviation, price.LogReturnStandardDeviation!.Value, 0.0005);
        Assert.Equal(ratio, (double)price.MaximumOverMinimum, 0.005);
        Assert.Equal(change, (double)price.LargestYearlyChange, 0.0005);
    }

    [Fact]
    public void DoublingEveryYear_HasNoVolatility_AndAChangeOfOne()
    {
        PriceSeries price = Series((2020, 1), (2021, 2), (2022, 4));

        Assert.Equal(0, price.LogReturnStandardDeviation!.Value, 1e-15);
        Assert.Equal((4m, 1m), (price.MaximumOverMinimum, price.LargestYearlyChange));
    }

    [Fact]
    public void TwoYears_HaveNoStandardDeviation() =>
        Assert.Null(Series((2020, 1), (2021, 2)).LogReturnStandardDeviation);

    [Fact]
    public void SeriesThatCannotBe_AreRefused()
    {
        Assert.Contains("has 1 years; expected at least 2", Assert.Throws<ArgumentException>(() => Series((2020, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("skips a year", Assert.Throws<ArgumentException>(() => Series((2020, 1), (2022, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("expected prices above 0", Assert.Throws<ArgumentException>(() => Series((2020, 1), (2021, 0))).Message, StringComparison.Ordinal);
    }

    private static PriceSeries Series(params (int Year, decimal Price)[] points) =>
        new("x", "USD/t", MineralCatalog.Sources[0], points.ToImmutableSortedDictionary(point => point.Year, point => point.Price));
}
