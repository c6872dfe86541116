using System.CommandLine;
using System.Globalization;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Terminals;
using StrategySim.Experiments.Runs;

namespace StrategySim.Cli.Commands;

/// <summary>How a run is to be watched.</summary>
/// <param name="RoundsPerSecond">The pace; null for as fast as it goes.</param>
/// <param name="StartPaused">Whether to wait for a key before the first round.</param>
/// <param name="Keyboard">Where keys are pressed; null for nowhere.</param>
internal sealed record WatchRequest(double? RoundsPerSecond, bool StartPaused, IKeyboard? Keyboard);

/// <summary>The options of <c>run</c> that show the rounds as they fall.</summary>
internal sealed class WatchOptions
{
    private readonly Option<bool> _watch = new("--watch")
    {
        Description = $"Show the rounds as they fall, of one replication unless --replications asks for more (at most {RunOptions.MaxActorsUnits}). "
            + "A pipe gets JSON lines: one a round, and last what it would get without this option.",
    };

    private readonly Option<double?> _pace = new("--rounds-per-second")
    {
        Description = "With --watch: the pace, as a number such as 2 or 0.5; by default as fast as it goes.",
        HelpName = "N",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double pace)
                && pace is >= RunOptions.MinRoundsPerSecond and <= RunOptions.MaxRoundsPerSecond)
            {
                return pace;
            }

            result.AddError($"--rounds-per-second is '{text}'; expected a number from 1/3600 (0.00028) to {RunOptions.MaxRoundsPerSecond}.");
            return null;
        },
    };

    private readonly Option<bool> _startPaused = new("--start-paused") { Description = "With --watch on a terminal: wait for a key before the first round." };

    private WatchOptions()
    {
    }

    /// <summary>Adds the options to <c>run</c>.</summary>
    /// <param name="command">The command.</param>
    public static WatchOptions AddTo(Command command)
    {
        var options = new WatchOptions();
        command.Add(options._watch);
        command.Add(options._pace);
        command.Add(options._startPaused);
        command.Validators.Add(result =>
        {
            if (result.GetValue(options._watch)) return;
            foreach (Option option in (Option[])[options._pace, options._startPaused])
            {
                if (result.GetResult(option) is not null) result.AddError($"{option.Name} says how to watch; give --watch as well.");
            }
        });
        return options;
    }

    /// <summary>What was asked for; null where nobody watches.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="replications">The replications that it asks for; null where it does not say.</param>
    /// <param name="format">How results are written.</param>
    /// <param name="terminal">Where they are written.</param>
    /// <exception cref="InputException">It cannot be done so often, in this format, or on this terminal.</exception>
    public WatchRequest? Read(ParseResult parsed, int? replications, OutputFormat format, Terminal terminal)
    {
        if (!parsed.GetValue(_watch)) return null;
        if (replications > RunOptions.MaxActorsUnits) throw new InputException($"--replications is {replications}; expected at most {RunOptions.MaxActorsUnits} with --watch.");
        if (format == OutputFormat.Csv)
            throw new InputException("--watch does not write CSV, for rounds and outcomes are two tables; --json writes a line of JSON a round, --table a line of text a round and game.");
        IKeyboard? keyboard = terminal.OutIsTerminal && format == OutputFormat.Table ? terminal.Keyboard : null;
        bool startPaused = parsed.GetValue(_startPaused);
        if (startPaused && keyboard is null)
        {
            string why = terminal.Keyboard is null ? "standard input is not a terminal" : terminal.OutIsTerminal ? "JSON is not steered by keys" : "standard output is not a terminal";
            throw new InputException($"--start-paused waits for a key, and {why}.");
        }

        return new WatchRequest(parsed.GetValue(_pace), startPaused, keyboard);
    }
}
