using System.Text.Json;
using System.Text.Json.Nodes;
using StrategySim.Testing;
using StrategySim.Testing.Files;

namespace StrategySim.Cli.Tests.Processes;

/// <summary><c>run</c>: the same bits every time, and what happens when it cannot go on.</summary>
public sealed class RunTests : IDisposable
{
    /// <summary>What may differ between equal runs.</summary>
    private static readonly string[] Varying = ["id", "startedAt", "finishedAt", "elapsedMs", "environment", "manifest"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheRareEarthScenario_RunTwice_WithOneThreadOrTwo_GivesTheSameBits()
    {
        // A store of its own for each: units that are kept would otherwise be read, not played.
        Finished[] runs =
        [
            await Run("us-china-rare-earths", "--equilibria", "--threads", "1", "--data", _folder.File("a")),
            await Run("us-china-rare-earths", "--equilibria", "--threads", "2", "--data", _folder.File("b")),
            await Run("us-china-rare-earths", "--equilibria", "--threads", "2", "--data", _folder.File("b")),
        ];
        Assert.All(runs, run => Assert.Equal((0, ""), (run.ExitCode, run.Error)));
        string[] constant = [.. runs.Select(Constant)];
        Assert.Equal(constant[0], constant[1]);
        Assert.Equal(constant[0], constant[2]);
        Assert.NotEqual(runs[1].Json.GetProperty("id").GetString(), runs[2].Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task TheReport_HasPayoffsWithIntervals_GameTypesWithCauses_AndEquilibriaOfStages()
    {
        Finished done = await Run("us-china-rare-earths", "--equilibria", "--replications", "5");
        JsonElement report = done.Json;
        Assert.Equal(5, report.GetProperty("replications").GetInt32());
        Assert.Matches("^[0-9a-f]{64}$", report.GetProperty("resultsHash").GetString()!);
        Assert.Equal(report.GetProperty("resultsHash").GetString(), report.GetProperty("manifest").GetProperty("resultsHash").GetString());
        JsonElement payoff = report.GetProperty("payoffs").EnumerateArray().First(row => Is(row, "outcome", "payoffMean"));
        Assert.Equal(5, payoff.GetProperty("n").GetInt32());
        Assert.True(payoff.GetProperty("lower").GetDouble() <= payoff.GetProperty("mean").GetDouble());
        JsonElement game = report.GetProperty("gameTypes").GetProperty("games").EnumerateArray().First(entry => Is(entry, "game", "us-china"));
        Assert.Equal(1, game.GetProperty("phases")[0].GetProperty("from").GetInt32());
        Assert.All(game.GetProperty("phases").EnumerateArray().Skip(1), phase => Assert.NotEmpty(phase.GetProperty("change").GetProperty("cause").GetString()!));
        Assert.Equal(1.0, game.GetProperty("shares").EnumerateArray().Sum(share => share.GetProperty("mean").GetDouble()), 12);
        JsonElement solved = report.GetProperty("equilibria").GetProperty("games").EnumerateArray().First(entry => Is(entry, "game", "us-china"));
        Assert.True(solved.GetProperty("phases")[0].GetProperty("solution").GetProperty("complete").GetBoolean());
        Assert.Contains("not equilibria of the repeated game", report.GetProperty("equilibria").GetProperty("meaning").GetString());
    }

    [Fact]
    public async Task SeedAndReplications_OverrideTheScenario_ZeroIncluded()
    {
        Finished zero = await Run("us-china-rare-earths", "--seed", "0", "--replications", "2"), one = await Run("us-china-rare-earths", "--seed", "1", "--replications", "2");
        Assert.Equal("0", zero.Json.GetProperty("seed").GetString());
        Assert.Equal(2, zero.Json.GetProperty("replications").GetInt32());
        Assert.NotEqual(zero.Json.GetProperty("resultsHash").GetString(), one.Json.GetProperty("resultsHash").GetString());
    }

    [Fact]
    public async Task Csv_HasTheRowsOfTheJson()
    {
        Finished csv = await Run("coordination-to-chicken", "--csv"), json = await Run("coordination-to-chicken", "--json");
        string[] lines = csv.Out.TrimEnd('\n').Split('\n');
        Assert.Equal("actor,game,outcome,mean,lower,upper,sd,n,unit", lines[0]);
        Assert.Equal(
            json.Json.GetProperty("payoffs").EnumerateArray().Select(row => $"{row.GetProperty("actor")},{row.GetProperty("game")},{row.GetProperty("outcome")},{row.GetProperty("mean")}"),
            lines.Skip(1).Select(line => string.Join(',', line.Split(',').Take(4))));
    }

    [Fact]
    public async Task TheThresholdsOfThePath_AreMetExactly()
    {
        Finished done = await Run("coordination-to-chicken", "--equilibria", "--replications", "1");
        JsonElement phases = done.Json.GetProperty("gameTypes").GetProperty("games")[0].GetProperty("phases");
        Assert.Equal(
            ["coordination", "threshold", "blackmail", "threshold"],
            phases.EnumerateArray().Take(4).Select(phase => phase.GetProperty("gameType").GetProperty("family").GetString()));
    }

    [Fact]
    public async Task AScenario_IsFoundByPathIdOrInput_WhateverTheWorkingDirectory()
    {
        await File.WriteAllTextAsync(_folder.File("mine.yaml"), ScenarioText.Path(), TestContext.Current.CancellationToken);
        Finished[] runs =
        [
            await Run("mine.yaml"),
            await StrategySimProcess.RunAsync(["run", "-", "--data", _folder.File("data")], ScenarioText.Path(), "/"),
            await StrategySimProcess.RunAsync(["run", _folder.File("mine.yaml"), "--data", _folder.File("data")], null, "/"),
        ];
        Assert.All(runs, run => Assert.Equal((0, ""), (run.ExitCode, run.Error)));
        Assert.Single(runs.Select(run => run.Json.GetProperty("resultsHash").GetString()).Distinct());
        Finished shipped = await StrategySimProcess.RunAsync(["run", "configs/scenarios/chicken.yaml", "--data", _folder.File("data")], null, "/");
        Assert.Equal((0, ""), (shipped.ExitCode, shipped.Error));
    }

    [Fact]
    public async Task WithoutADataFolder_TheUsersOwnIsTaken()
    {
        Finished done = await StrategySimProcess.RunAsync(
            ["run", "chicken", "--replications", "1"], null, _folder.Path, new Dictionary<string, string?> { ["XDG_DATA_HOME"] = _folder.File("share"), ["HOME"] = _folder.File("home") });
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.True(File.Exists(Path.Combine(_folder.File("share"), "strategysim", "experiments.db")) || OperatingSystem.IsWindows() || OperatingSystem.IsMacOS());
    }

    [Fact]
    public async Task ADataFolderThatIsAFile_IsRefused()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "", TestContext.Current.CancellationToken);
        Finished done = await StrategySimProcess.RunAsync("run", "chicken", "--data", _folder.File("file"));
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains("this is a file; expected a folder", done.Error);
    }

    [Fact]
    public async Task AStoreThatIsNone_IsAFailure_WithoutAStackTraceUnlessAsked()
    {
        await File.WriteAllTextAsync(_folder.File("experiments.db"), new string('x', 5000), TestContext.Current.CancellationToken);
        Finished done = await StrategySimProcess.RunAsync("run", "chicken", "--data", _folder.Path);
        Assert.Equal((2, ""), (done.ExitCode, done.Out));
        Assert.Contains("is not an SQLite database", done.Error);
        Assert.DoesNotContain("   at ", done.Error);
        done = await StrategySimProcess.RunAsync("run", "chicken", "--data", _folder.Path, "--verbose");
        Assert.Equal(2, done.ExitCode);
        Assert.Contains("   at StrategySim.", done.Error);
    }

    [Fact]
    public async Task AScenarioThatCannotGoOn_IsAtFault_WithPlaceAndRound()
    {
        // The payoff divides by s, which is 0 in round 11.
        string text = ScenarioText.Path(s: "{ path: [[1, 1], [11, 0]] }", horizon: 20).Replace("outsideOption: 1 + s", "outsideOption: 1/s", StringComparison.Ordinal);
        Finished done = await StrategySimProcess.RunAsync(["run", "-", "--data", _folder.Path], text);
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains("/games/rivalry, round 11", done.Error);
    }

    [Fact]
    public async Task Interrupted_ItKeepsTheUnits_AndTheSameCommandGoesOn()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no signals to send to a process.");
        await File.WriteAllTextAsync(_folder.File("long.yaml"), SlowScenario.Text, TestContext.Current.CancellationToken);
        string[] command = ["run", _folder.File("long.yaml"), "--threads", "1", "--data", _folder.File("data")];
        await using (StrategySimProcess running = StrategySimProcess.Start(command))
        {
            await Patiently.UntilAsync(() => SlowScenario.UnitsIn(_folder.File("data")) >= 2, "the first units are stored");
            await running.SignalAsync(2);
            Assert.Equal(130, await running.WaitAsync());
            Assert.Matches(@"interrupted; \d+ of 40 units are kept", running.ErrorSoFar);
            Assert.Equal("", await running.Out.ReadToEndAsync(TestContext.Current.CancellationToken));
        }

        long kept = SlowScenario.UnitsIn(_folder.File("data"));
        Assert.InRange(kept, 2, SlowScenario.Replications - 1);
        Finished again = await StrategySimProcess.RunAsync(command);
        Finished afresh = await StrategySimProcess.RunAsync(["run", _folder.File("long.yaml"), "--data", _folder.File("other")], null);
        Assert.Equal((0, ""), (again.ExitCode, again.Error));
        Assert.Equal(Constant(afresh), Constant(again));
    }

    [Fact]
    public async Task ARunWithThreats_SaysHowOftenTheyAreMadeMetCarriedOutAndDropped()
    {
        using var folder = new TemporaryFolder();
        Finished done = await StrategySimProcess.RunAsync("run", "export-threat", "--replications", "4", "--table", "--data", folder.Path);
        Assert.Equal(0, done.ExitCode);
        Assert.Contains("Threats", done.Out, StringComparison.Ordinal);
        string[] rows = [.. done.Out.Split('\n').SkipWhile(line => !line.StartsWith("Threats", StringComparison.Ordinal)).Where(line => line.Contains("china-", StringComparison.Ordinal)).Take(3)];
        Assert.Equal(["CN ", "CN ", "CN "], rows.Select(row => row.Split('│')[2].Trim()[..3]));
        Assert.Equal(["EU ", "JP ", "US "], rows.Select(row => row.Split('│')[3].Trim()[..3]));
    }

    [Fact]
    public async Task AReaderThatGoesAway_EndsTheProgramQuietly()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no broken pipes of this kind.");
        await using StrategySimProcess running = StrategySimProcess.Start(["run", "us-china-rare-earths", "--equilibria", "--json", "--data", _folder.Path]);
        // Closed before anything is written: whatever comes meets a broken pipe.
        running.Out.Close();
        Assert.Equal(0, await running.WaitAsync());
        Assert.Equal("", running.ErrorSoFar);
    }

    private static bool Is(JsonElement row, string property, string value) => row.GetProperty(property).GetString() == value;

    private static string Constant(Finished run)
    {
        JsonObject report = JsonNode.Parse(run.Out)!.AsObject();
        Assert.All(Varying, member => Assert.True(report.Remove(member)));
        return report.ToJsonString();
    }

    private Task<Finished> Run(params string[] arguments) =>
        StrategySimProcess.RunAsync(
            arguments.Contains("--data") ? ["run", .. arguments] : ["run", .. arguments, "--data", _folder.File("data")], null, _folder.Path);
}
