using System.Collections.Immutable;
using StrategySim.Minerals.Figures;
using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals.Data;

// The shape of a file in Data/minerals: figures grouped as a person writes them. It is flattened to the public
// records, each of which carries its own year and source.

/// <summary>One mineral as written.</summary>
internal sealed record MineralFile(
    string Id,
    string Name,
    string NameZh,
    string Measure,
    ImmutableArray<StageRows> Stages,
    ImmutableArray<RelianceRows> Reliance,
    ImmutableArray<SupplierRows> Suppliers,
    ImmutableArray<SelfSufficiencyFigure> SelfSufficiency,
    ImmutableArray<ConsumptionFigure> Consumption,
    ImmutableArray<RecyclingFigure> Recycling,
    ImmutableArray<PriceSeries> Prices,
    ImmutableArray<LeadTime> LeadTimes,
    ImmutableArray<Criticality> Criticality,
    SourcedStatement? Substitutability,
    ImmutableArray<string> Gaps,
    SourcedStatement? Byproduct = null,
    ImmutableArray<Projection>? Projections = null,
    ImmutableArray<PricePoints>? PricePoints = null,
    ImmutableArray<DisruptionResult>? Disruptions = null)
{
    public Mineral ToMineral() => new()
    {
        Id = Id,
        Name = Name,
        ChineseName = NameZh,
        Measure = Measure,
        Byproduct = Byproduct,
        Stages = [.. Stages.Select(rows => rows.ToTable())],
        Projections = Projections ?? [],
        ImportReliance = [.. Reliance.SelectMany(rows => rows.ToFigures())],
        Suppliers = [.. Suppliers.SelectMany(rows => rows.ToFigures())],
        SelfSufficiency = SelfSufficiency,
        Consumption = Consumption,
        Recycling = Recycling,
        Prices = Prices,
        PricePoints = PricePoints ?? [],
        LeadTimes = LeadTimes,
        Disruptions = Disruptions ?? [],
        Criticality = Criticality,
        Substitutability = Substitutability,
        Gaps = Gaps,
    };
}

/// <summary>One table of country shares as written.</summary>
internal sealed record StageRows(
    Stage Stage,
    Years Year,
    Source Source,
    ShareOrigin Shares,
    string? Product = null,
    string? Basis = null,
    string? Unit = null,
    decimal? WorldTotal = null,
    Bound WorldTotalBound = Bound.Exact,
    decimal? WorldTotalPreviousYear = null,
    string? Note = null,
    Dictionary<string, ShareRow>? Countries = null,
    ImmutableArray<string>? ProducersNamed = null)
{
    public StageTable ToTable() => new(
        Stage,
        Product,
        Year,
        Source,
        Shares,
        Basis,
        Unit,
        WorldTotal,
        WorldTotalBound,
        WorldTotalPreviousYear,
        Note,
        [.. (Countries ?? []).Select(row => row.Value.ToFigure(row.Key, this))],
        ProducersNamed ?? []);
}

/// <summary>One country's row as written.</summary>
internal sealed record ShareRow(
    decimal? Share,
    decimal? Quantity = null,
    decimal? PreviousYear = null,
    Bound Bound = Bound.Exact,
    string? Note = null)
{
    public ShareFigure ToFigure(string country, StageRows table) => new(
        country, Share, Bound, Quantity, PreviousYear, Note,
        table.Stage, table.Product, table.Year, table.Unit, table.Basis, table.Shares, table.Source);
}

/// <summary>One importer's reliance over years as written.</summary>
internal sealed record RelianceRows(
    string Importer,
    string Basis,
    Source Source,
    ImmutableArray<RelianceRow> Values,
    string? Product = null,
    string? GroupOf = null)
{
    public IEnumerable<RelianceFigure> ToFigures() => Values.Select(row => new RelianceFigure(
        Importer, row.Value, row.Bound, row.Year, row.YearIsApproximate, Product, GroupOf, Basis, row.Note, Source));
}

/// <summary>One year's reliance as written.</summary>
internal sealed record RelianceRow(
    Years? Year,
    decimal? Value,
    Bound Bound = Bound.Exact,
    bool YearIsApproximate = false,
    string? Note = null);

/// <summary>One importer's suppliers as written: either shares by supplier or one share of several together.</summary>
internal sealed record SupplierRows(
    string Importer,
    Years? Year,
    string Basis,
    Source Source,
    Dictionary<string, decimal>? Shares = null,
    ImmutableArray<string>? Jointly = null,
    decimal? JointShare = null,
    string? Note = null)
{
    public IEnumerable<SupplierFigure> ToFigures()
    {
        foreach ((string supplier, decimal share) in Shares ?? [])
            yield return new SupplierFigure(Importer, [supplier], share, Year, Basis, Note, Source);
        if (Jointly is { } several && JointShare is { } joint)
            yield return new SupplierFigure(Importer, several, joint, Year, Basis, Note, Source);
    }
}
