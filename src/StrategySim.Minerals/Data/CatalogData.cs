using System.Collections.Frozen;
using System.Collections.Immutable;
using StrategySim.Minerals.Figures;
using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals.Data;

/// <summary>Everything the embedded files hold, read and cross-checked.</summary>
internal sealed class CatalogData
{
    public required ImmutableArray<Source> Sources { get; init; }

    public required ImmutableArray<Country> Countries { get; init; }

    public required ImmutableArray<Mineral> Minerals { get; init; }

    public required ImmutableArray<DatedEvent> Events { get; init; }

    public required ImmutableArray<KnownConflict> Conflicts { get; init; }

    public required ImmutableArray<LeadTime> LeadTimes { get; init; }

    public required ImmutableArray<ReportedFigure> ReportedFigures { get; init; }

    public required ImmutableArray<RelianceAssumption> AssumedReliance { get; init; }

    public FrozenDictionary<string, Source> SourcesById => field ??= Sources.ToFrozenDictionary(source => source.Id);

    public FrozenDictionary<string, Country> CountriesByCode => field ??= Countries.ToFrozenDictionary(country => country.Code);

    public FrozenDictionary<string, Mineral> MineralsById => field ??= Minerals.ToFrozenDictionary(mineral => mineral.Id);
}
