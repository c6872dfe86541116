using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;

namespace StrategySim.Api.Tests.Sweeps;

/// <summary>What the documents of sweeps ask to be made of them.</summary>
public sealed class SweepSectionTests(ServiceFixture fixture)
{
    private Service Service => fixture.Service;

    [Fact]
    public async Task TheSectionsOfADocument_AreDone()
    {
        string id = await Service.SweepAsync(With(SweepSteps.Path(), "asking", """
            {
              "analysis": {
                "sensitivity": [{ "outcome": "conceding", "method": "rank-correlation" }],
                "phaseDiagram": { "x": "s", "exact": ["gameType"], "overlay": "conceding" }
              },
              "compare": { "baseline": { "k": 4 }, "against": { "k": 1 } }
            }
            """));
        JsonNode links = (await Service.GetAsync($"/sweeps/{id}")).Require(200)["links"];
        Assert.EndsWith($"/sweeps/{id}/analysis", (string)links["analysis"]!, StringComparison.Ordinal);
        Assert.EndsWith($"/sweeps/{id}/comparison", (string)links["comparison"]!, StringComparison.Ordinal);

        Answer analysis = (await Service.GetAsync($"/sweeps/{id}/analysis")).Require(200);
        Answer alone = (await Service.GetAsync($"/sweeps/{id}/sensitivity?method=rank-correlation")).Require(200);
        Assert.Equal(alone.Json.ToJsonString(), Assert.Single(analysis["sensitivity"].AsArray())!.ToJsonString());
        JsonNode diagram = analysis["phaseDiagram"];
        // k varies and is no axis: the diagram is that of the scenario's own k, 4, whose thresholds are exactly 1 and 2.
        Assert.Equal("""{"k":"4"}""", diagram["held"]!.ToJsonString());
        Assert.Equal(["1", "2"], diagram["diagram"]!["boundaries"]!.AsArray().Select(boundary => (string)boundary!["at"]!));
        Assert.Equal(["5/3"], diagram["diagram"]!["finerBoundaries"]!.AsArray().Select(boundary => (string)boundary!["at"]!));
        Assert.All(diagram["diagram"]!["phases"]!.AsArray(), phase => Assert.True(phase!["gameType"] is not null && phase["riskDominant"] is null));
        Assert.Equal(("s", "conceding", 28), ((string)diagram["x"]!, (string)diagram["overlay"]!, diagram["points"]!.AsArray().Count));

        Answer comparison = (await Service.GetAsync($"/sweeps/{id}/comparison")).Require(200);
        Assert.Equal(["k = 4", "k = 1"], comparison["sides"].AsArray().Select(side => (string)side!["name"]!));
        Assert.Equal("k = 4", (string)comparison["baseline"]!);
        Answer posted = (await Service.PostAsync("/comparisons", JsonNode.Parse($$"""
            { "sides": [{ "name": "first", "sweep": "{{id}}", "where": { "k": 4 } }, { "name": "second", "sweep": "{{id}}", "where": { "k": 1 } }] }
            """)!)).Require(200);
        Assert.Equal(posted["outcomes"].AsArray().Select(Means), comparison["outcomes"].AsArray().Select(Means));
        Assert.StartsWith("actor,game,outcome,unit,side,", (await Service.GetAsync($"/sweeps/{id}/comparison?format=csv")).Require(200).Text, StringComparison.Ordinal);
        Assert.Contains(@"\toprule", (await Service.GetAsync($"/sweeps/{id}/comparison", "application/x-latex")).Require(200).Text, StringComparison.Ordinal);

        static string Means(JsonNode? outcome) => string.Join(' ', outcome!["means"]!.AsArray().Select(mean => mean!["mean"]!.ToJsonString()));
    }

    [Fact]
    public async Task WhatADocumentDoesNotAsk_OrItsDesignCannotGive_IsAFaultWithItsPlace()
    {
        string plain = await Service.SweepAsync(With(SweepSteps.Path(), "asking-nothing", "{}"));
        Assert.Equal("/analysis", (string)Assert.Single((await Service.GetAsync($"/sweeps/{plain}/analysis")).Faults(422))["pointer"]!);
        Assert.Equal("/compare", (string)Assert.Single((await Service.GetAsync($"/sweeps/{plain}/comparison")).Faults(422))["pointer"]!);
        Assert.Empty((await Service.GetAsync("/sweeps/no-such/analysis")).Faults(404));
        Assert.Empty((await Service.GetAsync("/sweeps/no-such/comparison")).Faults(404));

        JsonObject sampled = With(SweepSteps.Path(), "asking-too-much", """{ "compare": { "baseline": { "k": "50/7" }, "against": { "k": 1 } }, "design": { "method": "latin-hypercube", "points": 4 } }""");
        sampled["factors"]!["k"] = JsonNode.Parse("""{ "parameter": "k_us", "uniform": [0, 8] }""");
        JsonObject[] faults = (await Service.GetAsync($"/sweeps/{await Service.SweepAsync(sampled)}/comparison")).Faults(422);
        Assert.Equal(["/compare/baseline", "/compare/against"], faults.Select(fault => (string)fault["pointer"]!));
        Assert.All(faults, fault => Assert.Contains("a band of k", (string)fault["expected"]!, StringComparison.Ordinal));

        sampled["id"] = "asking-for-bands";
        sampled["compare"] = JsonNode.Parse("""{ "baseline": { "k": { "to": 4 } }, "against": { "k": { "from": 4 } } }""");
        string bands = await Service.SweepAsync(sampled);
        Answer compared = (await Service.GetAsync($"/sweeps/{bands}/comparison")).Require(200);
        Assert.Equal(["k ≤ 4", "k ≥ 4"], compared["sides"].AsArray().Select(side => (string)side!["name"]!));
        Assert.Contains("drawn-points", compared["warnings"].AsArray().Select(warning => (string)warning!["kind"]!));
        Answer figure = (await Service.GetAsync($"/sweeps/{bands}/comparison?format=vega-lite")).Require(200);
        Assert.Equal("k ≥ 4 against k ≤ 4", (string)figure["title"]!["text"]!);
        Assert.Contains("comparison", JsonNode.Parse((await Service.GetAsync($"/sweeps/{bands}/figures")).Require(200).Text)!.AsArray().Select(one => (string)one!["name"]!));
    }

    [Fact]
    public async Task WhatTheOutcomesDoNotAllow_IsNamedBesideWhatCouldBeMade_AndWhatTheDesignDoesNotFeed_BeforeAnythingIsPlayed()
    {
        JsonObject sweep = With(SweepSteps.Path(), "asking-for-more", """
            {
              "analysis": {
                "sensitivity": [{ "outcome": "conceding", "method": "rank-correlation" }, { "outcome": "conceding", "method": "pawn", "intervals": 50 }],
                "discovery": { "interesting": "conceding > 2" }
              }
            }
            """);
        Answer planned = (await Service.PostAsync("/sweeps:validate", sweep)).Require(200);
        JsonNode foreseen = Assert.Single(planned["notMade"].AsArray())!;
        Assert.Equal(("/analysis/sensitivity/1/points", "28 points"), ((string)foreseen["pointer"]!, (string)foreseen["found"]!));

        Answer analysis = (await Service.GetAsync($"/sweeps/{await Service.SweepAsync(sweep)}/analysis")).Require(200);
        Assert.Single(analysis["sensitivity"].AsArray());
        Assert.Equal(["/analysis/sensitivity/1/points", "/analysis/discovery/interesting"], analysis["notMade"].AsArray().Select(fault => (string)fault!["pointer"]!));

        // Nothing of it can be made.
        sweep["id"] = "asking-for-the-impossible";
        sweep["analysis"]!.AsObject().Remove("sensitivity");
        Assert.Equal("/analysis/discovery/interesting", (string)Assert.Single((await Service.GetAsync($"/sweeps/{await Service.SweepAsync(sweep)}/analysis")).Faults(422))["pointer"]!);
    }

    [Fact]
    public async Task SlicesOfTheLatestSweepOfADocument_AreComparedByItsId()
    {
        string first = await Service.SweepAsync(With(SweepSteps.Path(), "told-by-name", "{}"));
        await Service.SweepAsync(With(SweepSteps.Path(), "told-by-name", """{ "replications": 2 }"""));
        Answer latest = (await Service.PostAsync("/comparisons", JsonNode.Parse($$"""
            { "sides": [{ "name": "latest", "latestSweepOf": "told-by-name", "where": { "k": 4 } }, { "name": "first", "sweep": "{{first}}", "where": { "k": 4 } }] }
            """)!)).Require(200);
        Assert.Equal([2, 1], latest["sides"].AsArray().Select(side => (int)side!["replications"]!));
        JsonObject[] faults = (await Service.PostAsync("/comparisons", JsonNode.Parse("""
            { "sides": [{ "latestSweepOf": "never-started", "point": 0 }, { "latestSweepOf": "told-by-name" }, { "latestRunOf": "never-run", "where": { "k": 4 } }] }
            """)!)).Faults(422);
        Assert.Equal(["/sides/0/latestSweepOf", "/sides/1", "/sides/2/latestRunOf", "/sides/2/where"], faults.Select(fault => (string)fault["pointer"]!));
    }

    [Fact]
    public async Task BeforeAnythingIsPlayed_TheStateSaysWhy()
    {
        JsonObject sweep = With(SweepSteps.Path(), "asking-early", """{ "analysis": { "phaseDiagram": { "x": "s" } }, "compare": { "baseline": { "k": 2 }, "against": { "k": 8 } } }""");
        string id = await Service.StartSweepAsync(new JsonObject { ["sweep"] = sweep, ["startPaused"] = true });
        Assert.Equal("paused", (string)(await Service.GetAsync($"/sweeps/{id}/analysis")).Require(409)["state"]!);
        Assert.Equal("paused", (string)(await Service.GetAsync($"/sweeps/{id}/comparison")).Require(409)["state"]!);
        (await Service.SweepControlAsync(id, "cancel")).Require(200);
    }

    private static JsonObject With(JsonObject sweep, string id, string fields)
    {
        sweep["id"] = id;
        foreach ((string field, JsonNode? value) in JsonNode.Parse(fields)!.AsObject()) sweep[field] = value!.DeepClone();
        return sweep;
    }
}
