using System.Globalization;
using CsvHelper;

namespace StrategySim.Api.Results;

/// <summary>Rows under named columns. Doubles are written shortest round-trip, exact numbers as text, nothing for null.</summary>
/// <param name="Columns">The header.</param>
/// <param name="Rows">One value for each column; a row is made when it is written.</param>
internal sealed record CsvTable(IReadOnlyList<string> Columns, IEnumerable<object?[]> Rows)
{
    // RFC 4180 with bare line feeds; a minus sign at the start of a field is a number here, never a formula.
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { NewLine = "\n", WriteByteOrderMark = false, Injection = CsvInjection.None };

    /// <summary>Writes header and rows as UTF-8.</summary>
    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        CsvWriter csv = CsvWriter.Create(stream, Options, leaveOpen: true);
        await using (csv)
        {
            await csv.WriteRecordAsync([.. Columns], cancellationToken);
            foreach (object?[] row in Rows) await csv.WriteRecordAsync(Array.ConvertAll(row, Text), cancellationToken);
            await csv.FlushAsync(cancellationToken);
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
