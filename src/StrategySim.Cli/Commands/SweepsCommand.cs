using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using StrategySim.Api.Contracts;
using StrategySim.Api.Results;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Outputs;
using StrategySim.Cli.Terminals;
using StrategySim.Cli.Views;
using StrategySim.Experiments.Studies;

namespace StrategySim.Cli.Commands;

/// <summary><c>sweeps</c>: the sweeps that were started in a data folder.</summary>
internal static class SweepsCommand
{
    private const int PageSize = 500;

    public static Command Create(Terminal terminal, Option<bool> verbose)
    {
        var command = new Command("sweeps", "Lists the sweeps that were started, newest first, with how far they have come.");
        SweepOptions options = SweepOptions.AddTo(command, csv: false, threads: false);
        command.SetAction((parsed, cancellationToken) => options.RunAsync(parsed, terminal, verbose, async host =>
        {
            // Nothing is played: the store is asked without the host being started.
            StudyService studies = host.Services.GetRequiredService<StudyService>();
            var all = new List<StudyProgress>();
            IReadOnlyList<StudyProgress> page;
            do
            {
                page = await studies.ListAsync(PageSize, all.Count == 0 ? null : all[^1].Study.Id, cancellationToken);
                all.AddRange(page);
            }
            while (page.Count == PageSize);
            if (options.Format(parsed, terminal) == OutputFormat.Json) await JsonOutput.WriteAsync(terminal, all.Select(StartedSweep.Of).ToArray(), cancellationToken);
            else SweepListView.Write(new Page(terminal.Out), all, options.StorePath(parsed));
        }));
        return command;
    }

    /// <summary>A started sweep as it is listed: what the web service tells of it, but for addresses and pace.</summary>
    internal sealed record StartedSweep(
        string Id, string Status, string SweepId, string Title, string DocumentHash, SweepReplicationCount Replications, SweepPointProgress Points, SweepUnitProgress Units, DateTimeOffset CreatedAt, string? ResultsHash)
    {
        public static StartedSweep Of(StudyProgress progress) => new(
            progress.Study.Id,
            RunReader.State(progress.Study.Status),
            progress.Study.SweepId,
            progress.Study.SweepTitle,
            progress.Study.DocumentHash,
            new SweepReplicationCount(progress.Study.Replications, progress.Study.MaxReplications),
            SweepPointProgress.Of(progress),
            SweepUnitProgress.Of(progress),
            progress.Study.CreatedAt,
            progress.Study.ResultsHash);
    }
}
