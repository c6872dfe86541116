using System.Text.Json;
using StrategySim.Api.Contracts;
using StrategySim.Cli.Terminals;

namespace StrategySim.Cli.Outputs;

/// <summary>Writes results as JSON: the records of the HTTP contract, with the same words, indented or one a line.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true, NewLine = "\n" };

    private static readonly byte[] EndOfLine = "\n"u8.ToArray();

    /// <summary>Writes one document and the end of its last line.</summary>
    public static async Task WriteAsync(Terminal terminal, object value, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(terminal.RawOut, value, value.GetType(), Indented, cancellationToken);
        await terminal.RawOut.WriteAsync(EndOfLine, cancellationToken);
        await terminal.RawOut.FlushAsync(cancellationToken);
    }

    /// <summary>Writes one document on a line of its own, at once.</summary>
    public static void WriteLine(Terminal terminal, object value)
    {
        terminal.RawOut.Write([.. JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), ApiJson.Options), .. EndOfLine]);
        terminal.RawOut.Flush();
    }
}
