using System.CommandLine;
using System.Text;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Terminals;

namespace StrategySim.Cli.Commands;

/// <summary><c>convert FILE --to FORMAT</c>: a game in another format.</summary>
internal static class ConvertCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("file")
        {
            Description = "A game: a .nfg or .efg file, or a JSON or YAML file with a game or a request; '-' for standard input.",
        };
        var to = new Option<string>("--to")
        {
            Description = "efg (a tree, as Gambit writes it), nfg (Gambit's payoff form) or nfg-outcomes (its outcome form), json (the format table of this program, numbers exact), latex (best replies underlined) or markdown (best replies bold).",
            Required = true,
        };
        to.AcceptOnlyFromAmong([.. GameFormats.All.Keys]);
        var command = new Command("convert", "Writes a game in another format, exactly, on standard output.") { file, to };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            SourceText source = await SourceText.ReadAsync(parsed.GetRequiredValue(file), terminal.In, cancellationToken);
            string text = GameFormats.Write(GameFile.Read(source).Equilibria, parsed.GetRequiredValue(to), source.Name);
            await terminal.RawOut.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
            await terminal.RawOut.FlushAsync(cancellationToken);
            return ExitCodes.Done;
        });
        return command;
    }
}
