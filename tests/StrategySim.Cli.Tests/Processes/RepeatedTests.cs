using System.Text.Json;

namespace StrategySim.Cli.Tests.Processes;

/// <summary><c>repeated</c>: what patience can sustain.</summary>
public sealed class RepeatedTests
{
    private const string Dilemma = "NFG 1 R \"Dilemma\" { \"US\" \"CN\" }\n{ { \"C\" \"D\" } { \"C\" \"D\" } }\n\"\"\n3 3 5 0 0 5 1 1\n";

    [Fact]
    public async Task OptionsAskOfAGame()
    {
        Finished done = await StrategySimProcess.RunAsync(["repeated", "-", "--discount", "1/2", "--sustain", "3,3", "--path", "C,D", "D,C"], Dilemma);
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Equal(["1 1", "13/3 1", "3 3", "1 13/3"], done.Json.GetProperty("payoffSet").GetProperty("vertices").EnumerateArray().Select(v => string.Join(' ', v.EnumerateArray().Select(x => x.GetProperty("exact").GetString()))));
        Assert.Equal(2, done.Json.GetProperty("machine").GetProperty("states").GetArrayLength());
        JsonElement least = done.Json.GetProperty("path").GetProperty("nashReversion").GetProperty("least");
        Assert.Equal("1/4", least.GetProperty("exact").GetString());
    }

    [Fact]
    public async Task PeopleSeeTables()
    {
        Finished done = await StrategySimProcess.RunAsync(["repeated", "-", "--table", "--start", "C,D", "C,D", "C,D", "--path", "C,C"], Dilemma);
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Contains("a root of 3x^3 - 1", done.Out, StringComparison.Ordinal);
        Assert.Contains("Patience for the path  C/D C/D C/D [ C/C ]…", done.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_NameTheirPlace()
    {
        Finished done = await StrategySimProcess.RunAsync(["repeated", "-", "--discount", "1", "--path", "C,X"], Dilemma);
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains("standard input: /discount: ", done.Error, StringComparison.Ordinal);
        Assert.Contains("/path/cycle/0/1: 'CN' has no such strategy. Found 'X'; expected one of C, D.", done.Error, StringComparison.Ordinal);
    }
}
