using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;

namespace StrategySim.Api.Tests.RepeatedGames;

/// <summary>What patience can sustain, over HTTP.</summary>
public sealed class RepeatedGameTests(ServiceFixture fixture)
{
    private const string Dilemma = """{"format":"table","players":[{"id":"US","strategies":["C","D"]},{"id":"CN","strategies":["C","D"]}],"payoffs":[[[3,3],[0,5]],[[5,0],[1,1]]]}""";

    [Fact]
    public async Task ThePrisonersDilemma_HasItsSetItsMachineAndItsThresholds()
    {
        Answer answer = (await PostAsync($$$"""{"game":{{{Dilemma}}},"discount":"5/9","continuation":"9/10","sustain":[3,"3"],"path":{"cycle":[["C","D"],["D","C"]]}}""")).Require(200);
        Assert.Equal("1/2", (string)answer["discount"]["exact"]!);
        Assert.Equal(["1 1", "13/3 1", "3 3", "1 13/3"], Corners(answer["payoffSet"]["vertices"]!));
        Assert.Equal(("fixed-point", true), ((string)answer["payoffSet"]["proof"]!, (bool)answer["payoffSet"]["exact"]!));
        Assert.Equal("""["C","C"]""", answer["machine"]["states"]![0]!["profile"]!.ToJsonString());
        Assert.StartsWith("yes", (string)answer["sustained"]!, StringComparison.Ordinal);
        Assert.Equal(("1/4", "1/4"), ((string)answer["path"]["nashReversion"]!["least"]!["exact"]!, (string)answer["path"]["optimalPunishment"]!["least"]!["exact"]!));
        Assert.Equal("subgame-perfect", (string)answer["concept"]!);
    }

    [Fact]
    public async Task APathAlone_NeedsNoDiscountFactor()
    {
        Answer answer = (await PostAsync($$$"""{"game":{{{Dilemma}}},"path":{"cycle":[["C","C"]]}}""")).Require(200);
        Assert.Null(answer.Json["payoffSet"]);
        Assert.Equal("1/2", (string)answer["path"]["nashReversion"]!["least"]!["exact"]!);
    }

    [Fact]
    public async Task MatchingPennies_HaveNoEquilibriumInPureActions_AndTheirMixedMinmax()
    {
        Answer answer = (await PostAsync("""{"game":{"format":"named","id":"matching-pennies"},"discount":0.9,"sustain":[0,0]}""")).Require(200);
        Assert.Empty(answer["payoffSet"]["vertices"]!.AsArray());
        Assert.Equal(["0 0"], Corners(answer["folkTheorem"]["region"]!));
        Assert.Equal("""["1","1"]""", new JsonArray([.. answer["folkTheorem"]["pureMinmax"]!.AsArray().Select(m => (JsonNode)(string)m!["exact"]!)]).ToJsonString());
        Assert.StartsWith("no", (string)answer["sustained"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryFault_IsNamedAtItsPlace()
    {
        Answer answer = (await PostAsync($$$"""
            {"game":{{{Dilemma}}},"discount":1,"continuation":0,"method":"guess","directions":6,"sustain":[1],"path":{"start":[["C"]],"cycle":[["C","X"]],"end":[]},"rounds":3}
            """)).Require(422);
        Assert.Equal(
            ["/discount", "/continuation", "/method", "/directions", "/directions", "/sustain", "/path/start/0", "/path/cycle/0/1", "/path/end", "/rounds"],
            answer["faults"].AsArray().Select(f => (string)f!["pointer"]!));
        Answer three = (await PostAsync("""{"game":{"format":"table","payoffs":[[[[1,1,1]]]]},"discount":0.5}""")).Require(422);
        Assert.Equal("a game of two players", (string)three["faults"][0]!["expected"]!);
        Answer nothing = (await PostAsync($$$"""{"game":{{{Dilemma}}},"sustain":[1,1]}""")).Require(422);
        Assert.Equal(["/discount", "/sustain"], nothing["faults"].AsArray().Select(f => (string)f!["pointer"]!).Order());
    }

    private static IEnumerable<string> Corners(JsonNode corners) => corners.AsArray().Select(corner => string.Join(' ', corner!.AsArray().Select(payoff => (string)payoff!["exact"]!)));

    private async Task<Answer> PostAsync(string body) => await fixture.Service.PostAsync("/repeated-games", body, "application/json");
}
