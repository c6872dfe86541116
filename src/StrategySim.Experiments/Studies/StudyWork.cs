using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Work;

namespace StrategySim.Experiments.Studies;

/// <summary>Tends the studies of this process; see <see cref="LeasedWorker"/>.</summary>
internal sealed class StudyWorker(StudyWork work, ILeaseOwner owner, IOptions<RunOptions> options, TimeProvider time, ILogger<StudyWorker> logger)
    : LeasedWorker(work, owner, options.Value, time, logger);

/// <summary>Studies as leased work.</summary>
internal sealed class StudyWork(IStudyStore store, StudyPlayer player, ProgressFeed<StudyProgress> feed, IOptions<StudyOptions> options) : ILeasedWork
{
    public string Name => "study";

    public IReadOnlyDictionary<WorkPlace, int> Places { get; } = new Dictionary<WorkPlace, int> { [WorkPlace.Study] = options.Value.MaxConcurrentStudies };

    public async Task<IReadOnlyList<(string Id, WorkPlace Place)>> ListOrphanedAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        [.. (await store.ListOrphanedStudiesAsync(now, cancellationToken)).Select(static id => (id, WorkPlace.Study))];

    public Task<bool> TryLeaseAsync(string id, string owner, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken) =>
        store.TryLeaseStudyAsync(id, owner, now, duration, cancellationToken);

    public Task<IReadOnlyList<string>> ListLeaseOwnersAsync(CancellationToken cancellationToken) => store.ListStudyLeaseOwnersAsync(cancellationToken);

    public Task ReleaseLeasesAsync(string owner, CancellationToken cancellationToken) => store.ReleaseStudyLeasesAsync(owner, cancellationToken);

    public async Task<bool> IsPauseRequestedAsync(string id, CancellationToken cancellationToken) =>
        await store.FindStudyAsync(id, cancellationToken) is { Study.PauseRequested: true };

    public Task PlayAsync(ActivePlay play) => player.PlayAsync(play);

    public void Close() => feed.Close();
}
