using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Runs;

/// <summary>What came of asking for a run.</summary>
public enum StartOutcome
{
    /// <summary>A new run was accepted.</summary>
    Accepted,

    /// <summary>The idempotency key was used before for the same request; the run is that one.</summary>
    Repeated,

    /// <summary>The idempotency key was used before for another request; nothing was started, and the run is that earlier one.</summary>
    KeyConflict,
}

/// <summary>The answer to <see cref="RunService.StartAsync"/>.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Progress">The run and how far it has come.</param>
public sealed record StartResult(StartOutcome Outcome, RunProgress Progress);

/// <summary>What came of asking to cancel a run.</summary>
public enum CancelOutcome
{
    /// <summary>It is cancelled; play stops within the round.</summary>
    Cancelled,

    /// <summary>It had reached a final status before, perhaps this one; nothing changed.</summary>
    AlreadyFinal,

    /// <summary>There is no such run.</summary>
    NotFound,
}

/// <summary>The answer to <see cref="RunService.CancelAsync"/>.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Progress">The run as it stands now; null where there is none.</param>
public sealed record CancelResult(CancelOutcome Outcome, RunProgress? Progress);

/// <summary>Starts, cancels, lists and watches runs. Play itself goes on in the background while the host runs.</summary>
public sealed class RunService
{
    // Nine a second and the final one make ten.
    private static readonly TimeSpan ProgressPause = TimeSpan.FromSeconds(1) / 9;

    // A run that another process plays is not published here; its watchers look into the store this often.
    private static readonly TimeSpan ProgressPatience = TimeSpan.FromSeconds(1);

    private readonly IExperimentStore _store;
    private readonly RunWorker _worker;
    private readonly ActiveRuns _active;
    private readonly ProgressFeed _feed;
    private readonly TimeProvider _time;
    private readonly RunOptions _options;

    internal RunService(IExperimentStore store, RunWorker worker, ActiveRuns active, ProgressFeed feed, IOptions<RunOptions> options, TimeProvider time)
    {
        _store = store;
        _worker = worker;
        _active = active;
        _feed = feed;
        _time = time;
        _options = options.Value;
    }

    /// <summary>Accepts a run and returns at once; it is played as soon as there is a place.</summary>
    /// <param name="request">What to play.</param>
    /// <param name="idempotencyKey">The caller's key: asked again with the same key and body, the first run is returned and none is added. Null for none.</param>
    /// <param name="bodyHash">A hash of the whole request, compared where the key is known; empty where there is no key.</param>
    /// <param name="cancellationToken">Cancels the call, not the run.</param>
    /// <exception cref="InvalidInputException">The replications are outside 1 to <see cref="RunOptions.MaxReplications"/>.</exception>
    public async Task<StartResult> StartAsync(RunRequest request, string? idempotencyKey, string bodyHash, CancellationToken cancellationToken)
    {
        RequireReplications(request);
        Scenario scenario = request.Scenario.WithRun(request.Seed, request.Replications);
        DateTimeOffset now = _time.GetUtcNow();
        var run = new RunRecord
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Status = RunStatus.Queued,
            Execution = request.Execution,
            ScenarioId = scenario.Id,
            ScenarioTitle = scenario.Title,
            ScenarioHash = scenario.Hash,
            ScenarioJson = scenario.ToCanonicalJson(),
            PointId = scenario.PointId,
            ModelVersion = SimulationModel.Version,
            Seed = scenario.Run.Seed,
            Replications = scenario.Run.Replications,
            CreatedAt = now,
        };

        (string id, bool bodyDiffers) = await _store.AddRunAsync(run, idempotencyKey, bodyHash, cancellationToken);
        if (id == run.Id)
        {
            _worker.Accept(id);
            return new StartResult(StartOutcome.Accepted, new RunProgress(run, 0, run.Replications));
        }

        RunProgress earlier = await _store.FindRunAsync(id, cancellationToken)
            ?? throw new IntegrityException($"The store names run {id} for an idempotency key but does not hold it.");
        return new StartResult(bodyDiffers ? StartOutcome.KeyConflict : StartOutcome.Repeated, earlier);
    }

    /// <summary>Cancels a run that has no final status, wherever it is played; what is stored is kept.</summary>
    /// <remarks>
    /// The status is final at once. Play in this process stops between two rounds, and units that have ended by then
    /// are still stored; another process stops at the next renewal of its lease.
    /// </remarks>
    public async Task<CancelResult> CancelAsync(string id, CancellationToken cancellationToken)
    {
        bool cancelled = await _store.TrySetStatusAsync(id, new RunTransition(RunStatus.Cancelled, _time.GetUtcNow()), cancellationToken);
        RunProgress? progress = await _store.FindRunAsync(id, CancellationToken.None);
        if (progress is null) return new CancelResult(CancelOutcome.NotFound, null);
        if (!cancelled) return new CancelResult(CancelOutcome.AlreadyFinal, progress);
        // Where it is played here, the end of play is published with the units that were still stored.
        if (!_active.Stop(id)) _feed.Publish(progress);
        return new CancelResult(CancelOutcome.Cancelled, progress);
    }

    /// <summary>One run and how far it has come, or null.</summary>
    public Task<RunProgress?> FindAsync(string id, CancellationToken cancellationToken) => _store.FindRunAsync(id, cancellationToken);

    /// <summary>Runs, newest first.</summary>
    /// <param name="limit">How many at most, 1 to 1000.</param>
    /// <param name="after">The id of the last run of the page before, or null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not in 1 to 1000.</exception>
    public Task<IReadOnlyList<RunProgress>> ListAsync(int limit, string? after, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000);
        return _store.ListRunsAsync(limit, after, cancellationToken);
    }

    /// <summary>The progress of a run: where it stands now, then its changes, at most ten a second, and last its final status.</summary>
    /// <remarks>
    /// Each value carries totals, so that a slow reader misses nothing and never slows play. Ends without a value where there
    /// is no such run, and before the final status where the host stops.
    /// </remarks>
    /// <exception cref="OperationCanceledException">The reader cancelled.</exception>
    public async IAsyncEnumerable<RunProgress> WatchAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Watching begins before the first look, so that nothing falls between them.
        using ProgressWatcher watcher = _feed.Watch(id);
        RunProgress? last = null;
        bool open = true;
        RunProgress? current = await _store.FindRunAsync(id, cancellationToken);
        while (current is not null)
        {
            if (current != last) yield return current;
            last = current;
            if (current.Run.IsFinal || !open) yield break;
            (RunProgress? news, open) = await watcher.NextAsync(ProgressPause, ProgressPatience, _time, cancellationToken);
            current = news ?? await _store.FindRunAsync(id, cancellationToken);
        }
    }

    private void RequireReplications(RunRequest request)
    {
        (int replications, string pointer) = request.Replications is { } given
            ? (given, "/replications")
            : (request.Scenario.Run.Replications, "/scenario/run/replications");
        if (replications >= 1 && replications <= _options.MaxReplications) return;
        throw new InvalidInputException(
            [new Fault(pointer, replications.ToString(), $"an integer from 1 to {_options.MaxReplications}", "The number of replications is outside the limits of this service.")]);
    }
}
