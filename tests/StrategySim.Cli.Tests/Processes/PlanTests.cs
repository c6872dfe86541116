using System.Text.RegularExpressions;
using StrategySim.Testing;
using StrategySim.Testing.Files;

namespace StrategySim.Cli.Tests.Processes;

/// <summary><c>plan</c>: every fault of a sweep with its place, or what it comes to.</summary>
public sealed class PlanTests
{
    public static TheoryData<string> ShippedSweeps => [.. Directory
        .EnumerateFiles(Repository.Path("configs", "sweeps"), "*.yaml")
        .Select(file => Path.GetFileNameWithoutExtension(file)!)
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(ShippedSweeps))]
    public async Task EveryShippedSweep_IsFoundByItsId_AndHasAPlan(string id)
    {
        Finished done = await StrategySimProcess.RunAsync("plan", id, "--points", "2");
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Equal(id, done.Json.GetProperty("sweepId").GetString());
        Assert.True(done.Json.GetProperty("points").GetProperty("left").GetInt64() > 1);
        Assert.Equal(2, done.Json.GetProperty("firstPoints").GetArrayLength());
        Assert.True(done.Json.GetProperty("environment").GetProperty("secondsAtMost").GetDouble() > 0);
    }

    [Fact]
    public async Task APerson_ReadsPointsUnitsAndTheExpectedTime()
    {
        Finished done = await StrategySimProcess.RunAsync("plan", "rules-in-chicken", "--table", "--points", "1");
        Assert.Equal(0, done.ExitCode);
        Assert.All(
            (string[])["grid, 36 points", "36, all of them valid", "7,200", "about ", "An estimate for ", "/games/cardinal/rules/CN", "defector"],
            words => Assert.Contains(words, done.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatTheDesignDoesNotFeed_AndWhatFailsInTheTrial_AreToldBeforePlay()
    {
        // Stress passes k_us = 2 on its path, where the payoff divides by zero; two points are too few for PAWN.
        const string Sweep = """
            schema: strategysim/sweep/v1
            id: hopeful
            scenario: coordination-to-chicken
            factors:
              k: { parameter: k_us, list: [2, 7/3] }
              D: { at: /games/us-china/primitives/CN/outsideOption, oneOf: [1/(k_us - stress)] }
            design: { method: grid }
            outcomes: { conceding: { measure: concessionRate, game: us-china, actor: CN } }
            analysis: { sensitivity: [{ outcome: conceding, method: pawn }] }
            """;
        Finished done = await StrategySimProcess.RunAsync(["plan", "-", "--table"], Sweep);
        Assert.Equal(0, done.ExitCode);
        Assert.All(
            (string[])["The sweep is valid.", "2, 7/3", "Failed in the trial", "round 41", "Will not be made", "/analysis/sensitivity/0/points: There are too few points for PAWN."],
            words => Assert.Contains(words, done.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task EveryFault_StandsOnALineOfItsOwn_WithItsPlace()
    {
        const string Bad = """
            schema: strategysim/sweep/v1
            id: bad
            scenario: chicken
            factors:
              a: { parameter: nothing, list: [1] }
              b: { parameter: slip, uniform: [1, 0] }
            design: { method: voodoo }
            """;
        using var folder = new TemporaryFolder();
        string file = folder.File("bad.yaml");
        await File.WriteAllTextAsync(file, Bad, TestContext.Current.CancellationToken);
        Finished done = await StrategySimProcess.RunAsync("plan", file);
        Assert.Equal(1, done.ExitCode);
        Assert.StartsWith($"{file}:5:19: /factors/a/parameter: ", done.ErrorLines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{file}:6:34: /factors/b/uniform: ", done.ErrorLines[1], StringComparison.Ordinal);
        Assert.StartsWith($"{file}:7:19: /design/method: ", done.ErrorLines[2], StringComparison.Ordinal);
        Assert.Equal(3, done.Json.GetProperty("faults").GetArrayLength());
    }

    [Fact]
    public async Task FaultsOfPoints_AreFaultsOfTheFile()
    {
        Finished done = await StrategySimProcess.RunAsync(
            ["plan", "-"], "schema: strategysim/sweep/v1\nid: x\nscenario: chicken\nfactors: { r: { at: /games/cardinal/rules/US, oneOf: [random, tit4tat] } }\ndesign: { method: grid }\n");
        Assert.Equal(1, done.ExitCode);
        Assert.StartsWith("standard input:4:", done.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains("/factors/r/oneOf/1", done.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AScenario_MayBeAFileBesideTheSweep_WhoseFaultsHaveTheirPlacesThere()
    {
        using var folder = new TemporaryFolder();
        string sweep = folder.File("sweep.yaml"), scenario = folder.File("mine.yaml");
        await File.WriteAllTextAsync(
            sweep,
            "schema: strategysim/sweep/v1\nid: x\nscenario: mine.yaml\nfactors: { r: { at: /games/cardinal/rules/US, oneOf: [random, defector] } }\ndesign: { method: grid }\n",
            TestContext.Current.CancellationToken);
        string text = (await File.ReadAllTextAsync(Repository.Path("configs", "scenarios", "chicken.yaml"), TestContext.Current.CancellationToken)).Replace("id: chicken", "id: mine", StringComparison.Ordinal);
        await File.WriteAllTextAsync(scenario, text, TestContext.Current.CancellationToken);
        Finished done = await StrategySimProcess.RunAsync("plan", sweep);
        Assert.Equal((0, "", "mine"), (done.ExitCode, done.Error, done.Json.GetProperty("scenarioId").GetString()));

        await File.WriteAllTextAsync(scenario, text.Replace("status: ", "status: maybe-", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Finished faulty = await StrategySimProcess.RunAsync("plan", sweep);
        Assert.Equal(1, faulty.ExitCode);
        Assert.Matches($"^{Regex.Escape(scenario)}:[0-9]+:[0-9]+: /status: ", faulty.ErrorLines[0]);

        File.Delete(scenario);
        Finished missing = await StrategySimProcess.RunAsync("plan", sweep);
        Assert.StartsWith($"{sweep}:3:11: /scenario: There is no such scenario. Found 'mine.yaml'", missing.ErrorLines[0], StringComparison.Ordinal);
    }
}
