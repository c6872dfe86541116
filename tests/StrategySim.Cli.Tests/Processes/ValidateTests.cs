using StrategySim.Testing;
using StrategySim.Testing.Files;

namespace StrategySim.Cli.Tests.Processes;

/// <summary><c>validate</c>: every fault with its place, or the hashes and the cost.</summary>
public sealed class ValidateTests
{
    public static TheoryData<string> ShippedScenarios => [.. Directory
        .EnumerateFiles(Repository.Path("configs", "scenarios"), "*.yaml")
        .Select(file => Path.GetFileNameWithoutExtension(file)!)
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(ShippedScenarios))]
    public async Task EveryShippedScenario_IsFoundByItsId_AndValid(string id)
    {
        Finished done = await StrategySimProcess.RunAsync("validate", id);
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.True(done.Json.GetProperty("valid").GetBoolean());
        Assert.Equal(id, done.Json.GetProperty("scenarioId").GetString());
        Assert.Matches("^[0-9a-f]{64}$", done.Json.GetProperty("hash").GetString()!);
        Assert.Matches("^[0-9a-f]{64}$", done.Json.GetProperty("pointId").GetString()!);
    }

    [Fact]
    public async Task TheCost_IsUnitsTimesRoundsTimesGames()
    {
        Finished done = await StrategySimProcess.RunAsync(["validate", "-"], ScenarioText.Path(extra: "run: { replications: 7 }"));
        Assert.Equal(0, done.ExitCode);
        Assert.Equal(7, done.Json.GetProperty("cost").GetProperty("units").GetInt32());
        Assert.Equal(7 * 61, done.Json.GetProperty("cost").GetProperty("gameRounds").GetInt64());
    }

    [Fact]
    public async Task JsonAndYaml_OfOneScenario_HaveOneHash()
    {
        Finished yaml = await StrategySimProcess.RunAsync(["validate", "-"], ScenarioText.Path());
        string canonical = yaml.Json.GetProperty("canonical").GetRawText();
        Finished json = await StrategySimProcess.RunAsync(["validate", "-"], canonical);
        Assert.Equal(0, json.ExitCode);
        Assert.Equal(yaml.Json.GetProperty("hash").GetString(), json.Json.GetProperty("hash").GetString());
    }

    [Fact]
    public async Task EveryFault_StandsOnALineOfItsOwn_WithItsPlace_AndInTheDocument()
    {
        const string Bad = """
            schema: strategysim/scenario/v1
            id: bad
            status: stylised
            colour: red
            time: { horizon: 0, discountFactor: 3/2 }
            actors: { A: First, A2: Second }
            games:
              g: { form: named, game: chicken, players: { A: A, B: Z }, rules: { A: random } }
              h: { form: named, game: chicken, players: { A: A, B: A2 }, rules: { A: tit4tat, A2: random } }
            run: { executionNoise: 2, replications: 1e9 }
            """;
        using var folder = new TemporaryFolder();
        string file = folder.File("bad.yaml");
        await File.WriteAllTextAsync(file, Bad, TestContext.Current.CancellationToken);
        Finished done = await StrategySimProcess.RunAsync("validate", file);
        Assert.Equal(1, done.ExitCode);
        string[] faults = [.. done.ErrorLines.Where(line => line.StartsWith(file + ":", StringComparison.Ordinal))];
        Assert.Contains(faults, line => line.StartsWith($"{file}:4:1: /colour: ", StringComparison.Ordinal));
        Assert.Contains(faults, line => line.StartsWith($"{file}:5:18: /time/horizon: ", StringComparison.Ordinal));
        Assert.All((string[])["/time/discountFactor", "/run/executionNoise", "/run/replications", "'Z'", "'tit4tat'"], what => Assert.Contains(faults, line => line.Contains(what, StringComparison.Ordinal)));
        Assert.Equal($"strategysim: {file} has {faults.Length} faults.", done.ErrorLines[^1]);
        Assert.Equal(faults.Length, done.Json.GetProperty("faults").GetArrayLength());
        Assert.Equal("urn:strategysim:problem:invalid", done.Json.GetProperty("type").GetString());
    }

    [Fact]
    public async Task WhatIsNoDocument_IsRefusedWithItsPlace()
    {
        Finished done = await StrategySimProcess.RunAsync(["validate", "-"], "schema: x\nid: a\n  b: c\n");
        Assert.Equal(1, done.ExitCode);
        Assert.Matches(@"^standard input:3:\d+: The text is not YAML", done.Error);
        Assert.Equal("urn:strategysim:problem:malformed", done.Json.GetProperty("type").GetString());
    }

    [Fact]
    public async Task AScenarioThatIsNowhere_IsRefusedWithTheIdsThatThereAre()
    {
        Finished done = await StrategySimProcess.RunAsync("validate", "nowhere");
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains("nowhere: there is no such file, and no scenario of that id", done.Error);
        Assert.Contains("us-china-rare-earths", done.Error);
    }

    [Fact]
    public async Task AGame_IsToldFromAScenario()
    {
        Finished done = await StrategySimProcess.RunAsync(["validate", "-"], "NFG 1 R \"\" { \"a\" } { 1 } 0");
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains("this is a game, not a scenario; 'strategysim equilibria'", done.Error);
    }
}
