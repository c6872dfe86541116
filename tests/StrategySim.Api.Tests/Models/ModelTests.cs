using System.Text.Json.Nodes;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Tests.Hosting;

namespace StrategySim.Api.Tests.Models;

/// <summary>Models of reputation, threats and bargaining over HTTP.</summary>
public sealed class ModelTests(ServiceFixture fixture)
{
    [Fact]
    public async Task EveryExample_Solves_UnderItsOwnId()
    {
        foreach (BodyExample example in new ModelExamples().All) Assert.Equal(example.Id, (string)(await PostAsync(example.Id, example.Value.ToJsonString())).Require(200)["model"]!);
        Assert.Equal(new ModelExamples().All.Select(e => e.Id).Order(), (await fixture.Service.GetAsync("/models")).Require(200).Json.AsArray().Select(m => (string)m!["id"]!));
    }

    [Fact]
    public async Task Numbers_AreExact_AndSayWhatTheyAreOf()
    {
        Answer answer = (await PostAsync("alternating-offers", """{"parameters":{"delta2":0.8}}""")).Require(200);
        Assert.Equal(("5/7", "subgame-perfect"), ((string)answer["numbers"][0]!["value"]!["exact"]!, (string)answer["concept"]!));
        Assert.Equal("9/10", (string)answer["parameters"]["delta1"]!["exact"]!);
    }

    [Fact]
    public async Task Play_StandsBesideTheClosedForm()
    {
        Answer answer = (await PostAsync("demand-under-uncertain-cost", """{"simulate":{"replications":4000,"seed":"7"}}""")).Require(200);
        JsonNode war = answer["simulation"]["numbers"]![0]!;
        Assert.Equal(("war", "wilson", 4000, true), ((string)war["name"]!, (string)war["interval"]!, (int)war["n"]!, (bool)war["inside"]!));
        Assert.Equal(1.0 / 3, (double)war["closedForm"]!, 1e-15);
        Assert.InRange((double)war["mean"]!, (double)war["lower"]!, (double)war["upper"]!);
        Assert.Equal(answer["simulation"].ToJsonString(), (await PostAsync("demand-under-uncertain-cost", """{"simulate":{"replications":4000,"seed":7}}""")).Require(200)["simulation"].ToJsonString());
        Assert.Null((await PostAsync("demand-under-uncertain-cost", "{}")).Require(200).Json["simulation"]);
    }

    [Fact]
    public async Task AnIrrationalNumber_HasNoExactText()
    {
        JsonNode utility = (await PostAsync("nash-bargaining", "{}")).Require(200)["numbers"][2]!["value"]!;
        Assert.Null(utility["exact"]);
        Assert.Equal(Math.Sqrt(1.0 / 3), (double)utility["decimal"]!, 1e-15);
    }

    [Fact]
    public async Task EveryFault_IsNamedAtItsPlace()
    {
        Answer play = (await PostAsync("hostage", """{"simulate":{"replications":0,"seed":-1,"rounds":2},"parameters":{"a":"1/2"}}""")).Require(422);
        Assert.Equal(["/simulate/replications", "/simulate/seed", "/simulate/rounds"], play["faults"].AsArray().Select(f => (string)f!["pointer"]!));
        Answer answer = (await PostAsync("chain-store", """{"parameters":{"b":2,"prior":"x","a":1,"delta":3},"rounds":1}""")).Require(422);
        Assert.Equal(["/parameters/b", "/parameters/prior", "/parameters/a", "/parameters/delta", "/rounds"], answer["faults"].AsArray().Select(f => (string)f!["pointer"]!));
        (await PostAsync("chess", "{}")).Require(404);
    }

    private async Task<Answer> PostAsync(string id, string body) => await fixture.Service.PostAsync($"/models/{id}", body, "application/json");
}
