using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;

namespace StrategySim.Api.Tests.Equilibria;

public sealed class EquilibriaEndpointTests(ServiceFixture fixture)
{
    private Service Service => fixture.Service;

    [Fact]
    public async Task AnAnswer_HasTheMembersOfTheContract_AndTheShapeOfTheGame()
    {
        Answer answer = (await Service.PostAsync("/equilibria", Expected.Ask(Expected.Table(["4", "3", "1", "-2"], ["4", "3", "1", "-2"])))).Require(200);
        Assert.Equal(
            ["concept", "method", "exact", "complete", "completeBecause", "equilibria", "components", "indexSum", "open", "game", "certificate", "elapsedMs"],
            answer.Json.AsObject().Select(member => member.Key));
        Assert.Equal(
            ["id", "exact", "radius", "profile", "closedForm", "decimal", "payoffs", "payoffRadius", "payoffsDecimal", "regret", "pure", "isolated", "index", "component"],
            answer["equilibria"][0]!.AsObject().Select(member => member.Key));
        Assert.Equal("2×2", (string)answer["game"]["shape"]!);
        Assert.Equal("0", (string)answer["certificate"]["maximumRegret"]!);
        Assert.Equal([1, -1, 1], answer["equilibria"].AsArray().Select(e => (int)e!["index"]!));
    }

    [Fact]
    public async Task DecimalsInJson_AreReadFromTheirText_SoThatOneTenthIsOneTenth()
    {
        // A mixes so that B is indifferent: 0.1 p = 0.2 (1 − p), p = 2/3; with binary fractions p would not be rational in small numbers.
        const string Body = """{"game":{"format":"table","players":["A","B"],"payoffs":[[[0.1,0.1],[0,0]],[[0,0],["1/3",0.2]]]}}""";
        Answer answer = (await Service.PostAsync("/equilibria", Body, "application/json")).Require(200);
        string[] profiles = [.. answer["equilibria"].AsArray().Select(e => e!["profile"]!.ToJsonString())];
        Assert.Contains("""[["2/3","1/3"],["10/13","3/13"]]""", profiles);
    }

    [Fact]
    public async Task YamlBodies_AreReadAsJsonOnesAre()
    {
        const string Body = "game: { format: named, id: chicken, variant: cardinal, players: [NO, Y] }\nmethod: all\n";
        Answer answer = (await Service.PostAsync("/equilibria", Body, "application/yaml")).Require(200);
        Assert.Equal(["NO", "Y"], answer["game"]["players"]!.AsArray().Select(p => (string)p!["id"]!));
    }

    [Fact]
    public async Task PlayersAndStrategies_LeftOut_AreTakenFromThePayoffs()
    {
        Answer answer = (await Service.PostAsync("/equilibria", """{"game":{"format":"table","payoffs":[[[1,1],[0,0],[2,5]]]}}""", "application/json")).Require(200);
        Assert.Equal("1×3", (string)answer["game"]["shape"]!);
        Assert.Equal("""[{"id":"1","strategies":["1"]},{"id":"2","strategies":["1","2","3"]}]""", answer["game"]["players"]!.ToJsonString());
    }

    [Fact]
    public async Task PayoffsBeyondTheRangeOfDoubles_StayExact_AndHaveNoDecimal()
    {
        Answer answer = (await Service.PostAsync("/equilibria", """{"game":{"format":"table","payoffs":[[[1e999,"-1e-999"]]]}}""", "application/json")).Require(200);
        JsonNode only = Assert.Single(answer["equilibria"].AsArray())!;
        Assert.Null(only["payoffsDecimal"]![0]);
        Assert.Equal(0, (double)only["payoffsDecimal"]![1]!);
        Assert.Equal(1000, ((string)only["payoffs"]![0]!).Length);
    }

    [Fact]
    public async Task AMethod_IsTakenByItsId_AndNamedInTheAnswer()
    {
        JsonObject game = Expected.Table(["4", "3", "2", "1"], ["4", "3", "2", "1"]);
        foreach (string method in new[] { "extreme-points", "lemke-howson", "lemke-howson-all", "pure", "two-by-two", "vertex-enumeration" })
        {
            Answer answer = (await Service.PostAsync("/equilibria", Expected.Ask(game.DeepClone().AsObject(), method))).Require(200);
            Assert.Equal(method, (string)answer["method"]!);
            Assert.Equal(method is not ("pure" or "lemke-howson" or "lemke-howson-all"), (bool)answer["complete"]);
        }
    }
}
