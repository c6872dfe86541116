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
