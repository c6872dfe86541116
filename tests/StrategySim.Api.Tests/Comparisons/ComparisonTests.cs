using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using StrategySim.Api.Tests.Hosting;
using StrategySim.Api.Tests.Runs;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;

namespace StrategySim.Api.Tests.Comparisons;

/// <summary><c>POST /comparisons</c>.</summary>
public sealed class ComparisonTests(ServiceFixture fixture)
{
    private Service Service => fixture.Service;

    [Fact]
    public async Task RunsOfOneSeed_AreComparedPairByPair_WithWhatDiffersBetweenThem()
    {
        string old = await Service.RunAsync(RunSteps.Tiny("to-compare")), other = await Service.RunAsync(Changed("to-compare"));
        Answer answer = (await CompareAsync($$"""{ "sides": [ { "run": "{{old}}" }, { "name": "grudging", "run": "{{other}}" } ] }""")).Require(200);
        Assert.Equal("to-compare", (string)answer["baseline"]!);
        Assert.Equal(["to-compare", "grudging"], answer["sides"].AsArray().Select(side => (string)side!["name"]!));
        Assert.Equal([$"run {old}", $"run {other}"], answer["sides"].AsArray().Select(side => (string)side!["source"]!));
        JsonNode setting = Assert.Single(answer["settings"].AsArray(), setting => (string)setting!["name"]! == "rule of B in g")!;
        Assert.All(answer["settings"].AsArray(), other => Assert.StartsWith("/games/g/rules/B/", (string)other!["pointer"]!, StringComparison.Ordinal));
        Assert.Equal("""{"pointer":"/games/g/rules/B/use","name":"rule of B in g","values":["random","grudger"]}""", setting.ToJsonString());
        Assert.Equal(["payoffDiscounted", "payoffMean", "concessionRate"], answer["outcomes"].AsArray().Select(o => (string)o!["outcome"]!).Distinct());
        foreach (JsonNode? outcome in answer["outcomes"].AsArray())
        {
            double[] means = [.. outcome!["means"]!.AsArray().Select(mean => (double)mean!["mean"]!)];
            JsonNode difference = Assert.Single(outcome["differences"]!.AsArray())!;
            Assert.Equal(means[1] - means[0], (double)difference["mean"]!, 12);
            Assert.Equal((true, 30), ((bool)difference["paired"]!, (int)difference["n"]!));
        }

        // The same figures as the runs' own payoffs.
        JsonNode row = (await Service.GetAsync($"/runs/{other}/payoffs?actor=A&game=g&outcome=payoffMean"))["rows"][0]!;
        JsonNode own = answer["outcomes"].AsArray().First(o => ((string)o!["outcome"]!, (string)o["actor"]!, (string)o["game"]!) == ("payoffMean", "A", "g"))!["means"]![1]!;
        Assert.Equal(row["mean"]!.ToJsonString() + row["upper"]!.ToJsonString(), own["mean"]!.ToJsonString() + own["upper"]!.ToJsonString());
    }

    [Fact]
    public async Task FormatsAndFilters_AreThoseAskedFor()
    {
        string one = await Service.RunAsync(RunSteps.Tiny("formats")), two = await Service.RunAsync(With(RunSteps.Tiny("formats"), "seed", 8));
        string body = $$"""{ "sides": [ { "run": "{{one}}" }, { "run": "{{two}}" } ], "baseline": "{{two}}", "outcomes": ["clashRate"], "actors": ["A"], "games": ["g"] }""";
        Answer json = await CompareAsync(body);
        Assert.Equal("formats " + two[^6..], (string)json["baseline"]!);
        Assert.Equal(["not-paired"], json["warnings"].AsArray().Select(warning => (string)warning!["kind"]!));
        Assert.Single(json["outcomes"].AsArray());

        Answer csv = (await Service.PostAsync("/comparisons?format=csv", body, "application/json")).Require(200);
        Assert.Equal("text/csv", csv.MediaType);
        string[] lines = csv.Text.TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("actor,game,outcome,unit,side,mean,lower,upper,sd,n,baseline,difference,", lines[0], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(lines[0].Count(c => c == ','), line.Count(c => c == ',')));

        Answer latex = (await Service.PostAsync("/comparisons", body, "application/json", ("Accept", "application/x-latex"))).Require(200);
        Assert.Equal("application/x-latex", latex.MediaType);
        Assert.Contains(@"\toprule", latex.Text, StringComparison.Ordinal);
        Answer figure = (await Service.PostAsync("/comparisons", body, "application/json", ("Accept", "application/vnd.vegalite.v6+json"))).Require(200);
        Assert.Equal("application/vnd.vegalite.v6+json", figure.MediaType);
        Assert.Equal(figure.Text, (await Service.PostAsync("/comparisons?format=vega-lite", body, "application/json")).Require(200).Text);
        Assert.Contains("clash rate", figure.Text, StringComparison.Ordinal);
        string sides = string.Join(", ", Enumerable.Range(0, 11).Select(i => $$"""{ "name": "s{{i}}", "run": "{{one}}" }"""));
        JsonObject many = Assert.Single((await Service.PostAsync("/comparisons?format=vega-lite", $$"""{ "sides": [ {{sides}} ] }""", "application/json")).Faults(422));
        Assert.Equal(("format", "11 categories"), ((string)many["parameter"]!, (string)many["found"]!));
        (await Service.PostAsync("/comparisons", body, "application/json", ("Accept", "image/png"))).Require(406);
        // LaTeX is written of comparisons alone.
        (await Service.GetAsync($"/runs/{one}/payoffs?format=latex")).Require(422);
    }

    [Fact]
    public async Task TheLatestCompletedRun_IsFoundByItsScenario()
    {
        await Service.RunAsync(RunSteps.Tiny("latest"));
        string newer = await Service.RunAsync(With(RunSteps.Tiny("latest"), "seed", 9));
        await Service.StartActorsAsync(RunSteps.Tiny("latest"));
        string other = await Service.RunAsync(RunSteps.Tiny("latest-other"));
        Answer answer = (await CompareAsync($$"""{ "sides": [ { "latestRunOf": "latest" }, { "run": "{{other}}" } ] }""")).Require(200);
        Assert.Equal($"run {newer}", (string)answer["sides"][0]!["source"]!);
    }

    [Fact]
    public async Task PointsOfASweep_AndSlices_AreComparedWithRuns()
    {
        string sweep = await SweepAsync("""{ "at": "/time/horizon", "integers": [4, 6] }""");
        string run = await Service.RunAsync(RunSteps.Tiny("beside"));
        Answer answer = (await CompareAsync($$"""
            { "sides": [ { "sweep": "{{sweep}}", "point": 0 }, { "sweep": "{{sweep}}", "where": { "rounds": 6 } }, { "name": "all", "sweep": "{{sweep}}", "where": { "a": "random" } }, { "run": "{{run}}" } ] }
            """)).Require(200);
        Assert.Equal(["a = random, rounds = 4", "a = random, rounds = 6", "all", "beside"], answer["sides"].AsArray().Select(side => (string)side!["name"]!));
        Assert.Equal($"point 0 of sweep {sweep}", (string)answer["sides"][0]!["source"]!);
        Assert.Equal($"3 points of sweep {sweep}", (string)answer["sides"][2]!["source"]!);
        JsonNode horizon = answer["settings"].AsArray().Single(setting => (string)setting!["pointer"]! == "/time/horizon")!;
        Assert.Equal(["4", "6", "varies", "5"], horizon["values"]!.AsArray().Select(value => (string)value!));
        Assert.All(answer["outcomes"].AsArray().SelectMany(outcome => outcome!["differences"]!.AsArray()), difference => Assert.Equal((true, 30), ((bool)difference!["paired"]!, (int)difference["n"]!)));

        // The point that the run is of has the run's own figures.
        Answer same = (await CompareAsync($$"""{ "sides": [ { "sweep": "{{sweep}}", "point": 1 }, { "run": "{{run}}" } ], "baseline": "{{run}}" }""")).Require(200);
        Assert.Contains(same["warnings"].AsArray(), warning => (string)warning!["kind"]! == "same-units");
        Assert.All(same["outcomes"].AsArray(), outcome => Assert.Equal(0.0, (double)outcome!["differences"]![0]!["mean"]!));

        foreach ((string side, string pointer) in new[]
        {
            ("""{ "sweep": "none", "point": 0 }""", "/sides/0/sweep"), ($$"""{ "sweep": "{{sweep}}" }""", "/sides/0"), ($$"""{ "sweep": "{{sweep}}", "point": 0, "where": { "rounds": 4 } }""", "/sides/0"),
            ($$"""{ "sweep": "{{sweep}}", "point": 3 }""", "/sides/0/point"), ($$"""{ "sweep": "{{sweep}}", "point": "x" }""", "/sides/0/point"), ($$"""{ "sweep": "{{sweep}}", "where": { "k": 1 } }""", "/sides/0/where/k"),
            ($$"""{ "sweep": "{{sweep}}", "where": { "rounds": 9 } }""", "/sides/0/where"), ($$"""{ "run": "{{run}}", "point": 0 }""", "/sides/0/point"),
        })
        {
            Assert.Equal(pointer, (string)Assert.Single((await CompareAsync($$"""{ "sides": [ {{side}}, { "name": "other", "run": "{{run}}" } ] }""")).Faults(422))["pointer"]!);
        }
    }

    [Fact]
    public async Task ARunThatIsNotCompleted_IsComparedAsFarAsItGoes_WithAWarning()
    {
        string whole = await Service.RunAsync(RunSteps.Tiny("whole"));
        string part = await Service.StartActorsAsync(RunSteps.Tiny("part"), replications: 3);
        JsonObject empty = Assert.Single((await CompareAsync($$"""{ "sides": [ { "run": "{{whole}}" }, { "run": "{{part}}" } ] }""")).Faults(422));
        Assert.Equal("/sides/1", (string)empty["pointer"]!);
        Assert.Contains("paused", (string)empty["found"]!, StringComparison.Ordinal);
        (await Service.ControlAsync(part, "step", """{ "rounds": 12 }""")).Require(200);
        Answer answer = (await CompareAsync($$"""{ "sides": [ { "run": "{{whole}}" }, { "run": "{{part}}" } ] }""")).Require(200);
        Assert.Equal((2, 1), ((int)answer["sides"][1]!["replications"]!, (int)answer["sides"][1]!["missing"]!));
        Assert.Contains(answer["warnings"].AsArray(), warning => (string)warning!["kind"]! == "units-missing");
    }

    [Fact]
    public async Task ThingsWithoutACommonOutcome_AreRefused_AndEachSaysWhatItHas()
    {
        string one = await Service.RunAsync(RunSteps.Tiny("common"));
        JsonObject renamed = JsonNode.Parse(RunSteps.Tiny("uncommon").ToJsonString().Replace("\"g\":", "\"h\":", StringComparison.Ordinal))!.AsObject();
        string two = await Service.RunAsync(renamed);
        JsonObject fault = Assert.Single((await CompareAsync($$"""{ "sides": [ { "run": "{{one}}" }, { "run": "{{two}}" } ], "outcomes": ["clashRate"] }""")).Faults(422));
        Assert.Equal("/sides", (string)fault["pointer"]!);
        Assert.Equal("'common' has of A in g: clashRate, of B in g: clashRate; 'uncommon' has of A in h: clashRate, of B in h: clashRate", (string)fault["found"]!);
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("{}", "/sides")]
    [InlineData("""{ "sides": 3 }""", "/sides")]
    [InlineData("""{ "sides": [ { "latestRunOf": "bad-input" } ] }""", "/sides")]
    [InlineData("""{ "sides": [ 1, { "latestRunOf": "bad-input" } ] }""", "/sides/0")]
    [InlineData("""{ "sides": [ {}, { "latestRunOf": "bad-input" } ] }""", "/sides/0")]
    [InlineData("""{ "sides": [ { "run": "x", "latestRunOf": "bad-input" }, { "latestRunOf": "bad-input" } ] }""", "/sides/0")]
    [InlineData("""{ "sides": [ { "run": "no-such" }, { "latestRunOf": "bad-input" } ] }""", "/sides/0/run")]
    [InlineData("""{ "sides": [ { "latestRunOf": "no-such" }, { "latestRunOf": "bad-input" } ] }""", "/sides/0/latestRunOf")]
    [InlineData("""{ "sides": [ { "latestRunOf": "bad-input", "colour": 1 }, { "latestRunOf": "bad-input" } ] }""", "/sides/0/colour")]
    [InlineData("""{ "sides": [ { "latestRunOf": "bad-input", "name": " " }, { "latestRunOf": "bad-input" } ] }""", "/sides/0/name")]
    [InlineData("""{ "sides": [ { "latestRunOf": "bad-input" }, { "latestRunOf": "bad-input" } ] }""", "/sides/1")]
    [InlineData("""{ "sides": [ { "name": "a", "latestRunOf": "bad-input" }, { "name": "b", "latestRunOf": "bad-input" } ], "baseline": "c" }""", "/baseline")]
    [InlineData("""{ "sides": [ { "name": "a", "latestRunOf": "bad-input" }, { "name": "b", "latestRunOf": "bad-input" } ], "baseline": 0 }""", "/baseline")]
    [InlineData("""{ "sides": [ { "name": "a", "latestRunOf": "bad-input" }, { "name": "b", "latestRunOf": "bad-input" } ], "outcomes": [] }""", "/outcomes")]
    [InlineData("""{ "sides": [ { "name": "a", "latestRunOf": "bad-input" }, { "name": "b", "latestRunOf": "bad-input" } ], "outcomes": ["joy"] }""", "/outcomes/0")]
    [InlineData("""{ "sides": [ { "name": "a", "latestRunOf": "bad-input" }, { "name": "b", "latestRunOf": "bad-input" } ], "actors": ["A", "Z"] }""", "/actors/1")]
    [InlineData("""{ "sides": [ { "name": "a", "latestRunOf": "bad-input" }, { "name": "b", "latestRunOf": "bad-input" } ], "games": ["g", "g"] }""", "/games/1")]
    [InlineData("""{ "sides": [ { "name": "a", "latestRunOf": "bad-input" }, { "name": "b", "latestRunOf": "bad-input" } ], "colour": 1 }""", "/colour")]
    public async Task WhatCannotBeCompared_IsRefusedWithItsPlace(string body, string pointer)
    {
        await Service.RunAsync(RunSteps.Tiny("bad-input", replications: 2));
        JsonObject fault = Assert.Single((await CompareAsync(body)).Faults(422));
        Assert.Equal(pointer, (string)fault["pointer"]!);
        Assert.NotNull(fault["line"]);
    }

    [Fact]
    public async Task EveryFault_IsListedAtOnce()
    {
        Answer answer = await CompareAsync("""{ "sides": [ { "run": "none" }, { "latestRunOf": "none" }, {} ], "baseline": 3, "games": "g" }""");
        Assert.Equal(["/sides/0/run", "/sides/1/latestRunOf", "/sides/2", "/baseline", "/games"], answer.Faults(422).Select(fault => (string)fault["pointer"]!));
    }

    // Points that differ in their rounds; the units of five rounds are those of the run beside it.
    private async Task<string> SweepAsync(string rounds)
    {
        string text = $$"""
            { "schema": "strategysim/sweep/v1", "id": "to-compare", "scenario": {{RunSteps.Tiny("beside").ToJsonString()}},
              "factors": { "rounds": {{rounds}}, "a": { "at": "/games/g/rules/A", "oneOf": ["random"] } }, "design": { "method": "grid" }, "replications": 30 }
            """;
        Sweep sweep = SweepReader.Read(text, DocumentFormat.Json, static _ => null).Require();
        StudyService studies = Service.App.Services.GetRequiredService<StudyService>();
        string id = (await studies.StartAsync(new StudyRequest(sweep), null, "", TestContext.Current.CancellationToken)).Progress.Study.Id;
        await foreach (StudyProgress progress in studies.WatchAsync(id, TestContext.Current.CancellationToken)) Assert.NotEqual(RunStatus.Failed, progress.Study.Status);
        return id;
    }

    private Task<Answer> CompareAsync(string body) => Service.PostAsync("/comparisons", body, "application/json");

    private static JsonObject Changed(string id) => JsonNode.Parse(RunSteps.Tiny(id).ToJsonString().Replace("\"B\":\"random\"", "\"B\":\"grudger\"", StringComparison.Ordinal))!.AsObject();

    private static JsonObject With(JsonObject scenario, string field, JsonNode value)
    {
        scenario["run"]![field] = value;
        return scenario;
    }
}
