using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;

namespace StrategySim.Api.Tests.Populations;

/// <summary>What becomes of populations, over HTTP.</summary>
public sealed class PopulationTests(ServiceFixture fixture)
{
    private const string Chicken = """{"format":"table","players":[{"id":"A","strategies":["C","D"]},{"id":"B","strategies":["C","D"]}],"payoffs":[[[3,3],[2,4]],[[4,2],[1,1]]]}""";

    [Fact]
    public async Task Replicators_InOnePopulationOfChicken_ComeToRestAtItsMixedEquilibrium()
    {
        Answer answer = (await PostAsync($$$"""{"game":{{{Chicken}}},"dynamics":"replicator","start":[["9/10","1/10"]],"times":[0,100]}""")).Require(200);
        Assert.Equal(("rest-point", 1), ((string)answer["trajectory"]["end"]!, (int)answer["populations"]));
        Assert.Equal(0.5, (double)answer["trajectory"]["shares"]![1]![0]![0]!, 1e-8);
        Answer roles = (await PostAsync($$$"""{"game":{{{Chicken}}},"dynamics":"best-reply","populations":2,"start":[["3/5","2/5"],["2/5","3/5"]],"times":[0,50]}""")).Require(200);
        Assert.Equal(1, (double)roles["trajectory"]["shares"]![1]![0]![0]!, 1e-8);
        Assert.Equal(0, (double)roles["trajectory"]["shares"]![1]![1]![0]!, 1e-8);
    }

    [Fact]
    public async Task AMoranProcess_IsExact_AndSimulatedOnRequest()
    {
        Answer answer = (await PostAsync($$$"""{"game":{{{Chicken}}},"dynamics":"moran","population":10,"selection":1,"mutation":"1/100","simulation":{"seed":"7","replications":20,"steps":1000}}""")).Require(200);
        Assert.Equal("937365/6944731", (string)answer["fixation"].AsArray().Single(f => (string)f!["mutant"]! == "C")!["exact"]!);
        Assert.Equal(11, answer["counts"].AsArray().Count);
        Assert.Equal(2, answer["simulation"]["shares"]!.AsArray().Count);
        Answer unfit = (await PostAsync("""{"game":{"format":"table","payoffs":[[[-1,-1],[2,3]],[[3,2],[1,1]]]},"dynamics":"moran","selection":1}""")).Require(422);
        Assert.Equal("/selection", (string)unfit["faults"][0]!["pointer"]!);
    }

    [Fact]
    public async Task Simulations_StandBesideClosedForms()
    {
        Answer over = (await PostAsync($$$"""{"game":{{{Chicken}}},"dynamics":"pairwise","population":8,"simulation":{"seed":1,"replications":4000,"mutant":"D","resident":"C"}}""")).Require(200);
        JsonNode takes = over["simulation"]["numbers"]!.AsArray().Single()!;
        Assert.Equal(("mutant-takes-over", "wilson", true), ((string)takes["name"]!, (string)takes["interval"]!, (bool)takes["inside"]!));
        Assert.Equal((double)over["fixation"].AsArray().Single(f => (string)f!["mutant"]! == "D")!["probability"]!, (double)takes["closedForm"]!);
        Answer mutating = (await PostAsync("""{"game":{"format":"table","payoffs":[[[0,0],[-1,1],[1,-1]],[[1,-1],[0,0],[-1,1]],[[-1,1],[1,-1],[0,0]]]},"dynamics":"moran","population":6,"mutation":"1/5","simulation":{"replications":300,"steps":2000}}""")).Require(200);
        Assert.Equal(3, mutating["meanShares"].AsArray().Count);
        Assert.All(mutating["meanShares"].AsArray(), share => Assert.Equal(1.0 / 3, (double)share!["share"]!, 1e-12));
        Assert.All(mutating["simulation"]["numbers"]!.AsArray(), share => Assert.InRange((double)share!["mean"]!, 0.31, 0.36));
    }

    [Fact]
    public async Task EveryFaultOfASimulation_IsFoundBesideThoseOfTheGame()
    {
        Answer answer = (await PostAsync("""{"game":{"format":"named","id":"blackmail"},"dynamics":"moran","simulation":{"steps":0}}""")).Require(422);
        Assert.Equal(["/game", "/simulation/steps"], answer["faults"].AsArray().Select(f => (string)f!["pointer"]!));
    }

    [Fact]
    public async Task AlphaRank_HasOnePopulationForASymmetricGame_AndRolesOtherwise()
    {
        Answer one = (await PostAsync($$$"""{"game":{{{Chicken}}},"dynamics":"alpha-rank","population":50,"strength":1000000}""")).Require(200);
        Assert.Equal(2, one["rareMutations"].AsArray().Count);
        Answer roles = (await PostAsync($$$"""{"game":{{{Chicken}}},"dynamics":"alpha-rank","populations":2,"population":50,"strength":1000000}""")).Require(200);
        Assert.Equal([0, 0.5, 0.5, 0], roles["rareMutations"].AsArray().Select(s => Math.Round((double)s!["share"]!, 6)));
    }

    [Fact]
    public async Task EveryFault_IsNamedAtItsPlace()
    {
        Answer answer = (await PostAsync($$$"""
            {"game":{{{Chicken}}},"dynamics":"replicator","populations":3,"start":[["1/2","1/3"]],"times":[0,0],"noise":0,"rounds":1}
            """)).Require(422);
        Assert.Equal(["/populations", "/start/0", "/times/1", "/noise", "/noise", "/rounds"], answer["faults"].AsArray().Select(f => (string)f!["pointer"]!));
        Answer finite = (await PostAsync($$$"""
            {"game":{{{Chicken}}},"dynamics":"pairwise","population":1,"strength":-1,"mutation":2,"selection":1,"simulation":{"replications":0,"mutant":"X","often":1}}
            """)).Require(422);
        Assert.Equal(
            ["/population", "/strength", "/mutation", "/selection", "/simulation/replications", "/simulation/mutant", "/simulation/often"], finite["faults"].AsArray().Select(f => (string)f!["pointer"]!));
        Answer unlike = (await PostAsync("""{"game":{"format":"named","id":"blackmail"},"dynamics":"moran"}""")).Require(422);
        Assert.Equal("/game", (string)unlike["faults"][0]!["pointer"]!);
        Assert.Equal(["/game", "/dynamics"], (await PostAsync("{}")).Require(422)["faults"].AsArray().Select(f => (string)f!["pointer"]!).OrderDescending());
    }

    [Fact]
    public async Task TheCatalogue_NamesSourcesAndFields()
    {
        Answer answer = (await fixture.Service.GetAsync("/dynamics")).Require(200);
        Assert.Equal(["alpha-rank", "best-reply", "logit", "moran", "pairwise", "replicator"], answer.Json.AsArray().Select(d => (string)d!["id"]!));
    }

    private async Task<Answer> PostAsync(string body) => await fixture.Service.PostAsync("/populations", body, "application/json");
}
