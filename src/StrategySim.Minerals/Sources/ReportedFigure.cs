using System.Collections.Immutable;

namespace StrategySim.Minerals.Sources;

/// <summary>A figure above the level of one mineral and stage, kept as its source prints it.</summary>
/// <remarks>For comparison with the literature; nothing is computed from these.</remarks>
/// <param name="Item">What is counted.</param>
/// <param name="Value">The printed value; several are joined by a slash in the order <paramref name="Item"/> names them.</param>
/// <param name="Unit">Unit, or null where the value is in words.</param>
/// <param name="Year">Years it speaks of, or null where the source gives none.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="AlsoIn">Further sources that print it.</param>
/// <param name="Note">Doubts about the reading, or null.</param>
public sealed record ReportedFigure(
    string Item,
    string Value,
    string? Unit,
    Years? Year,
    Source Source,
    ImmutableArray<Source> AlsoIn,
    string? Note = null);
