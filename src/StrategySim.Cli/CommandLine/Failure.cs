using Spectre.Console;
using StrategySim.Cli.Terminals;
using StrategySim.GameTheory.Formats;
using StrategySim.GameTheory.Games;
using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.CommandLine;

/// <summary>Says on standard error what went wrong, and finds the exit code for it.</summary>
internal static class Failure
{
    /// <summary>Reports an exception that ended a command.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="terminal">Where to say it.</param>
    /// <param name="trace">Whether to add where in the program it happened.</param>
    /// <returns>The exit code.</returns>
    public static int Report(Exception error, Terminal terminal, bool trace)
    {
        int exitCode;
        switch (error)
        {
            case AggregateException several:
                exitCode = several.InnerExceptions.Max(inner => Report(inner, terminal, trace: false));
                break;
            case FaultyInputException faulty:
                ReportFaults(faulty, terminal);
                exitCode = ExitCodes.InputWrong;
                break;
            case InvalidInputException invalid:
                ReportFaults(new FaultyInputException("The configuration", invalid.Faults), terminal);
                exitCode = ExitCodes.InputWrong;
                break;
            case InputException or GameTooLargeException or InvalidGameException or GameFormatException:
                Say(terminal, error.Message);
                exitCode = ExitCodes.InputWrong;
                break;
            default:
                Say(terminal, $"failed: {error.Message}");
                if (!trace) Write(terminal, "Add --verbose to see where in the program it happened.");
                exitCode = ExitCodes.ProgramFailed;
                break;
        }

        if (trace) Write(terminal, error.ToString());
        return exitCode;
    }

    /// <summary>One line on standard error under the program's name.</summary>
    public static void Say(Terminal terminal, string message)
    {
        terminal.Error.Write(new Text("strategysim: ", new Style(Color.Red, decoration: Decoration.Bold)));
        Write(terminal, message);
    }

    // Faults are not wrapped to the width of the window: editors and scripts read them by line.
    private static void Write(Terminal terminal, string line) => terminal.Error.Profile.Out.Writer.WriteLine(line);

    private static void ReportFaults(FaultyInputException faulty, Terminal terminal)
    {
        foreach (Fault fault in faulty.Faults)
        {
            string place = fault.Line is null ? faulty.Source : $"{faulty.Source}:{fault.Line}:{fault.Column}";
            string pointer = fault.Pointer.Length == 0 ? "" : $"{fault.Pointer}: ";
            terminal.Error.Write(new Text($"{place}: ", new Style(decoration: Decoration.Bold)));
            string found = fault.Found is null ? "Expected" : $"Found {fault.Found}; expected";
            Write(terminal, $"{pointer}{fault.Detail} {found} {fault.Expected.TrimEnd('.')}.");
        }

        Say(terminal, $"{faulty.Source} has {(faulty.Faults.Count == 1 ? "1 fault" : $"{faulty.Faults.Count} faults")}.");
    }
}
