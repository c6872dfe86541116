using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StrategySim.Api.Results;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Studies;

namespace StrategySim.Cli.Outputs;

/// <summary>Writes what a sweep gave.</summary>
internal static class SweepOutput
{
    // Reasons repeat; whoever wants all has the web service.
    private const int MostFailures = 1000;

    public static async Task WriteAsync(
        IHost host, StudyProgress played, OutputFormat format, Terminal terminal, string storePath, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        StudyResults results = host.Services.GetRequiredService<StudyResults>();
        StudyData data = await results.LoadAsync(played.Study, SweepOutcomes.Usual(results.Read(played.Study)), cancellationToken);
        if (format == OutputFormat.Csv)
        {
            await CsvOutput.WriteAsync(terminal, SweepTables.Table(data.Sweep.Factors, OutcomeRows.Of(data)), cancellationToken);
            return;
        }

        IReadOnlyList<UnitFailure> failures = await results.FailuresAsync(played.Study.Id, null, MostFailures, cancellationToken);
        if (format == OutputFormat.Json) await JsonOutput.WriteAsync(terminal, SweepReport.Of(played, data, failures, elapsed), cancellationToken);
        else SweepView.Write(new Page(terminal.Out), played, data, failures, storePath, elapsed);
    }
}
