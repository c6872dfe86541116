using System.Collections.Immutable;
using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals.Figures;

/// <summary>Annual average prices of one product.</summary>
/// <remarks>Its measures of movement rest on annual averages, so they understate movement within a year.</remarks>
public sealed record PriceSeries
{
    /// <summary>A series of at least two consecutive years of positive prices.</summary>
    /// <param name="series">Id within the mineral, such as <c>Nd2O3</c>.</param>
    /// <param name="unit">Currency and quantity, such as <c>USD/kg</c>.</param>
    /// <param name="source">Where it was read.</param>
    /// <param name="annualAverages">Year to average price, in <paramref name="unit"/>.</param>
    /// <exception cref="ArgumentException">A price is not positive, a year is missing in between, or fewer than two years are given.</exception>
    public PriceSeries(string series, string unit, Source source, ImmutableSortedDictionary<int, decimal> annualAverages)
    {
        ArgumentNullException.ThrowIfNull(annualAverages);
        if (annualAverages.Count < 2)
            throw new ArgumentException($"Price series {series} has {annualAverages.Count} years; expected at least 2.", nameof(annualAverages));
        if (annualAverages.Keys.Last() - annualAverages.Keys.First() != annualAverages.Count - 1)
            throw new ArgumentException($"Price series {series} skips a year.", nameof(annualAverages));
        if (annualAverages.Values.Min() <= 0)
            throw new ArgumentException($"Price series {series} has a price of {annualAverages.Values.Min()}; expected prices above 0.", nameof(annualAverages));
        Series = series;
        Unit = unit;
        Source = source;
        AnnualAverages = annualAverages;
    }

    /// <summary>Id within the mineral, such as <c>Nd2O3</c>.</summary>
    public string Series { get; }

    /// <summary>Currency and quantity, such as <c>USD/kg</c>.</summary>
    public string Unit { get; }

    /// <summary>Where it was read.</summary>
    public Source Source { get; }

    /// <summary>Year to average price, in <see cref="Unit"/>, in order of years.</summary>
    public ImmutableSortedDictionary<int, decimal> AnnualAverages { get; }

    /// <summary>Sample standard deviation of ln(p(t) / p(t − 1)), per √year; null with fewer than three years.</summary>
    public double? LogReturnStandardDeviation
    {
        get
        {
            double[] returns = [.. Steps().Select(step => Math.Log((double)(step.Next / step.Previous)))];
            if (returns.Length < 2)
                return null;

            double mean = returns.Average();
            return Math.Sqrt(returns.Sum(r => (r - mean) * (r - mean)) / (returns.Length - 1));
        }
    }

    /// <summary>Highest over lowest annual average; at least 1.</summary>
    public decimal MaximumOverMinimum => AnnualAverages.Values.Max() / AnnualAverages.Values.Min();

    /// <summary>Largest |p(t) / p(t − 1) − 1| from one year to the next, a fraction.</summary>
    public decimal LargestYearlyChange => Steps().Max(step => Math.Abs((step.Next / step.Previous) - 1));

    private IEnumerable<(decimal Previous, decimal Next)> Steps() => AnnualAverages.Values.Zip(AnnualAverages.Values.Skip(1));
}

/// <summary>Single dated prices on one market, such as a spot price after a control.</summary>
/// <param name="Market">Which market.</param>
/// <param name="Unit">Currency and quantity, such as <c>USD/kg</c>.</param>
/// <param name="Source">Where they were read.</param>
/// <param name="Points">ISO 8601 month to price, in <paramref name="Unit"/>, in order of months.</param>
public sealed record PricePoints(
    string Market,
    string Unit,
    Source Source,
    ImmutableSortedDictionary<string, decimal> Points);
