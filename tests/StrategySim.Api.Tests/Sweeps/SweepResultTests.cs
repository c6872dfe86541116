using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;

namespace StrategySim.Api.Tests.Sweeps;

/// <summary>What sweeps have given: points, outcomes, failures, analyses, theory beside play.</summary>
public sealed class SweepResultTests(SweepResultTests.Swept swept) : IClassFixture<SweepResultTests.Swept>
{
    private Service Service => swept.Service;

    [Fact]
    public async Task Points_AreInTheOrderOfTheDesign_WithValuesAndUnits()
    {
        Answer page = (await Service.GetAsync($"/sweeps/{swept.Small}/points")).Require(200);
        Assert.Equal(["rounds", "rule"], page["factors"].AsArray().Select(factor => (string)factor!["name"]!));
        JsonArray points = page["items"].AsArray();
        Assert.Equal(["2 random", "2 tit-for-tat", "3 random", "3 tit-for-tat", "4 random", "4 tit-for-tat", "5 random", "5 tit-for-tat"], points.Select(point => $"{point!["factors"]!["rounds"]} {point["factors"]!["rule"]}"));
        Assert.All(points, point => Assert.Equal((4, 0, 0), ((int)point!["replications"]!, (int)point["failed"]!, (int)point["missing"]!)));
        Assert.Equal(8, points.Select(point => (string)point!["pointId"]!).Distinct().Count());
        Assert.Null(page.Json["next"]);
    }

    [Fact]
    public async Task Points_ComePageByPage_AndFilteredByTheValuesOfFactors()
    {
        var indexes = new List<long>();
        string address = $"/sweeps/{swept.Small}/points?limit=3";
        for (string? next = ""; next is not null;)
        {
            Answer page = (await Service.GetAsync(address + next)).Require(200);
            indexes.AddRange(page["items"].AsArray().Select(point => (long)point!["index"]!));
            next = page.Json["next"] is { } after ? $"&after={after}" : null;
            Assert.Equal(next is not null, page.Headers.ContainsKey("Link"));
        }

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], indexes);
        Answer filtered = (await Service.GetAsync($"/sweeps/{swept.Small}/points?rule=tit-for-tat&limit=2&after=1")).Require(200);
        Assert.Equal([3, 5], filtered["items"].AsArray().Select(point => (long)point!["index"]!));
        Assert.Equal(5, (long)filtered["next"]);
        Answer one = (await Service.GetAsync($"/sweeps/{swept.Path}/points?s=0.5&factor.k=8/2")).Require(200);
        Assert.Equal("""{"k":"4","s":"1/2"}""", Assert.Single(one["items"].AsArray())!["factors"]!.ToJsonString());
    }

    [Theory]
    [InlineData("points?colour=red", "colour")]
    [InlineData("points?rounds=many", "rounds")]
    [InlineData("points?rounds=9", "rounds")]
    [InlineData("points?rounds=2&rounds=3", "rounds")]
    [InlineData("points?rounds=2&factor.rounds=3", "factor.rounds")]
    [InlineData("points?after=14", "after")]
    [InlineData("points?after=-1", "after")]
    [InlineData("points?after=0:1", "after")]
    [InlineData("points?format=xml", "format")]
    [InlineData("outcomes?outcome=joy", "outcome")]
    [InlineData("outcomes?actor=C", "actor")]
    [InlineData("outcomes?game=h", "game")]
    [InlineData("outcomes?actor=A&outcome=rounds", "outcome")]
    [InlineData("outcomes?after=next", "after")]
    [InlineData("failures?after=here", "after")]
    [InlineData("failures?rounds=2", "rounds")]
    [InlineData("sensitivity", "outcome")]
    [InlineData("sensitivity?outcome=joy", "outcome")]
    [InlineData("sensitivity?outcome=clashes&method=voodoo", "method")]
    [InlineData("sensitivity?outcome=clashes&estimand=best", "estimand")]
    [InlineData("sensitivity?outcome=clashes&intervals=1", "intervals")]
    [InlineData("convergence?outcome=clashes&point=13", "point")]
    [InlineData("robustness?outcome=clashes&choice=colour", "choice")]
    [InlineData("robustness?outcome=clashes", "choice")]
    [InlineData("robustness?outcome=clashes&choice=rule&quantile=2", "quantile")]
    [InlineData("discovery?outcome=clashes", "threshold")]
    [InlineData("discovery?outcome=clashes&threshold=much", "threshold")]
    [InlineData("discovery?outcome=clashes&threshold=2", "threshold")]
    [InlineData("discovery?outcome=clashes&threshold=0.1&peel=1.5", "peel")]
    [InlineData("phase-diagram?outcome=clashes", "factor")]
    public async Task WhatASweepDoesNotHave_IsAFaultOfItsParameter(string part, string parameter)
    {
        JsonObject[] faults = (await Service.GetAsync($"/sweeps/{swept.Small}/{part}")).Faults(422);
        Assert.Contains(faults, fault => (string?)fault["parameter"] == parameter && ((string)fault["expected"]!).Length > 0);
    }

    [Fact]
    public async Task EveryPartOfAFilter_IsCheckedBeforeItIsRefused()
    {
        JsonObject[] faults = (await Service.GetAsync($"/sweeps/{swept.Small}/outcomes?actor=C&colour=red&after=next&limit=2")).Faults(422);
        Assert.Equal(["actor", "colour", "after"], faults.Select(fault => (string)fault["parameter"]!));
        Assert.StartsWith("one of outcome, actor, game, limit, after, format, or a factor of the sweep: rounds, rule", (string)faults[1]["expected"]!, StringComparison.Ordinal);
        JsonObject nobodys = Assert.Single((await Service.GetAsync($"/sweeps/{swept.Small}/outcomes?outcome=payoff&actor=A")).Faults(422));
        Assert.Equal(("outcome payoff, actor A", "one that there is; by game and actor: g/B"), ((string)nobodys["found"]!, (string)nobodys["expected"]!));
    }

    [Fact]
    public async Task Outcomes_AreTidyRows_OfTheOutcomesThatTheSweepNames()
    {
        Answer page = (await Service.GetAsync($"/sweeps/{swept.Small}/outcomes")).Require(200);
        Assert.True((bool)page["complete"]);
        JsonArray rows = page["rows"].AsArray();
        Assert.Equal(16, rows.Count);
        Assert.Equal(["clashes", "payoff"], rows.Take(2).Select(row => (string)row!["name"]!));
        Assert.All(rows, row =>
        {
            Assert.Equal(4, (int)row!["n"]!);
            Assert.True((double)row["lower"]! <= (double)row["mean"]! && (double)row["mean"]! <= (double)row["upper"]!);
        });
        Assert.Equal(["clashRate", "payoffMean"], page["outcomes"].AsArray().Select(outcome => (string)outcome!["id"]!));
        Answer others = (await Service.GetAsync($"/sweeps/{swept.Small}/outcomes?actor=A&game=g&outcome=payoffTotal&rule=random")).Require(200);
        Assert.Equal(["A payoffTotal", "A payoffTotal", "A payoffTotal", "A payoffTotal"], others["rows"].AsArray().Select(row => $"{row!["actor"]} {row["outcome"]}"));
    }

    [Fact]
    public async Task Csv_HasTheRowsOfTheJson_WithDecimalsThatProgramsRead()
    {
        Answer json = await Service.GetAsync($"/sweeps/{swept.Path}/outcomes"), csv = await Service.GetAsync($"/sweeps/{swept.Path}/outcomes", "text/csv");
        Assert.Equal("text/csv", csv.Require(200).MediaType);
        string[] lines = csv.Text.TrimEnd('\n').Split('\n');
        Assert.Equal("index,pointId,k,k:exact,s,s:exact,name,actor,game,outcome,unit,mean,lower,upper,sd,q05,q50,q95,n,failed,missing", lines[0]);
        JsonArray rows = json["rows"].AsArray();
        Assert.Equal(28, rows.Count);
        Assert.Equal(rows.Select(row => $"{row!["index"]},{row["pointId"]}"), lines.Skip(1).Select(line => string.Join(',', line.Split(',').Take(2))));
        Assert.StartsWith("1,", lines[2], StringComparison.Ordinal);
        Assert.Equal(["1", "1", "0.5", "1/2"], lines[2].Split(',')[2..6]);
        Answer points = (await Service.GetAsync($"/sweeps/{swept.Small}/points?format=csv")).Require(200);
        Assert.StartsWith("index,pointId,rounds,rounds:exact,rule,replications,failed,missing\n0,", points.Text, StringComparison.Ordinal);
        Assert.Equal(406, (await Service.GetAsync($"/sweeps/{swept.Small}/points", "image/png")).Status);
    }

    [Fact]
    public async Task Failures_AreListedWithTheirReasons_AndTheOthersAreThere()
    {
        Answer sweep = (await Service.GetAsync($"/sweeps/{swept.Failing}")).Require(200);
        Assert.Equal("completed", (string)sweep["status"]!);
        Assert.Equal("""{"done":2,"failed":2,"total":4}""", sweep["units"].ToJsonString());
        Answer first = (await Service.GetAsync($"/sweeps/{swept.Failing}/failures?limit=1")).Require(200);
        Answer second = (await Service.GetAsync($"/sweeps/{swept.Failing}/failures?limit=1&after={(string)first["next"]!}")).Require(200);
        JsonNode[] failures = [.. first["items"].AsArray().Concat(second["items"].AsArray()).Select(failure => failure!)];
        Assert.Equal([0, 1], failures.Select(failure => (int)failure["replication"]!));
        Assert.All(failures, failure => Assert.Contains("divides by zero", (string)failure["reason"]!, StringComparison.Ordinal));
        Answer outcomes = (await Service.GetAsync($"/sweeps/{swept.Failing}/outcomes?outcome=payoffMean&actor=A")).Require(200);
        Assert.False((bool)outcomes["complete"]);
        Assert.Equal(["0 2", "2 0"], outcomes["rows"].AsArray().Select(row => $"{row!["n"]} {row["failed"]}"));
    }

    [Fact]
    public async Task Sensitivity_SaysWhatMatters_AndRefusesWhatTheDesignDoesNotAllow()
    {
        Answer all = (await Service.GetAsync($"/sweeps/{swept.Path}/sensitivity")).Require(200);
        Assert.Equal(("conceding", "grid"), ((string)all["outcome"]!, (string)all["design"]!));
        Assert.Equal(["k", "s"], all["pawn"]["indices"]!.AsArray().Select(index => (string)index!["input"]!));
        Assert.Null(all.Json["sobol"]);
        Answer ranks = (await Service.GetAsync($"/sweeps/{swept.Path}/sensitivity?method=rank-correlation")).Require(200);
        Assert.Null(ranks.Json["pawn"]);
        JsonObject fault = Assert.Single((await Service.GetAsync($"/sweeps/{swept.Path}/sensitivity?method=sobol")).Faults(422));
        // The parameter is at fault; a line of the stored text would be nobody's.
        Assert.Equal(("method", "'sobol', and 'grid' at /design/method"), ((string)fault["parameter"]!, (string)fault["found"]!));
        Assert.Null(fault["line"]);
        JsonObject[] categories = (await Service.GetAsync($"/sweeps/{swept.Small}/sensitivity?method=sobol&outcome=clashes")).Faults(422);
        Assert.Contains(categories, f => ((string)f["found"]!).EndsWith(" at /factors/rule/oneOf", StringComparison.Ordinal));
        Assert.Contains(categories, f => ((string)f["found"]!).EndsWith(" at /constraints", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ConvergenceRobustnessAndDiscovery_AreOfOneOutcome()
    {
        Answer convergence = (await Service.GetAsync($"/sweeps/{swept.Small}/convergence?outcome=clashes&point=3")).Require(200);
        Assert.Equal([2, 4], convergence["means"]["steps"]!.AsArray().Select(step => (int)step!["replications"]!));
        Assert.Equal(4, (int)convergence["point"]["steps"]!.AsArray()[^1]!["size"]!);
        Answer robustness = (await Service.GetAsync($"/sweeps/{swept.Small}/robustness?outcome=g/A/payoffMean&choice=rule&threshold=0&best=highest")).Require(200);
        Assert.Equal(["random", "tit-for-tat"], robustness["choices"].AsArray().Select(choice => (string)choice!["choice"]!));
        Assert.Equal(4, (int)robustness["states"]);
        Answer discovery = (await Service.GetAsync($"/sweeps/{swept.Path}/discovery?threshold=1/2&side=at-least")).Require(200);
        Assert.Equal("conceding >= 1/2", (string)discovery["condition"]!);
        Assert.Equal(1, (double)discovery["boxes"][0]!["coverage"]!);
    }

    [Fact]
    public async Task ThePhaseDiagram_IsExact_BesideWhatWasSimulatedOnTheSameAxes()
    {
        Answer both = (await Service.GetAsync($"/sweeps/{swept.Path}/phase-diagram")).Require(200);
        Assert.Equal(("s", "k", "conceding"), ((string)both["factor"]!, (string)both["by"]!, (string)both["outcome"]!));
        Assert.Equal(("stress", "k_us"), ((string)both["diagram"]["factor"]!["name"]!, (string)both["diagram"]["by"]!["name"]!));
        Assert.Equal(28, both["points"].AsArray().Count);
        // Along s at the scenario's own damage the thresholds are exactly 1 and 2.
        Answer line = (await Service.GetAsync($"/sweeps/{swept.Path}/phase-diagram?factor=s&k=4")).Require(200);
        Assert.Equal(["1", "2"], line["diagram"]["boundaries"]!.AsArray().Select(boundary => (string)boundary!["at"]!));
        Assert.Equal("""{"k":"4"}""", line["held"].ToJsonString());
        Assert.Equal(["0", "1/2", "1", "3/2", "2", "5/2", "3"], line["points"].AsArray().Select(point => (string)point!["factor"]!["exact"]!));
        JsonObject open = Assert.Single((await Service.GetAsync($"/sweeps/{swept.Path}/phase-diagram?factor=s")).Faults(422));
        Assert.Equal("k", (string)open["parameter"]!);
        Assert.Equal("by", (string)Assert.Single((await Service.GetAsync($"/sweeps/{swept.Path}/phase-diagram?factor=s&by=s")).Faults(422))["parameter"]!);
        Assert.Equal("game", (string)Assert.Single((await Service.GetAsync($"/sweeps/{swept.Path}/phase-diagram?game=no-such")).Faults(422))["parameter"]!);
        Assert.Equal(["outcome", "q", "width"], (await Service.GetAsync($"/sweeps/{swept.Path}/phase-diagram?width=thin&outcome=none&q=1")).Faults(422).Select(fault => (string)fault["parameter"]!));
        Assert.Equal(["factor", "by"], (await Service.GetAsync($"/sweeps/{swept.Path}/phase-diagram?factor=x&by=y")).Faults(422).Select(fault => (string)fault["parameter"]!));
        Assert.Equal("width", (string)Assert.Single((await Service.GetAsync($"/sweeps/{swept.Path}/phase-diagram?width=thin")).Faults(422))["parameter"]!);
    }

    [Fact]
    public async Task AnAnalysisThatNeedsEveryUnit_WaitsForThem()
    {
        JsonObject sweep = SweepSteps.Path();
        sweep["factors"] = new JsonObject { ["k"] = new JsonObject { ["parameter"] = "k_us", ["uniform"] = new JsonArray(1, 8) } };
        sweep["design"] = new JsonObject { ["method"] = "saltelli", ["rows"] = 4, ["randomisations"] = 2 };
        string id = await Service.StartSweepAsync(new JsonObject { ["sweep"] = sweep, ["startPaused"] = true });
        Assert.Equal("paused", (string)(await Service.GetAsync($"/sweeps/{id}/sensitivity")).Require(409)["state"]!);
        (await Service.SweepControlAsync(id, "resume")).Require(200);
        await Service.EndOfSweepAsync(id);
        Answer sensitivity = (await Service.GetAsync($"/sweeps/{id}/sensitivity?method=sobol")).Require(200);
        Assert.Equal((4, 2), ((int)sensitivity["sobol"]["rows"]!, (int)sensitivity["sobol"]["randomisations"]!));
    }

    [Fact]
    public async Task Figures_AreVegaLiteDocuments_WithTheirDataInside()
    {
        JsonArray figures = (await Service.GetAsync($"/sweeps/{swept.Path}/figures")).Require(200).Json.AsArray();
        Assert.Equal(["phase-diagram", "map-conceding", "pawn-conceding", "rank-correlation-conceding"], figures.Select(figure => (string)figure!["name"]!));
        foreach (JsonNode? figure in figures)
        {
            Answer document = (await Service.GetAsync("/" + ((string)figure!["link"]!)["/api/v1/".Length..])).Require(200);
            Assert.Equal("application/json", document.MediaType);
            Assert.Contains("vega-lite", (string)document["$schema"]!, StringComparison.Ordinal);
            Assert.DoesNotContain("\"url\"", document.Text, StringComparison.Ordinal);
        }

        // Rounds and rules change no payoff of a round: there are no phases along them.
        JsonArray small = (await Service.GetAsync($"/sweeps/{swept.Small}/figures")).Require(200).Json.AsArray();
        Assert.Equal(
            ["map-clashes", "map-payoff", "pawn-clashes", "rank-correlation-clashes", "convergence-clashes", "pawn-payoff", "rank-correlation-payoff", "convergence-payoff"],
            small.Select(figure => (string)figure!["name"]!));
        Assert.Contains("phase-diagram", (string)(await Service.GetAsync($"/sweeps/{swept.Path}/figures/portrait")).Require(404)["detail"]!, StringComparison.Ordinal);
        Assert.Empty((await Service.GetAsync("/sweeps/no-such/figures")).Faults(404));
        string waiting = await Service.StartSweepAsync(new JsonObject { ["sweep"] = SweepSteps.Small("undrawn"), ["startPaused"] = true });
        Assert.Equal("paused", (string)(await Service.GetAsync($"/sweeps/{waiting}/figures/pawn-clashes")).Require(409)["state"]!);
    }

    [Fact]
    public async Task ThePackage_IsTheSameFileEachTime_AndHoldsTheFigures()
    {
        byte[] first = await Service.Http.GetByteArrayAsync($"/api/v1/sweeps/{swept.Path}/package"), second = await Service.Http.GetByteArrayAsync($"/api/v1/sweeps/{swept.Path}/package");
        Assert.Equal(first, second);
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(first));
        string[] names = [.. zip.Entries.Select(entry => entry.FullName)];
        Assert.Contains(names, name => name.EndsWith("map-conceding.vl.json", StringComparison.Ordinal));
        Assert.Contains(names, name => name.EndsWith("datapackage.json", StringComparison.Ordinal));
        Assert.Empty((await Service.GetAsync("/sweeps/no-such/package")).Faults(404));
        string waiting = await Service.StartSweepAsync(SweepSteps.Small("unpacked", replications: 30_000));
        Assert.Equal(409, (await Service.GetAsync($"/sweeps/{waiting}/package")).Status);
        (await Service.SweepControlAsync(waiting, "cancel")).Require(200);
    }

    /// <summary>A service with some sweeps that are played to their end.</summary>
    public sealed class Swept : IAsyncLifetime
    {
        private Service? _service;

        public Service Service => _service ?? throw new InvalidOperationException("The fixture is not started.");

        public string Small { get; private set; } = "";

        public string Path { get; private set; } = "";

        public string Failing { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            _service = await Service.StartAsync();
            Small = await _service.SweepAsync(SweepSteps.Small());
            Path = await _service.SweepAsync(SweepSteps.Path());
            Failing = await _service.SweepAsync(FailingAtOnePoint());
        }

        public async ValueTask DisposeAsync()
        {
            if (_service is not null) await _service.DisposeAsync();
        }

        // The payoff divides by the state, which moves to 0 at the first of two points.
        private static JsonObject FailingAtOnePoint() => JsonNode.Parse("""
            {
              "schema": "strategysim/sweep/v1", "id": "failing",
              "scenario": {
                "schema": "strategysim/scenario/v1", "id": "dividing", "status": "stylised",
                "time": { "horizon": 3, "discountFactor": "9/10" },
                "actors": { "A": "Ann", "B": "Bob" },
                "parameters": { "fall": { "value": 1, "assumption": "for the test" } },
                "states": { "x": { "initial": 2, "drift": "0 - fall" } },
                "games": { "g": { "form": "table", "players": { "A": "A", "B": "B" }, "strategies": { "A": ["hold", "yield"], "B": ["hold", "yield"] },
                  "payoffs": { "hold/hold": { "A": "1/x", "B": 1 }, "hold/yield": { "A": 2, "B": 1 }, "yield/hold": { "A": 1, "B": 2 }, "yield/yield": { "A": 1, "B": 1 } },
                  "rules": { "A": "random", "B": "random" } } },
                "run": { "replications": 2, "seed": 7 }
              },
              "factors": { "down": { "parameter": "fall", "list": [1, "1/4"] } },
              "design": { "method": "grid" }
            }
            """)!.AsObject();
    }
}
