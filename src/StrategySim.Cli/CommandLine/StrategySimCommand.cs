using System.CommandLine;
using System.CommandLine.Parsing;
using StrategySim.Cli.Commands;
using StrategySim.Cli.Terminals;

namespace StrategySim.Cli.CommandLine;

/// <summary>The program: its commands, and what becomes of their failures.</summary>
internal static class StrategySimCommand
{
    /// <summary>Runs the program with the arguments given.</summary>
    /// <returns>The exit code; see <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        var verbose = new Option<bool>("--verbose") { Description = "Say more on standard error; after a failure, where it happened.", Recursive = true };
        RootCommand root = Create(terminal, verbose);
        // '@' is an ordinary first letter of a file here.
        ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0 || MistakenOption(parsed) is not null) return Refuse(parsed, terminal);

        using var interruption = new Interruption();
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.ExitCode != 0)
        {
            return interruption.ExitCode;
        }
        catch (Exception error)
        {
            bool trace = parsed.GetValue(verbose) || Environment.GetEnvironmentVariable("STRATEGYSIM_DEBUG") is "1" or "true";
            return Failure.Report(error, terminal, trace);
        }
    }

    private static RootCommand Create(Terminal terminal, Option<bool> verbose)
    {
        var root = new RootCommand("Strategic games over critical-mineral supply: exact equilibria, repeated play, payoffs.")
        {
            verbose,
        };
        Command[] commands =
        [
            EquilibriaCommand.Create(terminal),
            ConvertCommand.Create(terminal),
            RepeatedCommand.Create(terminal),
            PopulationCommand.Create(terminal),
            StochasticCommand.Create(terminal),
            ModelCommand.Create(terminal),
            MatchCommand.Create(terminal),
            TournamentCommand.Create(terminal),
            RunCommand.Create(terminal, verbose),
            CompareCommand.Create(terminal, verbose),
            ValidateCommand.Create(terminal),
            PlanCommand.Create(terminal),
            SweepCommand.Create(terminal, verbose),
            ExtendCommand.Create(terminal, verbose),
            SensitivityCommand.Create(terminal, verbose),
            EmpiricalCommand.Create(terminal, verbose),
            SweepsCommand.Create(terminal, verbose),
            ExportCommand.Create(terminal, verbose),
            ReproduceCommand.Create(terminal, verbose),
            PhaseCommand.Create(terminal),
            .. Catalogues.Create(terminal),
            ServeCommand.Create(terminal, verbose),
            HealthCommand.Create(terminal),
        ];
        foreach (Command command in commands) root.Add(command);

        // Without a command there is nothing to do but to say what could be done.
        root.SetAction((parsed, cancellationToken) => root.Parse("--help").InvokeAsync(parsed.InvocationConfiguration, cancellationToken));
        return root;
    }

    private static int Refuse(ParseResult parsed, Terminal terminal)
    {
        Command command = parsed.CommandResult.Command;
        if (command is RootCommand && parsed.UnmatchedTokens is [{ } unknown, ..] && !unknown.StartsWith('-'))
        {
            Failure.Say(terminal, $"'{unknown}' is not a command; expected one of {string.Join(", ", command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))}.");
        }
        else if (MistakenOption(parsed) is { } option)
        {
            Failure.Say(terminal, $"'{option}' is not an option of '{command.Name}'.");
        }
        else
        {
            foreach (string message in parsed.Errors.Select(error => error.Message).Distinct()) Failure.Say(terminal, message);
        }

        terminal.Error.Profile.Out.Writer.WriteLine($"Try 'strategysim{(command is RootCommand ? "" : " " + command.Name)} --help'.");
        return ExitCodes.InputWrong;
    }

    /// <summary>What looks like an option and was taken for a file or an id, as the parser does with options that it does not know.</summary>
    private static string? MistakenOption(ParseResult parsed) =>
        parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? null
            : parsed.Tokens.FirstOrDefault(token => token.Type == TokenType.Argument && token.Value is ['-', not ('0' or '1' or '2' or '3' or '4' or '5' or '6' or '7' or '8' or '9'), ..])?.Value;
}
