using System.Text.Json;
using System.Text.Json.Nodes;
using StrategySim.Testing.Files;

namespace StrategySim.Cli.Tests.Processes;

/// <summary><c>sweep</c>, <c>extend</c>, <c>sweeps</c> and <c>sensitivity</c>: what is kept is not played again.</summary>
public sealed class SweepTests : IDisposable
{
    /// <summary>What may differ between equal sweeps.</summary>
    private static readonly string[] Varying = ["id", "startedAt", "finishedAt", "elapsedMs", "environment"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheSameSweep_OnOneThreadOrTwo_GivesTheSameBits_AndTheSameCommandFindsItAgain()
    {
        Finished[] done =
        [
            await Run("sweep", await FileAsync(4), "--threads", "1", "--data", _folder.File("a")),
            await Run("sweep", await FileAsync(4), "--threads", "2", "--data", _folder.File("b")),
            await Run("sweep", await FileAsync(4), "--data", _folder.File("b")),
        ];
        Assert.All(done, run => Assert.Equal((0, ""), (run.ExitCode, run.Error)));
        Assert.Equal(Constant(done[0]), Constant(done[1]));
        Assert.Equal(done[1].Json.GetProperty("id").GetString(), done[2].Json.GetProperty("id").GetString());
        JsonElement report = done[0].Json;
        Assert.Equal((8, 32), (report.GetProperty("points").GetProperty("total").GetInt32(), report.GetProperty("units").GetProperty("done").GetInt32()));
        Assert.Matches("^[0-9a-f]{64}$", report.GetProperty("resultsHash").GetString()!);
        JsonElement row = report.GetProperty("rows")[0];
        Assert.Equal(("clashes", 4), (row.GetProperty("name").GetString(), row.GetProperty("n").GetInt32()));
        Assert.Equal("2", row.GetProperty("factors").GetProperty("rounds").GetString());
        Assert.Single((await Run("sweeps", "--data", _folder.File("b"))).Json.EnumerateArray());
    }

    [Fact]
    public async Task AnExtendedSweep_HasTheBitsOfOneThatAskedForItAtOnce()
    {
        Finished first = await Run("sweep", await FileAsync(4));
        string id = first.Json.GetProperty("id").GetString()!;
        Finished extended = await Run("extend", id, "--replications", "6");
        Assert.Equal((0, ""), (extended.ExitCode, extended.Error));
        Finished whole = await Run("sweep", await FileAsync(4), "--replications", "6", "--data", _folder.File("other"));
        Assert.Equal(Constant(whole), Constant(extended));
        // What was extended is another sweep than the command asks for; its units are there, and none is played again.
        Finished again = await Run("sweep", await FileAsync(4));
        Assert.Equal(Constant(first), Constant(again));
        Finished fewer = await Run("extend", id, "--replications", "5");
        Assert.Equal((1, ""), (fewer.ExitCode, fewer.Out));
        Assert.Contains("The command line: --replications: A sweep is extended, not cut. Found 5; expected at least 6", fewer.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await Run("extend", "no-such")).ExitCode);
        Assert.Equal(1, (await Run("extend", id, "--half-width", "-1")).ExitCode);
    }

    [Fact]
    public async Task Csv_HasTheRowsOfTheJson_AndAPersonATable()
    {
        Finished json = await Run("sweep", await FileAsync(2)), csv = await Run("sweep", await FileAsync(2), "--csv"), table = await Run("sweep", await FileAsync(2), "--table");
        string[] lines = csv.Out.TrimEnd('\n').Split('\n');
        Assert.Equal("index,pointId,rounds,rounds:exact,rule,name,actor,game,outcome,unit,mean,lower,upper,sd,q05,q50,q95,n,failed,missing", lines[0]);
        Assert.Equal(json.Json.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("pointId").GetString()), lines.Skip(1).Select(line => line.Split(',')[1]));
        Assert.All((string[])["8 points of the design grid, 2 replications each, 16 units; seed 7", "tit-for-tat", "clashRate of A in g", "results"], words => Assert.Contains(words, table.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatTheDocumentAsksFor_IsPrinted_AndDrawn_AndWhatCannotBeMadeIsNamed()
    {
        const string Asked = "analysis: { sensitivity: [ { method: pawn, outcome: clashes } ] }\ncompare: { baseline: { rounds: 2 }, against: { rounds: { from: 4 } } }\n";
        await File.WriteAllTextAsync(_folder.File("asks.yaml"), Text(30, rounds: 9) + "\n" + Asked, TestContext.Current.CancellationToken);
        Finished json = await Run("sweep", _folder.File("asks.yaml"), "--figures", _folder.File("figures")), table = await Run("sweep", _folder.File("asks.yaml"), "--table");
        Assert.Equal((0, ""), (json.ExitCode, json.Error));
        Assert.Equal("clashes", Assert.Single(json.Json.GetProperty("analysis").GetProperty("sensitivity").EnumerateArray().ToArray()).GetProperty("outcome").GetString());
        Assert.Equal(["rounds = 2", "rounds ≥ 4"], json.Json.GetProperty("comparison").GetProperty("sides").EnumerateArray().Select(side => side.GetProperty("name").GetString()));
        Assert.Equal(0, json.Json.GetProperty("notMade").GetArrayLength());
        Assert.All((string[])["comparison.vl.json", "pawn-clashes.vl.json"], name => Assert.True(File.Exists(_folder.File(Path.Combine("figures", name)))));
        Assert.All((string[])["PAWN", "differences from rounds = 2", "\u00a0\u00a0rounds ≥ 4"], words => Assert.Contains(words, table.Out, StringComparison.Ordinal));
        Assert.DoesNotContain("Not made", table.Out, StringComparison.Ordinal);

        await File.WriteAllTextAsync(_folder.File("none.yaml"), Text(2) + "\ncompare: { baseline: { rounds: 2 }, against: { rounds: 7 } }\n", TestContext.Current.CancellationToken);
        Finished missing = await Run("sweep", _folder.File("none.yaml"));
        Assert.Equal((0, "/compare/against"), (missing.ExitCode, Assert.Single(missing.Json.GetProperty("notMade").EnumerateArray().ToArray()).GetProperty("pointer").GetString()));
        Assert.Equal(JsonValueKind.Null, missing.Json.GetProperty("comparison").ValueKind);
        Assert.Contains("/compare/against: No point is in this slice. Found rounds = 7", (await Run("sweep", _folder.File("none.yaml"), "--table")).Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FaultsOfTheFileAndOfItsPoints_HaveTheirPlaces()
    {
        string file = _folder.File("bad.yaml");
        await File.WriteAllTextAsync(file, Text(4).Replace("tit-for-tat", "tit-for-tt", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Finished points = await Run("sweep", file);
        Assert.Equal((1, ""), (points.ExitCode, points.Out));
        Assert.StartsWith($"{file}:", points.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains("/factors/rule/oneOf/1", points.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal(1, (await Run("sweep", "no-such-sweep")).ExitCode);
        Assert.Equal(1, (await Run("sweep", file, "--replications", "0")).ExitCode);
        Assert.Equal(1, (await Run("sweep", file, "--json", "--csv")).ExitCode);
    }

    [Fact]
    public async Task Sensitivity_IsOfAStartedSweep_OrOfAFileThatIsPlayedFirst()
    {
        Finished played = await Run("sensitivity", await FileAsync(2, rounds: 21), "--outcome", "clashes");
        Assert.Equal((0, ""), (played.ExitCode, played.Error));
        Assert.Equal(["rounds", "rule"], played.Json.GetProperty("pawn").GetProperty("indices").EnumerateArray().Select(index => index.GetProperty("input").GetString()));
        string id = (await Run("sweeps")).Json[0].GetProperty("id").GetString()!;
        Finished table = await Run("sensitivity", id, "--outcome", "g/A/payoffMean", "--method", "pawn", "--table");
        Assert.Equal((0, ""), (table.ExitCode, table.Error));
        Assert.Contains("PAWN", table.Out, StringComparison.Ordinal);
        Finished unsuitable = await Run("sensitivity", id, "--outcome", "clashes", "--method", "morris");
        Assert.Equal((1, ""), (unsuitable.ExitCode, unsuitable.Out));
        Assert.Contains("/design/method", unsuitable.Error, StringComparison.Ordinal);
        Finished unknown = await Run("sensitivity", id, "--outcome", "clashes", "--method", "voodoo");
        Assert.Contains("--method", unknown.Error, StringComparison.Ordinal);
        Finished open = await Run("sensitivity", id);
        Assert.Contains("say which with --outcome: clashes, payoff", open.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await Run("sensitivity", new string('0', 32), "--outcome", "clashes")).ExitCode);
    }

    [Fact]
    public async Task Interrupted_ItIsPaused_AndTheSameCommandGoesOn()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no signals to send to a process.");
        string file = _folder.File("long.yaml");
        await File.WriteAllTextAsync(file, Slow, TestContext.Current.CancellationToken);
        string[] command = ["sweep", file, "--threads", "1", "--data", _folder.File("data")];
        await using (StrategySimProcess running = StrategySimProcess.Start(command))
        {
            await Patiently.UntilAsync(() => SlowScenario.UnitsIn(_folder.File("data")) >= 2, "the first units are stored");
            await running.SignalAsync(2);
            Assert.Equal(130, await running.WaitAsync());
            Assert.Matches(@"interrupted; \d+ of 40 units are kept, and the same command goes on from there", running.ErrorSoFar);
            Assert.Equal("", await running.Out.ReadToEndAsync(TestContext.Current.CancellationToken));
        }

        JsonElement paused = (await Run("sweeps")).Json[0];
        Assert.Equal("paused", paused.GetProperty("status").GetString());
        Finished again = await StrategySimProcess.RunAsync(command);
        Finished afresh = await Run("sweep", file, "--data", _folder.File("other"));
        Assert.Equal((0, ""), (again.ExitCode, again.Error));
        Assert.Equal(paused.GetProperty("id").GetString(), again.Json.GetProperty("id").GetString());
        Assert.Equal(Constant(afresh), Constant(again));
    }

    // Two places of a scenario that takes a tenth of a second a unit.
    private static string Slow => $$"""
        schema: strategysim/sweep/v1
        id: slow
        scenario:
        {{string.Join('\n', SlowScenario.Text.Split('\n').Select(line => "  " + line))}}
        factors: { end: { at: /time/horizon, list: [50000, 60000] } }
        design: { method: grid }
        replications: 20
        """;

    private static string Text(int replications, int rounds = 5) => $$"""
        schema: strategysim/sweep/v1
        id: small
        scenario:
          schema: strategysim/scenario/v1
          id: tiny
          status: stylised
          time: { horizon: 5, discountFactor: 9/10 }
          actors: { A: Ann, B: Bob }
          games:
            g: { form: named, game: chicken, players: { A: A, B: B }, rules: { A: random, B: random } }
          run: { replications: 30, seed: 7 }
        factors:
          rounds: { at: /time/horizon, integers: [2, {{rounds}}] }
          rule: { at: /games/g/rules/A, oneOf: [random, tit-for-tat] }
        design: { method: grid }
        outcomes:
          clashes: { measure: clashRate, game: g, actor: A }
          payoff: { measure: payoffMean, game: g, actor: B }
        replications: {{replications}}
        """;

    private static string Constant(Finished run)
    {
        JsonObject report = JsonNode.Parse(run.Out)!.AsObject();
        Assert.All(Varying, member => Assert.True(report.Remove(member)));
        return report.ToJsonString();
    }

    private async Task<string> FileAsync(int replications, int rounds = 5)
    {
        string file = _folder.File($"small-{replications}.yaml");
        await File.WriteAllTextAsync(file, Text(replications, rounds), TestContext.Current.CancellationToken);
        return file;
    }

    private Task<Finished> Run(params string[] arguments) => StrategySimProcess.RunAsync(arguments.Contains("--data") ? arguments : [.. arguments, "--data", _folder.File("data")], null, _folder.Path);
}
