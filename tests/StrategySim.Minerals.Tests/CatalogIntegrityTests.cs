using StrategySim.Minerals.Figures;
using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals.Tests;

/// <summary>What must hold of every figure, so that a new mineral file is checked by adding it.</summary>
public sealed class CatalogIntegrityTests
{
    private const decimal RoundingOfShares = 0.00005m;

    public static TheoryData<string> Minerals => [.. MineralCatalog.All.Select(mineral => mineral.Id)];

    [Fact]
    public void Catalogue_HoldsTheTenMinerals_InOrder() =>
        Assert.Equal(
            ["cobalt", "copper", "gallium", "germanium", "lithium", "manganese", "natural-graphite", "nickel", "platinum-group", "rare-earths"],
            MineralCatalog.All.Select(mineral => mineral.Id));

    [Theory]
    [MemberData(nameof(Minerals))]
    public void EveryShare_LiesBetweenZeroAndOne_OrSaysWhyItIsMissing(string id)
    {
        Mineral mineral = MineralCatalog.Find(id);

        Assert.All(mineral.Stages.SelectMany(table => table.Shares), row => Assert.True(row.Share is >= 0 and <= 1 || (row.Share is null && row.Note is not null)));
        Assert.All(mineral.ImportReliance, figure => Assert.True(figure.Value is >= 0 and <= 1 || (figure.Value is null && figure.Note is not null)));
        Assert.All(mineral.Suppliers, figure => Assert.InRange(figure.Share, 0, 1));
        Assert.All(mineral.Recycling, figure => Assert.True(IsShareOrRange(figure.Value, figure.Low, figure.High)));
        Assert.All(mineral.SelfSufficiency, figure => Assert.True(IsShareOrRange(figure.Value, figure.Low, figure.High)));
        Assert.All(mineral.Projections.SelectMany(projection => projection.Shares.Values), share => Assert.InRange(share, 0, 1));
    }

    [Theory]
    [MemberData(nameof(Minerals))]
    public void EveryComputedShare_IsQuantityOverTheWorldTotal(string id)
    {
        foreach (StageTable table in MineralCatalog.Find(id).Stages.Where(table => table.Origin == ShareOrigin.Computed))
        {
            Assert.All(table.Shares, row => Assert.InRange(row.Share!.Value - (row.Quantity!.Value / table.WorldTotal!.Value), -RoundingOfShares, RoundingOfShares));
            // The sources round world totals to two digits; the largest gap is that of gallium capacity, 1,124 t to 1,100 t.
            Assert.InRange(table.Shares.Sum(row => row.Quantity!.Value) / table.WorldTotal!.Value, 0.96m, 1.03m);
        }
    }

    [Theory]
    [MemberData(nameof(Minerals))]
    public void EveryPrintedTable_WithARemainder_AddsToOne(string id)
    {
        foreach (StageTable table in MineralCatalog.Find(id).Stages.Where(table => table.Origin == ShareOrigin.Printed))
        {
            decimal sum = table.Shares.Sum(row => row.Share ?? 0);
            if (table.Shares.Any(row => row.Country == "OTHER"))
                Assert.Equal(1, sum);
            else
                Assert.InRange(sum, 0, 1);
        }
    }

    [Theory]
    [MemberData(nameof(Minerals))]
    public void SuppliersOfOneImporter_FromOneReading_AddToAtMostOne(string id)
    {
        var readings = MineralCatalog.Find(id).Suppliers.GroupBy(figure => (figure.Importer, figure.Year, figure.Basis, figure.Source.Id));
        Assert.All(readings, reading =>
        {
            decimal sum = reading.Sum(figure => figure.Share);
            if (reading.Any(figure => figure.Suppliers[0] == "OTHER"))
                Assert.Equal(1, sum);
            else
                Assert.InRange(sum, 0, 1);
        });
    }

    [Theory]
    [MemberData(nameof(Minerals))]
    public void EveryPreferredStage_HasTablesOfItsOwnStageAndSource(string id)
    {
        Mineral mineral = MineralCatalog.Find(id);

        Assert.NotEmpty(mineral.Stages);
        Assert.All(mineral.Stages, table =>
        {
            Assert.Contains(table.Source, MineralCatalog.Sources);
            Assert.Equal(table.Origin == ShareOrigin.Computed, table is { Unit: not null, WorldTotal: not null, Shares.Length: > 0 });
            Assert.All(table.Shares, row => Assert.Equal((table.Year, table.Source, table.Stage), (row.Year, row.Source, row.Stage)));
        });
    }

    [Fact]
    public void FiguresWithoutAYear_AreThoseWhoseSourceGivesNone()
    {
        // The articles and the ministry's statement give no year for these; every other figure is dated.
        var undated = MineralCatalog.All.SelectMany(mineral => mineral.ImportReliance.Where(figure => figure.Year is null).Select(figure => figure.Source.Id)
            .Concat(mineral.Suppliers.Where(figure => figure.Year is null).Select(figure => figure.Source.Id)));

        Assert.Equal(["lit-2022-a", "lit-2023-b"], undated.Distinct().Order());
    }

    [Fact]
    public void NoDefaultReliance_IsAMeanOverAGroup()
    {
        foreach (Mineral mineral in MineralCatalog.All)
        {
            foreach (string importer in mineral.ImportReliance.Select(figure => figure.Importer).Distinct())
                Assert.Null(mineral.Reliance(importer)?.GroupOf);
        }
    }

    [Fact]
    public void EveryMissingReliance_OfTheFourBuyers_IsAMarkedAssumption_AndNoKnownOneIs()
    {
        foreach (Mineral mineral in MineralCatalog.All)
        {
            foreach (string importer in new[] { "CN", "EU", "JP", "US" })
            {
                RelianceAssumption[] assumed = [.. MineralCatalog.AssumedReliance.Where(known => (known.Mineral, known.Importer) == (mineral.Id, importer))];
                Assert.Equal(mineral.Reliance(importer) is null ? 1 : 0, assumed.Length);
            }
        }
    }

    [Fact]
    public void EveryAssumption_StatesItsReason_AndARangeAroundItsValue() =>
        Assert.All(MineralCatalog.AssumedReliance, assumed =>
        {
            Assert.Matches("is assumed|stands in for it", assumed.Because);
            Assert.StartsWith("No ", assumed.Because, StringComparison.Ordinal);
            Assert.True(0 <= assumed.Low && assumed.Low <= assumed.Value && assumed.Value <= assumed.High && assumed.High <= 1);
        });

    [Fact]
    public void EverySource_HasTitleAndReading_AndLiteratureIsCitedByTitle()
    {
        Assert.All(MineralCatalog.Sources, source =>
        {
            Assert.NotEmpty(source.Title);
            Assert.NotEmpty(source.Access);
            Assert.Matches("^[a-z0-9-]+$", source.Id);
        });
        Assert.Equal(
            ["lit-2022-a", "lit-2023-a", "lit-2023-b", "lit-2024-a", "lit-2024-b"],
            MineralCatalog.Sources.Where(source => source.Kind == SourceKind.Literature).Select(source => source.Id));
        Assert.Equal("Recycling Rates of Metals: a status report (2011)", MineralCatalog.Source("unep-2011").Citation);
    }

    [Fact]
    public void Events_AreInOrderOfTime_AndCited()
    {
        Assert.Equal(MineralCatalog.Events.OrderBy(dated => dated.From, StringComparer.Ordinal), MineralCatalog.Events);
        Assert.All(MineralCatalog.Events, dated =>
        {
            Assert.Matches(@"^\d{4}(-\d{2})?$", dated.From);
            Assert.NotEmpty(dated.Sources);
            Assert.NotEqual(dated.Actors.IsEmpty, dated.Cause is null);
            Assert.NotEqual(dated.Minerals.IsEmpty, dated.MineralGroup is null);
        });
    }

    [Fact]
    public void Conflicts_AreListed_WithReadingsAndAdvice()
    {
        Assert.Equal(
            [
                "cobalt-drc-share", "cobalt-refining-china", "demand-multiples", "lithium-refining-china", "manganese-reserves-south-africa",
                "nickel-indonesia-share", "nickel-refining-china", "rare-earths-eu-from-china", "rare-earths-us-reliance",
            ],
            MineralCatalog.Conflicts.Select(conflict => conflict.Id));
        Assert.All(MineralCatalog.Conflicts, conflict =>
        {
            Assert.NotEmpty(conflict.Advice);
            Assert.All(conflict.Readings, reading => Assert.True(reading.Value is >= 0 and <= 1 || reading.Text is not null));
        });
    }

    [Fact]
    public void CountriesNamed_AreIsoCodes_BlocsOrAggregates()
    {
        Assert.Equal(["EU"], MineralCatalog.Countries.Where(country => country.Kind == CountryKind.Bloc).Select(country => country.Code));
        Assert.Equal(["OTHER", "WORLD"], MineralCatalog.Countries.Where(country => country.Kind == CountryKind.Aggregate).Select(country => country.Code));
        Assert.All(MineralCatalog.Countries.Where(country => country.Kind == CountryKind.Country), country => Assert.Matches("^[A-Z]{2}$", country.Code));
        Assert.All(MineralCatalog.Countries.Select(country => country.Governance).OfType<Governance>(), governance =>
        {
            Assert.InRange(governance.AveragePercentileRank, 0, 100);
            Assert.InRange(governance.PoliticalStability, -3, 3);
            Assert.InRange(governance.RuleOfLaw, -3, 3);
        });
    }

    private static bool IsShareOrRange(decimal? value, decimal? low, decimal? high) =>
        value is >= 0 and <= 1 || (value is null && low is >= 0 && low <= high && high <= 1);
}
