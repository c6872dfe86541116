using System.Globalization;
using StrategySim.Minerals.Figures;
using StrategySim.Minerals.Mapping;
using StrategySim.Minerals.Sources;
using Entry = StrategySim.Minerals.Tests.Scenarios.ScenarioFile.Entry;

namespace StrategySim.Minerals.Tests.Scenarios;

/// <summary>The scenarios of the repository say of every number where it is from, and agree with the catalogue.</summary>
public sealed class ScenarioProvenanceTests
{
    public static TheoryData<string> Names => [.. ScenarioFile.All.Select(file => file.Name)];

    /// <summary>Scenario, mineral, importer, supplier, stage of the market share, prefix of the parameters.</summary>
    public static TheoryData<string, string, string, string, Stage, string> MappedPairs => new()
    {
        { "us-china-rare-earths", "rare-earths", "US", "CN", Stage.Refining, "" },
        { "us-china-rare-earths", "rare-earths", "EU", "CN", Stage.Refining, "" },
        { "us-china-rare-earths", "rare-earths", "JP", "CN", Stage.Refining, "" },
        { "producers-nickel-cobalt", "nickel", "CN", "ID", Stage.Mining, "nickel_" },
        { "producers-nickel-cobalt", "nickel", "EU", "ID", Stage.Mining, "nickel_" },
        { "producers-nickel-cobalt", "nickel", "US", "ID", Stage.Mining, "nickel_" },
        { "producers-nickel-cobalt", "cobalt", "CN", "CD", Stage.Mining, "cobalt_" },
        { "producers-nickel-cobalt", "cobalt", "EU", "CD", Stage.Mining, "cobalt_" },
        { "producers-nickel-cobalt", "cobalt", "US", "CD", Stage.Mining, "cobalt_" },
    };

    [Theory]
    [InlineData("blackmail")]
    [InlineData("chicken")]
    [InlineData("coordination")]
    [InlineData("coordination-to-chicken")]
    [InlineData("producers-nickel-cobalt")]
    [InlineData("us-china-rare-earths")]
    public void EveryNamedScenario_IsPresent(string name) => Assert.Contains(name, ScenarioFile.All.Select(file => file.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryScenario_NamesItselfAfterItsFile_AndSaysWhatItClaims(string name)
    {
        ScenarioFile file = ScenarioFile.Of(name);

        Assert.Equal(("strategysim/scenario/v1", name), (file.Text("schema"), file.Text("id")));
        Assert.Contains(file.Text("status"), new[] { "stylised", "calibrated", "historical" });
        Assert.NotEmpty(file.Text("title")!);
        Assert.NotEmpty(file.Text("description")!);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryParameter_IsDerived_OrSourcedWithItsYear_OrAMarkedAssumption(string name)
    {
        ScenarioFile file = ScenarioFile.Of(name);
        var sources = file.Map("sources");

        Assert.All(file.Map("parameters"), parameter =>
        {
            Entry entry = parameter.Value;
            Assert.True(entry["value"] is null ^ entry["derived"] is null, parameter.Key);
            if (entry["derived"] is not null)
                return;
            Assert.True(entry["source"] is null ^ entry["assumption"] is null, parameter.Key);
            Assert.Equal(entry["source"] is null, entry["year"] is null);
            if (entry["source"] is { } source)
                Assert.Contains(source.Text!, sources.Keys);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EverySource_IsOneOfTheCatalogue_CitedAlike(string name) =>
        Assert.All(ScenarioFile.Of(name).Map("sources"), cited =>
        {
            Source source = MineralCatalog.Source(cited.Key);
            Assert.Equal(
                (source.Title, source.Year.ToString(), source.Publisher, source.Doi),
                (cited.Value["title"]?.Text, cited.Value["year"]?.Text, cited.Value["publisher"]?.Text, cited.Value["doi"]?.Text));
        });

    [Theory]
    [MemberData(nameof(MappedPairs))]
    public void DependenceParameters_AreThoseOfThePublishedMapping(string name, string mineral, string importer, string supplier, Stage market, string prefix)
    {
        var parameters = ScenarioFile.Of(name).Map("parameters");
        var mapping = DependenceMapping.Of(MineralCatalog.Find(mineral), importer, supplier, new() { MarketStage = market, Prefix = prefix });

        foreach (ScenarioParameter expected in MappingCoefficients.Default.Parameters.Concat(mapping.Parameters))
        {
            // Japan plays no concession game, so its outside option is not stated.
            if (expected.Name == "D_jp")
                continue;
            Entry stated = parameters[expected.Name];
            Assert.Equal(Plain(expected.Value), Plain(stated["value"]?.Text));
            Assert.Equal(expected.Derived, stated["derived"]?.Text);
            Assert.Equal(expected.Unit, stated["unit"]?.Text);
            Assert.Equal((expected.Source?.Id, expected.Year?.ToString()), (stated["source"]?.Text, stated["year"]?.Text));
            Assert.Equal(expected.Assumption is null, stated["assumption"] is null);
            if (expected.Range is { } range && expected.Name != $"{prefix}jp_from_cn")
                Assert.Equal([range.Low, range.High], stated["range"]!.Value.List.Select(end => Plain(end.Text)));
        }
    }

    [Theory]
    [InlineData("us-china-rare-earths", "au_mined", "rare-earths", Stage.Mining, "AU")]
    [InlineData("us-china-rare-earths", "au_refined", "rare-earths", Stage.Refining, "AU")]
    [InlineData("producers-nickel-cobalt", "id_mined", "nickel", Stage.Mining, "ID")]
    [InlineData("producers-nickel-cobalt", "cd_mined", "cobalt", Stage.Mining, "CD")]
    public void ShareParameters_AreTheCataloguesShares(string name, string parameter, string mineral, Stage stage, string country)
    {
        Entry stated = ScenarioFile.Of(name).Map("parameters")[parameter];
        ShareFigure figure = MineralCatalog.Find(mineral).Share(stage, country)!;

        Assert.Equal(
            (figure.Share, figure.Source.Id, figure.Year.ToString()),
            (stated["value"]!.Value.Number, stated["source"]?.Text, stated["year"]?.Text));
    }

    [Fact]
    public void PathOfIndonesianRefining_RunsThroughTheCataloguesShares()
    {
        Mineral nickel = MineralCatalog.Find("nickel");
        decimal[] shares =
        [
            nickel.Share(Stage.Refining, "ID", 2019)!.Share!.Value,
            nickel.Share(Stage.Refining, "ID", 2023)!.Share!.Value,
            nickel.Projections.Single(projection => projection.Year == new Years(2040)).Shares["ID"],
        ];

        // Round 1 is 2020-Q1, so 2023-Q4 is round 16 and 2040-Q4 round 84.
        Assert.Equal([(1m, shares[0]), (16m, shares[1]), (84m, shares[2])], Path("producers-nickel-cobalt", "id_refining"));
    }

    [Fact]
    public void PathOfTheCobaltPrice_RunsThroughTheAnnualAverages_InMidYear()
    {
        var averages = MineralCatalog.Find("cobalt").Price("LME-cash").AnnualAverages;
        var peak = ScenarioFile.Of("producers-nickel-cobalt").Map("parameters")["cobalt_peak"];

        // Round 1 is 2020-Q1; the third quarter of year y is round 4(y − 2020) + 3.
        Assert.Equal(averages.Select(year => ((4m * (year.Key - 2020)) + 3, year.Value)), Path("producers-nickel-cobalt", "cobalt_price"));
        Assert.Equal((averages.Values.Max(), "2022"), (peak["value"]!.Value.Number, peak["year"]!.Value.Text));
    }

    [Fact]
    public void PathOfStress_MeetsBothThresholdsExactly()
    {
        // s = 3(t − 1)/60: 1 in round 21 and 2 in round 41.
        var path = Path("coordination-to-chicken", "stress").ToArray();
        decimal At(decimal round) => (path[1].Value - path[0].Value) * (round - path[0].Round) / (path[1].Round - path[0].Round);

        Assert.Equal((1m, 2m), (At(21), At(41)));
    }

    private static IEnumerable<(decimal Round, decimal Value)> Path(string name, string state) =>
        ScenarioFile.Of(name).Map("states")[state]["path"]!.Value.List.Select(knot => (knot.List[0].Number, knot.List[1].Number));

    // 0.80 and 0.8 are one number; fractions are compared as texts.
    private static string? Plain(string? number) =>
        decimal.TryParse(number, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal value)
            ? value.ToString("0.############################", CultureInfo.InvariantCulture)
            : number;
}
