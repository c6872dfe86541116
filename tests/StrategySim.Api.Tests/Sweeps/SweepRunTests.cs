using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;
using StrategySim.Testing.Files;

namespace StrategySim.Api.Tests.Sweeps;

/// <summary>Starting, finding, controlling and extending sweeps.</summary>
public sealed class SweepRunTests(ServiceFixture fixture)
{
    private Service Service => fixture.Service;

    [Fact]
    public async Task AStartedSweep_IsAccepted_PlayedAndDescribed()
    {
        Answer accepted = (await Service.PostAsync("/sweeps", SweepSteps.Small("described"))).Require(202);
        string id = (string)accepted["id"]!;
        Assert.Equal($"/api/v1/sweeps/{id}", accepted.Headers["Location"]);
        JsonNode end = await Service.EndOfSweepAsync(id);
        Assert.Equal("""{"done":32,"failed":0,"total":32}""", end["units"]!.ToJsonString());

        Answer sweep = (await Service.GetAsync($"/sweeps/{id}")).Require(200);
        Assert.Equal(("completed", "described", "7"), ((string)sweep["status"]!, (string)sweep["sweepId"]!, (string)sweep["seed"]!));
        Assert.Equal("""{"design":14,"done":8,"total":8}""", sweep["points"].ToJsonString());
        Assert.Equal("""{"atLeast":4,"atMost":4}""", sweep["replications"].ToJsonString());
        Assert.Matches("^[0-9a-f]{64}$", (string)sweep["resultsHash"]!);
        Assert.False(sweep.Headers.ContainsKey("Retry-After"));

        // The document names itself by its hash, and gives the same results again.
        Answer document = (await Service.GetAsync($"/sweeps/{id}/document")).Require(200);
        Assert.Equal((string)sweep["documentHash"]!, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document.Text))));
        await using Service other = await Service.StartAsync();
        string again = await other.SweepAsync(document.Json);
        Assert.Equal((string)sweep["resultsHash"]!, (string)(await other.GetAsync($"/sweeps/{again}"))["resultsHash"]!);

        foreach ((string name, JsonNode? link) in sweep["links"].AsObject().Where(link => link.Key is "self" or "document" or "points" or "outcomes" or "failures"))
        {
            Assert.True((await Service.GetAsync("/" + ((string)link!)["/api/v1/".Length..])).Status == 200, name);
        }
    }

    [Fact]
    public async Task ASubmission_NamesAShippedSweep_AndReplacesSeedAndReplications()
    {
        const string Body = """{ "sweep": "path-and-escalation", "seed": "18446744073709551615", "replications": 2, "startPaused": true }""";
        Answer accepted = (await Service.PostAsync("/sweeps", Body, "application/json")).Require(202);
        Assert.Equal(("paused", "18446744073709551615", 2), ((string)accepted["status"]!, (string)accepted["seed"]!, (int)accepted["replications"]["atMost"]!));
        Assert.Equal((61 * 25, 61 * 25 * 2), ((int)accepted["points"]["total"]!, (int)accepted["units"]["total"]!));
        Assert.Equal("10", accepted.Headers["Retry-After"]);
        string id = (string)accepted["id"]!;
        Assert.Equal("cancelled", (string)(await Service.SweepControlAsync(id, "cancel")).Require(200)["status"]!);
    }

    [Fact]
    public async Task AnIdempotencyKey_StartsOneSweepOnly()
    {
        JsonObject body = new() { ["sweep"] = SweepSteps.Small("once"), ["startPaused"] = true };
        Answer first = (await Service.PostAsync("/sweeps", body, ("Idempotency-Key", "sweep-once"))).Require(202);
        Answer second = (await Service.PostAsync("/sweeps", body, ("Idempotency-Key", "sweep-once"))).Require(202);
        Assert.Equal((string)first["id"]!, (string)second["id"]!);
        body["seed"] = 8;
        JsonObject fault = Assert.Single((await Service.PostAsync("/sweeps", body, ("Idempotency-Key", "sweep-once"))).Faults(422));
        Assert.Equal("Idempotency-Key", (string)fault["parameter"]!);
        Assert.Contains((string)first["id"]!, (string)fault["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweeps_AreListedNewestFirst_PageByPage_AndAWrongPlaceIsAFault()
    {
        await using Service service = await Service.StartAsync();
        var ids = new List<string>();
        for (int i = 0; i < 3; i++) ids.Add(await service.StartSweepAsync(new JsonObject { ["sweep"] = SweepSteps.Small($"listed-{i}"), ["startPaused"] = true }));
        Answer page = (await service.GetAsync("/sweeps?limit=2")).Require(200);
        Assert.Equal([ids[2], ids[1]], page["items"].AsArray().Select(item => (string)item!["id"]!));
        Answer rest = (await service.GetAsync($"/sweeps?limit=2&after={(string)page["next"]!}")).Require(200);
        Assert.Equal([ids[0]], rest["items"].AsArray().Select(item => (string)item!["id"]!));
        Assert.Null(rest.Json["next"]);
        Assert.Null((await service.GetAsync("/sweeps?limit=3")).Require(200).Json["next"]);

        (await service.SweepControlAsync(ids[1], "cancel")).Require(200);
        Assert.Equal([ids[1]], (await service.GetAsync("/sweeps?status=cancelled")).Require(200)["items"].AsArray().Select(item => (string)item!["id"]!));
        Assert.Equal([ids[0]], (await service.GetAsync("/sweeps?sweepId=listed-0&status=paused")).Require(200)["items"].AsArray().Select(item => (string)item!["id"]!));
        Assert.Empty((await service.GetAsync("/sweeps?sweepId=listed-1&status=paused")).Require(200)["items"].AsArray());
        Answer csv = (await service.GetAsync("/sweeps?status=paused&limit=1&format=csv")).Require(200);
        Assert.StartsWith($"id,status,sweepId,title,modelVersion,seed,replicationsAtLeast,replicationsAtMost,designPoints,pointsDone,pointsTotal,unitsDone,unitsFailed,unitsTotal,createdAt,startedAt,finishedAt,error,documentHash,resultsHash\n{ids[2]},paused,listed-2,", csv.Text, StringComparison.Ordinal);
        Assert.Contains($"status=paused&limit=1&format=csv&after={ids[2]}", csv.Headers["Link"], StringComparison.Ordinal);
        Assert.Equal("status", (string)Assert.Single((await service.GetAsync("/sweeps?status=bored")).Faults(422))["parameter"]!);
        Assert.Equal("after", (string)Assert.Single((await service.GetAsync("/sweeps?after=nothing")).Faults(422))["parameter"]!);
        Assert.Equal("limit", (string)Assert.Single((await service.GetAsync("/sweeps?limit=0")).Faults(422))["parameter"]!);
    }

    [Fact]
    public async Task ShippedSweeps_AreListed_AndServedAsTheirAuthorsWroteThem()
    {
        JsonArray shipped = (await Service.GetAsync("/sweeps/shipped")).Require(200).Json.AsArray();
        Assert.Contains(shipped, sweep => (string)sweep!["id"]! == "black-swans");
        Answer yaml = (await Service.GetAsync("/sweeps/shipped/black-swans")).Require(200);
        Assert.Equal("application/yaml", yaml.MediaType);
        Assert.StartsWith("# How often", yaml.Text, StringComparison.Ordinal);
        (await Service.PostAsync("/sweeps:validate", yaml.Text, "application/yaml")).Require(200);
        Assert.Empty((await Service.GetAsync("/sweeps/shipped/no-such")).Faults(404));
    }

    [Fact]
    public async Task Control_TakesASweepFromStateToState_AndSaysWhatIsPossibleOtherwise()
    {
        string id = await Service.StartSweepAsync(new JsonObject { ["sweep"] = SweepSteps.Small("controlled"), ["startPaused"] = true });
        Assert.Equal("paused", (string)(await Service.SweepControlAsync(id, "pause")).Require(409)["state"]!);
        Assert.Equal("resumed, extended or cancelled", Assert.Single(new[] { (string)(await Service.SweepControlAsync(id, "pause"))["detail"]! }.Select(text => text[(text.IndexOf("be ", StringComparison.Ordinal) + 3)..].TrimEnd('.'))));
        (await Service.SweepControlAsync(id, "resume")).Require(200);
        await Service.EndOfSweepAsync(id);
        foreach (string call in (string[])["pause", "resume", "cancel"]) Assert.Equal("completed", (string)(await Service.SweepControlAsync(id, call)).Require(409)["state"]!);
        foreach (string call in (string[])["pause", "resume", "cancel"]) (await Service.SweepControlAsync("no-such", call)).Require(404);
        (await Service.SweepControlAsync("no-such", "extend", "{}")).Require(404);
        foreach (string part in (string[])["", "/document", "/events", "/points", "/outcomes", "/failures", "/sensitivity", "/convergence", "/robustness", "/discovery", "/phase-diagram"]) Assert.Empty((await Service.GetAsync($"/sweeps/no-such{part}")).Faults(404));
    }

    [Fact]
    public async Task AnExtendedSweep_PlaysOnlyWhatIsMissing_AndEndsAsOneThatAskedForItAtOnce()
    {
        string id = await Service.SweepAsync(SweepSteps.Small("extended"));
        string before = (string)(await Service.GetAsync($"/sweeps/{id}"))["resultsHash"]!;
        (await Service.SweepControlAsync(id, "extend", """{ "replications": 6 }""")).Require(200);
        JsonNode end = await Service.EndOfSweepAsync(id);
        Assert.Equal(48, (int)end["units"]!["done"]!);
        string after = (string)(await Service.GetAsync($"/sweeps/{id}"))["resultsHash"]!;
        Assert.NotEqual(before, after);
        await using Service other = await Service.StartAsync();
        string whole = await other.SweepAsync(SweepSteps.Small("extended", replications: 6));
        Assert.Equal((string)(await other.GetAsync($"/sweeps/{whole}"))["resultsHash"]!, after);
    }

    [Theory]
    [InlineData("""{ "replications": 3 }""", "/replications")]
    [InlineData("""{ "replications": 0 }""", "/replications")]
    [InlineData("""{ "max": 100 }""", "/max")]
    [InlineData("""{ "halfWidth": "0" }""", "/halfWidth")]
    [InlineData("""{ "halfWidth": "1/10" }""", "/halfWidth")]
    [InlineData("""{ "units": 3 }""", "/units")]
    [InlineData("""{ "sweep": "black-swans" }""", "/sweep/id")]
    [InlineData("""{ "sweep": "no-such" }""", "/sweep")]
    [InlineData("[]", "")]
    public async Task AnExtensionThatDoesNotFit_IsRefusedWithItsPlace(string body, string pointer)
    {
        string id = await Service.SweepAsync(SweepSteps.Small("not-extended"));
        JsonObject[] faults = (await Service.SweepControlAsync(id, "extend", body)).Faults(422);
        Assert.Contains(faults, fault => (string)fault["pointer"]! == pointer && ((string)fault["expected"]!).Length > 0);
    }

    [Fact]
    public async Task EverythingWrongWithASubmission_IsListedAtOnce_WithItsPlace()
    {
        const string Body = """
            sweep:
              schema: strategysim/sweep/v1
              id: bad
              scenario: coordination-to-chicken
              factors:
                s: { initialState: stress, range: { from: 3, to: 0, steps: 6 } }
                k: { parameter: k_eu, list: [1] }
              design: { method: grid }
              outcomes: { conceding: { measure: joy, game: us-china, actor: CN } }
            seed: -1
            startPaused: perhaps
            speed: 3
            """;
        JsonObject[] faults = (await Service.PostAsync("/sweeps", Body, "application/yaml")).Faults(422);
        Assert.Equal(
            ["/sweep/factors/s/range", "/sweep/factors/k/parameter", "/sweep/outcomes/conceding/measure", "/seed", "/startPaused", "/speed"],
            faults.Select(fault => (string)fault["pointer"]!));
        Assert.Equal([6, 7, 9, 10, 11, 12], faults.Select(fault => (int)fault["line"]!));
    }

    [Theory]
    [InlineData("\"rounds <= 5\"", "\"rounds > 9\"", "/sweep/constraints")]
    [InlineData("\"integers\": [2, 8]", "\"integers\": [1, 1000000000000]", "/sweep/design")]
    [InlineData("\"tit-for-tat\"", "\"tit-for-tt\"", "/sweep/factors/rule/oneOf/1")]
    [InlineData("\"replications\": 4", "\"replications\": 0", "/sweep/replications")]
    [InlineData("\"method\": \"grid\"", "\"method\": \"saltelli\", \"rows\": 16", "/sweep/factors/rule/oneOf")]
    public async Task WhatOnlyPointsShow_IsRefusedBeforeAnythingIsPlayed(string part, string other, string pointer)
    {
        string text = SweepSteps.Small("refused").ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = false, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        string wanted = text.Replace(part.Replace(": ", ":", StringComparison.Ordinal).Replace(", ", ",", StringComparison.Ordinal), other, StringComparison.Ordinal);
        Assert.NotEqual(text, wanted);
        JsonObject[] faults = (await Service.PostAsync("/sweeps", $$"""{ "sweep": {{wanted}} }""", "application/json")).Faults(422);
        Assert.True(faults.Any(fault => (string)fault["pointer"]! == pointer), string.Join('\n', faults.Select(fault => fault.ToJsonString())));
    }

    [Fact]
    public async Task ReplicationsOfASubmission_AreFaultsOfTheSubmission()
    {
        const string Body = """{ "sweep": "black-swans", "replications": { "until": { "outcome": "nothing", "halfWidth": 1 }, "max": 100 } }""";
        JsonObject fault = Assert.Single((await Service.PostAsync("/sweeps", Body, "application/json")).Faults(422));
        Assert.Equal("/replications/until/outcome", (string)fault["pointer"]!);
        JsonObject[] both = (await Service.PostAsync("/sweeps", """{ "sweep": "black-swan", "replications": "many" }""", "application/json")).Faults(422);
        Assert.Equal(["/sweep", "/replications"], both.Select(f => (string)f["pointer"]!));
    }

    [Fact]
    public async Task TheEvents_EndWithTheSweep_AndAClientThatHasSeenTheEndIsToldToStop()
    {
        string id = await Service.SweepAsync(SweepSteps.Small("watched"));
        List<(string Event, JsonNode Data, string Id)> events = await Service.SweepEventsAsync(id);
        Assert.Equal("end", Assert.Single(events).Event);
        Assert.Equal(204, (await Service.GetAsync($"/sweeps/{id}/events", null, ("Last-Event-ID", "end"))).Status);
        Assert.Equal("colour", (string)Assert.Single((await Service.GetAsync($"/sweeps/{id}/events?colour=red")).Faults(422))["parameter"]!);
    }

    [Fact]
    public async Task AServiceThatStops_LeavesItsSweepToTheNextOne()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (Service first = await Service.StartAsync(dataFolder: folder.Path)) id = await first.StartSweepAsync(SweepSteps.Small("handed-over", replications: 3000));
        await using Service second = await Service.StartAsync(dataFolder: folder.Path);
        JsonNode end = await second.EndOfSweepAsync(id);
        Assert.Equal(24_000, (int)end["units"]!["done"]!);
    }
}
