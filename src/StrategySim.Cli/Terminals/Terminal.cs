using Spectre.Console;

namespace StrategySim.Cli.Terminals;

/// <summary>Where a command reads and writes: standard input, output and error, and what stands at their other ends.</summary>
/// <param name="In">Standard input, as bytes.</param>
/// <param name="RawOut">Standard output as bytes, for documents: always UTF-8, whatever the locale says.</param>
/// <param name="Out">Standard output for people.</param>
/// <param name="Error">Standard error for people: faults, progress, notices.</param>
/// <param name="OutIsTerminal">Whether a person, not a pipe or file, reads the output.</param>
/// <param name="ErrorIsTerminal">Whether a person reads the errors.</param>
internal sealed record Terminal(
    Stream In, Stream RawOut, IAnsiConsole Out, IAnsiConsole Error, bool OutIsTerminal, bool ErrorIsTerminal)
{
    // What a table may take where nobody says how wide the reader's window is.
    private const int WidthOfPipes = 80;

    private const int Utf8 = 65001, Utf16 = 1200;

    /// <summary>Where a person can press keys; null where standard input is no terminal.</summary>
    public IKeyboard? Keyboard { get; init; }

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess()
    {
        bool outIsTerminal = !System.Console.IsOutputRedirected, errorIsTerminal = !System.Console.IsErrorRedirected;
        return new Terminal(
            System.Console.OpenStandardInput(),
            System.Console.OpenStandardOutput(),
            ConsoleOn(System.Console.Out, outIsTerminal),
            ConsoleOn(System.Console.Error, errorIsTerminal),
            outIsTerminal,
            errorIsTerminal)
        {
            Keyboard = System.Console.IsInputRedirected ? null : new ConsoleKeyboard(),
        };
    }

    /// <summary>A console that writes to a text writer: colour and redrawing only where a person looks on.</summary>
    internal static IAnsiConsole ConsoleOn(TextWriter writer, bool isTerminal, int? width = null)
    {
        bool colour = isTerminal
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") is not "dumb";
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal && colour ? InteractionSupport.Yes : InteractionSupport.No,
            // Enrichers would switch colour on for some build services, although a log file is no terminal.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        // By code page: the console wraps the encodings that it was given.
        console.Profile.Capabilities.Unicode = writer.Encoding.CodePage is Utf8 or Utf16;
        if (width is int given) console.Profile.Width = given;
        else if (!isTerminal) console.Profile.Width = WidthFromEnvironment() ?? WidthOfPipes;
        return console;
    }

    private static int? WidthFromEnvironment() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out int columns) && columns >= 40 ? columns : null;
}
