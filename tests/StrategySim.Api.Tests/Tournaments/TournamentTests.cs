using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Tests.Hosting;
using StrategySim.Simulation.Rules;

namespace StrategySim.Api.Tests.Tournaments;

/// <summary><c>/tournaments</c>: everyone against everyone.</summary>
public sealed class TournamentTests(ServiceFixture fixture)
{
    private const string Dilemma = """{ "format": "table", "players": [{ "id": "R", "strategies": ["D", "C"] }, { "id": "K", "strategies": ["D", "C"] }], "payoffs": [[[1, 1], [5, 0]], [[0, 5], [3, 3]]], "cooperate": "C" }""";

    private static readonly (string, string) Later = ("Prefer", "respond-async");

    private Service Service => fixture.Service;

    private Task<Answer> PostAsync(string body, string query = "", params (string, string)[] headers) => Service.PostAsync("/tournaments" + query, JsonNode.Parse(body)!, headers);

    [Fact]
    public async Task ATournamentWithoutChance_IsExact_ByHand()
    {
        Answer answer = (await PostAsync($$"""{ "game": {{Dilemma}}, "rules": ["tit-for-tat", "cooperator", "defector"], "rounds": 10 }""")).Require(200);
        Assert.Equal("""{"played":9,"exact":0,"simulated":0}""", answer["matches"].ToJsonString());
        // Against D: C 0, TFT 9/10. D against them 5 and 14/10, against itself 1. Everything else is 3.
        Assert.Equal("""["37/15","23/10","2"]""", new JsonArray([.. answer["ranking"].AsArray().Select(row => row!["exact"]!.DeepClone())]).ToJsonString());
        Assert.Equal(["defector", "tit-for-tat", "cooperator"], answer["ranking"].AsArray().Select(row => (string)row!["name"]!));
        Assert.Equal("[[3,3,0.9],[3,3,0],[1.4,5,1]]", answer["roles"][0]!["payoffs"]!.ToJsonString());
        Assert.Equal("[[3,3,1.4],[3,3,5],[0.9,0,1]]", answer["roles"][1]!["payoffs"]!.ToJsonString());
        Assert.Equal("[[1,1,0.1],[1,1,1],[0,0,0]]", answer["roles"][0]!["cooperation"]!.ToJsonString());
        Assert.Equal(("R", "K"), ((string)answer["roles"][0]!["player"]!, (string)answer["roles"][1]!["player"]!));
        JsonNode cell = answer["cells"].AsArray().Single(one => (string)one!["row"]! == "defector" && (string)one["column"]! == "tit-for-tat")!;
        Assert.Equal("""["7/5","9/10"] [0,0,0.1,0.9] [1,0] "played" """.TrimEnd(), $"{cell["exact"]!.ToJsonString()} {cell["outcomes"]!.ToJsonString()} {cell["wins"]!.ToJsonString()} {cell["method"]!.ToJsonString()}");
        Assert.Equal((1, 1, 4.0, 4), ((int)answer["ranking"][0]!["bestRank"]!, (int)answer["ranking"][0]!["worstRank"]!, (double)answer["ranking"][0]!["wins"]!, (int)answer["ranking"][0]!["decided"]!));
    }

    [Fact]
    public async Task EachMatch_SaysHowItWasFound_AndParametersAreKeptApart()
    {
        const string Body = """
            { "game": GAME, "rounds": 40, "repetitions": 20, "seed": "18446744073709551615", "selfPlay": false, "rules": [
              "tit-for-tat",
              { "rule": "random", "parameters": { "cooperate": "9/10" } }, { "rule": "random", "parameters": { "cooperate": 0.1 } },
              { "rule": "q-learning", "name": "learner" } ] }
            """;
        Answer answer = (await PostAsync(Body.Replace("GAME", Dilemma, StringComparison.Ordinal))).Require(200);
        Assert.Equal("""{"played":0,"exact":6,"simulated":6}""", answer["matches"].ToJsonString());
        Assert.Equal(["tit-for-tat", "random (cooperate 9/10)", "random (cooperate 1/10)", "learner"], answer["rules"].AsArray().Select(rule => (string)rule!["name"]!));
        JsonNode Cell(string row, string column) => answer["cells"].AsArray().Single(one => (string)one!["row"]! == row && (string)one["column"]! == column)!;
        // After one C, tit for tat does what the other did: C with 9/10 or 1/10 in each of 39 rounds.
        Assert.Equal(1 - (0.1 * 39 / 40), (double)Cell("tit-for-tat", "random (cooperate 9/10)")["cooperation"]![0]!, 12);
        Assert.Equal(1 - (0.9 * 39 / 40), (double)Cell("tit-for-tat", "random (cooperate 1/10)")["cooperation"]![0]!, 12);
        Assert.Equal("simulated", (string)Cell("learner", "tit-for-tat")["method"]!);
        Assert.True((double)Cell("learner", "tit-for-tat")["standardErrors"]![0]! > 0);
        Assert.Null(Cell("learner", "tit-for-tat")["exact"]);
        Assert.Null(answer["roles"][0]!["payoffs"]![0]![0]);
        Assert.Equal(answer["cells"].ToJsonString(), (await PostAsync(Body.Replace("GAME", Dilemma, StringComparison.Ordinal)))["cells"].ToJsonString());
    }

    [Fact]
    public async Task Results_AreWrittenAsTidyTables_AsLatex_AndAsFigures()
    {
        string body = $$"""{ "title": "Test", "game": {{Dilemma}}, "rules": ["tit-for-tat", "random-1-2"], "rounds": 20, "mode": "simulate", "repetitions": 5 }""";
        string[] ranking = (await PostAsync(body, "?format=csv")).Text.Split('\n'), matches = (await PostAsync(body, "?format=csv&part=matches")).Text.Split('\n');
        Assert.StartsWith("role,player,rule,rank,bestRank,worstRank,score,", ranking[0], StringComparison.Ordinal);
        Assert.Equal(["both", "both", "row", "row", "column", "column", ""], ranking[1..].Select(line => line.Split(',')[0]));
        Assert.StartsWith("row,column,role,player,rule,rival,method,payoff,", matches[0], StringComparison.Ordinal);
        Assert.Equal(1 + (4 * 2) + 1, matches.Length);
        Assert.StartsWith("tit-for-tat,tit-for-tat,row,R,tit-for-tat,tit-for-tat,played,3,3,0,1,,20,1,0,0,0", matches[1], StringComparison.Ordinal);
        string latex = (await PostAsync(body, "", ("Accept", "application/x-latex"))).Text;
        Assert.Contains("\\label{tab:tournament-both}", latex, StringComparison.Ordinal);
        foreach (string part in new[] { "ranking", "matches", "cooperation" })
        {
            Answer figure = (await PostAsync(body, $"?format=vega-lite&part={part}")).Require(200);
            Assert.StartsWith("https://vega.github.io/schema/vega-lite/", (string)figure["$schema"]!, StringComparison.Ordinal);
            Assert.StartsWith("Test: ", (string)figure["title"]["text"]!, StringComparison.Ordinal);
        }

        // Without a cooperating strategy there is nothing to draw of it.
        const string Silent = """{ "game": { "format": "table", "payoffs": [[[1, 1], [5, 0]], [[0, 5], [3, 3]]] }, "rules": ["fictitious-play"], "rounds": 3 }""";
        Assert.Equal("format", (string)Assert.Single((await PostAsync(Silent, "?format=vega-lite&part=cooperation")).Faults(422))["parameter"]!);
    }

    [Fact]
    public async Task Validate_SaysWhatItComesTo_AndPlaysNothing()
    {
        Answer plan = (await Service.PostAsync("/tournaments:validate", JsonNode.Parse($$"""{ "game": {{Dilemma}}, "rules": "all", "rounds": 1000000, "noise": 0.01 }""")!)).Require(200);
        int rules = plan["rules"].AsArray().Count;
        Assert.True(rules >= 50);
        Assert.Equal(rules * rules, (int)plan["matches"]["played"]! + (int)plan["matches"]["exact"]! + (int)plan["matches"]["simulated"]!);
        Assert.True((double)plan["estimatedSeconds"]! > 1000);
        // What is hopeless is refused before it is begun.
        JsonObject fault = Assert.Single((await PostAsync($$"""{ "game": {{Dilemma}}, "rules": "all", "rounds": 1000000, "noise": 0.01 }""")).Faults(422));
        Assert.Equal("/repetitions", (string)fault["pointer"]!);
        int learning = RuleCatalog.All.Count(rule => rule.Traits.Memory == RuleMemory.Learning && !rule.TakesElse);
        Assert.Equal(rules - learning, (await Service.PostAsync("/tournaments:validate", JsonNode.Parse($$"""{ "game": {{Dilemma}}, "rules": "machines" }""")!)).Require(200)["rules"].AsArray().Count);
    }

    [Fact]
    public async Task AJob_IsFollowedToItsResult_OrCancelled()
    {
        string body = $$"""{ "game": {{Dilemma}}, "rules": ["random-1-2", "gradual"], "rounds": 50, "noise": "1/20", "mode": "simulate" }""";
        Answer now = (await PostAsync(body)).Require(200), waited = (await PostAsync(body, "", ("Prefer", "respond-async, wait=60"))).Require(200);
        Assert.Equal(now["cells"].ToJsonString(), waited["cells"].ToJsonString());
        Answer accepted = (await PostAsync(body, "", Later)).Require(202);
        string at = "/" + accepted.Headers["Location"]["/api/v1/".Length..];
        Answer job = await Service.GetAsync(at);
        while ((string)job["status"]! is "queued" or "running") job = await Service.GetAsync(at);
        Assert.Equal(("completed", now["cells"].ToJsonString()), ((string)job["status"]!, job["result"]["cells"]!.ToJsonString()));
        Assert.Equal("""{"done":4,"atMost":4,"unit":"matches"}""", job["progress"].ToJsonString());
        Assert.StartsWith("role,player,rule", (await Service.GetAsync(at + "?format=csv")).Text, StringComparison.Ordinal);
        Assert.Contains((await Service.GetAsync("/tournaments")).Json.AsArray(), listed => (string)listed!["id"]! == (string)accepted["id"]! && listed["result"] is null);
        (await Service.PostAsync($"{at}:cancel", "", "application/json")).Faults(409);

        string endless = body.Replace("50", "100000000", StringComparison.Ordinal);
        accepted = (await PostAsync(endless, "", Later)).Require(202);
        at = "/" + accepted.Headers["Location"]["/api/v1/".Length..];
        (await Service.GetAsync(at + "?format=csv")).Faults(409);
        Assert.Equal("cancelled", (string)(await Service.PostAsync($"{at}:cancel", "", "application/json")).Require(200)["status"]!);
        (await Service.GetAsync("/tournaments/nothing")).Faults(404);
        // A solve is no tournament.
        Answer solve = (await Service.PostAsync("/equilibria", JsonNode.Parse("""{ "game": { "format": "named", "id": "chicken" } }""")!, Later)).Require(202);
        (await Service.GetAsync($"/tournaments/{solve["id"]}")).Faults(404);
    }

    [Fact]
    public async Task EveryExample_Plays_AndShippedOnesAreNamedByTheirId()
    {
        IReadOnlyCollection<ShippedTournament> shipped = Service.App.Services.GetRequiredService<ShippedTournaments>().All;
        foreach (BodyExample example in new TournamentExamples(shipped).All) (await Service.PostAsync("/tournaments", example.Value)).Require(200);
        Assert.Equal(shipped.Select(one => one.Id), (await Service.GetAsync("/tournaments/shipped")).Require(200).Json.AsArray().Select(one => (string)one!["id"]!));
        string id = shipped.First().Id;
        Assert.Equal(shipped.First().Yaml, (await Service.GetAsync($"/tournaments/shipped/{id}")).Require(200).Text);
        (await Service.GetAsync("/tournaments/shipped/nothing")).Faults(404);
        Answer shorter = (await PostAsync($$"""{ "tournament": "{{id}}", "continuation": "9/10", "repetitions": 2 }""")).Require(200);
        Assert.Equal(("9/10", null), ((string?)shorter["continuation"], shorter.Json["horizon"]));
        Assert.Equal("/tournament", (string)Assert.Single((await PostAsync("""{ "tournament": "nothing" }""")).Faults(422))["pointer"]!);
    }

    [Theory]
    [InlineData(""", "rounds": 0""", "/rounds")]
    [InlineData(""", "rounds": 5, "discount": "9/10", "continuation": "1/2" """, "/discount", "/continuation")]
    [InlineData(""", "discount": 1""", "/discount")]
    [InlineData(""", "continuation": 1""", "/continuation")]
    [InlineData(""", "noise": "3/2", "perceptionNoise": -1""", "/noise", "/perceptionNoise")]
    [InlineData(""", "mode": "quick", "turns": 5""", "/mode", "/turns")]
    [InlineData(""", "repetitions": 1000001, "seed": -1""", "/repetitions", "/seed")]
    [InlineData(""", "rules": "most" """, "/rules")]
    [InlineData(""", "rules": [] """, "/rules")]
    [InlineData(""", "rules": ["tit-for-tat", "tit-for-tat"]""", "/rules/1")]
    [InlineData(""", "rules": ["tit-for-tat", { "rule": "grudger", "name": "tit-for-tat" }]""", "/rules/1/name")]
    [InlineData(""", "rules": ["tit-for-tit", { "rule": "memory-one", "parameters": { "CC": 2 } }, { "rule": "grudger", "role": "referee" }]""", "/rules/0", "/rules/1/parameters/CC", "/rules/2/role")]
    [InlineData(""", "rules": [{ "rule": "grudger", "role": "R" }, { "rule": "bully", "role": "row" }]""", "/rules")]
    [InlineData(""", "rules": ["q-learning", "tit-for-tat", "fictitious-play"], "mode": "exact", "noise": "1/9" """, "/rules/0", "/rules/2")]
    [InlineData(""", "rules": ["gradual", "tit-for-tat"], "mode": "exact", "continuation": "1/2" """, "/rules/0")]
    [InlineData(""", "rules": ["gradual", "forgiver"], "mode": "exact", "noise": 0.1, "rounds": 10000000""", "/mode")]
    public async Task BadInput_IsRefusedWithEveryPlace(string member, params string[] pointers)
    {
        string rules = member.Contains("rules", StringComparison.Ordinal) ? "" : """, "rules": ["tit-for-tat", "grudger"]""";
        JsonArray faults = (await PostAsync($$"""{ "game": {{Dilemma}}{{rules}}{{member}} }""")).Require(422)["faults"].AsArray();
        Assert.Equal(pointers, faults.Select(fault => (string)fault!["pointer"]!));
        Assert.All(faults, fault => Assert.NotNull(fault!["expected"]));
    }
}
