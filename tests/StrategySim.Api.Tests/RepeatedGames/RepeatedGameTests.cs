using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;

namespace StrategySim.Api.Tests.RepeatedGames;

/// <summary>What patience can sustain, over HTTP.</summary>
public sealed class RepeatedGameTests(ServiceFixture fixture)
{
    private const string Dilemma = """{"format":"table","players":[{"id":"US","strategies":["C","D"]},{"id":"CN","strategies":["C","D"]}],"payoffs":[[[3,3],[0,5]],[[5,0],[1,1]]]}""";

    private const string ThreeByThree = """{"format":"table","players":[{"id":"A","strategies":["1","2","3"]},{"id":"B","strategies":["1","2","3"]}],"payoffs":[[[16,9],[3,13],[0,3]],[[21,1],[10,4],[-1,0]],[[9,0],[5,-4],[-5,-15]]]}""";

    private const string TwoPayoffs = """{"format":"table","players":[{"id":"A","strategies":["C","D"]},{"id":"B","strategies":["C","D"]}],"payoffs":[[[4,1],[0,2]],[[1,4],[3,3]]]}""";

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

    [Theory]
    // Inside the set, where lotteries are needed; inside that of the 3 × 3 game of Abreu and Sannikov; and without lotteries.
    [InlineData(Dilemma, "1/2", "2", "2", true)]
    [InlineData(Dilemma, "9/10", "5/2", "17/8", true)]
    [InlineData(ThreeByThree, "3/10", "10", "3", true)]
    [InlineData(TwoPayoffs, "1/2", "7/2", "2", false)]
    [InlineData(Dilemma, "1/2", "5/4", "5/2", false)]
    public async Task TheMachineOfAPayoff_PlayedAgainstItself_HasThatPayoffExactly(string game, string discount, string row, string column, bool lotteries)
    {
        Answer answer = (await PostAsync($$$"""{"game":{{{game}}},"discount":"{{{discount}}}","sustain":["{{{row}}}","{{{column}}}"],"publicRandomisation":{{{(lotteries ? "true" : "false")}}}}""")).Require(200);
        string rule = answer["machine"]["rule"]!.ToJsonString();
        Answer match = (await fixture.Service.PostAsync("/matches", $$$"""{"game":{{{game}}},"players":[{{{rule}}},{{{rule}}}],"discount":"{{{discount}}}","rounds":5}""", "application/json")).Require(200);
        Assert.Equal($$$"""["{{{row}}}","{{{column}}}"]""", match["discountedPayoffs"].ToJsonString());
        // Simulated, the lotteries are drawn.
        (await fixture.Service.PostAsync("/matches", $$$"""{"game":{{{game}}},"players":[{{{rule}}},{{{rule}}}],"rounds":5,"mode":"simulate","repetitions":3}""", "application/json")).Require(200);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task APathAtADiscountFactor_ComesWithItsMachine_OrWithTheDeviationThatGains(bool lotteries)
    {
        string body = $$$"""{"game":{{{Dilemma}}},"discount":"DISCOUNT","path":{"start":[["D","D"]],"cycle":[["C","C"]]},"publicRandomisation":{{{(lotteries ? "true" : "false")}}}}""";
        Answer patient = (await PostAsync(body.Replace("DISCOUNT", "1/2", StringComparison.Ordinal))).Require(200);
        JsonNode at = patient["path"]["atDiscount"]!;
        // 1/2 · 1 + 1/2 · 3.
        Assert.Equal("2", (string)at["payoffs"]![0]!["exact"]!);
        string rule = at["machine"]!["rule"]!.ToJsonString();
        // The defector leaves the path in round two, and what follows is worth no more than 1 to it.
        string game = Dilemma.Replace("\"payoffs\"", "\"cooperate\":\"C\",\"payoffs\"", StringComparison.Ordinal);
        Answer match = (await fixture.Service.PostAsync("/matches", $$$"""{"game":{{{game}}},"players":[{{{rule}}},"defector"],"rounds":6,"discount":"1/2"}""", "application/json")).Require(200);
        Assert.Equal("DC", ((string)match["openingRow"]!)[..2]);
        Assert.Equal(2.0, (double)match["decimal"]["discountedPayoffs"]![1]!, 12);

        Answer impatient = (await PostAsync(body.Replace("DISCOUNT", "2/5", StringComparison.Ordinal))).Require(200);
        Assert.Null(impatient["path"]["atDiscount"]!["machine"]);
        Assert.Equal("no: under the worst punishments, in state 1 US gains 2/5 by playing D", (string)impatient["path"]["atDiscount"]!["sustained"]!);
    }

    [Fact]
    public async Task WithoutLotteries_TheSetIsListed_APolygon_OrCovered()
    {
        JsonNode listed = await WithoutAsync(TwoPayoffs, "1/2");
        Assert.Equal(("listed", "finite", 2), ((string)listed["kind"]!, (string)listed["count"]!, listed["payoffs"]!.AsArray().Count));
        Assert.Equal("""["C/C"] ["D/D"]""", $"{listed["payoffs"]![1]!["start"]!.ToJsonString()} {listed["payoffs"]![1]!["cycle"]!.ToJsonString()}");
        JsonNode polygon = await WithoutAsync(Dilemma, "9/10");
        Assert.Equal("polygon", (string)polygon["kind"]!);
        Assert.NotEmpty(Corners(polygon["vertices"]!));
        JsonNode covered = await WithoutAsync(Dilemma, "1/4");
        Assert.Equal(("covered", "countable", true), ((string)covered["kind"]!, (string)covered["count"]!, (bool)covered["pathsAreExact"]!));
        Assert.Equal(3, covered["graph"]!.AsArray().Count);
        Assert.Contains(covered["boxes"]!.AsArray(), box => box!["payoffs"] is not null);

        async Task<JsonNode> WithoutAsync(string game, string discount) =>
            (await PostAsync($$$"""{"game":{{{game}}},"discount":"{{{discount}}}","publicRandomisation":false}""")).Require(200)["withoutRandomisation"];
    }

    [Fact]
    public async Task QuestionsAboutLotteries_NeedADiscountFactor_AndBoxesTheirAbsence()
    {
        Answer answer = (await PostAsync($$$"""{"game":{{{Dilemma}}},"path":{"cycle":[["C","C"]]},"publicRandomisation":false,"boxes":65}""")).Require(422);
        Assert.Equal(["/publicRandomisation", "/boxes"], answer["faults"].AsArray().Select(f => (string)f!["pointer"]!));
        answer = (await PostAsync($$$"""{"game":{{{Dilemma}}},"discount":0.5,"boxes":8}""")).Require(422);
        Assert.Equal("no boxes, or publicRandomisation false", (string)answer["faults"][0]!["expected"]!);
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
