using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Store;

/// <summary>A scenario that a user keeps.</summary>
/// <param name="Id">SHA-256 of the canonical document (titles included), shortened to 16 digits; the same document always has the same id.</param>
/// <param name="ScenarioId">The author's own id for it.</param>
/// <param name="Title">Title, or the author's id.</param>
/// <param name="Json">Canonical JSON, with titles and provenance.</param>
/// <param name="CreatedAt">When it was first kept, UTC.</param>
public sealed record StoredScenario(string Id, string ScenarioId, string Title, string Json, DateTimeOffset CreatedAt);

/// <summary>One step in the life of a run.</summary>
/// <param name="Status">The status to take.</param>
/// <param name="At">When, UTC; kept as the start of the run where <paramref name="Status"/> is first <see cref="RunStatus.Running"/>, as its end where it is final.</param>
/// <param name="Error">Why it failed, or what a running one waits for, in one sentence; null otherwise.</param>
/// <param name="ResultsHash">The hash of the results where it is completed; null otherwise.</param>
/// <param name="Environment">Who works on it from here on; null leaves what is kept.</param>
public sealed record RunTransition(RunStatus Status, DateTimeOffset At, string? Error = null, string? ResultsHash = null, RunEnvironment? Environment = null);

/// <summary>Keeps scenarios, runs and the summaries of units. Everything is safe to call from several threads.</summary>
/// <remarks>Units belong to no run: they are stored once under their <see cref="UnitKey"/> and shared by every run that asks for the same ones.</remarks>
public interface IExperimentStore
{
    /// <summary>Product and place, such as "SQLite 3.50 (experiments.db)", for <c>/about</c> and manifests.</summary>
    string Description { get; }

    /// <summary>Keeps a scenario; keeping it again changes nothing.</summary>
    Task SaveScenarioAsync(StoredScenario scenario, CancellationToken cancellationToken);

    /// <summary>One kept scenario, or null.</summary>
    Task<StoredScenario?> FindScenarioAsync(string id, CancellationToken cancellationToken);

    /// <summary>All kept scenarios, newest first.</summary>
    Task<IReadOnlyList<StoredScenario>> ListScenariosAsync(CancellationToken cancellationToken);

    /// <summary>Adds a run. With an idempotency key that was used before, adds nothing and returns the earlier run's id.</summary>
    /// <param name="run">The run, status <see cref="RunStatus.Queued"/> or <see cref="RunStatus.Paused"/>, without interventions.</param>
    /// <param name="idempotencyKey">The caller's key, or null.</param>
    /// <param name="bodyHash">SHA-256 of what was asked, compared where the key is known.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The id under which the run stands, and whether the known key came with another body.</returns>
    Task<(string Id, bool BodyDiffers)> AddRunAsync(RunRecord run, string? idempotencyKey, string bodyHash, CancellationToken cancellationToken);

    /// <summary>One run, or null.</summary>
    Task<RunProgress?> FindRunAsync(string id, CancellationToken cancellationToken);

    /// <summary>Runs, newest first, from the one after <paramref name="after"/> on.</summary>
    /// <param name="limit">How many at most; at least 1.</param>
    /// <param name="after">The id of the last run of the page before, or null for the first page; an unknown id gives an empty page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<RunProgress>> ListRunsAsync(int limit, string? after, CancellationToken cancellationToken);

    /// <summary>Takes or renews the lease of a queued or running run; false where another living owner holds it.</summary>
    Task<bool> TryLeaseAsync(string id, string owner, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Queued and running runs whose lease is free or has run out at <paramref name="now"/>, oldest first; paused ones wait for their users.</summary>
    Task<IReadOnlyList<(string Id, RunExecution Execution)>> ListOrphanedRunsAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Every owner that is written on a run without a final status, its lease run out or not; in no order, each once.</summary>
    Task<IReadOnlyList<string>> ListLeaseOwnersAsync(CancellationToken cancellationToken);

    /// <summary>Gives up the leases of an owner, so that a service stopped in order hands its runs over at once.</summary>
    Task ReleaseLeasesAsync(string owner, CancellationToken cancellationToken);

    /// <summary>Changes the status of a run to one other than queued or paused, and gives up its lease where the new status is final.</summary>
    /// <returns>False, changing nothing, for an unknown id, a final status, and, unless the new status is cancelled, a paused run.</returns>
    Task<bool> TrySetStatusAsync(string id, RunTransition transition, CancellationToken cancellationToken);

    /// <summary>Asks a run to pause: a queued one is paused at once, of a running one the request is noted for whoever plays it.</summary>
    /// <returns>False, changing nothing, for an unknown id and in any other status.</returns>
    Task<bool> TryRequestPauseAsync(string id, CancellationToken cancellationToken);

    /// <summary>Pauses a running run where play has stopped: keeps the place, forgets the request and the steps, and gives up the lease.</summary>
    /// <returns>False, changing nothing, where the run is not running.</returns>
    Task<bool> TryPauseAsync(string id, UnitPosition position, CancellationToken cancellationToken);

    /// <summary>Queues a paused run again.</summary>
    /// <param name="id">The run.</param>
    /// <param name="steps">Rounds after which it pauses again, at least 1; null to play on.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False, changing nothing, where the run is not paused.</returns>
    Task<bool> TryResumeAsync(string id, int? steps, CancellationToken cancellationToken);

    /// <summary>Notes how far a run has come that is running, or was cancelled a moment ago.</summary>
    /// <returns>False where the run is not running any more; of any but a cancelled one nothing is changed then.</returns>
    Task<bool> TryAdvanceAsync(string id, UnitPosition position, int? stepsLeft, CancellationToken cancellationToken);

    /// <summary>Adds an intervention to a paused run.</summary>
    /// <returns>False, changing nothing, where the run is not paused, or has already come to the round of the intervention.</returns>
    Task<bool> TryInterveneAsync(string id, Intervention intervention, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The replications of this run whose units are stored under their keys (<see cref="RunRecord.KeyOf"/>), ascending.</summary>
    Task<IReadOnlyList<int>> ListStoredReplicationsAsync(RunRecord run, CancellationToken cancellationToken);

    /// <summary>Stores units in one transaction; those stored before must agree.</summary>
    /// <param name="units">The units, in any order; ascending replications of one point are the fastest.</param>
    /// <param name="cancellationToken">Cancels the call; nothing is stored then.</param>
    /// <exception cref="IntegrityException">A unit is stored under the same key with another summary; nothing of the group is stored then.</exception>
    Task SaveUnitsAsync(IReadOnlyList<(UnitKey Key, UnitSummary Summary)> units, CancellationToken cancellationToken);

    /// <summary>Stores units of one series in one transaction; those stored before must agree.</summary>
    /// <param name="first">The key of replication 0.</param>
    /// <param name="units">The units, in any order.</param>
    /// <param name="cancellationToken">Cancels the call; nothing is stored then.</param>
    /// <exception cref="IntegrityException">A unit is stored under the same key with another summary; nothing of the group is stored then.</exception>
    Task SaveUnitsAsync(UnitKey first, UnitBatch units, CancellationToken cancellationToken);

    /// <summary>The stored summaries of a run in replication order, read piece by piece.</summary>
    IAsyncEnumerable<(int Replication, UnitSummary Summary)> ReadUnitsAsync(RunRecord run, CancellationToken cancellationToken);

    /// <summary>The trajectory hashes alone, in replication order, read piece by piece: a fraction of the cost of the summaries.</summary>
    IAsyncEnumerable<(int Replication, string TrajectoryHash)> ReadTrajectoryHashesAsync(RunRecord run, CancellationToken cancellationToken);

    /// <summary>One stored summary, or null.</summary>
    Task<UnitSummary?> FindUnitAsync(UnitKey key, CancellationToken cancellationToken);
}
