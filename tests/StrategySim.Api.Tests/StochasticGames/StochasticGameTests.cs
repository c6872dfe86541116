using System.Text.Json.Nodes;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Tests.Hosting;

namespace StrategySim.Api.Tests.StochasticGames;

/// <summary>Markov-perfect equilibria over HTTP.</summary>
public sealed class StochasticGameTests(ServiceFixture fixture)
{
    private const string Game = """{"format":"table","players":[{"id":"A","strategies":["C","D"]},{"id":"B","strategies":["C","D"]}],"payoffs":[[[3,3],[2,4]],[[4,2],[1,1]]]}""";

    [Fact]
    public async Task CalmAndCrisis_HaveTheKnownEquilibrium()
    {
        Answer answer = (await PostAsync(new StochasticGameExamples().All[0].Value.ToJsonString())).Require(200);
        Assert.Equal(("markov-perfect", true, true), ((string)answer["concept"]!, (bool)answer["symmetric"]!, (bool)answer["allPure"]!));
        JsonNode first = answer["equilibria"][0]!;
        Assert.Equal(0.7920084, (double)first["states"]![0]!["profile"]![0]!["C"]!, 1e-7);
        Assert.Equal([26.3863808, 24.7477427], first["states"]!.AsArray().Select(s => Math.Round((double)s!["values"]![0]!, 7)));
        Assert.All(answer["equilibria"].AsArray(), e => Assert.InRange((double)e!["largestDeviation"]!, 0, 1e-7));
    }

    [Fact]
    public async Task AStateById_IsReachedForCertain()
    {
        Answer answer = (await PostAsync($$$"""{"discount":0.5,"states":{"only":{"game":{{{Game}}},"transitions":[["only","only"],["only","only"]] } } }""")).Require(200);
        Assert.Equal(3, answer["equilibria"].AsArray().Count);
    }

    [Fact]
    public async Task AScenariosGameTypes_AreStagesOfStates()
    {
        Answer answer = (await PostAsync(new StochasticGameExamples().All.Single(e => e.Id == "scenario-game-types").Value.ToJsonString())).Require(200);
        Assert.Equal(["coordination", "blackmail by US (bully)", "chicken"], answer["scenario"]["states"]!.AsArray().Select(s => (string)s!["gameType"]!));
        Assert.Equal("""["US","CN"]""", answer["players"].ToJsonString());
        Assert.NotEmpty(answer["equilibria"].AsArray());
        Assert.All(answer["equilibria"].AsArray(), e => Assert.InRange((double)e!["largestDeviation"]!, 0, 1e-6));
    }

    [Fact]
    public async Task AScenarioAlone_GivesItsOwnStates_AndSharesOfTime()
    {
        Answer answer = (await PostAsync("""{"scenario":"calm-and-crisis","starts":0}""")).Require(200);
        Assert.Equal(("99/100", "us-china"), ((string)answer["discount"]["exact"]!, (string)answer["scenario"]["game"]!));
        Assert.Equal(6, answer["scenario"]["states"]!.AsArray().Count);
        Assert.Equal(Math.Exp(-0.25), (double)answer["scenario"]["states"]![1]!["next"]!["stress=0"]!, 1e-12);
        // The United States holds in every state of one equilibrium, which is worth 4 a round.
        JsonNode holds = answer["equilibria"].AsArray().First(e => e!["states"]!.AsArray().All(s => (double?)s!["profile"]![0]!["hold"] == 1))!;
        Assert.All(holds["states"]!.AsArray(), s => Assert.Equal(400, (double)s!["values"]![0]!, 1e-6));
        Assert.Equal(1, holds["states"]!.AsArray().Sum(s => (double)s!["share"]!), 1e-9);
    }

    [Fact]
    public async Task WhatMakesAScenarioEndless_IsNamed()
    {
        Answer answer = (await PostAsync("""{"scenario":"us-china-rare-earths","game":"us-china"}""")).Require(422);
        Assert.Equal(
            ["/scenario/shocks/black-swan/size", "/scenario/shocks/black-swan/halfLife", "/scenario/shocks/licensing-2025/halfLife"], answer["faults"].AsArray().Select(f => (string)f!["pointer"]!));
        Assert.Equal("/scenario/states/stress", (string)(await PostAsync("""{"scenario":"coordination-to-chicken"}""")).Require(422)["faults"][0]!["pointer"]!);
        Assert.Equal(["/scenario", "/starts"], (await PostAsync("""{"scenario":"nowhere","starts":-1}""")).Require(422)["faults"].AsArray().Select(f => (string)f!["pointer"]!));
        Answer several = (await PostAsync("""{"scenario":"chicken","game":"x","discount":"1/2","states":{"a":{"at":{"slip":0,"nothing":1},"game":1},"b":{"transitions":[]}}}""")).Require(422);
        Assert.Equal(["/game", "/states/a/game", "/states/a/transitions", "/states/b/game"], several["faults"].AsArray().Select(f => (string)f!["pointer"]!).Order());
        Answer alone = (await PostAsync("""{"game":"x","discount":0.5,"states":{"a":{"at":{},"transitions":[]}}}""")).Require(422);
        Assert.Equal(["/game", "/states/a/at"], alone["faults"].AsArray().Select(f => (string)f!["pointer"]!));
    }

    [Fact]
    public async Task EveryFault_IsNamedAtItsPlace()
    {
        Answer answer = (await PostAsync($$$"""
            {"states":{"a":{"game":{{{Game}}},"transitions":[[{"a":1},{"a":"1/2"}],[{"b":1}]]},"c":{"transitions":1,"next":2}},"discount":1,"starts":-1,"rounds":1}
            """)).Require(422);
        Assert.Equal(
            ["/states/a/transitions/0/1", "/states/a/transitions/1", "/states/c/game", "/states/c/next", "/discount", "/starts", "/rounds"], answer["faults"].AsArray().Select(f => (string)f!["pointer"]!));
        Assert.Equal(["/discount", "/states"], (await PostAsync("{}")).Require(422)["faults"].AsArray().Select(f => (string)f!["pointer"]!).Order());
    }

    private async Task<Answer> PostAsync(string body) => await fixture.Service.PostAsync("/stochastic-games", body, "application/json");
}
