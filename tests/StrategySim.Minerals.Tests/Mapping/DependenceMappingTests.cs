using StrategySim.Minerals.Figures;
using StrategySim.Minerals.Mapping;

namespace StrategySim.Minerals.Tests.Mapping;

public sealed class DependenceMappingTests
{
    private static readonly string[] s_buyers = ["CN", "EU", "JP", "US"];
    private static readonly Mineral s_rareEarths = MineralCatalog.Find("rare-earths");

    [Fact]
    public void UnitedStatesOnChina_OverRareEarths_WorkedByHand()
    {
        // q = 0.80 · 0.70 = 14/25; D = 25/11 · 11/25 = 1; κ = 50/7 · 14/25 = 4: the calibration of the two scales.
        DependenceMapping mapping = DependenceMapping.Of(s_rareEarths, "US", "CN");

        Assert.Equal(0.56m, mapping.Dependence);
        Assert.Equal(1m, mapping.OutsideOption, 25);
        Assert.Equal(4m, mapping.ClashDamage, 25);
    }

    [Fact]
    public void UnitedStatesOnChina_StandsInAScenario_AsFiveParameters()
    {
        var parameters = DependenceMapping.Of(s_rareEarths, "US", "CN").Parameters;

        Assert.Equal(["us_reliance", "us_from_cn", "us_on_cn", "D_us", "k_us"], parameters.Select(parameter => parameter.Name));
        Assert.Equal(["0.8", "0.7", null, null, null], parameters.Select(parameter => parameter.Value));
        Assert.Equal(
            [null, null, "us_reliance * us_from_cn", "d_scale * (1 - us_on_cn)", "k_scale * us_on_cn"],
            parameters.Select(parameter => parameter.Derived));
        Assert.Equal(["usgs-2025-salient", "usgs-2025-text"], parameters.Take(2).Select(parameter => parameter.Source!.Id));
        Assert.Equal(["2024", "2020-2023"], parameters.Take(2).Select(parameter => parameter.Year!.Value.ToString()));
        Assert.All(parameters.Take(2), parameter => Assert.Null(parameter.Range));
    }

    [Fact]
    public void Primitives_NameTheParameters_AndTakeTheScenariosEscalation()
    {
        DependenceMapping mapping = DependenceMapping.Of(s_rareEarths, "US", "CN");

        Assert.Equal(new ConcessionPrimitives("V", "sigma", "c", "D_us", "0", "k_us"), mapping.Primitives());
        Assert.Equal(
            new ConcessionPrimitives("V", "sigma", "c", "D_us", "r_us*stress", "k_us * (max(0, stress - onset))"),
            mapping.Primitives("max(0, stress - onset)", "r_us*stress"));
    }

    [Fact]
    public void Coefficients_AreMarkedAssumptions_WithTheirExactTexts()
    {
        var parameters = MappingCoefficients.Default.Parameters;

        Assert.Equal(
            [("V", "7"), ("sigma", "4/7"), ("c", "3/2"), ("d_scale", "25/11"), ("k_scale", "50/7")],
            parameters.Select(parameter => (parameter.Name, parameter.Value!)));
        Assert.All(parameters, parameter => Assert.True(parameter is { Assumption.Length: > 0, Source: null, Derived: null }));
    }

    [Fact]
    public void DefaultCoefficients_GiveTheDefaultCoordinationGame()
    {
        MappingCoefficients numbers = MappingCoefficients.Default;
        decimal v = numbers.Surplus.Number, sigma = numbers.WinnerShare.Number, c = numbers.CompromiseCost.Number;

        // (T, R, S) = (4, 2, 3), and P = D = 1 for the reference pair.
        Assert.Equal((4m, 2m, 3m), (Math.Round(sigma * v, 20), (v / 2) - c, Math.Round((1 - sigma) * v, 20)));
        Assert.True(numbers.OutsideOptionScale.Number < (1 - sigma) * v, "an independent state still prefers conceding to a split");
    }

    [Fact]
    public void MissingReliance_IsAMarkedAssumption_AndADoubtfulShareCarriesItsRange()
    {
        // q = 1 · 0.98; D = 25/11 · 1/50 = 1/22; κ = 50/7 · 49/50 = 7.
        DependenceMapping mapping = DependenceMapping.Of(s_rareEarths, "EU", "CN");

        Assert.Equal((TermOrigin.Assumed, TermOrigin.Reported), (mapping.Reliance.Origin, mapping.SupplierShare.Origin));
        Assert.StartsWith("No EU import reliance for rare earths was found.", mapping.Parameters[0].Assumption, StringComparison.Ordinal);
        Assert.Null(mapping.Parameters[0].Source);
        Assert.Equal(new ParameterRange("0.9", "1"), mapping.Parameters[0].Range);
        Assert.Equal(new ParameterRange("0.5", "0.98"), mapping.Parameters[1].Range);
        Assert.Equal("supply; eurostat-2025-press gives 0.5 (import weight) for 2024", mapping.Parameters[1].Note);
        Assert.Equal(1m / 22, mapping.OutsideOption, 25);
        Assert.Equal(7m, mapping.ClashDamage, 25);
    }

    [Fact]
    public void MissingSupplierShare_IsTheShareOfTheWorldMarket_MarkedAsAssumption()
    {
        var options = new DependenceOptions { MarketStage = Stage.Mining, Prefix = "nickel_" };
        DependenceMapping mapping = DependenceMapping.Of(MineralCatalog.Find("nickel"), "CN", "ID", options);

        Assert.Equal((TermOrigin.Reported, TermOrigin.MarketShare), (mapping.Reliance.Origin, mapping.SupplierShare.Origin));
        Assert.Equal(0.9m * 0.5946m, mapping.Dependence);
        Assert.Equal("nickel_cn_from_id", mapping.SupplierShare.Name);
        Assert.Equal(
            "No supplier split of China for nickel was found; Indonesia's share of world mining in 2024 (USGS Mineral Commodity Summaries 2025 data "
            + "release (ver. 2.0), world production, capacity and reserves table) stands in for it.",
            mapping.SupplierShare.Because);
        Assert.Equal("external dependence; year approximate", mapping.Reliance.Note);
        Assert.Equal("nickel_D_cn", mapping.Primitives().OutsideOption);
    }

    [Fact]
    public void AReliancePrintedAsABound_KeepsItAsTheEndOfARange()
    {
        DependenceTerm reliance = DependenceMapping.Of(MineralCatalog.Find("lithium"), "US", "CN").Reliance;

        Assert.Equal((0.5m, (0.5m, 1m)), (reliance.Value, reliance.Range));
        Assert.Equal("net, share of apparent consumption; printed as > 0.5", reliance.Note);
    }

    [Fact]
    public void AsOf_TakesTheFiguresKnownThen()
    {
        Assert.Equal(0.9m, DependenceMapping.Of(s_rareEarths, "JP", "CN", new() { AsOf = 2012 }).Dependence);
        Assert.Equal(0.58m, DependenceMapping.Of(s_rareEarths, "JP", "CN").Dependence);
        Assert.Equal(0.78m, DependenceMapping.Of(s_rareEarths, "US", "CN", new() { AsOf = 2019 }).Dependence); // 1 · 0.78, both of 2018
        Assert.Equal(0.15m, DependenceMapping.Of(MineralCatalog.Find("nickel"), "US", "ID", new() { AsOf = 2020 }).SupplierShare.Value); // refining, 2019
    }

    [Fact]
    public void AFigureWithoutAYear_StatesTheYearOfPublication()
    {
        DependenceTerm share = DependenceMapping.Of(MineralCatalog.Find("gallium"), "US", "CN").SupplierShare;

        Assert.Equal((0.32m, "2022"), (share.Value, share.Year.ToString()));
        Assert.Contains("the year of publication is stated", share.Note!, StringComparison.Ordinal);
    }

    [Fact]
    public void AUser_MayOverrideBothFactors_AndEveryCoefficient()
    {
        var options = new DependenceOptions
        {
            Reliance = new(0.5m, "a stress test"),
            SupplierShare = new(0.4m, "a stress test"),
            Coefficients = MappingCoefficients.Default with { ClashDamageScale = new("k_scale", "10", "a stress test") },
        };
        DependenceMapping mapping = DependenceMapping.Of(s_rareEarths, "AU", "CN", options);

        Assert.Equal((0.2m, 2m), (mapping.Dependence, mapping.ClashDamage));
        Assert.Equal(["a stress test", "a stress test"], mapping.Parameters.Take(2).Select(parameter => parameter.Assumption));
    }

    [Fact]
    public void OutsideOptionFalls_AndDamageRises_WithDependence()
    {
        var mappings = EveryPair().Select(pair => DependenceMapping.Of(pair.Mineral, pair.Importer, pair.Supplier)).OrderBy(mapping => mapping.Dependence).ToArray();

        Assert.True(mappings.Length > 100);
        for (int i = 1; i < mappings.Length; i++)
        {
            Assert.True(mappings[i].OutsideOption <= mappings[i - 1].OutsideOption);
            Assert.True(mappings[i].ClashDamage >= mappings[i - 1].ClashDamage);
        }

        Assert.All(mappings, mapping => Assert.InRange(mapping.Dependence, 0, 1));
    }

    [Fact]
    public void EveryPairOfBuyerAndRefiner_HasParameters_WithProvenance()
    {
        foreach ((Mineral mineral, string importer, string supplier) in EveryPair())
        {
            var parameters = DependenceMapping.Of(mineral, importer, supplier).Parameters;
            Assert.All(parameters.Take(2), parameter =>
            {
                Assert.NotNull(parameter.Value);
                Assert.True((parameter.Source is not null && parameter.Year is not null) ^ parameter.Assumption is { Length: > 0 });
            });
            Assert.All(parameters.Skip(2), parameter => Assert.True(parameter is { Value: null, Source: null, Derived.Length: > 0 }));
        }
    }

    [Fact]
    public void WhatCannotBeMapped_IsRefused_SayingWhatWouldBeAccepted()
    {
        static string Refusal(string importer, string supplier, DependenceOptions? options = null) =>
            Assert.Throws<ArgumentException>(() => DependenceMapping.Of(s_rareEarths, importer, supplier, options)).Message;

        Assert.Equal("US cannot depend on itself; importer and supplier must differ.", Refusal("US", "US"));
        Assert.Equal("OTHER is an aggregate; expected a country or bloc.", Refusal("US", "OTHER"));
        Assert.Equal(
            "No import reliance of AU for rare-earths is known and none is assumed. Known or assumed for: CN, EU, JP, US. Otherwise give one in DependenceOptions.Reliance.",
            Refusal("AU", "CN"));
        Assert.Contains("is known as of 2010 and none is assumed", Refusal("US", "CN", new() { AsOf = 2010 }), StringComparison.Ordinal);
        Assert.Contains("Neither a share of KZ among the suppliers of US", Refusal("US", "KZ"), StringComparison.Ordinal);
        Assert.Contains("The prefix '2nd-' cannot begin a parameter name", Refusal("US", "CN", new() { Prefix = "2nd-" }), StringComparison.Ordinal);
        Assert.Throws<UnknownIdException>(() => DependenceMapping.Of(s_rareEarths, "USA", "CN"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AssumedShare(1.1m, "too much"));
        Assert.Throws<ArgumentException>(() => new AssumedShare(0.5m, " "));
        Assert.Throws<FormatException>(() => new Coefficient("k_scale", "1/0", "a stress test"));
        Assert.Throws<FormatException>(() => new Coefficient("k_scale", "much", "a stress test"));
    }

    private static IEnumerable<(Mineral Mineral, string Importer, string Supplier)> EveryPair() =>
        from mineral in MineralCatalog.All
        where mineral.Table(Stage.Refining) is not null
        from supplier in mineral.Stages.Where(table => table.Stage == Stage.Refining && table.Product is null).SelectMany(table => table.Shares).Select(row => row.Country).Distinct()
        where MineralCatalog.Country(supplier).Kind == CountryKind.Country
        from importer in s_buyers
        where importer != supplier
        select (mineral, importer, supplier);
}
