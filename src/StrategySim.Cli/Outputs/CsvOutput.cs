using StrategySim.Api.Results;
using StrategySim.Cli.Terminals;

namespace StrategySim.Cli.Outputs;

/// <summary>Writes results as CSV: the tables of the web service.</summary>
internal static class CsvOutput
{
    /// <summary>Writes header and rows.</summary>
    public static Task WriteAsync(Terminal terminal, CsvTable table, CancellationToken cancellationToken) => table.WriteAsync(terminal.RawOut, cancellationToken);
}
