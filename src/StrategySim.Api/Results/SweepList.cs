using System.Globalization;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;

namespace StrategySim.Api.Results;

/// <summary>The started sweeps, newest first, page by page.</summary>
internal sealed class SweepList(StudyService studies)
{
    // What is read at a time where most of it may be thrown away.
    private const int FilteredChunk = 500;

    private static readonly string[] Columns =
    [
        "id", "status", "sweepId", "title", "modelVersion", "seed", "replicationsAtLeast", "replicationsAtMost", "designPoints", "pointsDone", "pointsTotal",
        "unitsDone", "unitsFailed", "unitsTotal", "createdAt", "startedAt", "finishedAt", "error", "documentHash", "resultsHash",
    ];

    /// <summary>Only sweeps of one document.</summary>
    public static readonly TextParameter Document = new("sweepId", "Only sweeps of this document, by its author's id.", 64);

    /// <summary>Only sweeps that stand somewhere.</summary>
    public static readonly WordParameter Status = new("status", "Only sweeps with this status.", [.. Enum.GetValues<RunStatus>().Select(RunReader.State)]);

    /// <summary>A page of sweeps.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="after">The id of the last sweep of the page before; null for the first page.</param>
    /// <param name="document">The author's id that they have; null for any.</param>
    /// <param name="status">Where they stand; null for anywhere.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The sweeps, and what the next page has as <paramref name="after"/>; null on the last one.</returns>
    public async Task<(IReadOnlyList<StudyProgress> Sweeps, string? Next)> ReadAsync(int limit, string? after, string? document, string? status, CancellationToken cancellationToken)
    {
        int chunk = document is null && status is null ? limit + 1 : FilteredChunk;
        var found = new List<StudyProgress>();
        bool more = true;
        // One more than the page shows whether there is another.
        while (more && found.Count <= limit)
        {
            IReadOnlyList<StudyProgress> page = await studies.ListAsync(chunk, after, cancellationToken);
            found.AddRange(page.Where(progress => (document is null || progress.Study.SweepId == document) && (status is null || RunReader.State(progress.Study.Status) == status)));
            more = page.Count == chunk;
            if (more) after = page[^1].Study.Id;
        }

        return found.Count <= limit ? (found, null) : (found.GetRange(0, limit), found[limit - 1].Study.Id);
    }

    /// <summary>A page as CSV.</summary>
    public static CsvTable Table(SweepsPage page) => new(Columns, page.Items.Select(sweep => (object?[])
    [
        sweep.Id, RunReader.State(sweep.Status), sweep.SweepId, sweep.Title, sweep.ModelVersion, sweep.Seed, sweep.Replications.AtLeast, sweep.Replications.AtMost,
        sweep.Points.Design, sweep.Points.Done, sweep.Points.Total, sweep.Units.Done, sweep.Units.Failed, sweep.Units.Total,
        Time(sweep.CreatedAt), Time(sweep.StartedAt), Time(sweep.FinishedAt), sweep.Error, sweep.DocumentHash, sweep.ResultsHash,
    ]));

    private static string? Time(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture);
}
