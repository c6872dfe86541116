using System.Collections.Immutable;
using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals;

/// <summary>A dated control, ban, agreement or disruption, for historical scenarios.</summary>
/// <param name="From">When it began: ISO 8601 year or month, <c>2010-09</c>.</param>
/// <param name="Actors">Codes of the states that acted; empty where none did.</param>
/// <param name="Targets">Codes of those it was aimed at; <c>WORLD</c> for all buyers, empty for none.</param>
/// <param name="Minerals">Ids of the minerals concerned; empty where only a group is named.</param>
/// <param name="Instrument">What was done.</param>
/// <param name="Effect">What followed, as reported, or null where nothing was found.</param>
/// <param name="Sources">Where it was read; at least one.</param>
/// <param name="Until">When it ended, or when the last of several acts fell; null for a single date.</param>
/// <param name="Cause">What caused it where no state did, else null.</param>
/// <param name="MineralGroup">A group of minerals in words, or null.</param>
/// <param name="Note">Doubts about date or content, or null.</param>
public sealed record DatedEvent(
    string From,
    ImmutableArray<string> Actors,
    ImmutableArray<string> Targets,
    ImmutableArray<string> Minerals,
    string Instrument,
    string? Effect,
    ImmutableArray<Source> Sources,
    string? Until = null,
    string? Cause = null,
    string? MineralGroup = null,
    string? Note = null);
