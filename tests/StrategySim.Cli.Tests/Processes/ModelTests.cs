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
        Assert.DoesNotContain("Simulation", table.Out, StringComparison.Ordinal);
        Finished played = await StrategySimProcess.RunAsync(["model", "chain-store", "--table", "--replications", "200", "--seed", "5"], "");
        Assert.Contains("200 replications, seed 5", played.Out, StringComparison.Ordinal);
        Finished list = await StrategySimProcess.RunAsync(["model"], "");
        Assert.Equal(12, list.Json.GetArrayLength());
    }

    [Fact]
    public async Task Faults_NameTheParameter()
    {
        Finished done = await StrategySimProcess.RunAsync(["model", "hostage", "--parameter", "a=2", "--parameter", "life=1", "--replications", "many"], "");
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains("/parameters/a: ", done.Error, StringComparison.Ordinal);
        Assert.Contains("/parameters/life: ", done.Error, StringComparison.Ordinal);
        Assert.Contains("/simulate/replications: ", done.Error, StringComparison.Ordinal);
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

    [Fact]
    public async Task AScenario_MakesAStochasticGame_OrNamesWhatStandsInTheWay()
    {
        Finished done = await StrategySimProcess.RunAsync(["stochastic", "calm-and-crisis", "--starts", "0", "--table"], "");
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Contains("stress=3/2", done.Out, StringComparison.Ordinal);
        Finished refused = await StrategySimProcess.RunAsync(["stochastic", "us-china-rare-earths", "--game", "us-china"], "");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("/scenario/shocks/black-swan/size: ", refused.Error, StringComparison.Ordinal);
        Finished request = await StrategySimProcess.RunAsync(["stochastic", "-", "--game", "ordinal"], "scenario: chicken\n");
        Assert.Equal(3, request.Json.GetProperty("equilibria").GetArrayLength());
    }
}
