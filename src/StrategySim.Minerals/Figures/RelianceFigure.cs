using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals.Figures;

/// <summary>What part of an importer's use comes from abroad.</summary>
/// <param name="Importer">Code of the country or bloc that imports.</param>
/// <param name="Value">Fraction of use, 0 to 1, or null where the source gives words only (see <see cref="Note"/>).</param>
/// <param name="Bound">How the value stands to the truth: <c>&gt; 0.5</c> is a figure of its own, not 0.5.</param>
/// <param name="Year">Years it speaks of, or null where the source gives none.</param>
/// <param name="YearIsApproximate">True where the year is the project's estimate of what the source means.</param>
/// <param name="Product">Which product of the mineral, or null where the source does not say.</param>
/// <param name="GroupOf">For a figure on a group of minerals: the group in words. Null for the mineral itself.</param>
/// <param name="Basis">What it is a share of.</param>
/// <param name="Note">The source's words or limits, or null.</param>
/// <param name="Source">Where it was read.</param>
public sealed record RelianceFigure(
    string Importer,
    decimal? Value,
    Bound Bound,
    Years? Year,
    bool YearIsApproximate,
    string? Product,
    string? GroupOf,
    string Basis,
    string? Note,
    Source Source);

/// <summary>The project's own stand-in for an import reliance that was looked for and not found.</summary>
/// <remarks>Look-ups never return it; only the mapping to a game takes it, as a marked assumption.</remarks>
/// <param name="Mineral">Mineral id.</param>
/// <param name="Importer">Code of the country or bloc that imports.</param>
/// <param name="Value">Assumed fraction of use, 0 to 1.</param>
/// <param name="Low">Lower end of what is plausible, 0 to <paramref name="Value"/>.</param>
/// <param name="High">Upper end of what is plausible, <paramref name="Value"/> to 1.</param>
/// <param name="Because">Why this value, in a sentence or two that can stand in a scenario.</param>
/// <param name="Source">The source the reasoning leans on.</param>
public sealed record RelianceAssumption(
    string Mineral,
    string Importer,
    decimal Value,
    decimal Low,
    decimal High,
    string Because,
    Source Source);
