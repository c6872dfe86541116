using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;
using StrategySim.Testing;

namespace StrategySim.Api.Tests.PhaseDiagrams;

public sealed class PhaseDiagramTests(ServiceFixture fixture)
{
    private async Task<Answer> PostAsync(string body) => await fixture.Service.PostAsync("/phase-diagrams", body, "application/json");

    [Fact]
    public async Task ThePath_HasItsTwoThresholds_AndTheFinerOnesApart()
    {
        Answer answer = (await PostAsync("""{"scenario":"coordination-to-chicken"}""")).Require(200);
        Assert.Equal(["1", "2"], answer["boundaries"].AsArray().Select(b => (string)b!["at"]!));
        Assert.Equal([1.0, 2.0], answer["boundaries"].AsArray().Select(b => (double)b!["decimal"]!));
        Assert.All(answer["boundaries"].AsArray(), b => Assert.Equal("family", (string)b!["of"]!));
        Assert.Equal(["0 risk-dominance", "5/3 order"], answer["finerBoundaries"].AsArray().Select(b => $"{b!["at"]} {b["of"]}"));
        Assert.Equal(["coordination", "blackmail", "blackmail", "chicken"], answer["phases"].AsArray().Select(p => (string)p!["gameType"]!["family"]!));
        Assert.Equal("threshold (h.US)", (string)answer["boundaries"][0]!["there"]!["gameType"]!["label"]!);
        Assert.Equal("""[{"label":"HY","strategies":["hold","yield"]}]""", answer["phases"][0]!["riskDominant"]!.ToJsonString());
        Assert.Equal("""[["hold","yield"],["yield","hold"]]""", answer["phases"][0]!["equilibria"]!["pureProfiles"]!.ToJsonString());
        Assert.Equal("""{"exact":"0","decimal":0}""", answer["factor"]["from"]!.ToJsonString());
        Assert.True((bool)answer["exact"]!);
        Assert.Null(answer.Json["lines"]);
    }

    [Fact]
    public async Task WithASecondFactor_EachOfItsValuesHasALine()
    {
        Answer answer = (await PostAsync("""{"scenario":"coordination-to-chicken","by":{"name":"k_us","range":["2",4],"points":3},"width":"1/50"}""")).Require(200);
        Assert.Null(answer.Json["boundaries"]);
        JsonArray lines = answer["lines"].AsArray();
        Assert.Equal(["2", "3", "4"], lines.Where(l => !(bool)l!["refined"]!).Select(l => (string)l!["by"]!["exact"]!));
        // s₂ = (3k/2 − 2)/(k − 2) at k = 3: 5/2.
        Assert.Equal(["1", "5/2"], lines.Single(l => (string)l!["by"]!["exact"]! == "3")!["boundaries"]!.AsArray().Select(b => (string)b!["at"]!));
        Assert.Contains("8/3", answer["transitions"].AsArray().Select(t => (string?)t!["at"]?["exact"]));
    }

    [Theory]
    [InlineData("""{"scenario":"coordination-to-chicken"}""", "Boundaries at 1 and 2.")]
    [InlineData("""{"scenario":"coordination-to-chicken","by":{"name":"k_us","range":[0,8],"points":3}}""", "stress = (3·k_us/2 − 2)/(k_us − 2)")]
    public async Task ADiagram_IsDrawnToo(string body, string words)
    {
        Answer figure = (await fixture.Service.PostAsync("/phase-diagrams?format=vega-lite", body, "application/json")).Require(200);
        Assert.Contains("vega-lite", (string)figure["$schema"]!, StringComparison.Ordinal);
        Assert.Contains(words, (string)figure["description"]!, StringComparison.Ordinal);
        Answer refused = (await fixture.Service.PostAsync("/phase-diagrams?format=csv", body, "application/json")).Require(422);
        Assert.Equal("one of json, vega-lite", (string)refused["faults"][0]!["expected"]!);
    }

    [Fact]
    public async Task AnIrrationalBoundary_CarriesItsFormAndAnEnclosure()
    {
        // A: g = 1, h = s; B: g = s, h = 1 + s: equal Nash products where s² = s + 1.
        const string Scenario = """
            scenario:
              schema: strategysim/scenario/v1
              id: golden
              status: stylised
              time: { horizon: 1, discountFactor: 0 }
              actors: { A: First, B: Second }
              states: { s: { initial: 1, min: 1/2, max: 3 } }
              games:
                g:
                  form: table
                  players: { A: A, B: B }
                  strategies: { A: [press, give], B: [press, give] }
                  cooperate: give
                  payoffs:
                    press/press: { A: 1 - s, B: 0 - s }
                    press/give: { A: 4, B: 1 }
                    give/press: { A: 1, B: 3 + s }
                    give/give: { A: 3, B: 3 }
                  rules: { A: random, B: random }
            """;
        Answer answer = (await fixture.Service.PostAsync("/phase-diagrams", Scenario, "application/yaml")).Require(200);
        Assert.Empty(answer["boundaries"].AsArray());
        JsonNode boundary = Assert.Single(answer["finerBoundaries"].AsArray())!;
        Assert.Equal(("(1+1*sqrt(5))/2", "surd", 1.618033988749895), ((string)boundary["at"]!, (string)boundary["form"]!, (double)boundary["decimal"]!));
        Assert.InRange((double)boundary["enclosure"]!["greatest"]!["decimal"]! - (double)boundary["enclosure"]!["least"]!["decimal"]!, 0, 3e-6);
        Assert.Equal("risk dominant: HY → HY = YH → YH", (string)boundary["detail"]!);
        Assert.Equal("""[{"label":"YH","strategies":["give","press"]}]""", answer["phases"][1]!["riskDominant"]!.ToJsonString());
    }

    [Fact]
    public async Task BadInput_IsAnsweredWithEveryFaultAndItsPlace()
    {
        Answer answer = await PostAsync("""
            {"scenario":"coordination-to-chicken","game":"us-eu","factors":[],
             "factor":{"name":"stress","range":["3","0"]},
             "by":{"name":"stress","range":[0,"one"],"points":1},"width":"0","at":{"strain":1}}
            """);
        JsonObject[] faults = answer.Faults(422);
        Assert.Equal(
            ["/at/strain", "/by/name", "/by/points", "/by/range/1", "/factor/range", "/factors", "/game", "/width"],
            faults.Select(f => (string)f["pointer"]!).Order(StringComparer.Ordinal));
        Assert.All(faults, f => Assert.NotNull(f["line"]));
        Assert.Equal("[3, 0]", (string)faults.Single(f => (string)f["pointer"]! == "/factor/range")["found"]!);
    }

    [Fact]
    public async Task TooMuchWork_IsAnsweredAsThat()
    {
        string power = string.Join('*', Enumerable.Repeat("s", 90));
        string scenario = ScenarioText.Path().Replace("outsideOption: 1 + s,", $"outsideOption: \"1 + {power}\",", StringComparison.Ordinal);
        Answer answer = await fixture.Service.PostAsync("/phase-diagrams", new JsonObject { ["scenario"] = await CanonicalAsync(scenario) });
        JsonNode fault = Assert.Single(answer.Faults(422));
        Assert.Equal("urn:strategysim:problem:too-much-work", (string)answer["type"]!);
        Assert.Contains("degree", (string)fault["found"]!, StringComparison.Ordinal);
    }

    private async Task<JsonNode> CanonicalAsync(string yaml) =>
        (await fixture.Service.PostAsync("/scenarios:validate", yaml, "application/yaml")).Require(200)["canonical"].DeepClone();
}
