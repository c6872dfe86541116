using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using StrategySim.Api.Results;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Running;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Experiments.Packages;
using StrategySim.Experiments.Studies;

namespace StrategySim.Cli.Commands;

/// <summary><c>export ID</c>: writes a started sweep as a package that anybody can play again.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal, Option<bool> verbose)
    {
        var id = new Argument<string>("id") { Description = "A started sweep, by the id that 'strategysim sweeps' lists." };
        var output = new Option<string?>("--output") { Description = "The file to write; by default the sweep's own id with .zip, in the working directory. A file that is there already is not written over.", HelpName = "FILE" };
        var command = new Command("export", "Writes a started sweep as one zip: scenario, design, tables with a data dictionary, figures, hashes, citation and checklist. 'strategysim reproduce' plays it again.") { id, output };
        SweepOptions options = SweepOptions.AddTo(command, csv: false, threads: false);
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, terminal, verbose, async host =>
        {
            StudyProgress progress = await new SweepSession(host, terminal).FindAsync(parsed.GetRequiredValue(id), cancellationToken);
            if (!StudyPackages.CanWrite(progress.Study.Status)) throw new InputException($"The sweep {progress.Study.Id} is {RunReader.State(progress.Study.Status)}; expected one that is paused or has ended.");
            string file = Path.GetFullPath(parsed.GetValue(output) ?? $"{progress.Study.SweepId}.zip");
            PackageReceipt receipt = await PackageArchive.WriteAsync(file, stream => host.Services.GetRequiredService<StudyPackages>().WriteAsync(progress, stream, cancellationToken));
            if (options.Format(parsed, terminal) == OutputFormat.Json) await JsonOutput.WriteAsync(terminal, ExportReport.Of(file, receipt), cancellationToken);
            else PackageView.ShowExport(new Page(terminal.Out), file, receipt);
        }));
        return command;
    }
}
