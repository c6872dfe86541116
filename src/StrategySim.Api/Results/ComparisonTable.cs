using StrategySim.Experiments.Comparisons;

namespace StrategySim.Api.Results;

/// <summary>A comparison as rows: one for each outcome and side.</summary>
internal static class ComparisonTable
{
    public static CsvTable Of(ComparisonResult comparison) => new(
        [
            "actor", "game", "outcome", "unit", "side", "mean", "lower", "upper", "sd", "n", "baseline", "difference", "differenceLower", "differenceUpper", "bootstrapLower", "bootstrapUpper",
            "standardError", "paired", "differenceN", "baselineN", "effectSize", "cohenDz", "correlation", "varianceReduction", "skewness", "t", "degreesOfFreedom", "pValue", "adjustedPValue",
        ],
        from outcome in comparison.Outcomes
        from mean in outcome.Means
        let d = outcome.Differences.FirstOrDefault(difference => difference.Side == mean.Side)
        select (object?[])
        [
            outcome.Actor, outcome.Game, outcome.Outcome, outcome.Unit, mean.Side, mean.Mean, mean.Lower, mean.Upper, mean.Sd, mean.N, d is null ? null : comparison.Baseline,
            d?.Mean, d?.Lower, d?.Upper, d?.BootstrapLower, d?.BootstrapUpper, d?.StandardError, d?.Paired, d?.N, d?.BaselineN, d?.EffectSize, d?.CohenDz, d?.Correlation,
            d?.VarianceReduction, d?.Skewness, d?.T, d?.DegreesOfFreedom, d?.PValue, d?.AdjustedPValue,
        ]);
}
