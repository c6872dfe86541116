using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;
using StrategySim.Api.Tests.Runs;
using StrategySim.Api.Tests.Sweeps;

namespace StrategySim.Api.Tests.EmpiricalGames;

/// <summary>Games whose strategies are decision rules: played, solved, topped up.</summary>
public sealed class EmpiricalGameTests(ServiceFixture fixture)
{
    private Service Service => fixture.Service;

    [Fact]
    public async Task AGame_IsPlayedAndSolved()
    {
        Answer accepted = (await Service.PostAsync("/empirical-games", Holders("solved", 40))).Require(202);
        string id = (string)accepted["id"]!;
        Assert.Equal($"/api/v1/empirical-games/{id}", accepted.Headers["Location"]);
        await Service.EndOfSweepAsync(id);
        Answer game = (await Service.GetAsync($"/empirical-games/{id}")).Require(200);
        Assert.Equal(("completed", "g", "payoffMean"), ((string)game["status"]!, (string)game["game"]!, (string)game["payoff"]!));
        Assert.Equal("""{"done":160,"failed":0,"total":160}""", game["units"].ToJsonString());
        Assert.Empty(game["missing"].AsArray());

        // Whoever always holds, or always yields, plays the stage game itself: chicken in ranks, (T, R, S, P) = (4, 3, 2, 1), without a slip.
        JsonNode result = game["result"];
        Assert.Equal(
            ["defector defector 1 1", "defector cooperator 4 2", "cooperator defector 2 4", "cooperator cooperator 3 3"],
            result["profiles"]!.AsArray().Select(profile => string.Join(' ', profile!["rules"]!.AsArray().Select(rule => (string)rule!).Concat(profile["payoffs"]!.AsArray().Select(payoff => $"{(double)payoff!["mean"]!}")))));
        Assert.All(result["profiles"]!.AsArray().SelectMany(profile => profile!["payoffs"]!.AsArray()), payoff => Assert.Equal((0, 40), ((double)payoff!["standardError"]!, (int)payoff["n"]!)));
        Assert.True((bool)result["complete"]!);
        JsonArray equilibria = result["equilibria"]!.AsArray();
        Assert.Equal(
            ["""[["1","0"],["0","1"]] ["4","2"]""", """[["1/2","1/2"],["1/2","1/2"]] ["5/2","5/2"]""", """[["0","1"],["1","0"]] ["2","4"]"""],
            equilibria.Select(equilibrium => $"{equilibrium!["profile"]!.ToJsonString()} {equilibrium["payoffs"]!.ToJsonString()}"));
        Assert.All(equilibria, equilibrium => Assert.Equal((0, 0, 1), ((double)equilibrium!["regret"]!["value"]!, (double)equilibrium["regret"]!["upper"]!, (double)equilibrium["survival"]!["share"]!)));
        // A hundredth of the range from 1 to 4.
        Assert.Equal(0.03, (double)result["epsilon"]!, 12);

        // The same game solved by the games floor has the same equilibria.
        Answer solved = (await Service.PostAsync("/equilibria", JsonNode.Parse("""
            { "game": { "format": "table", "payoffs": [[[1, 1], [4, 2]], [[2, 4], [3, 3]]] } }
            """)!)).Require(200);
        Assert.Equal(solved["equilibria"].AsArray().Select(e => e!["profile"]!.ToJsonString()), equilibria.Select(e => e!["profile"]!.ToJsonString()));
        foreach (string link in new[] { "csv", "self", "sweep" }) (await Service.GetAsync("/" + ((string)game["links"][link]!)["/api/v1/".Length..])).Require(200);
    }

    [Fact]
    public async Task PayoffAndEpsilon_CanBeAskedForOtherwise()
    {
        string id = await PlayAsync(Holders("asked", 3));
        Answer total = (await Service.GetAsync($"/empirical-games/{id}?payoff=payoffTotal&epsilon=1/4&resamples=99")).Require(200);
        Assert.Equal(("payoffTotal", 0.25, 99), ((string)total["result"]["outcome"]!, (double)total["result"]["epsilon"]!, (int)total["result"]["resamples"]!));
        Assert.Equal(20, (double)total["result"]["profiles"]![1]!["payoffs"]![0]!["mean"]!);
        Assert.Contains("3 replications", (string)total["result"]["warnings"]![0]!, StringComparison.Ordinal);
        Answer csv = (await Service.GetAsync($"/empirical-games/{id}", "text/csv")).Require(200);
        string[] lines = csv.Text.TrimEnd('\n').Split('\n');
        Assert.StartsWith("profile,rule:A,rule:B,actor,outcome,unit,mean,standardError,lower,upper,n,bestReply,regret,", lines[0], StringComparison.Ordinal);
        Assert.Equal(9, lines.Length);
        Assert.StartsWith("1,defector,cooperator,A,payoffMean,payoff per round,4,0,4,4,3,true,0,", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatWasObservedBefore_IsNotPlayedAgain_AndExtendingTopsUp()
    {
        // Three of the four profiles were points of another sweep.
        JsonObject sweep = SweepSteps.Small("observed", 8);
        sweep["scenario"] = RunSteps.Tiny("observed-scenario");
        sweep["factors"] = JsonNode.Parse("""{ "a": { "at": "/games/g/rules/A" }, "b": { "at": "/games/g/rules/B" } }""");
        sweep.Remove("constraints");
        sweep["design"] = JsonNode.Parse("""{ "method": "list", "points": [ { "a": "random", "b": "random" }, { "a": "random", "b": "tit-for-tat" }, { "a": "tit-for-tat", "b": "random" } ] }""");
        string observed = await Service.SweepAsync(sweep);
        Assert.Equal(3, (int)(await Service.GetAsync($"/empirical-games/{observed}")).Require(200)["profiles"]["total"]!);
        Assert.Contains("(A tit-for-tat, B tit-for-tat)", (string)(await Service.GetAsync($"/empirical-games/{observed}"))["missing"][0]!, StringComparison.Ordinal);

        JsonObject asked = Game("observed-scenario", ["random", "tit-for-tat"], 8);
        string[] before = await HashesAsync(observed);
        string id = await PlayAsync(asked);
        Assert.Equal(before, (await HashesAsync(id)).Intersect(before).Order());
        Answer first = await Service.GetAsync($"/empirical-games/{id}");
        Answer extended = (await Service.SweepControlAsync(id, "extend", """{ "replications": 12 }""")).Require(200);
        Assert.True((long)extended["units"]["total"]! >= 32);
        await Service.EndOfSweepAsync(id);
        Answer second = (await Service.GetAsync($"/empirical-games/{id}")).Require(200);
        Assert.All(first["result"]["profiles"]!.AsArray(), profile => Assert.Equal(8, (int)profile!["payoffs"]![0]!["n"]!));
        Assert.All(second["result"]["profiles"]!.AsArray(), profile => Assert.Equal(12, (int)profile!["payoffs"]![0]!["n"]!));
    }

    [Fact]
    public async Task WhileItWaits_TheGameSaysWhatIsMissing_AndHasNoTable()
    {
        JsonObject sweep = SweepSteps.Small("waiting");
        sweep["factors"] = JsonNode.Parse("""{ "a": { "at": "/games/g/rules/A", "oneOf": ["random", "tit-for-tat"] } }""");
        sweep.Remove("constraints");
        string id = await Service.StartSweepAsync(new JsonObject { ["sweep"] = sweep, ["startPaused"] = true });
        Answer game = (await Service.GetAsync($"/empirical-games/{id}")).Require(200);
        Assert.Equal(("paused", "10"), ((string)game["status"]!, game.Headers["Retry-After"]));
        Assert.Null(game.Json["result"]);
        Assert.Equal("8 of 8 units are not played; the game is solved once every profile has its replications.", (string)game["missing"][0]!);
        Assert.Equal("paused", (string)(await Service.GetAsync($"/empirical-games/{id}?format=csv")).Require(409)["state"]!);
        (await Service.SweepControlAsync(id, "cancel")).Require(200);
    }

    [Fact]
    public async Task UnitsThatFail_AreWarnedOf_AndProfilesWithoutEnoughAreNamed()
    {
        // The payoff divides by a state: a shock may take it to 0, or it moves there by itself.
        string some = await PlayAsync(Failing("\"initial\": 1", "1/40", 30));
        Answer warned = (await Service.GetAsync($"/empirical-games/{some}")).Require(200);
        Assert.InRange((long)warned["units"]["failed"]!, 1, 58);
        Assert.StartsWith($"{(long)warned["units"]["failed"]!} of 60 units failed and are left out; the first, replication ", (string)warned["result"]["warnings"]![0]!, StringComparison.Ordinal);
        string all = await PlayAsync(Failing("\"initial\": 2, \"drift\": -1", "0", 4));
        Answer missing = (await Service.GetAsync($"/empirical-games/{all}")).Require(200);
        Assert.Null(missing.Json["result"]);
        Assert.Contains(missing["missing"].AsArray(), line => ((string)line!).Contains("of (A random); expected at least 2 replications of every profile", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnIdempotencyKey_StartsOneGameOnly()
    {
        JsonObject body = Holders("once", 2);
        Answer first = (await Service.PostAsync("/empirical-games", body, ("Idempotency-Key", "game-once"))).Require(202);
        await Service.EndOfSweepAsync((string)first["id"]!);
        Answer second = (await Service.PostAsync("/empirical-games", body, ("Idempotency-Key", "game-once"))).Require(202);
        Assert.Equal((string)first["id"]!, (string)second["id"]!);
        Assert.NotNull(second.Json["result"]);
        body["replications"] = 3;
        (await Service.PostAsync("/empirical-games", body, ("Idempotency-Key", "game-once"))).Require(422);
    }

    [Fact]
    public async Task EveryFault_IsListedWithItsPlace()
    {
        const string Body = """
            {
              "scenario": "chicken",
              "game": "cardinal",
              "candidates": { "US": ["defector", "tit4tat"], "EU": ["random"] },
              "payoff": "joy",
              "epsilon": -1,
              "seed": "many"
            }
            """;
        JsonObject[] faults = (await Service.PostAsync("/empirical-games", Body, "application/json")).Faults(422);
        Assert.Equal(["/candidates/US/1 4", "/candidates/EU 4", "/payoff 5", "/epsilon 6", "/seed 7"], faults.Select(fault => $"{fault["pointer"]} {fault["line"]}"));
        string rules = string.Join(", ", Enumerable.Range(0, 51).Select(i => $$"""{ "use": "memory-one", "first": "{{i}}/100" }"""));
        JsonObject many = Assert.Single((await Service.PostAsync("/empirical-games", $$"""{ "scenario": "chicken", "game": "cardinal", "candidates": { "US": [{{rules}}], "CN": [{{rules}}] } }""", "application/json")).Faults(422));
        Assert.Equal(("/candidates", "2601 profiles"), ((string)many["pointer"]!, (string)many["found"]!));
        Assert.Equal(404, (await Service.GetAsync("/empirical-games/nothing")).Status);
        string other = await Service.SweepAsync(SweepSteps.Small("no-game", 2));
        Assert.Equal("/factors/rounds", (string)Assert.Single((await Service.GetAsync($"/empirical-games/{other}")).Faults(422))["pointer"]!);
        Assert.Equal("payoff", (string)Assert.Single((await Service.GetAsync($"/empirical-games/{other}?payoff=joy")).Faults(422))["parameter"]!);
    }

    private static JsonObject Holders(string id, int replications) => Game(id, ["defector", "cooperator"], replications);

    private static JsonObject Game(string id, string[] rules, int replications) => new()
    {
        ["scenario"] = RunSteps.Tiny(id),
        ["candidates"] = new JsonObject { ["A"] = List(rules), ["B"] = List(rules) },
        ["replications"] = replications,
    };

    private static JsonObject Failing(string motion, string rate, int replications) => JsonNode.Parse($$"""
        {
          "scenario": {
            "schema": "strategysim/scenario/v1", "id": "dividing", "status": "stylised",
            "time": { "horizon": 4, "discountFactor": "9/10" },
            "actors": { "A": "Ann", "B": "Bob" },
            "states": { "x": { {{motion}}, "min": 0 } },
            "shocks": { "fall": { "process": "poisson", "rate": "{{rate}}", "target": "x", "size": -1 } },
            "games": { "g": { "form": "table", "players": { "A": "A", "B": "B" }, "strategies": { "A": ["hold", "yield"], "B": ["hold", "yield"] }, "cooperate": "yield",
              "payoffs": { "hold/hold": { "A": "1/x", "B": 1 }, "hold/yield": { "A": 2, "B": 1 }, "yield/hold": { "A": 1, "B": 2 }, "yield/yield": { "A": 1, "B": 1 } },
              "rules": { "A": "random", "B": "random" } } },
            "run": { "replications": 2, "seed": 7 }
          },
          "candidates": { "A": ["random", "tit-for-tat"] },
          "replications": {{replications}}
        }
        """)!.AsObject();

    private static JsonArray List(string[] rules) => [.. rules.Select(rule => (JsonNode)rule)];

    private async Task<string> PlayAsync(JsonObject body)
    {
        string id = (string)(await Service.PostAsync("/empirical-games", body)).Require(202)["id"]!;
        await Service.EndOfSweepAsync(id);
        return id;
    }

    private async Task<string[]> HashesAsync(string id) =>
        [.. (await Service.GetAsync($"/sweeps/{id}/points")).Require(200)["items"].AsArray().Select(point => (string)point!["pointId"]!).Order()];
}
