using System.Globalization;
using CsvHelper;

namespace StrategySim.Api.Results;

/// <summary>Rows under named columns. Doubles are written shortest round-trip, exact numbers as text, nothing for null.</summary>
/// <param name="Columns">The header.</param>
/// <param name="Rows">One value for each column; a row is made when it is written.</param>
internal sealed record CsvTable(IReadOnlyList<string> Columns, IEnumerable<object?[]> Rows)
{
    public async Task WriteAsync(TextWriter writer, CancellationToken cancellationToken)
    {
        var csv = new CsvWriter(writer, CultureInfo.InvariantCulture, leaveOpen: true);
        await using (csv.ConfigureAwait(false))
        {
            foreach (string column in Columns) csv.WriteField(column);
            await csv.NextRecordAsync();
            foreach (object?[] row in Rows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (object? value in row) csv.WriteField(Text(value));
                await csv.NextRecordAsync();
            }
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
