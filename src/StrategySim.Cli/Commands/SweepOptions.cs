using System.CommandLine;
using Microsoft.Extensions.Hosting;
using StrategySim.Api.Hosting;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Running;
using StrategySim.Cli.Terminals;

namespace StrategySim.Cli.Commands;

/// <summary>The options of every command that works on started sweeps: where they are kept, on how many threads they are played, how results are written.</summary>
internal sealed class SweepOptions
{
    private readonly Option<int?> _threads = WholeNumberOption.Create("--threads", 1, 1024, "Threads to play on; by default one for each core. Results do not depend on it.");
    private readonly Option<string?> _data = DataFolder.Option();
    private readonly Option<string?> _figures = FigureFolder.Option();
    private readonly OutputOptions _output;

    private SweepOptions(Command command, bool csv, bool threads, bool figures)
    {
        if (threads) command.Add(_threads);
        command.Add(_data);
        if (figures) command.Add(_figures);
        _output = OutputOptions.AddTo(command, csv);
    }

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="csv">Whether its results can be written as CSV.</param>
    /// <param name="threads">Whether it plays.</param>
    /// <param name="figures">Whether what it finds can be drawn.</param>
    public static SweepOptions AddTo(Command command, bool csv, bool threads = true, bool figures = false) => new(command, csv, threads, figures);

    /// <summary>How results are written.</summary>
    public OutputFormat Format(ParseResult parsed, Terminal terminal) => _output.Choose(parsed, terminal);

    /// <summary>The folder for figures; null where none are asked for. It is made where it is missing.</summary>
    /// <exception cref="InputException">The folder cannot be made.</exception>
    public string? Figures(ParseResult parsed)
    {
        string? folder = parsed.GetValue(_figures);
        FigureFolder.Require(folder);
        return folder;
    }

    /// <summary>The file of the store; its folder is made where it is missing.</summary>
    /// <exception cref="InputException">The folder cannot be made.</exception>
    public string StorePath(ParseResult parsed) => Path.Combine(DataFolder.Require(parsed.GetValue(_data)), StrategySimSettings.StoreFileName);

    /// <summary>Does something with the services that play sweeps.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(ParseResult parsed, Terminal terminal, Option<bool> verbose, Func<IHost, Task> work)
    {
        using IHost host = RunHost.Build(StorePath(parsed), parsed.GetValue(_threads), parsed.GetValue(verbose));
        try
        {
            await work(host);
            return ExitCodes.Done;
        }
        finally
        {
            // Also after a failure: the store must not be closed under a sweep that is just being put down.
            await host.StopAsync(CancellationToken.None);
        }
    }
}
