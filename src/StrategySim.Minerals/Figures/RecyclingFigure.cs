using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals.Figures;

/// <summary>What a recycling figure measures. The measures differ in kind and are not to be mixed.</summary>
public enum RecyclingMetric
{
    /// <summary>Share of demand met by recycling of end-of-life products (EU assessments).</summary>
    EndOfLifeInputRate,

    /// <summary>Share of metal in discarded products that is recycled (UNEP).</summary>
    EndOfLifeRate,

    /// <summary>Scrap or secondary output over consumption or supply (United States); see the scope.</summary>
    SecondaryShare,

    /// <summary>Recycling capacity over consumption (EU).</summary>
    CapacityShare,
}

/// <summary>A recycling figure.</summary>
/// <param name="Region">Code of the region, <c>WORLD</c> included.</param>
/// <param name="Year">Years it speaks of.</param>
/// <param name="Metric">What it measures.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="Value">Fraction, 0 to 1, or null where a range is given instead.</param>
/// <param name="Bound">How the value stands to the truth.</param>
/// <param name="Low">Lower end of a printed range, or null.</param>
/// <param name="High">Upper end of a printed range, or null.</param>
/// <param name="Scope">Part of the mineral, or exact ratio, where the metric alone does not say it.</param>
/// <param name="Note">How it was derived, or null.</param>
public sealed record RecyclingFigure(
    string Region,
    Years Year,
    RecyclingMetric Metric,
    Source Source,
    decimal? Value = null,
    Bound Bound = Bound.Exact,
    decimal? Low = null,
    decimal? High = null,
    string? Scope = null,
    string? Note = null);

/// <summary>Part of a region's own use that it can meet itself at a stage.</summary>
/// <remarks>Not the complement of import reliance: numerator and denominator differ.</remarks>
/// <param name="Region">Code of the region.</param>
/// <param name="Stage">Extraction, processing or recycling, in the source's words.</param>
/// <param name="Year">Years it speaks of.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="Value">Fraction, 0 to 1, or null where a range is given instead.</param>
/// <param name="Bound">How the value stands to the truth.</param>
/// <param name="Low">Lower end of a printed range, or null.</param>
/// <param name="High">Upper end of a printed range, or null.</param>
/// <param name="Note">The source's words, or null.</param>
public sealed record SelfSufficiencyFigure(
    string Region,
    string Stage,
    Years Year,
    Source Source,
    decimal? Value = null,
    Bound Bound = Bound.Exact,
    decimal? Low = null,
    decimal? High = null,
    string? Note = null);
