using System.Text.Json;

namespace StrategySim.Cli.Tests.Processes;

/// <summary><c>population</c>: what becomes of populations.</summary>
public sealed class PopulationTests
{
    private const string Chicken = "NFG 1 R \"Chicken\" { \"A\" \"B\" }\n{ { \"C\" \"D\" } { \"C\" \"D\" } }\n\"\"\n3 3 4 2 2 4 1 1\n";

    [Fact]
    public async Task OptionsAskOfAGame()
    {
        Finished done = await StrategySimProcess.RunAsync(["population", "-", "--dynamics", "logit", "--noise", "1/4", "--start", "1/4,3/4", "--times", "0,100"], Chicken);
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        JsonElement path = done.Json.GetProperty("trajectory");
        Assert.Equal("rest-point", path.GetProperty("end").GetString());
        Assert.Equal(0.5, path.GetProperty("shares")[1][0][0].GetDouble(), 1e-8);
    }

    [Fact]
    public async Task PeopleSeeTables()
    {
        Finished done = await StrategySimProcess.RunAsync(["population", "-", "--table", "--dynamics", "pairwise", "--strength", "1", "--population", "10", "--mutation", "0.01", "--replications", "10"], Chicken);
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Contains("0.071256", done.Out, StringComparison.Ordinal);
        Assert.Contains("10 replications, seed 0", done.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_NameTheirPlace()
    {
        Finished done = await StrategySimProcess.RunAsync(["population", "-", "--dynamics", "replicator", "--start", "1/2,1/3", "--noise", "x"], Chicken);
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains("standard input: /start/0: ", done.Error, StringComparison.Ordinal);
        Assert.Contains("/noise: The dynamics replicator take no noise.", done.Error, StringComparison.Ordinal);
    }
}
