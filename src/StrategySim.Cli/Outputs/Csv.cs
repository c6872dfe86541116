using CsvHelper;
using StrategySim.Cli.Terminals;

namespace StrategySim.Cli.Outputs;

/// <summary>Writes rows as CSV to standard output: RFC 4180 in UTF-8, with line feeds, empty fields for null.</summary>
internal static class Csv
{
    private static readonly CsvWriterOptions Options = new() { NewLine = "\n", TrueValue = "true", FalseValue = "false" };

    /// <summary>Writes a header and rows.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="rows">One value for each column: text, numbers, truth values or null.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public static async Task WriteAsync(
        Terminal terminal, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancellationToken)
    {
        await using CsvWriter csv = CsvWriter.Create(terminal.RawOut, Options, leaveOpen: true);
        csv.WriteHeader([.. columns]);
        foreach (IReadOnlyList<object?> row in rows)
        {
            foreach (object? value in row) csv.WriteField(value);
            await csv.EndRecordAsync(cancellationToken);
        }
    }
}
