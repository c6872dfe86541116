using StrategySim.Experiments.Comparisons;

namespace StrategySim.Experiments.Figures;

/// <summary>Draws comparisons: one view an outcome, the sides beside each other and their differences from the baseline.</summary>
public static class ComparisonFigures
{
    /// <summary>The figure of a comparison.</summary>
    /// <param name="comparison">The comparison; of at most ten sides, more cannot be told apart.</param>
    /// <param name="id">Its id.</param>
    public static ComparisonFigure Of(ComparisonResult comparison, string id = "comparison")
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ComparedDifference[] all = [.. comparison.Outcomes.SelectMany(outcome => outcome.Differences)];
        string[] compared = [.. comparison.Sides.Select(side => side.Name).Where(name => name != comparison.Baseline)];
        string pairs = Array.TrueForAll(all, difference => difference.Paired) ? ", paired" : all.Any(difference => difference.Paired) ? ", paired where seeds are the same" : ", not paired";
        return new ComparisonFigure
        {
            Id = id,
            Title = compared.Length == 1 ? $"{compared[0]} against {comparison.Baseline}" : $"{FigureText.List(compared, 4)} against {comparison.Baseline}",
            Subtitle = $"{FigureText.List(comparison.Sides.Select(side => side.ScenarioId).Distinct(StringComparer.Ordinal), 4)}; {ComparisonWords.Replications(comparison)}",
            Intervals = ComparisonWords.HasIntervals(comparison) ? $"95 % t-intervals{(compared.Length == 1 ? "; g: Hedges' g, p: adjusted by Holm's method" : "")}" : "",
            DifferenceTitle = $"{(compared.Length == 1 ? compared[0] : "each")} − {comparison.Baseline}{pairs}",
            Panels = [.. comparison.Outcomes.GroupBy(outcome => outcome.Outcome).Select(Panel)],
        };
    }

    private static ComparisonPanel Panel(IGrouping<string, ComparedOutcome> outcomes) => new(
        FigureAxis.Of(new("*", "*", outcomes.Key)),
        [.. outcomes.SelectMany(outcome => outcome.Means.Select(mean => new ComparisonRow(Label(outcome), mean.Side, new IntervalValue(mean.Mean, mean.Lower, mean.Upper))))],
        [.. outcomes.SelectMany(outcome => outcome.Differences.Select(difference => new ComparisonDifference(Label(outcome), difference.Side, new IntervalValue(difference.Mean, difference.Lower, difference.Upper), Note(difference))))]);

    private static string Label(ComparedOutcome outcome) => ComparisonFigure.Label(outcome.Actor, outcome.Game);

    private static string Note(ComparedDifference difference)
    {
        string[] parts =
        [
            .. difference.EffectSize is { } g ? [$"g = {FigureText.Show(Math.Round(g, 2))}"] : Array.Empty<string>(),
            .. difference.AdjustedPValue is { } p ? [p < 0.001 ? "p < 0.001" : $"p = {ComparisonNumbers.P(p)}"] : Array.Empty<string>(),
        ];
        return string.Join(", ", parts);
    }
}
