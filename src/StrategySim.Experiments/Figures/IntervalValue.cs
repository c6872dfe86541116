using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Figures;

/// <summary>A number of a figure with its interval.</summary>
/// <param name="Value">The number.</param>
/// <param name="Lower">Lower end of the interval; null where there is none.</param>
/// <param name="Upper">Upper end of the interval; null where there is none.</param>
public sealed record IntervalValue(double Value, double? Lower = null, double? Upper = null)
{
    /// <summary>An estimate.</summary>
    public static IntervalValue Of(Estimate estimate) => new(estimate.Mean, estimate.Lower, estimate.Upper);

    /// <summary>A row of results.</summary>
    public static IntervalValue Of(OutcomeRow row) => new(row.Mean, row.Lower, row.Upper);

    /// <summary>Half the width of the interval; null where an end is missing.</summary>
    internal double? HalfWidth => (Upper - Lower) / 2;

    /// <summary>"0.42 [0.38, 0.46]".</summary>
    internal string Show() => Lower is { } lower && Upper is { } upper ? $"{FigureText.Show(Value)} [{FigureText.Show(lower)}, {FigureText.Show(upper)}]" : FigureText.Show(Value);
}
