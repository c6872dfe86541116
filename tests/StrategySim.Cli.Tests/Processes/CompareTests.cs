using System.Text.Json;
using StrategySim.Testing;
using StrategySim.Testing.Files;

namespace StrategySim.Cli.Tests.Processes;

/// <summary><c>compare</c>: runs that are kept, and scenarios that are played as far as they are not.</summary>
public sealed class CompareTests : IDisposable
{
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
