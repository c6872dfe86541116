using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Tests.Runs;

/// <summary>A store that takes some groups of units and then no more.</summary>
internal sealed class FailingStore(IExperimentStore inner, int groupsBefore) : IExperimentStore, IDisposable
{
    private int _groups;

    public string Description => inner.Description;

    public Task SaveUnitsAsync(IReadOnlyList<(UnitKey Key, UnitSummary Summary)> units, CancellationToken cancellationToken) =>
        SaveAsync(() => inner.SaveUnitsAsync(units, cancellationToken));

    public Task SaveUnitsAsync(UnitKey first, UnitBatch units, CancellationToken cancellationToken) =>
        SaveAsync(() => inner.SaveUnitsAsync(first, units, cancellationToken));

    public Task SaveScenarioAsync(StoredScenario scenario, CancellationToken cancellationToken) => inner.SaveScenarioAsync(scenario, cancellationToken);

    public Task<StoredScenario?> FindScenarioAsync(string id, CancellationToken cancellationToken) => inner.FindScenarioAsync(id, cancellationToken);

    public Task<IReadOnlyList<StoredScenario>> ListScenariosAsync(CancellationToken cancellationToken) => inner.ListScenariosAsync(cancellationToken);

    public Task<(string Id, bool BodyDiffers)> AddRunAsync(RunRecord run, string? idempotencyKey, string bodyHash, CancellationToken cancellationToken) =>
        inner.AddRunAsync(run, idempotencyKey, bodyHash, cancellationToken);

    public Task<RunProgress?> FindRunAsync(string id, CancellationToken cancellationToken) => inner.FindRunAsync(id, cancellationToken);

    public Task<IReadOnlyList<RunProgress>> ListRunsAsync(int limit, string? after, CancellationToken cancellationToken) => inner.ListRunsAsync(limit, after, cancellationToken);

    public Task<bool> TryLeaseAsync(string id, string owner, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken) =>
        inner.TryLeaseAsync(id, owner, now, duration, cancellationToken);

    public Task<IReadOnlyList<(string Id, RunExecution Execution)>> ListOrphanedRunsAsync(DateTimeOffset now, CancellationToken cancellationToken) => inner.ListOrphanedRunsAsync(now, cancellationToken);

    public Task<IReadOnlyList<string>> ListLeaseOwnersAsync(CancellationToken cancellationToken) => inner.ListLeaseOwnersAsync(cancellationToken);

    public Task ReleaseLeasesAsync(string owner, CancellationToken cancellationToken) => inner.ReleaseLeasesAsync(owner, cancellationToken);

    public Task<bool> TrySetStatusAsync(string id, RunTransition transition, CancellationToken cancellationToken) => inner.TrySetStatusAsync(id, transition, cancellationToken);

    public Task<bool> TryRequestPauseAsync(string id, CancellationToken cancellationToken) => inner.TryRequestPauseAsync(id, cancellationToken);

    public Task<bool> TryPauseAsync(string id, UnitPosition position, CancellationToken cancellationToken) => inner.TryPauseAsync(id, position, cancellationToken);

    public Task<bool> TryResumeAsync(string id, int? steps, CancellationToken cancellationToken) => inner.TryResumeAsync(id, steps, cancellationToken);

    public Task<bool> TryAdvanceAsync(string id, UnitPosition position, int? stepsLeft, CancellationToken cancellationToken) =>
        inner.TryAdvanceAsync(id, position, stepsLeft, cancellationToken);

    public Task<bool> TryInterveneAsync(string id, Intervention intervention, DateTimeOffset at, CancellationToken cancellationToken) =>
        inner.TryInterveneAsync(id, intervention, at, cancellationToken);

    public Task<IReadOnlyList<int>> ListStoredReplicationsAsync(RunRecord run, CancellationToken cancellationToken) => inner.ListStoredReplicationsAsync(run, cancellationToken);

    public IAsyncEnumerable<(int Replication, UnitSummary Summary)> ReadUnitsAsync(RunRecord run, CancellationToken cancellationToken) => inner.ReadUnitsAsync(run, cancellationToken);

    public IAsyncEnumerable<(int Replication, string TrajectoryHash)> ReadTrajectoryHashesAsync(RunRecord run, CancellationToken cancellationToken) =>
        inner.ReadTrajectoryHashesAsync(run, cancellationToken);

    public Task<UnitSummary?> FindUnitAsync(UnitKey key, CancellationToken cancellationToken) => inner.FindUnitAsync(key, cancellationToken);

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private Task SaveAsync(Func<Task> save) =>
        Interlocked.Increment(ref _groups) <= groupsBefore ? save() : Task.FromException(new StoreException("the disk is full"));
}
