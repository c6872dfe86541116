using StrategySim.Testing;

namespace StrategySim.Cli.Tests.Processes;

/// <summary>The program as a whole: help, version, what it refuses, where it says so.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public async Task Version_IsThatOfTheProgram()
    {
        Finished done = await StrategySimProcess.RunAsync("--version");
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.Matches(@"^\d+\.\d+\.\d+(\+[0-9a-f]+)?\s*$", done.Out);
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    public async Task Help_ListsTheCommands(params string[] arguments)
    {
        Finished done = await StrategySimProcess.RunAsync(arguments);
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        Assert.All((string[])["equilibria", "validate", "phase", "run", "games", "rules", "serve", "health"], command => Assert.Contains($"  {command}", done.Out));
    }

    [Fact]
    public async Task TheHelpOfRun_IsTheApprovedOne()
    {
        Finished done = await StrategySimProcess.RunAsync("run", "--help");
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        string path = Repository.Path("tests", "StrategySim.Cli.Tests", "Views", "Expectations", "help-run.txt");
        Assert.Equal(Repository.Approved(done.Out, path), done.Out);
    }

    [Theory]
    [InlineData("'equlibria' is not a command", "equlibria", "game.nfg")]
    [InlineData("Required argument missing", "equilibria")]
    [InlineData("--json and --table exclude each other", "games", "--json", "--table")]
    [InlineData("--replications is '0'; expected a whole number from 1 to 1000000", "run", "chicken", "--replications", "0")]
    [InlineData("--replications is '1e3'; expected a whole number", "run", "chicken", "--replications", "1e3")]
    [InlineData("--seed is '-1'; expected a whole number from 0 to 18446744073709551615", "run", "chicken", "--seed", "-1")]
    [InlineData("--threads is '0'; expected a whole number from 1 to 1024", "run", "chicken", "--threads", "0")]
    [InlineData("'--nonsense' is not an option of 'rules'", "rules", "--nonsense")]
    [InlineData("'--nonsense' is not an option of 'run'", "run", "chicken", "--nonsense")]
    [InlineData("--url is 'nonsense'; expected an address", "health", "--url", "nonsense")]
    public async Task WrongArguments_AreRefusedOnStandardError(string says, params string[] arguments)
    {
        Finished done = await StrategySimProcess.RunAsync(arguments);
        Assert.Equal((1, ""), (done.ExitCode, done.Out));
        Assert.Contains(says, done.Error);
        Assert.Contains("--help", done.Error);
    }
}
