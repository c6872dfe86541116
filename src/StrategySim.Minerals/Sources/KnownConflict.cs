using System.Collections.Immutable;

namespace StrategySim.Minerals.Sources;

/// <summary>Sources that disagree, with the project's advice.</summary>
/// <param name="Id">Short id, unique in the catalogue.</param>
/// <param name="Topic">What the readings are about.</param>
/// <param name="Readings">The figures that disagree.</param>
/// <param name="Advice">Which reading to use, and when.</param>
/// <param name="Mineral">Mineral id, or null where the topic spans several.</param>
public sealed record KnownConflict(
    string Id,
    string Topic,
    ImmutableArray<Reading> Readings,
    string Advice,
    string? Mineral = null);

/// <summary>One side of a <see cref="KnownConflict"/>.</summary>
/// <param name="Source">Where it was read.</param>
/// <param name="Year">Years it speaks of, or null where the source gives none.</param>
/// <param name="Value">A share, 0 to 1, or null where the source gives words.</param>
/// <param name="Bound">How the value stands to the truth.</param>
/// <param name="Text">The source's words where no number says it, or the basis of the number.</param>
public sealed record Reading(
    Source Source,
    Years? Year,
    decimal? Value = null,
    Bound Bound = Bound.Exact,
    string? Text = null);
