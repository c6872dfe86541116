using System.CommandLine;
using StrategySim.Cli.CommandLine;
using StrategySim.Experiments.Figures;

namespace StrategySim.Cli.Outputs;

/// <summary>The option <c>--figures FOLDER</c>: what a command found, drawn as Vega-Lite documents, one file each.</summary>
internal static class FigureFolder
{
    /// <summary>How documents are made: each opens by itself, with its data inside.</summary>
    public static readonly FigureOptions Inside = new() { MaximumRowsInside = int.MaxValue };

    /// <summary>The option.</summary>
    public static Option<string?> Option() => new("--figures")
    {
        Description = "Also draws figures into this folder, as Vega-Lite documents NAME.vl.json that any Vega-Lite viewer opens. The folder is made where it is missing; files of the same names are replaced.",
        HelpName = "FOLDER",
    };

    /// <summary>Makes the folder, before anything is played for figures that could not be written.</summary>
    /// <exception cref="InputException">It cannot be made.</exception>
    public static void Require(string? folder)
    {
        if (folder is null) return;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"--figures is '{folder}'; expected a folder that can be made: {error.Message}");
        }
    }

    /// <summary>Writes figures.</summary>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public static async Task WriteAsync(string folder, IEnumerable<FigureDocument> figures, CancellationToken cancellationToken)
    {
        foreach (FigureDocument figure in figures)
        {
            string file = Path.Combine(folder, $"{figure.Id}.vl.json");
            try
            {
                await File.WriteAllTextAsync(file, figure.ToJson(), cancellationToken);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new InputException($"{file}: the file cannot be written: {error.Message}");
            }
        }
    }
}
