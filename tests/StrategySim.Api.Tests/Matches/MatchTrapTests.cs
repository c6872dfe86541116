using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;

namespace StrategySim.Api.Tests.Matches;

/// <summary>Wrong results that a known library gives for matches, over HTTP: shared results of different parameters, prefixes of longer matches, exchanged roles.</summary>
public sealed class MatchTrapTests(ServiceFixture fixture)
{
    // Nothing is symmetric: chicken for the row player, a prisoner's dilemma for the column player.
    private const string Game = """{ "format": "table", "players": [{ "id": "P", "strategies": ["yield", "press"] }, { "id": "Q", "strategies": ["no", "go"] }], "payoffs": [[[3, 7], [2, 10]], [[4, 1], [1, 2]]], "cooperate": COOPERATE }""";

    private const string Cooperate = """{ "P": "yield", "Q": "no" }""";

    [Theory]
    [InlineData("memory-one", """{ "first": 1, "CC": "9/10", "CD": "1/3", "DC": 1, "DD": 0 }""", """{ "first": 1, "CC": "9/10", "CD": "1/4", "DC": 1, "DD": 0 }""")]
    [InlineData("random", """{ "cooperate": "1/3" }""", """{ "cooperate": "2/3" }""")]
    [InlineData("machine", """{ "start": "a", "states": { "a": { "cooperate": 1, "next": { "CC": "a", "*": "b" } }, "b": { "cooperate": 0, "next": "b" } } }""", """{ "start": "b", "states": { "a": { "cooperate": 1, "next": { "CC": "a", "*": "b" } }, "b": { "cooperate": 0, "next": "b" } } }""")]
    [InlineData("path-keeper", """{ "path": ["yield/no"], "punishment": "press/go" }""", """{ "path": ["yield/no"], "punishment": "press/go", "punishmentRounds": 2 }""")]
    [InlineData("q-learning", """{ "exploration": "1/10" }""", """{ "exploration": "9/10" }""")]
    public async Task TwoParametrisationsOfOneRule_NeverShareAResult(string rule, string first, string second)
    {
        string mode = rule == "q-learning" ? "simulate" : "exact";
        string a = $$"""{ "rule": "{{rule}}", "parameters": {{first}} }""", b = $$"""{ "rule": "{{rule}}", "parameters": {{second}} }""";
        string rest = $$""" "rounds": 60, "noise": "1/10", "seed": 4, "mode": "{{mode}}" """;
        string alone = await ResultAsync(a, rest), other = await ResultAsync(b, rest);
        Assert.NotEqual(alone, other);
        Assert.Equal(alone, await ResultAsync(a, rest));
        // Side by side in one request, in either order, and against each other.
        Assert.Equal([alone, other, alone], await BatchAsync([a, b, a], rest));
        Assert.Equal([other, alone], await BatchAsync([b, a], rest));
    }

    [Theory]
    [InlineData("gradual", "0", "exact")]
    [InlineData("gtft-1-3", "1/20", "exact")]
    [InlineData("gtft-1-3", "1/20", "simulate")]
    [InlineData("q-learning", "1/20", "simulate")]
    public async Task AMatch_IsNotServedFromALongerOne(string rule, string noise, string mode)
    {
        // A machine may know its last round: it counts to ten and then plays D. Its match of ten rounds is not the beginning of a longer one's answer.
        string counts = string.Join(", ", Enumerable.Range(1, 10).Select(t => $$""" "{{t}}": { "cooperate": {{(t < 10 ? 1 : 0)}}, "next": "{{Math.Min(t + 1, 10)}}" } """));
        string counter = $$"""{ "rule": "machine", "parameters": { "start": "1", "states": { {{counts}} } } }""";
        string Rest(int rounds) => $$""" "rounds": {{rounds}}, "noise": "{{noise}}", "seed": 4, "mode": "{{mode}}", "repetitions": 5 """;
        string fresh = await ResultAsync($"\"{rule}\"", Rest(10), counter);
        string longer = await ResultAsync($"\"{rule}\"", Rest(200), counter);
        Assert.Equal(fresh, await ResultAsync($"\"{rule}\"", Rest(10), counter));
        Assert.NotEqual(fresh, longer);
        Answer ten = await PostAsync(Body($"\"{rule}\"", counter, Rest(10), Cooperate)), many = await PostAsync(Body($"\"{rule}\"", counter, Rest(200), Cooperate));
        Assert.Equal((10, 200), ((int)ten["horizon"]!, (int)many["horizon"]!));
        if (mode == "exact" && noise == "0") Assert.Equal(("CCCCCCCCCD", "DDDDDDDDDDDD"), ((string)ten["openingColumn"]!, (string)(await PostAsync(Body("\"cooperator\"", "\"defector\"", Rest(200), Cooperate)))["openingColumn"]!));
    }

    [Theory]
    [InlineData("exact")]
    [InlineData("simulate")]
    public async Task Roles_AreThoseOfTheList_WhateverElseStandsInWhichOrder(string mode)
    {
        string rest = $$""" "rounds": 3, "mode": "{{mode}}" """;
        // The row player yields and is exploited; then it exploits.
        Assert.Equal("[6,30]", await TotalsAsync("\"cooperator\"", "\"defector\"", Cooperate));
        Assert.Equal("[12,3]", await TotalsAsync("\"defector\"", "\"cooperator\"", Cooperate));
        // The order in which keys of a map stand is no order of players.
        Assert.Equal("[6,30]", await TotalsAsync("\"cooperator\"", "\"defector\"", """{ "Q": "no", "P": "yield" }"""));
        Answer batch = await PostAsync($$"""
            { "matches": [ { "players": ["defector", "cooperator"] }, { "players": ["cooperator", "defector"] } ], {{rest}}, "game": {{Game.Replace("COOPERATE", Cooperate, StringComparison.Ordinal)}} }
            """);
        Assert.Equal(["[12,3]", "[6,30]"], batch["matches"].AsArray().Select(match => Plain(match!["totals"]!)));

        async Task<string> TotalsAsync(string row, string column, string cooperate) => Plain((await PostAsync(Body(row, column, rest, cooperate)))["totals"]);
    }

    private async Task<string> ResultAsync(string row, string rest, string column = "\"tit-for-two-tats\"") => Result((await PostAsync(Body(row, column, rest, Cooperate))).Json);

    private async Task<string[]> BatchAsync(string[] rows, string rest)
    {
        string matches = string.Join(", ", rows.Select(row => $$"""{ "players": [{{row}}, "tit-for-two-tats"] }"""));
        Answer batch = await PostAsync($$"""{ "game": {{Game.Replace("COOPERATE", Cooperate, StringComparison.Ordinal)}}, "matches": [{{matches}}], {{rest}} }""");
        return [.. batch["matches"].AsArray().Select(match => Result(match!))];
    }

    // Everything that play decides, and nothing that the request says.
    private static string Result(JsonNode answer) =>
        string.Join(' ', new[] { "counts", "openingRow", "openingColumn", "totals", "means", "rounds", "expectedMeans", "longRun", "asymptoticVariances" }.Select(name => answer[name]?.ToJsonString() ?? "-"));

    private static string Plain(JsonNode numbers) => numbers.ToJsonString().Replace("\"", "", StringComparison.Ordinal);

    private static string Body(string row, string column, string rest, string cooperate) =>
        $$"""{ "game": {{Game.Replace("COOPERATE", cooperate, StringComparison.Ordinal)}}, "players": [{{row}}, {{column}}], {{rest}} }""";

    private async Task<Answer> PostAsync(string body) => (await fixture.Service.PostAsync("/matches", JsonNode.Parse(body)!)).Require(200);
}
