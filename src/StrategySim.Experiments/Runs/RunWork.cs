using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Work;

namespace StrategySim.Experiments.Runs;

/// <summary>Tends the runs of this process; see <see cref="LeasedWorker"/>.</summary>
internal sealed class RunWorker(RunWork work, ILeaseOwner owner, IOptions<RunOptions> options, TimeProvider time, ILogger<RunWorker> logger)
    : LeasedWorker(work, owner, options.Value, time, logger);

/// <summary>Runs as leased work.</summary>
internal sealed class RunWork(IExperimentStore store, RunPlayer player, ProgressFeed<RunProgress> feed, IOptions<RunOptions> options) : ILeasedWork
{
    public string Name => "run";

    public IReadOnlyDictionary<WorkPlace, int> Places { get; } = new Dictionary<WorkPlace, int>
    {
        [WorkPlace.Batch] = options.Value.MaxConcurrentRuns,
        [WorkPlace.Actors] = options.Value.MaxConcurrentActorsRuns,
    };

    public async Task<IReadOnlyList<(string Id, WorkPlace Place)>> ListOrphanedAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        [.. (await store.ListOrphanedRunsAsync(now, cancellationToken)).Select(static run => (run.Id, run.Execution == RunExecution.Actors ? WorkPlace.Actors : WorkPlace.Batch))];

    public Task<bool> TryLeaseAsync(string id, string owner, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken) =>
        store.TryLeaseAsync(id, owner, now, duration, cancellationToken);

    public Task<IReadOnlyList<string>> ListLeaseOwnersAsync(CancellationToken cancellationToken) => store.ListLeaseOwnersAsync(cancellationToken);

    public Task ReleaseLeasesAsync(string owner, CancellationToken cancellationToken) => store.ReleaseLeasesAsync(owner, cancellationToken);

    public async Task<bool> IsPauseRequestedAsync(string id, CancellationToken cancellationToken) =>
        await store.FindRunAsync(id, cancellationToken) is { Run.PauseRequested: true };

    public Task PlayAsync(ActivePlay play) => player.PlayAsync(play);

    public void Close() => feed.Close();
}
