using System.Text.Json;
using System.Text.Json.Nodes;
using StrategySim.Testing;
using StrategySim.Testing.Files;

namespace StrategySim.Cli.Tests.Processes;

/// <summary><c>compare</c>: runs that are kept, and scenarios that are played as far as they are not.</summary>
public sealed class CompareTests : IDisposable
{
    private const string Noisy = """
        schema: strategysim/sweep/v1
        id: noisy
        scenario:
          schema: strategysim/scenario/v1
          id: tiny
          status: stylised
          time: { horizon: 5, discountFactor: 9/10 }
          actors: { A: Ann, B: Bob }
          parameters: { slip: { value: 1/20, assumption: for a test } }
          games:
            g: { form: named, game: chicken, players: { A: A, B: B }, rules: { A: random, B: tit-for-tat } }
          run: { executionNoise: slip, seed: 3 }
        factors:
          slip: { parameter: slip, range: { from: 0, to: 1/2, steps: 4 } }
          play: { at: /games/g/rules/B, oneOf: [random, tit-for-tat] }
        design: { method: grid }
        outcomes: { pay: { measure: payoffMean, game: g, actor: A } }
        replications: 40
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CommonRandomNumbers_CutTheVarianceOfADifference_OnTheRareEarthScenario()
    {
        await ChangeAsync("d_us:        { value: 1,", "d_us:        { value: 2,");
        Finished done = await Compare("us-china-rare-earths", "changed=changed.yaml", "--game", "us-china", "--actor", "US", "--outcome", "payoffMean", "--outcome", "payoffDiscounted", "--replications", "60", "--json");
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        JsonElement comparison = done.Json;
        JsonElement setting = Assert.Single(comparison.GetProperty("settings").EnumerateArray());
        Assert.Equal("d_us", setting.GetProperty("name").GetString());
        Assert.All(comparison.GetProperty("outcomes").EnumerateArray(), outcome => Assert.True(outcome.GetProperty("differences")[0].GetProperty("varianceReduction").GetDouble() > 5));
        Assert.Equal(["scenario us-china-rare-earths", "scenario changed.yaml"], comparison.GetProperty("sides").EnumerateArray().Select(side => side.GetProperty("source").GetString()));

        // Again, from what is kept and from a store of its own: the same bits.
        string[] again = ["us-china-rare-earths", "changed=changed.yaml", "--game", "us-china", "--actor", "US", "--outcome", "payoffMean", "--outcome", "payoffDiscounted", "--replications", "60"];
        Assert.Equal(done.Out, (await Compare(again)).Out);
        Assert.Equal(done.Out, (await Compare([.. again, "--data", _folder.File("other")])).Out);
    }

    [Fact]
    public async Task RunsThatAreKept_AreComparedByTheirIds_InEveryFormat()
    {
        string one = await PlayAsync("chicken", "--replications", "40"), two = await PlayAsync("chicken", "--replications", "40", "--seed", "5");
        Finished csv = await Compare("a=" + one, "b=" + two, "--baseline", two, "--game", "cardinal", "--outcome", "payoffMean", "--csv");
        Assert.Equal(0, csv.ExitCode);
        string[] lines = csv.Out.TrimEnd('\n').Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.Contains(",a,", lines[1]);
        Assert.Contains(",b,", lines[1]);
        Finished latex = await Compare("a=" + one, "b=" + two, "--latex");
        Assert.Contains(@"\bottomrule", latex.Out);
        Finished table = await Compare("a=" + one, "b=" + two, "--table");
        Assert.Contains("Warnings", table.Out);
        Assert.Contains("their seeds are 5 and 1", table.Out.ReplaceLineEndings(" "));
        Assert.Contains("payoffDiscounted", table.Out);
    }

    [Fact]
    public async Task WhatCannotBeCompared_IsRefusedUnderTheNamesOfTheArguments()
    {
        Finished faults = await Compare("same=chicken", "same=chicken", "--baseline", "none", "--actor", "Z", "--replications", "2");
        Assert.Equal((1, ""), (faults.ExitCode, faults.Out));
        Assert.Contains("same=chicken: Two sides have one name.", faults.Error);
        Assert.Contains("--baseline: There is no side of this name. Found 'none'; expected one of same.", faults.Error);
        Assert.Contains("--actor: No side has such an actor. Found 'Z'", faults.Error);
        Finished alone = await Compare("chicken", "--replications", "2");
        Assert.Equal(1, alone.ExitCode);
        Assert.Contains("expected 2 to 50 sides", alone.Error);
        Finished nothing = await Compare("chicken", "no-such-file.yaml");
        Assert.Equal(1, nothing.ExitCode);
        Assert.Contains("no-such-file.yaml: there is no such file", nothing.Error);
        Finished apart = await Compare("chicken", "coordination-to-chicken", "--replications", "2");
        Assert.Contains("The sides have no outcome in common. Found 'chicken' has", apart.Error);
        // The faults of all sides are said at once.
        Finished several = await Compare("no-such-file.yaml", "path-and-escalation@k=40", "path-and-escalation@q=1");
        Assert.Equal((1, ""), (several.ExitCode, several.Out));
        Assert.Contains("no-such-file.yaml: there is no such file", several.Error);
        Assert.Contains("path-and-escalation@k=40: No point is in this slice.", several.Error);
        Assert.Contains("path-and-escalation@q=1: q: The sweep has no such factor.", several.Error);
        // Of a sweep that ships, the id is named and not where it stands on this machine.
        Finished shipped = await Compare("path-and-escalation@3", "path-and-escalation@5");
        Assert.Equal("point 3 of sweep path-and-escalation", shipped.Json.GetProperty("sides")[0].GetProperty("source").GetString());
    }

    [Fact]
    public async Task PointsAndSlicesOfASweep_ArePlayedWhereTheyAreMissing_ComparedAndDrawn()
    {
        await File.WriteAllTextAsync(_folder.File("noisy.yaml"), Noisy, TestContext.Current.CancellationToken);
        string[] asked = ["noisy.yaml@3", "noisy.yaml@play=tit-for-tat,slip>=1/8,slip<=1/4", "loud=noisy.yaml@slip=1/2", "--outcome", "payoffMean"];
        Finished done = await Compare([.. asked, "--figures", _folder.File("figures")]);
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Equal(
            [("play = random, slip = 3/8", "point 3 of sweep noisy.yaml"), ("play = tit-for-tat, 1/8 ≤ slip ≤ 1/4", "2 points of sweep noisy.yaml"), ("loud", "2 points of sweep noisy.yaml")],
            done.Json.GetProperty("sides").EnumerateArray().Select(side => (side.GetProperty("name").GetString()!, side.GetProperty("source").GetString()!)));
        Assert.Equal(
            ["rule of B in g: random(cooperate: 1/2), tit-for-tat, varies", "slip: 3/8, varies, 1/2"],
            done.Json.GetProperty("settings").EnumerateArray().Select(setting => $"{setting.GetProperty("name").GetString()}: {string.Join(", ", setting.GetProperty("values").EnumerateArray())}"));
        JsonNode figure = JsonNode.Parse(await File.ReadAllTextAsync(_folder.File(Path.Combine("figures", "comparison.vl.json")), TestContext.Current.CancellationToken))!;
        Assert.Contains("vega-lite", (string)figure["$schema"]!, StringComparison.Ordinal);

        // The same bits in a store of its own; a sweep that was started is named by its id, and is what it was called then.
        Assert.Equal(done.Out, (await Compare([.. asked, "--data", _folder.File("other")])).Out);
        string id = (await StrategySimProcess.RunAsync(["sweeps", "--data", _folder.File("data")], null, _folder.Path)).Json[0].GetProperty("id").GetString()!;
        Assert.Equal($"point 3 of sweep {id}", (await Compare(id + "@3", id + "@slip=1/2")).Json.GetProperty("sides")[0].GetProperty("source").GetString());
        Finished table = await Compare(id + "@3", id + "@slip=1/2", "--table");
        Assert.Contains("\u00a0\u00a0slip = 1/2", table.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@99", "Found 99; expected 0 to 9.")]
    [InlineData("@slip=7", "No point is in this slice. Found slip = 7")]
    [InlineData("@slip>=1/2,slip<=1/4", "The band is upside down. Found from 1/2 to 1/4")]
    [InlineData("@slip=0,slip=1/8", "'slip' is asked for twice")]
    [InlineData("@colour=1", "The sweep has no such factor. Found 'colour'; expected one of play, slip.")]
    [InlineData("@slip", "'slip' is no condition; expected an index such as SWEEP@12")]
    [InlineData("", "noisy.yaml is a sweep; say which of its points")]
    public async Task WhatIsNoPointOfASweep_IsSaidToBeNone_BeforeAnythingIsPlayed(string slice, string words)
    {
        await File.WriteAllTextAsync(_folder.File("noisy.yaml"), Noisy, TestContext.Current.CancellationToken);
        Finished refused = await Compare("chicken", "noisy.yaml" + slice);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Out));
        Assert.Contains(words, refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await StrategySimProcess.RunAsync(["sweeps", "--data", _folder.File("data")], null, _folder.Path)).Json.GetArrayLength());
    }

    private async Task ChangeAsync(string from, string to)
    {
        string text = await File.ReadAllTextAsync(Repository.Path("configs", "scenarios", "us-china-rare-earths.yaml"), TestContext.Current.CancellationToken);
        Assert.Contains(from, text);
        await File.WriteAllTextAsync(_folder.File("changed.yaml"), text.Replace(from, to, StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }

    private async Task<string> PlayAsync(params string[] arguments)
    {
        Finished done = await StrategySimProcess.RunAsync(["run", .. arguments, "--data", _folder.File("data")], null, _folder.Path);
        return done.Json.GetProperty("id").GetString()!;
    }

    private Task<Finished> Compare(params string[] arguments) =>
        StrategySimProcess.RunAsync(arguments.Contains("--data") ? ["compare", .. arguments] : ["compare", .. arguments, "--data", _folder.File("data")], null, _folder.Path);
}
