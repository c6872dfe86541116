using System.Text.Json;
using StrategySim.Testing;
using StrategySim.Testing.Files;

namespace StrategySim.Cli.Tests.Processes;

/// <summary><c>phase</c>: which game is played where, as a document and as tables.</summary>
public sealed class PhaseTests
{
    [Fact]
    public async Task ThePath_TurnsAtExactlyOneAndTwo()
    {
        Finished done = await StrategySimProcess.RunAsync("phase", Repository.Path("configs", "scenarios", "coordination-to-chicken.yaml"), "--json");
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Equal(["1", "2"], done.Json.GetProperty("boundaries").EnumerateArray().Select(b => b.GetProperty("at").GetString()));
        Assert.Equal(4, done.Json.GetProperty("phases").GetArrayLength());
    }

    [Fact]
    public async Task OptionsReachTheQuestion()
    {
        Finished done = await StrategySimProcess.RunAsync(
            "phase", "coordination-to-chicken", "--game", "us-china", "--factor", "stress", "--range", "-1/2:10", "--by", "k_us", "--by-range", "2:4", "--by-points", "3", "--width", "1/10", "--at", "onset=1", "--at", "D0=1");
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        JsonElement answer = done.Json;
        Assert.Equal("-1/2", answer.GetProperty("factor").GetProperty("from").GetProperty("exact").GetString());
        Assert.Equal(["D0", "onset"], answer.GetProperty("held").EnumerateArray().Select(h => h.GetProperty("name").GetString()));
        Assert.Equal(["2", "3", "4"], answer.GetProperty("lines").EnumerateArray().Where(l => !l.GetProperty("refined").GetBoolean()).Select(l => l.GetProperty("by").GetProperty("exact").GetString()));
        // Beyond the path: said, not refused.
        Assert.Contains(answer.GetProperty("notes").EnumerateArray(), note => note.GetString()!.Contains("beyond its path", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EveryFault_IsSaidUnderTheNameOfItsOption()
    {
        Finished done = await StrategySimProcess.RunAsync("phase", "us-china-rare-earths", "--game", "us", "--factor", "MSP", "--by", "sigma", "--by-range", "1:0", "--width", "0", "--at", "D_us=1");
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Equal(
            ["--game", "--factor", "--by-range", "--width", "--at D_us"],
            done.ErrorLines.SkipLast(1).Select(line => line.Split(": ")[1]));
        Assert.Equal("strategysim: The command line has 5 faults.", done.ErrorLines[^1]);
    }

    [Theory]
    [InlineData("--range is '3'; expected two exact numbers", "--range", "3")]
    [InlineData("--width is 'narrow'; expected an exact number", "--width", "narrow")]
    [InlineData("--by-points is '1'; expected a whole number from 2 to 500", "--by", "k_us", "--by-points", "1")]
    [InlineData("--by-points is of a second factor", "--by-points", "5")]
    [InlineData("--at is 'stress'; expected a name and an exact number", "--at", "stress")]
    [InlineData("--at names 'V' twice", "--at", "V=1", "--at", "V=2")]
    public async Task WrongOptions_AreRefused(string says, params string[] options)
    {
        Finished done = await StrategySimProcess.RunAsync(["phase", "coordination-to-chicken", .. options]);
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains(says, done.Error);
    }

    [Fact]
    public async Task TheFactorsOfASweep_AreItsAxes()
    {
        Finished both = await StrategySimProcess.RunAsync("phase", "path-and-escalation");
        Assert.Equal((0, ""), (both.ExitCode, both.Error));
        Assert.Equal(("stress", "k_us"), (both.Json.GetProperty("factor").GetProperty("name").GetString(), both.Json.GetProperty("by").GetProperty("name").GetString()));
        // s₂ = (3k/2 − 2)/(k − 2), exact at each k of the sweep; at most 3 from k = 8/3 on.
        JsonElement[] lines = [.. both.Json.GetProperty("lines").EnumerateArray().Where(line => !line.GetProperty("refined").GetBoolean())];
        Assert.Equal(25, lines.Length);
        JsonElement four = lines.Single(line => line.GetProperty("by").GetProperty("exact").GetString() == "4");
        Assert.Equal(["1", "2"], four.GetProperty("boundaries").EnumerateArray().Select(boundary => boundary.GetProperty("at").GetString()));
        JsonElement two = lines.Single(line => line.GetProperty("by").GetProperty("exact").GetString() == "2");
        Assert.Equal(["1"], two.GetProperty("boundaries").EnumerateArray().Select(boundary => boundary.GetProperty("at").GetString()));
        Finished one = await StrategySimProcess.RunAsync("phase", "path-and-escalation", "--factor", "s", "--at", "k=4");
        Assert.Equal(["1", "2"], one.Json.GetProperty("boundaries").EnumerateArray().Select(boundary => boundary.GetProperty("at").GetString()));
    }

    [Fact]
    public async Task OptionsOfASweep_AreHeldAsTheyAreWritten_AndTheDiagramIsDrawn()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("rules.yaml"), """
            schema: strategysim/sweep/v1
            id: rules
            scenario: coordination-to-chicken
            factors:
              s: { initialState: stress, list: [0, 3] }
              k: { parameter: k_us, list: [2, 4] }
              rule: { at: /games/us-china/rules/US, oneOf: [defector, tit-for-tat] }
            design: { method: grid }
            """, TestContext.Current.CancellationToken);
        Finished open = await StrategySimProcess.RunAsync(["phase", "rules.yaml", "--factor", "s", "--at", "k=4"], null, folder.Path);
        Assert.Equal(1, open.ExitCode);
        Assert.Contains("expected one value, such as rule=defector", open.Error, StringComparison.Ordinal);
        Finished held = await StrategySimProcess.RunAsync(["phase", "rules.yaml", "--factor", "s", "--at", "k=4", "--at", "rule=defector", "--figures", "drawn"], null, folder.Path);
        Assert.Equal((0, ""), (held.ExitCode, held.Error));
        Assert.Equal(["1", "2"], held.Json.GetProperty("boundaries").EnumerateArray().Select(boundary => boundary.GetProperty("at").GetString()));
        Assert.Contains("Boundaries at 1 and 2.", await File.ReadAllTextAsync(folder.File(Path.Combine("drawn", "phase-diagram.vl.json")), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Finished both = await StrategySimProcess.RunAsync(["phase", "rules.yaml", "--at", "rule=tit-for-tat", "--figures", "drawn"], null, folder.Path);
        Assert.Equal((0, ""), (both.ExitCode, both.Error));
        Assert.Contains("stress = (3·k_us/2 − 2)/(k_us − 2)", await File.ReadAllTextAsync(folder.File(Path.Combine("drawn", "phase-diagram.vl.json")), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--at: The factor 'k' takes several values", "path-and-escalation", "--factor", "s")]
    [InlineData("--factor: The sweep has no factor 'stress'", "path-and-escalation", "--factor", "stress")]
    [InlineData("--at: The sweep has no such factor. Found 'stress'; expected one of k, s.", "path-and-escalation", "--at", "stress=1")]
    [InlineData("--at: The values of the factor 'k' are numbers. Found 'four'", "path-and-escalation", "--factor", "s", "--at", "k=four", "--at", "s")]
    [InlineData("--at: This holds nothing. Found 's'", "path-and-escalation", "--factor", "s", "--at", "k=four", "--at", "s")]
    [InlineData("--at: There is no such point", "path-and-escalation", "--at", "k=9")]
    [InlineData("are of scenarios", "path-and-escalation", "--range", "0:1")]
    [InlineData("--factor: No factor of the sweep can be an axis", "rules-in-chicken")]
    public async Task WhatDoesNotSuitASweep_IsRefused(string says, params string[] arguments)
    {
        Finished done = await StrategySimProcess.RunAsync(["phase", .. arguments]);
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains(says, done.Error, StringComparison.Ordinal);
    }
}
