using StrategySim.Minerals;
using StrategySim.Minerals.Figures;
using StrategySim.Minerals.Sources;

namespace StrategySim.Api.Contracts;

/// <summary>A mineral in the list.</summary>
/// <param name="Id">Id, such as <c>rare-earths</c>.</param>
/// <param name="Name">English name.</param>
/// <param name="ChineseName">Chinese name.</param>
/// <param name="Measure">What quantities count, such as lithium content.</param>
/// <param name="LargestMiner">The country with the largest share of mine output in the preferred table; null where none is known.</param>
/// <param name="LargestRefiner">The country with the largest share of refined output in the preferred table; null where none is known.</param>
public sealed record MineralSummary(string Id, string Name, string ChineseName, string Measure, CountryShare? LargestMiner, CountryShare? LargestRefiner)
{
    internal static MineralSummary From(Mineral mineral) => new(
        mineral.Id, mineral.Name, mineral.ChineseName, mineral.Measure, Largest(mineral, Stage.Mining), Largest(mineral, Stage.Refining));

    private static CountryShare? Largest(Mineral mineral, Stage stage) =>
        mineral.Table(stage) is { } table && table.Shares.Where(row => row.Share is not null && row.Country != "OTHER").MaxBy(row => row.Share) is { } row
            ? new CountryShare(row.Country, row.Share!.Value, row.Bound, table.Year.ToString(), table.Source.Id)
            : null;
}

/// <summary>A country's share of a stage.</summary>
/// <param name="Country">Country code.</param>
/// <param name="Share">Fraction of the world total, 0 to 1.</param>
/// <param name="Bound">How the share stands to the truth: <c>=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;=</c>, <c>&gt;</c> or <c>~</c>.</param>
/// <param name="Year">Year or span that it speaks of.</param>
/// <param name="Source">Id of the source.</param>
public sealed record CountryShare(string Country, decimal Share, Bound Bound, string Year, string Source);

/// <summary>Everything that is known of one mineral, each figure with year, unit, basis and the id of its source. What was looked for and not found is null or listed under gaps.</summary>
public sealed record MineralDetails
{
    /// <summary>Id, such as <c>rare-earths</c>.</summary>
    public required string Id { get; init; }

    /// <summary>English name.</summary>
    public required string Name { get; init; }

    /// <summary>Chinese name.</summary>
    public required string ChineseName { get; init; }

    /// <summary>What quantities count, such as lithium content.</summary>
    public required string Measure { get; init; }

    /// <summary>What it is a by-product of; null where it is mined for itself.</summary>
    public required Statement? Byproduct { get; init; }

    /// <summary>What could replace it; null where no statement was found.</summary>
    public required Statement? Substitutability { get; init; }

    /// <summary>Country shares by stage of the chain, the preferred table of each stage first.</summary>
    public required IReadOnlyList<StageShares> Stages { get; init; }

    /// <summary>Import reliance, the preferred product of each importer first.</summary>
    public required IReadOnlyList<Reliance> ImportReliance { get; init; }

    /// <summary>The project's stand-ins for import reliances that were not found: assumptions, never figures.</summary>
    public required IReadOnlyList<AssumedReliance> AssumedReliance { get; init; }

    /// <summary>Who supplies whom.</summary>
    public required IReadOnlyList<SupplierShare> Suppliers { get; init; }

    /// <summary>What regions can meet themselves.</summary>
    public required IReadOnlyList<RegionFigure> SelfSufficiency { get; init; }

    /// <summary>Consumption by region.</summary>
    public required IReadOnlyList<RegionQuantity> Consumption { get; init; }

    /// <summary>Recycling figures; their measures differ in kind and are not to be mixed.</summary>
    public required IReadOnlyList<RegionFigure> Recycling { get; init; }

    /// <summary>Annual average prices by product, and how far they moved.</summary>
    public required IReadOnlyList<AnnualPrices> Prices { get; init; }

    /// <summary>Single dated prices.</summary>
    public required IReadOnlyList<DatedPrices> PricePoints { get; init; }

    /// <summary>Lead times of this mineral's mines, years.</summary>
    public required IReadOnlyList<RangeFigure> LeadTimes { get; init; }

    /// <summary>Published projections of shares; not facts.</summary>
    public required IReadOnlyList<ProjectedShares> Projections { get; init; }

    /// <summary>Published model results on what cut-offs would cost the United States.</summary>
    public required IReadOnlyList<CutOffResult> Disruptions { get; init; }

    /// <summary>Lists of critical minerals and whether they name this one.</summary>
    public required IReadOnlyList<ListedAs> Criticality { get; init; }

    /// <summary>What was looked for and not found.</summary>
    public required IReadOnlyList<string> Gaps { get; init; }

    /// <summary>The sources that the figures name, by id.</summary>
    public required IReadOnlyList<SourceDescription> Sources { get; init; }

    internal static MineralDetails From(Mineral mineral)
    {
        var used = new SortedDictionary<string, Source>(StringComparer.Ordinal);
        return new MineralDetails
        {
            Id = mineral.Id,
            Name = mineral.Name,
            ChineseName = mineral.ChineseName,
            Measure = mineral.Measure,
            Byproduct = mineral.Byproduct is { } byproduct ? new Statement(byproduct.Text, Use(byproduct.Source)) : null,
            Substitutability = mineral.Substitutability is { } substitute ? new Statement(substitute.Text, Use(substitute.Source)) : null,
            Stages = [.. mineral.Stages.Select(Table)],
            ImportReliance = [.. mineral.ImportReliance.Select(f => new Reliance(f.Importer, f.Value, f.Bound, f.Year?.ToString(), f.YearIsApproximate, f.Product, f.GroupOf, f.Basis, f.Note, Use(f.Source)))],
            AssumedReliance = [.. MineralCatalog.AssumedReliance.Where(a => a.Mineral == mineral.Id).Select(a => new AssumedReliance(a.Importer, a.Value, a.Low, a.High, a.Because, Use(a.Source)))],
            Suppliers = [.. mineral.Suppliers.Select(f => new SupplierShare(f.Importer, f.Suppliers, f.Share, f.Year?.ToString(), f.Basis, f.Note, Use(f.Source)))],
            SelfSufficiency = [.. mineral.SelfSufficiency.Select(f => new RegionFigure(f.Region, f.Stage, f.Year.ToString(), f.Value, f.Bound, f.Low, f.High, null, f.Note, Use(f.Source)))],
            Consumption = [.. mineral.Consumption.Select(f => new RegionQuantity(f.Region, f.Year.ToString(), f.Quantity, f.Unit, f.Note, Use(f.Source)))],
            Recycling = [.. mineral.Recycling.Select(f => new RegionFigure(f.Region, Kebab(f.Metric.ToString()), f.Year.ToString(), f.Value, f.Bound, f.Low, f.High, f.Scope, f.Note, Use(f.Source)))],
            Prices = [.. mineral.Prices.Select(p => new AnnualPrices(p.Series, p.Unit, p.AnnualAverages.ToDictionary(a => a.Key.ToString(), a => a.Value, StringComparer.Ordinal), p.LogReturnStandardDeviation, p.MaximumOverMinimum, p.LargestYearlyChange, Use(p.Source)))],
            PricePoints = [.. mineral.PricePoints.Select(p => new DatedPrices(p.Market, p.Unit, p.Points, Use(p.Source)))],
            LeadTimes = [.. mineral.LeadTimes.Select(t => new RangeFigure(t.Basis, t.Value, t.Low, t.High, Use(t.Source)))],
            Projections = [.. mineral.Projections.Select(p => new ProjectedShares(p.Stage, p.Year.ToString(), p.Shares, Use(p.Source)))],
            Disruptions = [.. mineral.Disruptions.Select(d => new CutOffResult(d.Scenario, d.UsGdpLossBillionUsd.Central, d.UsGdpLossBillionUsd.Low, d.UsGdpLossBillionUsd.High, d.PriceChange, d.PriceChangeBound, Use(d.Source)))],
            Criticality = [.. mineral.Criticality.Select(c => new ListedAs(c.List, c.Listed, c.Note, c.Source is { } source ? Use(source) : null))],
            Gaps = mineral.Gaps,
            Sources = [.. used.Values.Select(SourceDescription.From)],
        };

        string Use(Source source)
        {
            used[source.Id] = source;
            return source.Id;
        }

        StageShares Table(StageTable table) => new(
            table.Stage,
            table.Product,
            table.Year.ToString(),
            table.Origin,
            table.Basis,
            table.Unit,
            table.WorldTotal,
            table.WorldTotalBound,
            table.Concentration is { } index ? new Herfindahl(index.NamedIndex, index.UpperIndex, index.TopThree, index.Unallocated, index.HasBounds) : null,
            [.. table.Shares.Select(row => new StageShare(row.Country, row.Share, row.Bound, row.Quantity, row.PreviousQuantity, row.Note))],
            table.ProducersNamed,
            table.Note,
            Use(table.Source));
    }

    private static string Kebab(string name) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}

/// <summary>A statement with its source, where no number exists.</summary>
/// <param name="Text">The statement.</param>
/// <param name="Source">Id of the source.</param>
public sealed record Statement(string Text, string Source);

/// <summary>Who holds how much of one stage, from one source and year.</summary>
/// <param name="Stage">Stage of the chain.</param>
/// <param name="Product">Which product of the mineral; null for the mineral as a whole.</param>
/// <param name="Year">Year or span that it speaks of.</param>
/// <param name="Origin">Whether shares were printed or computed from quantities.</param>
/// <param name="Basis">What exactly is counted; null where the stage says it.</param>
/// <param name="Unit">Unit of the quantities; null where there are none.</param>
/// <param name="WorldTotal">World total in that unit, rounded by the source; null where unknown.</param>
/// <param name="WorldTotalBound">How the world total stands to the truth.</param>
/// <param name="Concentration">How concentrated the stage is; null where no country has a share.</param>
/// <param name="Shares">One row a country.</param>
/// <param name="ProducersNamed">Countries that the source names without a share.</param>
/// <param name="Note">What limits the table; null for nothing.</param>
/// <param name="Source">Id of the source.</param>
public sealed record StageShares(
    Stage Stage,
    string? Product,
    string Year,
    ShareOrigin Origin,
    string? Basis,
    string? Unit,
    decimal? WorldTotal,
    Bound WorldTotalBound,
    Herfindahl? Concentration,
    IReadOnlyList<StageShare> Shares,
    IReadOnlyList<string> ProducersNamed,
    string? Note,
    string Source);

/// <summary>One country's part in a stage.</summary>
/// <param name="Country">Country code; <c>OTHER</c> for what the source does not allocate.</param>
/// <param name="Share">Fraction of the world total, 0 to 1; null where only a joint statement exists.</param>
/// <param name="Bound">How the share stands to the truth.</param>
/// <param name="Quantity">Quantity in the table's unit; null where the source prints shares only.</param>
/// <param name="PreviousQuantity">The same series one year earlier; null where unknown.</param>
/// <param name="Note">How the share was derived, or what limits it; null for nothing.</param>
public sealed record StageShare(string Country, decimal? Share, Bound Bound, decimal? Quantity, decimal? PreviousQuantity, string? Note);

/// <summary>Herfindahl-Hirschman index of a stage: the sum of squared shares, 0 to 1.</summary>
/// <param name="NamedIndex">Over the countries that the source names.</param>
/// <param name="UpperIndex">If all that is unallocated came from one further country.</param>
/// <param name="TopThree">Sum of the three largest shares; null where fewer than three are named.</param>
/// <param name="Unallocated">1 less the sum of named shares.</param>
/// <param name="HasBounds">Whether a named share is a bound, so that the index is one too.</param>
public sealed record Herfindahl(decimal NamedIndex, decimal UpperIndex, decimal? TopThree, decimal Unallocated, bool HasBounds);

/// <summary>What part of an importer's use comes from abroad.</summary>
/// <param name="Importer">Code of the country or bloc.</param>
/// <param name="Value">Fraction of use, 0 to 1; null where the source gives words only.</param>
/// <param name="Bound">How the value stands to the truth.</param>
/// <param name="Year">Year or span that it speaks of; null where the source gives none.</param>
/// <param name="YearIsApproximate">Whether the year is the project's estimate of what the source means.</param>
/// <param name="Product">Which product of the mineral; null where the source does not say.</param>
/// <param name="GroupOf">For a figure on a group of minerals, the group; null for the mineral itself.</param>
/// <param name="Basis">What it is a share of.</param>
/// <param name="Note">The source's words or limits; null for none.</param>
/// <param name="Source">Id of the source.</param>
public sealed record Reliance(
    string Importer, decimal? Value, Bound Bound, string? Year, bool YearIsApproximate, string? Product, string? GroupOf, string Basis, string? Note, string Source);

/// <summary>The project's own stand-in for an import reliance that was not found: an assumption.</summary>
/// <param name="Importer">Code of the country or bloc.</param>
/// <param name="Value">Assumed fraction of use, 0 to 1.</param>
/// <param name="Low">Lower end of what is plausible.</param>
/// <param name="High">Upper end of what is plausible.</param>
/// <param name="Because">Why this value.</param>
/// <param name="Source">Id of the source that the reasoning leans on.</param>
public sealed record AssumedReliance(string Importer, decimal Value, decimal Low, decimal High, string Because, string Source);

/// <summary>Who supplies an importer.</summary>
/// <param name="Importer">Code of the country or bloc.</param>
/// <param name="Suppliers">Code of the supplier; several where the source states one share for all of them together.</param>
/// <param name="Share">Fraction of the importer's imports or supply, 0 to 1.</param>
/// <param name="Year">Year or span that it speaks of; null where the source gives none.</param>
/// <param name="Basis">What it is a share of.</param>
/// <param name="Note">What limits it; null for nothing.</param>
/// <param name="Source">Id of the source.</param>
public sealed record SupplierShare(string Importer, IReadOnlyList<string> Suppliers, decimal Share, string? Year, string Basis, string? Note, string Source);

/// <summary>A fraction for a region: self-sufficiency at a stage, or a measure of recycling.</summary>
/// <param name="Region">Code of the region.</param>
/// <param name="What">The stage, or the measure.</param>
/// <param name="Year">Year or span that it speaks of.</param>
/// <param name="Value">Fraction, 0 to 1; null where a range is given instead.</param>
/// <param name="Bound">How the value stands to the truth.</param>
/// <param name="Low">Lower end of a printed range; null for none.</param>
/// <param name="High">Upper end of a printed range; null for none.</param>
/// <param name="Scope">Part of the mineral, or exact ratio, where the measure alone does not say it; null otherwise.</param>
/// <param name="Note">The source's words, or how it was derived; null for nothing.</param>
/// <param name="Source">Id of the source.</param>
public sealed record RegionFigure(
    string Region, string What, string Year, decimal? Value, Bound Bound, decimal? Low, decimal? High, string? Scope, string? Note, string Source);

/// <summary>A quantity of a region in one year.</summary>
/// <param name="Region">Code of the region.</param>
/// <param name="Year">Year or span that it speaks of.</param>
/// <param name="Quantity">Quantity in the unit; null where withheld.</param>
/// <param name="Unit">Unit and what is counted; null where withheld.</param>
/// <param name="Note">Why there is no quantity; null where there is one.</param>
/// <param name="Source">Id of the source.</param>
public sealed record RegionQuantity(string Region, string Year, decimal? Quantity, string? Unit, string? Note, string Source);

/// <summary>Annual average prices of one product.</summary>
/// <param name="Series">Id of the series within the mineral.</param>
/// <param name="Unit">Currency and quantity, such as USD/kg.</param>
/// <param name="AnnualAverages">Price by year, in the unit.</param>
/// <param name="LogReturnStandardDeviation">Sample standard deviation of yearly log returns, per √year; null with fewer than three years.</param>
/// <param name="MaximumOverMinimum">Highest over lowest annual average.</param>
/// <param name="LargestYearlyChange">Largest change from one year to the next, a fraction.</param>
/// <param name="Source">Id of the source.</param>
public sealed record AnnualPrices(
    string Series,
    string Unit,
    IReadOnlyDictionary<string, decimal> AnnualAverages,
    double? LogReturnStandardDeviation,
    decimal MaximumOverMinimum,
    decimal LargestYearlyChange,
    string Source);

/// <summary>Single dated prices on one market.</summary>
/// <param name="Market">Which market.</param>
/// <param name="Unit">Currency and quantity.</param>
/// <param name="Points">Price by ISO 8601 month, in the unit.</param>
/// <param name="Source">Id of the source.</param>
public sealed record DatedPrices(string Market, string Unit, IReadOnlyDictionary<string, decimal> Points, string Source);

/// <summary>A value or a range.</summary>
/// <param name="Basis">From what to what, over which mines.</param>
/// <param name="Value">Years; null where a range is given instead.</param>
/// <param name="Low">Lower end, years; null for none.</param>
/// <param name="High">Upper end, years; null for none.</param>
/// <param name="Source">Id of the source.</param>
public sealed record RangeFigure(string Basis, decimal? Value, decimal? Low, decimal? High, string Source);

/// <summary>A published projection of country shares.</summary>
/// <param name="Stage">Stage of the chain.</param>
/// <param name="Year">The year projected.</param>
/// <param name="Shares">Fraction by country code, 0 to 1.</param>
/// <param name="Source">Id of the source.</param>
public sealed record ProjectedShares(Stage Stage, string Year, IReadOnlyDictionary<string, decimal> Shares, string Source);

/// <summary>A published model result on what a cut-off would cost the United States.</summary>
/// <param name="Scenario">The disruption modelled.</param>
/// <param name="UsGdpLoss">Loss of U.S. output, billion USD.</param>
/// <param name="Low">Lower end, billion USD.</param>
/// <param name="High">Upper end, billion USD.</param>
/// <param name="PriceChange">Change of price as a fraction; null where not given.</param>
/// <param name="PriceChangeBound">How the change stands to the model's result.</param>
/// <param name="Source">Id of the source.</param>
public sealed record CutOffResult(string Scenario, decimal UsGdpLoss, decimal Low, decimal High, decimal? PriceChange, Bound PriceChangeBound, string Source);

/// <summary>Whether a list of critical minerals names this one.</summary>
/// <param name="List">The list.</param>
/// <param name="Listed">Whether it is named; null where this was not checked.</param>
/// <param name="Note">How it was inferred; null for nothing.</param>
/// <param name="Source">Id of the source; null where it was not checked.</param>
public sealed record ListedAs(string List, bool? Listed, string? Note, string? Source);

/// <summary>Where figures were read.</summary>
/// <param name="Id">Id, such as <c>usgs-2025-world</c>.</param>
/// <param name="Title">Title as cited.</param>
/// <param name="Year">Year or span of publication.</param>
/// <param name="Kind">How near to the original the figures were read.</param>
/// <param name="Access">What exactly was read.</param>
/// <param name="Publisher">Publisher; null where none was stated.</param>
/// <param name="Doi">Digital object identifier without prefix; null where there is none.</param>
/// <param name="Indicative">Whether what was read is unreliable as a text.</param>
public sealed record SourceDescription(string Id, string Title, string Year, SourceKind Kind, string Access, string? Publisher, string? Doi, bool Indicative)
{
    internal static SourceDescription From(Source source) =>
        new(source.Id, source.Title, source.Year.ToString(), source.Kind, source.Access, source.Publisher, source.Doi, source.Indicative);
}
