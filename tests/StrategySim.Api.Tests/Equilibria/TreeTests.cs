using System.Text.Json.Nodes;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Tests.Hosting;

namespace StrategySim.Api.Tests.Equilibria;

public sealed class TreeTests(ServiceFixture fixture)
{
    private Service Service => fixture.Service;

    private Task<Answer> AskAsync(JsonObject game, string concept) => Service.PostAsync("/equilibria", TreeExamples.Ask(game, concept));

    private static JsonObject Tree(string root, string more = "") => JsonNode.Parse($$"""{ "format": "tree", "players": ["A", "B"], "root": {{root}} {{more}} }""")!.AsObject();

    [Fact]
    public async Task AThreatThatIsNotCredible_IsANashEquilibriumAndNotSubgamePerfect()
    {
        Answer nash = (await AskAsync(TreeExamples.ExportThreat, "nash")).Require(200);
        Assert.True((bool)nash["complete"]);
        // Deterrence: concede with probability of at most m/(d + m) = 1/3. Concession: execute with at least (d + b)/(h + b) = 3/5.
        Assert.Equal("""[[[["1","0","0"]],[["1/3","2/3"],["0","1"]]]]""", nash["components"][0]!["maximalNashSubsets"]!.ToJsonString());
        Assert.Equal("""[[[["0","1","0"],["0","3/5","2/5"]],[["1","0"]]]]""", nash["components"][1]!["maximalNashSubsets"]!.ToJsonString());
        Assert.Equal([false, true, false, false], nash["tree"]["equilibria"]!.AsArray().Select(e => (bool)e!["subgamePerfect"]!));
        Assert.Equal("[0]", nash["tree"]["subgamePerfectComponents"]!.ToJsonString());
        Assert.Null(nash["tree"]["equilibria"]![0]!["behaviour"]!["Exporter"]!["threat"]);

        Answer perfect = (await AskAsync(TreeExamples.ExportThreat, "subgame-perfect")).Require(200);
        Assert.Equal((true, "1", "backward-induction"), ((bool)perfect["complete"], (string)perfect["count"]!, (string)perfect["method"]!));
        Assert.Equal("""{"execute":"0","back-down":"1"}""", perfect["equilibria"][0]!["behaviour"]!["Exporter"]!["threat"]!.ToJsonString());
    }

    [Fact]
    public async Task Poker_IsWorthMinusOneEighteenth_WhetherItsBranchesAreNamedOrNot()
    {
        Answer answer = (await AskAsync(TreeExamples.Poker(), "sequence-form")).Require(200);
        Assert.Equal("-1/18", (string)answer["value"]["exact"]!);
        Assert.Equal("0", (string)answer["equilibria"][0]!["regret"]!);
        Assert.False(answer.Json.AsObject().ContainsKey("tables"));
    }

    [Fact]
    public async Task ChanceByProbability_NamedParts_InnerPayoffsAndInformationSets_AreRead()
    {
        Answer answer = (await AskAsync(TreeExamples.Entry, "nash")).Require(200);
        Assert.Equal("2×4", (string)answer["game"]["shape"]!);
        answer = (await AskAsync(Tree(
            """{ "payoffs": [1, 0], "player": "A", "actions": { "l": "end", "r": { "player": "B", "infoset": "b", "actions": { "x": "end", "y": [0, 5] } } } }""",
            """, "nodes": { "end": { "outcome": "fair" } }, "outcomes": { "fair": { "B": 2, "A": "1/2" } }"""), "subgame-perfect")).Require(200);
        // B takes 5, so that A, who keeps the 1 of the first node, ends at once.
        Assert.Equal("""["3/2","2"]""", answer["equilibria"][0]!["payoffs"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{ "player": "C", "actions": { "l": [0, 0] } }""", "/game/root/player", "one of A, B")]
    [InlineData("""{ "player": "A" }""", "/game/root/actions", "a map from actions to what follows them")]
    [InlineData("""{ "player": "A", "actions": {} }""", "/game/root/actions", "at least one action")]
    [InlineData("""{ "player": "A", "actions": { "l": [0] } }""", "/game/root/actions/l", "2 numbers, one for each of A, B: a list, or a map by player")]
    [InlineData("""{ "chance": { "1/2": [0, 0], "1/3": [1, 1] } }""", "/game/root/chance", "a sum of exactly 1")]
    [InlineData("""{ "chance": { "x": "1/2", "y": "1/2" }, "actions": { "x": [0, 0] } }""", "/game/root/actions", "the branches x, y")]
    [InlineData("""{ "player": "A", "chance": { "1": [0, 0] } }""", "/game/root/chance", "either player or chance")]
    [InlineData("""{ "actions": { "l": [0, 0] } }""", "/game/root/actions", "a player or chance beside them")]
    [InlineData("""{ "player": "A", "actions": { "l": "nowhere" } }""", "/game/root/actions/l", "a node: a map with player and actions, chance, or payoffs; a list of payoffs; or the name of one of the nodes")]
    [InlineData("""{ "player": "A", "infoset": "i", "actions": { "l": [0, 0], "r": { "player": "A", "infoset": "i", "actions": { "l": [0, 0] } } } }""", "/game/root/actions/r/actions", "l, r, as at the other nodes of the information set 'i'")]
    public async Task FaultsOfATree_AreNamed(string root, string pointer, string expected)
    {
        Answer answer = (await AskAsync(Tree(root), "nash")).Require(422);
        Assert.Contains(answer["faults"].AsArray(), fault => (string)fault!["pointer"]! == pointer && (string)fault["expected"]! == expected);
    }

    [Fact]
    public async Task ACircleOfReferences_IsNamed()
    {
        Answer answer = (await AskAsync(Tree("\"a\"", """, "nodes": { "a": { "player": "A", "actions": { "l": "b", "r": [0, 0] } }, "b": { "player": "B", "actions": { "l": "a" } } }"""), "nash")).Require(422);
        Assert.Contains(answer["faults"].AsArray(), fault => (string)fault!["pointer"]! == "/game/nodes/a" && ((string)fault["found"]!).Contains("a → b → a", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReferencesThatMultiply_EndAtTheLimit()
    {
        var nodes = new JsonObject();
        for (int i = 0; i < 40; i++) nodes[$"n{i}"] = JsonNode.Parse($$"""{ "player": "A", "actions": { "l": "n{{i + 1}}", "r": "n{{i + 1}}" } }""");
        nodes["n40"] = new JsonArray(0, 0);
        JsonObject game = Tree("\"n0\"");
        game["nodes"] = nodes;
        Answer answer = (await AskAsync(game, "subgame-perfect")).Require(422);
        Assert.Contains("nodes times players", answer.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatDoesNotFit_IsRefused()
    {
        Answer horse = (await AskAsync(TreeExamples.Horse, "sequence-form")).Require(422);
        Assert.Contains("3 players", horse.Json.ToJsonString(), StringComparison.Ordinal);
        JsonObject efg = TreeExamples.Horse;
        efg["text"] = "EFG 2 R \"x\" { \"A\" }\nt \"\" 1 \"o\" { 1";
        Answer broken = (await AskAsync(efg, "nash")).Require(422);
        Assert.Equal((2, 15), ((int)broken["faults"][0]!["line"]!, (int)broken["faults"][0]!["column"]!));
        JsonObject threat = TreeExamples.ExportThreat;
        threat["primitives"]!["harm"] = 0;
        Assert.Equal("/game/primitives/harm", (string)(await AskAsync(threat, "nash")).Require(422)["faults"][0]!["pointer"]!);
        JsonObject table = Expected.Ask(Expected.Table(["4", "3", "1", "-2"], ["4", "3", "1", "-2"]));
        table["concept"] = "subgame-perfect";
        table.Remove("method");
        Assert.Contains("trees (formats efg, tree and threat)", (await Service.PostAsync("/equilibria", table)).Require(422).Json.ToJsonString(), StringComparison.Ordinal);
    }
}
