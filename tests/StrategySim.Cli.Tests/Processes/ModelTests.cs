namespace StrategySim.Cli.Tests.Processes;

/// <summary><c>model</c> and <c>stochastic</c>.</summary>
public sealed class ModelTests
{
    [Fact]
    public async Task AModel_TakesNumbers()
    {
        Finished done = await StrategySimProcess.RunAsync(["model", "demand-under-uncertain-cost", "--parameter", "p=1/2", "cost-a=0.1"], "");
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Equal("8/15", done.Json.GetProperty("numbers")[2].GetProperty("value").GetProperty("exact").GetString());
        Finished table = await StrategySimProcess.RunAsync(["model", "chain-store", "--table"], "");
        Assert.Contains("3 left", table.Out, StringComparison.Ordinal);
        Finished list = await StrategySimProcess.RunAsync(["model"], "");
        Assert.Equal(5, list.Json.GetArrayLength());
    }

    [Fact]
    public async Task Faults_NameTheParameter()
    {
        Finished done = await StrategySimProcess.RunAsync(["model", "hostage", "--parameter", "a=2", "--parameter", "life=1"], "");
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains("/parameters/a: ", done.Error, StringComparison.Ordinal);
        Assert.Contains("/parameters/life: ", done.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStochasticGame_IsSolvedFromYaml()
    {
        const string Yaml = """
            discount: 1/2
            states:
              only:
                game: { format: named, id: chicken, variant: cardinal }
                transitions: [[only, only], [only, only]]
            """;
        Finished done = await StrategySimProcess.RunAsync(["stochastic", "-", "--discount", "9/10"], Yaml);
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Equal(3, done.Json.GetProperty("equilibria").GetArrayLength());
        Finished table = await StrategySimProcess.RunAsync(["stochastic", "-", "--table"], Yaml);
        Assert.Contains("no strategy gains more than", table.Out, StringComparison.Ordinal);
    }
}
