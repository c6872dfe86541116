using System.Text.Json;
using StrategySim.Testing.Files;

namespace StrategySim.Cli.Tests.Processes;

/// <summary><c>run --watch</c> in a pipe: every round, the same result, and what is refused.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryRoundComes_AndLastTheReport_WithTheBitsOfAnUnwatchedRun()
    {
        Finished watched = await Run("us-china-rare-earths", "--watch", "--replications", "2"), unwatched = await Run("us-china-rare-earths", "--replications", "2", "--data", _folder.File("other"));
        Assert.Equal((0, ""), (watched.ExitCode, watched.Error));
        JsonElement[] lines = [.. watched.Out.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(
            Enumerable.Range(0, 2).SelectMany(replication => Enumerable.Range(1, 80).Select(round => (replication, round))),
            lines.SkipLast(1).Select(line => (line.GetProperty("replication").GetInt32(), line.GetProperty("round").GetInt32())));
        Assert.Equal(["replication", "round", "states", "arrivals", "games"], lines[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(unwatched.Json.EnumerateObject().Select(member => member.Name), lines[^1].EnumerateObject().Select(member => member.Name));
        Assert.Equal(unwatched.Json.GetProperty("resultsHash").GetString(), lines[^1].GetProperty("resultsHash").GetString());
    }

    [Fact]
    public async Task TheRounds_AreThoseOfTheTrajectory()
    {
        Finished watched = await Run("coordination-to-chicken", "--watch");
        await using Service service = await Service.StartAsync(_folder.File("data"));
        string id = JsonDocument.Parse(watched.Out.TrimEnd('\n').Split('\n')[^1]).RootElement.GetProperty("id").GetString()!;
        JsonElement page = await service.GetAsync($"/api/v1/runs/{id}/trajectory");
        Assert.Equal(
            page.GetProperty("rounds").EnumerateArray().Select(round => "{\"replication\":0," + round.GetRawText()[1..]),
            watched.Out.TrimEnd('\n').Split('\n').SkipLast(1));
    }

    [Fact]
    public async Task OneReplicationIsWatched_UnlessMoreAreAskedFor()
    {
        Finished one = await Run("chicken", "--watch"), three = await Run("chicken", "--watch", "--replications", "3");
        Assert.Equal((41, 121), (one.Out.TrimEnd('\n').Split('\n').Length, three.Out.TrimEnd('\n').Split('\n').Length));
    }

    [Fact]
    public async Task WithoutAPace_ALongRunIsShownToItsLastRound()
    {
        // Play is over long before the last line is written.
        string text = SlowScenario.Text;
        Finished done = await StrategySimProcess.RunAsync(["run", "-", "--watch", "--table", "--data", _folder.File("data")], text);
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Contains("\n0            60000  ", done.Out);
        Assert.Contains("\nresults   ", done.Out);
    }

    [Fact]
    public async Task Interrupted_ItStops_AndSaysWhatIsKept()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no signals to send to a process.");
        await using StrategySimProcess running = StrategySimProcess.Start(["run", "chicken", "--watch", "--rounds-per-second", "2", "--data", _folder.File("data")]);
        Assert.Contains("\"round\":1,", await running.Out.ReadLineAsync(TestContext.Current.CancellationToken));
        await running.SignalAsync(2);
        Assert.Equal(130, await running.WaitAsync());
        Assert.Contains("interrupted; 0 of 1 units are kept.", running.ErrorSoFar);
        string[] rest = (await running.Out.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(rest.Length, 0, 38);
        Assert.All(rest, line => Assert.StartsWith("{\"replication\":0,\"round\":", line));
    }

    [Theory]
    [InlineData("--rounds-per-second says how to watch; give --watch as well", "--rounds-per-second", "2")]
    [InlineData("--start-paused says how to watch; give --watch as well", "--start-paused")]
    [InlineData("--rounds-per-second is '0'; expected a number from 1/3600 (0.00028) to 1000", "--watch", "--rounds-per-second", "0")]
    [InlineData("--rounds-per-second is '1000.1'; expected a number", "--watch", "--rounds-per-second", "1000.1")]
    [InlineData("--rounds-per-second is '-1'; expected a number", "--watch", "--rounds-per-second", "-1")]
    [InlineData("--rounds-per-second is 'NaN'; expected a number", "--watch", "--rounds-per-second", "NaN")]
    [InlineData("--replications is 101; expected at most 100 with --watch", "--watch", "--replications", "101")]
    [InlineData("--replications is 'many'; expected a whole number", "--watch", "--replications", "many")]
    [InlineData("--start-paused waits for a key, and standard input is not a terminal", "--watch", "--start-paused")]
    [InlineData("--watch does not write CSV", "--watch", "--csv")]
    public async Task WhatCannotBeWatched_IsRefused(string says, params string[] arguments)
    {
        Finished done = await Run(["chicken", .. arguments]);
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains(says, done.Error);
        Assert.DoesNotContain("   at ", done.Error);
    }

    [Fact]
    public async Task AScenarioThatCannotGoOn_IsAtFault_AfterTheRoundsBefore()
    {
        // The payoff divides by s, which is 0 in round 11.
        string text = Testing.ScenarioText.Path(s: "{ path: [[1, 1], [11, 0]] }", horizon: 20).Replace("outsideOption: 1 + s", "outsideOption: 1/s", StringComparison.Ordinal);
        Finished done = await StrategySimProcess.RunAsync(["run", "-", "--watch", "--rounds-per-second", "100", "--data", _folder.Path], text);
        Assert.Contains("/games/rivalry, round 11", done.Error);
        Assert.Equal(1, done.ExitCode);
        // Those of the slice that failed are not among them.
        string[] rounds = done.Out.TrimEnd('\n').Split('\n');
        Assert.InRange(rounds.Length, 1, 10);
        Assert.All(rounds, (line, i) => Assert.StartsWith($"{{\"replication\":0,\"round\":{i + 1},", line));
    }

    private Task<Finished> Run(params string[] arguments) =>
        StrategySimProcess.RunAsync(arguments.Contains("--data") ? ["run", .. arguments] : ["run", .. arguments, "--data", _folder.File("data")], null, _folder.Path);
}
