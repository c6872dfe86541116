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
    public async Task EveryFault_IsNamedAtItsPlace()
    {
        Answer answer = (await PostAsync("chain-store", """{"parameters":{"b":2,"prior":"x","a":1,"delta":3},"rounds":1}""")).Require(422);
        Assert.Equal(["/parameters/b", "/parameters/prior", "/parameters/a", "/parameters/delta", "/rounds"], answer["faults"].AsArray().Select(f => (string)f!["pointer"]!));
        (await PostAsync("chess", "{}")).Require(404);
    }

    private async Task<Answer> PostAsync(string id, string body) => await fixture.Service.PostAsync($"/models/{id}", body, "application/json");
}
