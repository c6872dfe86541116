using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StrategySim.Api.Results;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Figures;
using StrategySim.Experiments.Studies;

namespace StrategySim.Cli.Outputs;

/// <summary>Writes what a sweep gave, and what its document asks to be made of it.</summary>
internal static class SweepOutput
{
    // Reasons repeat; whoever wants all has the web service.
    private const int MostFailures = 1000;

    /// <summary>Writes the sweep.</summary>
    /// <param name="host">Has the services.</param>
    /// <param name="played">The sweep.</param>
    /// <param name="format">How to write it; CSV has the outcomes only.</param>
    /// <param name="figures">The folder for figures; null for none.</param>
    /// <param name="terminal">Where to.</param>
    /// <param name="storePath">The file of the store.</param>
    /// <param name="elapsed">How long the command took so far.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task WriteAsync(
        IHost host, StudyProgress played, OutputFormat format, string? figures, Terminal terminal, string storePath, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        StudyResults results = host.Services.GetRequiredService<StudyResults>();
        if (figures is not null) await DrawAsync(results, played.Study, figures, terminal, cancellationToken);
        StudyData data = await results.LoadAsync(played.Study, SweepOutcomes.Usual(results.Read(played.Study)), cancellationToken);
        if (format == OutputFormat.Csv)
        {
            await CsvOutput.WriteAsync(terminal, SweepTables.Table(data.Sweep.Factors, OutcomeRows.Of(data)), cancellationToken);
            return;
        }

        AskedSections sections = await Waiting.ForAsync(terminal, "Analysing", () => AskedSections.MakeAsync(played.Study, results, cancellationToken), cancellationToken);
        IReadOnlyList<UnitFailure> failures = await results.FailuresAsync(played.Study.Id, null, MostFailures, cancellationToken);
        if (format == OutputFormat.Json) await JsonOutput.WriteAsync(terminal, SweepReport.Of(played, data, failures, sections, elapsed), cancellationToken);
        else SweepView.Write(new Page(terminal.Out), played, data, failures, sections, storePath, elapsed);
    }

    private static async Task DrawAsync(StudyResults results, StudyRecord study, string folder, Terminal terminal, CancellationToken cancellationToken)
    {
        var drawn = await Waiting.ForAsync(
            terminal,
            "Drawing",
            async () =>
            {
                StudyData data = await results.LoadAsync(study, StudyFigures.Outcomes(results.Read(study)), cancellationToken);
                return StudyFigures.DrawAll(data, FigureFolder.Inside, cancellationToken);
            },
            cancellationToken);
        await FigureFolder.WriteAsync(folder, drawn.Select(one => one.Document).OfType<FigureDocument>(), cancellationToken);
        foreach ((StudyFigure figure, FigureDocument? document, var faults) in drawn.Where(one => one.Document is null))
            Failure.Say(terminal, $"the figure {figure.Name} is left out: {string.Join(' ', faults.Select(fault => fault.Detail))}");
    }
}
