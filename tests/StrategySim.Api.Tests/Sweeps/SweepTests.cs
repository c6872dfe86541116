using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;
using StrategySim.Api.Tests.Runs;

namespace StrategySim.Api.Tests.Sweeps;

/// <summary><c>POST /sweeps:validate</c>.</summary>
public sealed class SweepTests(ServiceFixture fixture)
{
    private Service Service => fixture.Service;

    private const string Sweep = """
        schema: strategysim/sweep/v1
        id: of-a-test
        scenario: coordination-to-chicken
        factors:
          s: { initialState: stress, range: { from: 0, to: 3, steps: 6 } }
          k: { parameter: k_us, list: [0, 4, 8/2, 15] }
        constraints: [k >= s]
        design: { method: grid }
        outcomes: { conceding: { measure: concessionRate, game: us-china, actor: CN } }
        replications: { initial: 60, until: { outcome: conceding, halfWidth: 0.02 }, max: 480 }
        """;

    [Fact]
    public async Task AValidSweep_IsAnsweredWithPointsUnitsAndExpectedTime()
    {
        Answer valid = (await Service.PostAsync("/sweeps:validate?points=3", Sweep, "application/yaml")).Require(200);
        Assert.Equal(
            """{"design":28,"dropped":6,"duplicates":7,"left":15,"checked":15}""", valid["points"].ToJsonString());
        Assert.Equal(("k >= s", 6), ((string)valid["constraints"][0]!["constraint"]!, (int)valid["constraints"][0]!["drops"]!));
        Assert.Equal("""{"atLeast":900,"atMost":7200,"until":"conceding"}""", valid["units"].ToJsonString());
        Assert.Equal([0, 7, 8], valid["firstPoints"].AsArray().Select(p => (int)p!["index"]!));
        Assert.Equal("""{"k":"4","s":"1/2"}""", valid["firstPoints"][2]!["values"]!.ToJsonString());
        Assert.Matches("^[0-9a-f]{64}$", (string)valid["firstPoints"][2]!["pointId"]!);
        Assert.Contains("An estimate for ", (string)valid["environment"]["estimate"]!, StringComparison.Ordinal);
        Assert.True((double)valid["environment"]["secondsAtLeast"]! <= (double)valid["environment"]["secondsAtMost"]!);
    }

    [Fact]
    public async Task WhatStartsASweep_CanBeChecked_ByItsIdAndWithOtherReplications()
    {
        Answer named = (await Service.PostAsync("/sweeps:validate", new JsonObject { ["sweep"] = "rules-in-chicken", ["replications"] = 3 })).Require(200);
        Assert.Equal(("rules-in-chicken", 108), ((string)named["sweepId"]!, (int)named["units"]["atLeast"]!));
        Assert.Equal("defector, grudger, myopic-best-reply, random, reputation-reader, tit-for-tat", (string)named["factors"][0]!["values"]!);

        // What too many replications come to is said of them, wherever the sweep stands.
        foreach (string address in new[] { "/sweeps", "/sweeps:validate" })
        {
            JsonObject fault = Assert.Single((await Service.PostAsync(address, """{ "sweep": "path-and-escalation", "replications": 1000000 }""", "application/json")).Faults(422));
            Assert.Equal(("/replications", 1, 51), ((string)fault["pointer"]!, (int)fault["line"]!, (int)fault["column"]!));
            Assert.Contains("1,525,000,000 units", (string)fault["found"]!, StringComparison.Ordinal);
        }

        JsonObject[] unnamed = (await Service.PostAsync("/sweeps", """{ "id": "x", "factors": {}, "design": { "method": "grid" } }""", "application/json")).Faults(422);
        Assert.Equal(["/schema", "/scenario", "/factors"], unnamed.Select(fault => (string)fault["pointer"]!));
    }

    [Fact]
    public async Task AKeptScenario_CanBeSweptByItsId()
    {
        string id = (string)(await Service.PostAsync("/scenarios", RunSteps.Tiny("to-sweep")))["id"]!;
        JsonObject sweep = new()
        {
            ["schema"] = "strategysim/sweep/v1",
            ["id"] = "kept",
            ["scenario"] = id,
            ["factors"] = new JsonObject { ["rounds"] = new JsonObject { ["at"] = "/time/horizon", ["integers"] = new JsonArray(3, 5) } },
            ["design"] = new JsonObject { ["method"] = "grid" },
        };
        Answer valid = (await Service.PostAsync("/sweeps:validate", sweep)).Require(200);
        Assert.Equal((3, 0), ((int)valid["points"]["left"]!, valid["firstPoints"].AsArray().Count));
        Assert.Equal("to-sweep", (string)valid["scenarioId"]!);
    }

    [Fact]
    public async Task EveryFault_IsListedWithItsPlace()
    {
        string bad = Sweep.Replace("k_us", "k_eu", StringComparison.Ordinal).Replace("concessionRate", "joy", StringComparison.Ordinal).Replace("to: 3", "to: -3", StringComparison.Ordinal);
        Answer problem = (await Service.PostAsync("/sweeps:validate", bad, "application/yaml")).Require(422);
        Assert.Equal(["/factors/s/range", "/factors/k/parameter", "/outcomes/conceding/measure"], problem["faults"].AsArray().Select(f => (string)f!["pointer"]!));
        Assert.Equal([5, 6, 9], problem["faults"].AsArray().Select(f => (int)f!["line"]!));
    }

    [Theory]
    [InlineData("k >= s", "k > 99", "/constraints")]
    [InlineData("list: [0, 4, 8/2, 15]", "range: { from: 0, to: 15, steps: 1000000000000 }", "/design")]
    [InlineData("scenario: coordination-to-chicken", "scenario: no-such", "/scenario")]
    public async Task WhatCannotBeSwept_IsRefused(string part, string other, string pointer)
    {
        Answer problem = (await Service.PostAsync("/sweeps:validate", Sweep.Replace(part, other, StringComparison.Ordinal), "application/yaml")).Require(422);
        Assert.Contains(problem["faults"].AsArray(), f => (string)f!["pointer"]! == pointer);
    }
}
