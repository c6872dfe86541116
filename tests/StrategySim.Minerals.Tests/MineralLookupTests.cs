using StrategySim.Minerals.Figures;
using StrategySim.Minerals.Sources;

namespace StrategySim.Minerals.Tests;

public sealed class MineralLookupTests
{
    private static readonly Mineral s_rareEarths = MineralCatalog.Find("rare-earths");

    [Fact]
    public void ChineseShareOfRefinedMagnetRareEarths_In2023_Is92Percent()
    {
        ShareFigure figure = s_rareEarths.Share(Stage.Refining, "CN")!;

        Assert.Equal(0.92m, figure.Share);
        Assert.Equal(("2023", "refined magnet rare earths", "iea-2024-rare-earths"), (figure.Year.ToString(), figure.Basis, figure.Source.Id));
    }

    [Theory]
    [InlineData("cobalt", Stage.Mining, "CD", "0.7586", "2024")]
    [InlineData("cobalt", Stage.Reserves, "CD", "0.5455", "2024")]
    [InlineData("cobalt", Stage.Refining, "FI", "0.1", "2019")] // the newer tables name China only
    [InlineData("nickel", Stage.Mining, "ID", "0.5946", "2024")]
    [InlineData("nickel", Stage.Refining, "ID", "0.37", "2023")]
    [InlineData("lithium", Stage.Refining, "CN", "0.7", "2024")]
    [InlineData("gallium", Stage.Refining, "CN", "0.9868", "2024")]
    [InlineData("gallium", Stage.Capacity, "CN", "0.9091", "2024")]
    [InlineData("germanium", Stage.Refining, "CN", "0.8571", "2022")]
    [InlineData("platinum-group", Stage.Mining, "ZA", "0.7059", "2024")] // platinum is the preferred product
    public void KnownShares(string mineral, Stage stage, string country, string share, string year)
    {
        ShareFigure figure = MineralCatalog.Find(mineral).Share(stage, country)!;

        Assert.Equal((share, year), (figure.Share!.Value.ToString(), figure.Year.ToString()));
    }

    [Fact]
    public void Share_OfAYear_ComesFromThatYearsTable() =>
        Assert.Equal((0.87m, 0.15m), (s_rareEarths.Share(Stage.Refining, "CN", 2019)!.Share!.Value, MineralCatalog.Find("nickel").Share(Stage.Refining, "ID", 2019)!.Share!.Value));

    [Fact]
    public void Share_OfAnotherProduct_MustBeAskedFor()
    {
        Mineral platinumGroup = MineralCatalog.Find("platinum-group");

        Assert.Equal("platinum", platinumGroup.Share(Stage.Mining, "RU")!.Product);
        Assert.Equal(0.3947m, platinumGroup.Share(Stage.Mining, "RU", product: "palladium")!.Share);
        Assert.Equal(0.62m, s_rareEarths.Share(Stage.Mining, "CN", product: "magnet elements")!.Share);
        Assert.Equal(0.6923m, s_rareEarths.Share(Stage.Mining, "CN")!.Share);
    }

    [Fact]
    public void Share_GivenOnlyJointly_IsNotAShare()
    {
        Assert.Null(s_rareEarths.Share(Stage.Mining, "AU", product: "magnet elements"));
        Assert.Null(MineralCatalog.Find("gallium").Share(Stage.Reserves, "CN"));
    }

    [Fact]
    public void ProjectedShares_AreNotReturnedAsShares() =>
        Assert.Null(s_rareEarths.Share(Stage.Refining, "CN", 2030));

    [Fact]
    public void UsReliance_OnRareEarths_Is80PercentIn2024_ForCompoundsAndMetals()
    {
        RelianceFigure figure = s_rareEarths.Reliance("US")!;

        Assert.Equal((0.80m, Bound.Exact, "2024", "compounds and metals"), (figure.Value!.Value, figure.Bound, figure.Year.ToString()!, figure.Product!));
    }

    [Fact]
    public void Reliance_OfAYear_KeepsTheBoundAsPrinted()
    {
        RelianceFigure figure = s_rareEarths.Reliance("US", 2022)!;

        Assert.Equal((0.95m, Bound.Above), (figure.Value!.Value, figure.Bound));
        Assert.Equal(1m, s_rareEarths.Reliance("US", 2018)!.Value);
    }

    [Fact]
    public void Reliance_KnownOnlyAsABound_IsTheLatestBound()
    {
        RelianceFigure lithium = MineralCatalog.Find("lithium").Reliance("US")!;
        RelianceFigure platinumGroup = MineralCatalog.Find("platinum-group").Reliance("CN")!;

        Assert.Equal((0.5m, Bound.Above, 2024), (lithium.Value!.Value, lithium.Bound, lithium.Year!.Value.Last));
        Assert.Equal((0.9m, Bound.Above, true), (platinumGroup.Value!.Value, platinumGroup.Bound, platinumGroup.YearIsApproximate));
    }

    [Fact]
    public void Reliance_PrefersExactFigures_ToBoundsAndApproximations()
    {
        Assert.Equal(0.48m, MineralCatalog.Find("nickel").Reliance("US")!.Value); // not "nearly 1 if scrap is left out"
        Assert.Equal(0.73m, MineralCatalog.Find("copper").Reliance("CN")!.Value); // not "> 0.7", undated
        Assert.Equal(0.98m, MineralCatalog.Find("cobalt").Reliance("CN")!.Value); // later than 0.9 of 2018
    }

    [Fact]
    public void Reliance_OnAnotherProduct_MustBeAskedFor()
    {
        Assert.Equal(0m, s_rareEarths.Reliance("US", product: "mineral concentrates")!.Value);
        Assert.Equal(0.36m, MineralCatalog.Find("platinum-group").Reliance("US", product: "palladium")!.Value);
        Assert.Equal(0.85m, MineralCatalog.Find("platinum-group").Reliance("US")!.Value);
    }

    [Fact]
    public void Reliance_NotFound_IsNull_UnlessTheGroupMeanIsAskedFor()
    {
        Mineral cobalt = MineralCatalog.Find("cobalt");

        Assert.Null(cobalt.Reliance("EU"));
        Assert.Equal(0.78m, cobalt.Reliance("EU", includeGroups: true)!.Value);
        Assert.Null(cobalt.Reliance("JP", includeGroups: true)); // words only: "almost all imported"
        Assert.Null(s_rareEarths.Reliance("EU"));
        Assert.Null(s_rareEarths.Reliance("AU"));
    }

    [Fact]
    public void UsImportsOfRareEarths_From2020To2023_Were70PercentChinese()
    {
        SupplierFigure figure = s_rareEarths.SupplierShare("US", "CN")!;

        Assert.Equal((0.70m, "2020-2023", "usgs-2025-text"), (figure.Share, figure.Year.ToString()!, figure.Source.Id));
        Assert.Equal(0.70m, s_rareEarths.SupplierShare("US", "CN", 2021)!.Share);
        Assert.Equal(0.78m, s_rareEarths.SupplierShare("US", "CN", 2018)!.Share);
    }

    [Fact]
    public void JapaneseImportsOfRareEarths_FellFrom90To58PercentChinese()
    {
        Assert.Equal(0.9m, s_rareEarths.SupplierShare("JP", "CN", 2010)!.Share);
        Assert.Equal(0.58m, s_rareEarths.SupplierShare("JP", "CN", 2018)!.Share);
        Assert.Equal(0.58m, s_rareEarths.SupplierShare("JP", "CN")!.Share);
        Assert.Null(s_rareEarths.SupplierShare("JP", "CN", 2015));
    }

    [Fact]
    public void SupplierShare_PrefersAReliableSource_ToALaterIndicativeOne()
    {
        Assert.Equal((0.98m, "nhk-2023"), (s_rareEarths.SupplierShare("EU", "CN")!.Share, s_rareEarths.SupplierShare("EU", "CN")!.Source.Id));
        Assert.Equal(0.5m, s_rareEarths.SupplierShare("EU", "CN", 2024)!.Share);
        Assert.Equal(0.29m, s_rareEarths.SupplierShare("EU", "RU")!.Share); // found nowhere else
    }

    [Fact]
    public void SupplierShare_OfSeveralTogether_IsListed_ButNotGivenToOne()
    {
        Mineral manganese = MineralCatalog.Find("manganese");

        Assert.Null(manganese.SupplierShare("EU", "ZA"));
        Assert.Equal((true, 0.8m), (manganese.Suppliers[0].IsJoint, manganese.Suppliers[0].Share));
    }

    [Fact]
    public void UnknownIds_AreRefused_ListingTheKnownOnes()
    {
        var mineral = Assert.Throws<UnknownIdException>(() => MineralCatalog.Find("rare_earths"));
        var country = Assert.Throws<UnknownIdException>(() => s_rareEarths.Reliance("USA"));
        var product = Assert.Throws<UnknownIdException>(() => s_rareEarths.Reliance("US", product: "magnets"));
        var table = Assert.Throws<UnknownIdException>(() => MineralCatalog.Find("platinum-group").Table(Stage.Mining, product: "iridium"));
        var series = Assert.Throws<UnknownIdException>(() => s_rareEarths.Price("Tb"));

        Assert.Equal(("mineral", "rare_earths"), (mineral.Kind, mineral.Id));
        Assert.Contains("platinum-group, rare-earths.", mineral.Message, StringComparison.Ordinal);
        Assert.Contains("US", country.Known);
        Assert.Equal("There is no product in the import reliance of US for rare-earths 'magnets'. Known: compounds and metals, mineral concentrates.", product.Message);
        Assert.Equal(["platinum", "palladium"], table.Known);
        Assert.Equal("There is no price series of rare-earths 'Tb'. Known: Nd2O3, Dy2O3.", series.Message);
        Assert.False(MineralCatalog.TryFind("unobtainium", out _));
        Assert.Throws<UnknownIdException>(() => MineralCatalog.Source("usgs"));
    }
}
