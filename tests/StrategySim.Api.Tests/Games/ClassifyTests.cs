using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Equilibria;
using StrategySim.Api.Tests.Hosting;

namespace StrategySim.Api.Tests.Games;

public sealed class ClassifyTests(ServiceFixture fixture)
{
    [Fact]
    public async Task AsymmetricCoordination_HasTheFirstSchemeRiskDominant_SixAgainstFour()
    {
        Answer answer = await ClassifyAsync(Expected.Table(["5", "2", "3", "1"], ["3", "1", "2", "0"]));
        Assert.Equal(["T>S>R>P", "T>S>R>P"], answer["gameType"]["orders"]!.AsArray().Select(o => (string)o!["order"]!));
        Assert.Equal(["Leader", "Leader"], answer["gameType"]["orders"]!.AsArray().Select(o => (string)o!["name"]!));
        Assert.Equal("HY + YH + mixed", (string)answer["gameType"]["nashSet"]!);
        Assert.Equal(["HY"], answer["riskDominance"]["dominant"]!.AsArray().Select(d => (string)d!));
        Assert.Equal(["HY 6", "YH 4"], answer["riskDominance"]["products"]!.AsArray().Select(p => $"{(string)p!["outcome"]!["label"]!} {(string)p["product"]!["exact"]!}"));
        Assert.Null(answer.Json["payoffDominance"]);
        // g = T − R and h = S − P of A are 3 and 2, so holding is best up to a belief of 3/5.
        Assert.Equal(["3", "2", "3/5"], new[] { "g", "h", "criticalBelief" }.Select(n => (string)answer["payoffs"][0]![n]!["exact"]!));
        Assert.Equal("default", (string)answer["readingFrom"]!);
        Assert.Equal("""{"player":"A","hold":"H","yield":"Y"}""", answer["reading"][0]!.ToJsonString());
    }

    // Order of moves in the digest: T − S in coordination and chicken, nothing in blackmail and confrontation.
    [Theory]
    [InlineData("4,2,3,1", "4,2,3,1", "HY", "YH", "1", "1")]
    [InlineData("4,3,1,-2", "4,3,1,-2", "HY", "YH", "3", "3")]
    [InlineData("4,2,1,3", "4,3,2,1", "HY", "HY", "0", "0")]
    [InlineData("4,3,1,2", "4,3,1,2", "HH", "HH", "0", "0")]
    public async Task MovingFirst_IsWorthWhatTheDigestSays(string a, string b, string aFirst, string bFirst, string worthA, string worthB)
    {
        Answer answer = await ClassifyAsync(Expected.Table(a.Split(','), b.Split(',')));
        JsonArray orders = answer["orderOfMoves"].AsArray();
        Assert.Equal([aFirst, bFirst], orders.Select(o => (string)Assert.Single(o!["outcomes"]!.AsArray())!["label"]!));
        Assert.Equal([worthA, worthB], orders.Select(o => (string)o!["valueOfMovingFirst"]!["least"]!["exact"]!));
        Assert.Equal([worthA, worthB], orders.Select(o => (string)o!["valueOfMovingFirst"]!["greatest"]!["exact"]!));
    }

    [Fact]
    public async Task Cooperate_SaysWhichStrategyYields_ForBothOrByPlayer()
    {
        // Chicken with the strategies the other way round: yielding comes first.
        JsonNode game = JsonNode.Parse("""{"format":"table","players":[{"id":"US","strategies":["Y","H"]},{"id":"CN","strategies":["give","press"]}],"payoffs":[[[3,3],[1,4]],[[4,1],[-2,-2]]]}""")!;
        Answer unsaid = await ClassifyAsync(game);
        Assert.NotEqual("chicken", (string)unsaid["gameType"]["family"]!);
        Answer said = await ClassifyAsync(game, JsonNode.Parse("""{"US":"Y","CN":"give"}"""));
        Assert.Equal("chicken", (string)said["gameType"]["family"]!);
        Assert.Equal("request", (string)said["readingFrom"]!);
        Assert.Equal("""{"label":"HY","strategies":["H","give"]}""", Part(said["orderOfMoves"][0]!["outcomes"]![0]!));
        Answer one = await ClassifyAsync(Expected.Table(["4", "3", "1", "-2"], ["4", "3", "1", "-2"]), JsonValue.Create("Y"));
        Assert.Equal("chicken", (string)one["gameType"]["family"]!);
    }

    [Fact]
    public async Task GamesOfAnotherShape_AndUnknownStrategies_AreFaults()
    {
        Answer large = await fixture.Service.PostAsync("/games:classify", """{"game":{"format":"table","payoffs":[[[1,1],[2,2],[3,3]]]},"cooperate":"Y"}""", "application/json");
        Assert.Equal("/game", (string)Assert.Single(large.Faults(422))["pointer"]!);
        Answer unknown = await fixture.Service.PostAsync("/games:classify", """{"game":{"format":"named","id":"chicken"},"cooperate":{"A":"Z","C":"Y"}}""", "application/json");
        Assert.Equal(["/cooperate/A", "/cooperate/B", "/cooperate/C"], unknown.Faults(422).Select(f => (string)f["pointer"]!).Order(StringComparer.Ordinal));
    }

    private async Task<Answer> ClassifyAsync(JsonNode game, JsonNode? cooperate = null)
    {
        var body = new JsonObject { ["game"] = game.DeepClone() };
        if (cooperate is not null) body["cooperate"] = cooperate.DeepClone();
        return (await fixture.Service.PostAsync("/games:classify", body)).Require(200);
    }

    private static string Part(JsonNode outcome) => new JsonObject { ["label"] = outcome["label"]!.DeepClone(), ["strategies"] = outcome["strategies"]!.DeepClone() }.ToJsonString();
}
