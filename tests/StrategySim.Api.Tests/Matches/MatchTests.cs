using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;
using StrategySim.Simulation.Rules;

namespace StrategySim.Api.Tests.Matches;

/// <summary><c>POST /matches</c>: two rules on one game.</summary>
public sealed class MatchTests(ServiceFixture fixture)
{
    private const string Dilemma = """{ "format": "table", "players": [{ "id": "R", "strategies": ["D", "C"] }, { "id": "K", "strategies": ["D", "C"] }], "payoffs": [[[1, 1], [5, 0]], [[0, 5], [3, 3]]], "cooperate": "C" }""";

    private Task<Answer> PostAsync(string body) => fixture.Service.PostAsync("/matches", JsonNode.Parse(body)!);

    [Fact]
    public async Task AnExactMatch_IsToldInFractions_CooperationFirst()
    {
        // Press and Dyson 2012: extortion with factor 3 gets 41/11 from an unconditional cooperator, who is left 21/11. D stands first in the table.
        Answer answer = (await PostAsync($$"""{ "game": {{Dilemma}}, "players": [{ "rule": "zd-extort-3" }, "cooperator"], "discount": "9/10" }""")).Require(200);
        Assert.Equal("""["41/11","21/11"]""", answer["longRunPayoffs"].ToJsonString());
        Assert.Equal("""["CC","CD","DC","DD"]""", answer["outcomes"].ToJsonString());
        Assert.Equal("""[["1","0","0","0"],["11/13","0","2/13","0"],["128/169","0","41/169","0"]]""", answer["rounds"].ToJsonString());
        Assert.True((bool)answer["uniqueLongRun"]);
        Assert.Equal(41.0 / 11, (double)answer["decimal"]["longRunPayoffs"]![0]!, 12);
    }

    [Fact]
    public async Task AMatchWithoutChance_IsPlayedMoveByMove_ExactlyAndSimulated()
    {
        string body = $$"""{ "game": {{Dilemma}}, "players": ["tit-for-tat", "alternator"], "rounds": 201, "mode": "MODE" }""";
        Answer exact = (await PostAsync(body.Replace("MODE", "exact", StringComparison.Ordinal))).Require(200), simulated = (await PostAsync(body.Replace("MODE", "simulate", StringComparison.Ordinal))).Require(200);
        // C then what the alternator did: CC, CD, DC, CD, DC, …
        foreach (Answer answer in new[] { exact, simulated })
        {
            Assert.Equal(("CCDCDCDCDCDC", "CDCDCDCDCDCD"), ((string)answer["openingRow"]!, (string)answer["openingColumn"]!));
            Assert.Equal("[1,100,100,0]", answer["counts"].ToJsonString());
        }

        Assert.Equal("""["503","503"] ["503/201","503/201"]""", $"{exact["totals"].ToJsonString()} {exact["means"].ToJsonString()}");
        Assert.Equal("[503,503]", simulated["totals"].ToJsonString());
    }

    [Fact]
    public async Task ABatch_SharesWhatStandsBesideIt_AndKeepsParametersApart()
    {
        // Two parametrisations of one rule in one batch: neither may be answered with the other's result.
        Answer answer = (await PostAsync($$"""
            { "game": {{Dilemma}}, "rounds": 10, "matches": [
              { "players": [{ "rule": "memory-one", "parameters": { "first": 1, "CC": 1, "CD": 1, "DC": 1, "DD": 1 } }, "defector"] },
              { "players": [{ "rule": "memory-one", "parameters": { "first": 0, "CC": 0, "CD": 0, "DC": 0, "DD": 0 } }, "defector"] },
              { "players": ["defector", "cooperator"], "rounds": 3 },
              { "players": ["cooperator", "defector"], "rounds": 3 } ] }
            """)).Require(200);
        string[] totals = [.. answer["matches"].AsArray().Select(match => match!["totals"]!.ToJsonString())];
        Assert.Equal(["""["0","50"]""", """["10","10"]""", """["15","0"]""", """["0","15"]"""], totals);
    }

    [Fact]
    public async Task ALongRunThatIsNotUnique_IsFlagged_AndRefusedWhereOneNumberIsRequired()
    {
        string body = $$"""{ "game": {{Dilemma}}, "players": ["coin-tit-for-tat", "coin-tit-for-tat"]REQUIRE }""";
        Answer answer = (await PostAsync(body.Replace("REQUIRE", "", StringComparison.Ordinal))).Require(200);
        Assert.False((bool)answer["uniqueLongRun"]);
        Assert.Equal(3, answer["closedSets"].AsArray().Count);
        Assert.Equal("""["0","1/2","1/2","0"]""", answer["longRunAfter"]["CD"]!.ToJsonString());
        Assert.Equal("/longRun", (string)answer["notes"][0]!["pointer"]!);

        Answer refused = (await PostAsync(body.Replace("REQUIRE", ""","require": ["unique-long-run", "aperiodic"]""", StringComparison.Ordinal))).Require(422);
        Assert.Equal(["/require/0", "/require/1"], refused["faults"].AsArray().Select(fault => (string)fault!["pointer"]!));
    }

    [Fact]
    public async Task SimulatedMeans_LieAroundTheExactOnes()
    {
        string body = $$"""{ "game": {{Dilemma}}, "players": ["gtft-1-3", "soft-grudger"], "noise": "1/20", "perceptionNoise": "1/50", "rounds": 100, "mode": "MODE", "repetitions": 2000, "seed": 3 }""";
        Answer exact = (await PostAsync(body.Replace("MODE", "exact", StringComparison.Ordinal))).Require(200), simulated = (await PostAsync(body.Replace("MODE", "simulate", StringComparison.Ordinal))).Require(200);
        for (int seat = 0; seat < 2; seat++)
        {
            JsonNode interval = simulated["intervals"][seat]!;
            double standardError = (double)interval["sd"]! / Math.Sqrt(2000);
            Assert.InRange(((double)interval["mean"]! - (double)exact["decimal"]["expectedMeans"]![seat]!) / standardError, -4.5, 4.5);
        }
    }

    [Theory]
    [InlineData(""", "rounds": 0""", "/rounds")]
    [InlineData(""", "noise": 2""", "/noise")]
    [InlineData(""", "discount": 1""", "/discount")]
    [InlineData(""", "continuation": 1""", "/continuation")]
    [InlineData(""", "rounds": 5, "continuation": 0.5""", "/continuation")]
    [InlineData(""", "outcomesOfRounds": [3, 2]""", "/outcomesOfRounds/1")]
    [InlineData(""", "turns": 5""", "/turns")]
    [InlineData(""", "players": ["tit-for-tat"]""", "/players")]
    [InlineData(""", "players": ["tit-for-tat", { "rule": "memory-one", "parameters": { "CC": "7/5" } }]""", "/players/1/parameters/CC")]
    [InlineData(""", "players": ["tit-for-tat", { "rule": "machine", "parameters": { "start": "a", "states": { "a": { "cooperate": 1, "next": { "CC": "a", "CD": "a", "DC": "a" } } } } }]""", "/players/1/parameters/states/a/next/DD")]
    [InlineData(""", "players": ["tit-for-tat", "tit-for-tit"]""", "/players/1")]
    [InlineData(""", "players": ["q-learning", "tit-for-tat"]""", "/players/0")]
    [InlineData(""", "players": ["gradual", "tit-for-tat"], "continuation": 0.5""", "/players/0")]
    [InlineData(""", "players": ["gradual", "forgiver"], "noise": 0.1, "rounds": 10000000""", "/mode")]
    public async Task BadInput_IsRefusedWithItsPlace(string member, string pointer)
    {
        string players = member.Contains("players", StringComparison.Ordinal) ? "" : """, "players": ["tit-for-tat", "grudger"]""";
        Answer refused = (await PostAsync($$"""{ "game": {{Dilemma}}{{players}}{{member}} }""")).Require(422);
        JsonNode fault = Assert.Single(refused["faults"].AsArray())!;
        Assert.Equal(pointer, (string)fault["pointer"]!);
        Assert.NotNull(fault["line"] ?? fault["expected"]);
    }

    [Fact]
    public async Task RulesThatDoNotFitTheGame_SayWhyNot()
    {
        const string Three = """{ "format": "table", "payoffs": [[[1,1],[0,2],[3,0]],[[2,0],[1,1],[0,3]],[[0,3],[3,0],[2,2]]], "cooperate": "1" }""";
        Answer refused = (await PostAsync($$"""{ "game": {{Three}}, "players": ["grudger", "tit-for-tat"] }""")).Require(422);
        Assert.Equal("/players/0", (string)refused["faults"][0]!["pointer"]!);
        Assert.Contains("3", (string)refused["faults"][0]!["detail"]!, StringComparison.Ordinal);

        // What makes sense there is played: tit for tat copies, a path is kept, a learner learns.
        Answer played = (await PostAsync($$"""{ "game": {{Three}}, "players": ["tit-for-tat", { "rule": "path-keeper", "parameters": { "path": ["1/1", "1/3"], "punishment": "2/2", "punishmentRounds": 1 } }], "rounds": 4 }""")).Require(200);
        // The copied 3 departs from the path in round three, which is punished by a 2.
        Assert.Equal(("1131", "1312"), ((string)played["openingRow"]!, (string)played["openingColumn"]!));
        (await PostAsync($$"""{ "game": {{Three}}, "players": ["regret-matching", "best-reply-with-inertia"], "mode": "simulate", "rounds": 20, "repetitions": 3 }""")).Require(200);
    }

    [Fact]
    public async Task ADiscountOfSimulatedMatches_IsNotPassedOverInSilence()
    {
        Answer answer = (await PostAsync("""{ "game": { "format": "named", "game": "chicken" }, "players": ["regret-matching", "best-reply-with-inertia"], "mode": "simulate", "rounds": 20, "repetitions": 3, "discount": "9/10" }""")).Require(200);
        Assert.Equal("/discountedPayoffs", (string)Assert.Single(answer["notes"].AsArray())!["pointer"]!);
    }

    [Fact]
    public async Task TheRules_AreListedWithWhatTheyRemember()
    {
        JsonArray rules = (await fixture.Service.GetAsync("/rules")).Require(200).Json.AsArray();
        Assert.Equal(RuleCatalog.All.Count, rules.Count);
        Assert.Equal("finite-state", (string)rules.Single(rule => (string)rule!["id"]! == "prober")!["memory"]!);
        Assert.Equal("counting", (string)rules.Single(rule => (string)rule!["id"]! == "gradual")!["memory"]!);
        Assert.Equal("learning", (string)rules.Single(rule => (string)rule!["id"]! == "q-learning")!["memory"]!);
    }
}
