using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using StrategySim.Minerals.Data;
using StrategySim.Minerals.Figures;
using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals;

/// <summary>The minerals, and what was read about them: every number with year, source, unit, basis and qualifier.</summary>
/// <remarks>
/// The data are embedded in the assembly and parsed once, at first use. A mineral is one file in <c>Data/minerals</c>;
/// adding it there is all it takes. Nothing is filled by guessing: what was not found is null or absent.
/// </remarks>
public static class MineralCatalog
{
    private static readonly Lazy<CatalogData> s_data = new(CatalogReader.ReadEmbedded);

    /// <summary>All minerals, in order of their ids.</summary>
    public static ImmutableArray<Mineral> All => s_data.Value.Minerals;

    /// <summary>All sources, in order of their ids.</summary>
    public static ImmutableArray<Source> Sources => s_data.Value.Sources;

    /// <summary>All countries, blocs and aggregates, in order of their codes.</summary>
    public static ImmutableArray<Country> Countries => s_data.Value.Countries;

    /// <summary>Controls, bans, agreements and disruptions, in order of time.</summary>
    public static ImmutableArray<DatedEvent> Events => s_data.Value.Events;

    /// <summary>Where sources disagree, with advice, in order of their ids.</summary>
    public static ImmutableArray<KnownConflict> Conflicts => s_data.Value.Conflicts;

    /// <summary>Discovery-to-production times over all minerals and by country.</summary>
    public static ImmutableArray<LeadTime> LeadTimes => s_data.Value.LeadTimes;

    /// <summary>Figures above the level of one mineral, and figures the literature prints.</summary>
    public static ImmutableArray<ReportedFigure> ReportedFigures => s_data.Value.ReportedFigures;

    /// <summary>The project's stand-ins for import reliances that were not found; assumptions, never figures.</summary>
    public static ImmutableArray<RelianceAssumption> AssumedReliance => s_data.Value.AssumedReliance;

    /// <summary>The mineral of an id.</summary>
    /// <param name="id">Kebab-case id, such as <c>rare-earths</c>.</param>
    /// <exception cref="UnknownIdException">There is no such mineral.</exception>
    public static Mineral Find(string id) =>
        TryFind(id, out Mineral? mineral) ? mineral : throw new UnknownIdException("mineral", id, All.Select(known => known.Id));

    /// <summary>The mineral of an id, if there is one.</summary>
    /// <param name="id">Kebab-case id, such as <c>rare-earths</c>.</param>
    /// <param name="mineral">The mineral, or null.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryFind(string id, [NotNullWhen(true)] out Mineral? mineral)
    {
        ArgumentNullException.ThrowIfNull(id);
        return s_data.Value.MineralsById.TryGetValue(id, out mineral);
    }

    /// <summary>The source of an id.</summary>
    /// <param name="id">Id, such as <c>usgs-2025-world</c>.</param>
    /// <exception cref="UnknownIdException">There is no such source.</exception>
    public static Source Source(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return s_data.Value.SourcesById.TryGetValue(id, out Source? source)
            ? source
            : throw new UnknownIdException("source", id, Sources.Select(known => known.Id));
    }

    /// <summary>The country, bloc or aggregate of a code.</summary>
    /// <param name="code">ISO 3166-1 alpha-2 in capitals, or <c>EU</c>, <c>OTHER</c>, <c>WORLD</c>.</param>
    /// <exception cref="UnknownIdException">The catalogue names no such country.</exception>
    public static Country Country(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return s_data.Value.CountriesByCode.TryGetValue(code, out Country? country)
            ? country
            : throw new UnknownIdException("country", code, Countries.Select(known => known.Code));
    }
}
