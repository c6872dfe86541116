using System.Text.Json;
using StrategySim.Testing.Files;

namespace StrategySim.Cli.Tests.Processes;

/// <summary><c>empirical</c>: the game of choosing a decision rule, played and solved.</summary>
public sealed class EmpiricalTests : IDisposable
{
    private const string Document = """
        scenario: chicken
        game: cardinal
        candidates:
          US: [defector, tit-for-tat, { use: memory-one, first: 1/2 }]
          CN: [defector, reputation-reader]
        replications: 30
        seed: 5
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ADocument_IsPlayedAndSolved_InEveryFormat()
    {
        await File.WriteAllTextAsync(_folder.File("rules.yaml"), Document, TestContext.Current.CancellationToken);
        Finished json = await Empirical("rules.yaml", "--json");
        Assert.Equal((0, ""), (json.ExitCode, json.Error));
        JsonElement result = json.Json.GetProperty("result");
        Assert.Equal(("cardinal", "5", 180), (json.Json.GetProperty("game").GetString(), json.Json.GetProperty("seed").GetString(), json.Json.GetProperty("units").GetProperty("done").GetInt32()));
        Assert.Equal(6, result.GetProperty("profiles").GetArrayLength());
        Assert.True(result.GetProperty("complete").GetBoolean());
        Assert.Contains(result.GetProperty("equilibria").EnumerateArray(), equilibrium => equilibrium.GetProperty("pure").GetBoolean());

        Finished table = await Empirical("rules.yaml", "--table", "--epsilon", "1/10");
        Assert.All(
            (string[])["US \\ CN", "memory-one(first: 1/2)", "* marks a best reply", "Standard errors: US ", "of the mean payoffs: ", "ε = 0.1", "6 profiles of rules, 30 replications each"],
            words => Assert.Contains(words, table.Out.ReplaceLineEndings(" "), StringComparison.Ordinal));
        Finished csv = await Empirical("rules.yaml", "--csv");
        Assert.Equal(13, csv.Out.TrimEnd('\n').Split('\n').Length);
        Assert.StartsWith("profile,rule:US,rule:CN,actor,", csv.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASweepOverRules_IsAGame_AndMoreReplicationsTopItUp()
    {
        Finished few = await Empirical("rules-in-chicken", "--replications", "2"), more = await Empirical("rules-in-chicken", "--replications", "4", "--payoff", "payoffDiscounted");
        Assert.Equal((0, 0), (few.ExitCode, more.ExitCode));
        Assert.Equal((72, 144), (few.Json.GetProperty("units").GetProperty("done").GetInt32(), more.Json.GetProperty("units").GetProperty("done").GetInt32()));
        Assert.Equal(("payoffMean", "payoffDiscounted"), (few.Json.GetProperty("result").GetProperty("outcome").GetString(), more.Json.GetProperty("result").GetProperty("outcome").GetString()));
        Assert.Contains("replications", few.Json.GetProperty("result").GetProperty("warnings")[0].GetString());
        // What is kept gives what playing anew gives.
        Finished anew = await Empirical("rules-in-chicken", "--replications", "4", "--payoff", "payoffDiscounted", "--data", _folder.File("other"));
        Assert.Equal(more.Json.GetProperty("result").ToString(), anew.Json.GetProperty("result").ToString());
        Assert.Equal(more.Json.GetProperty("resultsHash").GetString(), anew.Json.GetProperty("resultsHash").GetString());
    }

    [Fact]
    public async Task WhatIsNoGame_IsRefusedWithPlaces()
    {
        await File.WriteAllTextAsync(_folder.File("bad.yaml"), "scenario: chicken\ngame: cardinal\ncandidates: { US: [defector, tit4tat], EU: [random] }\nepsilon: -1\n", TestContext.Current.CancellationToken);
        Finished bad = await Empirical("bad.yaml");
        Assert.Equal(1, bad.ExitCode);
        Assert.StartsWith("bad.yaml:3:30: /candidates/US/1: There is no decision rule 'tit4tat'.", bad.ErrorLines[0], StringComparison.Ordinal);
        Assert.StartsWith("bad.yaml:3:40: /candidates/EU: ", bad.ErrorLines[1], StringComparison.Ordinal);
        Assert.StartsWith("bad.yaml:4:10: /epsilon: ", bad.ErrorLines[2], StringComparison.Ordinal);
        Assert.Contains("/factors/rate: The strategies of an empirical game are decision rules", (await Empirical("black-swans")).Error);
        Assert.Contains("--epsilon is 'much'", (await Empirical("rules-in-chicken", "--epsilon", "much")).Error);
        Assert.Contains("--payoff: This outcome is no payoff. Found 'joy'", (await Empirical("rules-in-chicken", "--payoff", "joy")).Error);
        Finished scenario = await StrategySimProcess.RunAsync(["empirical", "-", "--data", _folder.File("data")], "schema: strategysim/scenario/v1\nid: x\n", _folder.Path);
        Assert.Contains("nobody chooses a rule here", scenario.Error);
    }

    private Task<Finished> Empirical(params string[] arguments) =>
        StrategySimProcess.RunAsync(arguments.Contains("--data") ? ["empirical", .. arguments] : ["empirical", .. arguments, "--data", _folder.File("data")], null, _folder.Path);
}
