using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;

namespace StrategySim.Storage.Sqlite;

/// <summary>The experiment store on one SQLite file.</summary>
/// <remarks>
/// Several processes may use one file (a terminal beside the service) on one machine; a file on a network drive is not
/// supported, since SQLite's write-ahead log needs shared memory. Reads answer from the last commit and never wait for a writer.
/// </remarks>
public sealed partial class SqliteExperimentStore : IExperimentStore, IStudyStore, IDisposable
{
    // Units are read piece by piece: a transaction that stays open as long as its reader is slow would keep the log from being folded in.
    private const int UnitsPerPage = 512;
    private const int HashesPerPage = 8192;

    private readonly SqliteDatabase _database;
    private readonly UnitWriter _unitWriter;
    private readonly StudyWriter _studyWriter;

    private SqliteExperimentStore(SqliteDatabase database, string path)
    {
        _database = database;
        _unitWriter = new UnitWriter(database.Writer);
        _studyWriter = new StudyWriter(database.Writer, _unitWriter);
        Description = $"SQLite {database.Version} ({Path.GetFileName(path)})";
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <summary>Opens the store, creates it where it is missing, and upgrades it where an older program wrote it.</summary>
    /// <param name="path">Path of the file; its folder is created where it is missing.</param>
    /// <param name="time">The clock, for the record of upgrades.</param>
    /// <exception cref="StoreException">The file cannot be opened or written, belongs to another program, or is of a newer one.</exception>
    public static SqliteExperimentStore Open(string path, TimeProvider time) => new(SqliteDatabase.Open(path, time.GetUtcNow()), path);

    /// <inheritdoc/>
    public Task SaveScenarioAsync(StoredScenario scenario, CancellationToken cancellationToken) =>
        Write(transaction => ScenarioTable.Save(transaction, scenario), cancellationToken);

    /// <inheritdoc/>
    public Task<StoredScenario?> FindScenarioAsync(string id, CancellationToken cancellationToken) =>
        Read(connection => ScenarioTable.Find(connection, id), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredScenario>> ListScenariosAsync(CancellationToken cancellationToken) =>
        Read(ScenarioTable.List, cancellationToken);

    /// <inheritdoc/>
    public Task<(string Id, bool BodyDiffers)> AddRunAsync(RunRecord run, string? idempotencyKey, string bodyHash, CancellationToken cancellationToken)
    {
        RequirePlace(run.Position, nameof(run));
        RequireSteps(run.StepsLeft, atLeast: 1, nameof(run));
        if (!run.Interventions.IsEmpty) throw new ArgumentException("Expected a run without interventions.", nameof(run));
        return Write(transaction => RunTable.Add(transaction, run, idempotencyKey, bodyHash), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RunProgress?> FindRunAsync(string id, CancellationToken cancellationToken) =>
        Read(connection => RunTable.Find(connection, id), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RunProgress>> ListRunsAsync(int limit, string? after, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return Read(connection => RunTable.List(connection, limit, after), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> TryLeaseAsync(string id, string owner, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken) =>
        // A lease is worthless after a loss of power: the process that held it is gone.
        _database.WriteAsync(Durability.Process, transaction => WorkTable.TryLease(transaction, RunTable.Table, id, owner, now, duration), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<(string Id, RunExecution Execution)>> ListOrphanedRunsAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Read(connection => RunTable.ListOrphaned(connection, now), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListLeaseOwnersAsync(CancellationToken cancellationToken) =>
        Read(static connection => WorkTable.ListLeaseOwners(connection, RunTable.Table), cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseLeasesAsync(string owner, CancellationToken cancellationToken) =>
        _database.WriteAsync(Durability.Process, transaction => WorkTable.ReleaseLeases(transaction, RunTable.Table, owner), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TrySetStatusAsync(string id, RunTransition transition, CancellationToken cancellationToken)
    {
        if (transition.Status is RunStatus.Queued or RunStatus.Paused)
            throw new ArgumentOutOfRangeException(nameof(transition), transition.Status, "A run is queued by resuming it, and paused by pausing it.");
        // That a run has begun may be forgotten with the power: it begins again. How it ended may not.
        return _database.WriteAsync(
            transition.Status is RunStatus.Running ? Durability.Process : Durability.Power,
            transaction => WorkTable.TrySetStatus(transaction, RunTable.Table, id, transition),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> TryRequestPauseAsync(string id, CancellationToken cancellationToken) =>
        Write(transaction => RunTable.TryRequestPause(transaction, id), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryPauseAsync(string id, UnitPosition position, CancellationToken cancellationToken)
    {
        RequirePlace(position, nameof(position));
        return Write(transaction => RunTable.TryPause(transaction, id, position), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> TryResumeAsync(string id, int? steps, CancellationToken cancellationToken)
    {
        RequireSteps(steps, atLeast: 1, nameof(steps));
        return Write(transaction => RunTable.TryResume(transaction, id, steps), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> TryAdvanceAsync(string id, UnitPosition position, int? stepsLeft, CancellationToken cancellationToken)
    {
        RequirePlace(position, nameof(position));
        RequireSteps(stepsLeft, atLeast: 0, nameof(stepsLeft));
        // A place that is forgotten with the power is reached again, by the same steps.
        return _database.WriteAsync(Durability.Process, transaction => RunTable.TryAdvance(transaction, id, position, stepsLeft), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> TryInterveneAsync(string id, Intervention intervention, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(intervention.Replication, nameof(intervention));
        ArgumentOutOfRangeException.ThrowIfLessThan(intervention.Round, 1, nameof(intervention));
        return Write(transaction => RunTable.TryIntervene(transaction, id, intervention, at), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<int>> ListStoredReplicationsAsync(RunRecord run, CancellationToken cancellationToken) =>
        Read(
            connection => run.Interventions.IsEmpty
                ? UnitReader.ListReplications(connection, run.KeyOf(0), run.Replications)
                : [.. Enumerable.Range(0, run.Replications).Where(replication => UnitReader.Find(connection, run.KeyOf(replication)) is not null)],
            cancellationToken);

    /// <inheritdoc/>
    public Task SaveUnitsAsync(IReadOnlyList<(UnitKey Key, UnitSummary Summary)> units, CancellationToken cancellationToken) =>
        units.Count == 0
            ? Task.CompletedTask
            : WriteUnitsAsync(
                transaction =>
                {
                    _unitWriter.Insert(units);
                    return true;
                },
                cancellationToken);

    /// <inheritdoc/>
    public Task SaveUnitsAsync(UnitKey first, UnitBatch units, CancellationToken cancellationToken) => WriteUnitsAsync(
        _ =>
        {
            _unitWriter.Insert(_unitWriter.SeriesOf(first), first, units);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<(int Replication, UnitSummary Summary)> ReadUnitsAsync(RunRecord run, CancellationToken cancellationToken) =>
        run.Interventions.IsEmpty
            ? ReadPagesAsync(run, UnitReader.ReadPage, UnitsPerPage, static unit => unit.Replication, cancellationToken)
            : ReadOneByOneAsync(run, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<(int Replication, string TrajectoryHash)> ReadTrajectoryHashesAsync(RunRecord run, CancellationToken cancellationToken) =>
        run.Interventions.IsEmpty
            ? ReadPagesAsync(run, UnitReader.ReadHashPage, HashesPerPage, static unit => unit.Replication, cancellationToken)
            : ReadOneByOneAsync(run, cancellationToken).Select(static unit => (unit.Replication, unit.Summary.TrajectoryHash));

    /// <inheritdoc/>
    public Task<UnitSummary?> FindUnitAsync(UnitKey key, CancellationToken cancellationToken) =>
        Read(connection => UnitReader.Find(connection, key), cancellationToken);

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _studyWriter.Dispose();
        _unitWriter.Dispose();
        _database.Dispose();
    }

    private static void RequirePlace(UnitPosition position, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position.Replication, name);
        ArgumentOutOfRangeException.ThrowIfNegative(position.Round, name);
    }

    private static void RequireSteps(int? steps, int atLeast, string name)
    {
        if (steps is { } given) ArgumentOutOfRangeException.ThrowIfLessThan(given, atLeast, name);
    }

    // SQLite works in the calling thread; a read takes microseconds to milliseconds, so no thread is lent to it.
    private Task<T> Read<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult(_database.Read(work, cancellationToken));
        }
        catch (Exception exception)
        {
            return exception is OperationCanceledException cancelled ? Task.FromCanceled<T>(cancelled.CancellationToken) : Task.FromException<T>(exception);
        }
    }

    private Task<T> Write<T>(Func<SqliteTransaction, T> work, CancellationToken cancellationToken) =>
        _database.WriteAsync(Durability.Power, work, cancellationToken);

    private Task Write(Action<SqliteTransaction> work, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            Durability.Power,
            transaction =>
            {
                work(transaction);
                return true;
            },
            cancellationToken);

    private Task<T> WriteUnitsAsync<T>(Func<SqliteTransaction, T> work, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            Durability.Process,
            transaction =>
            {
                try
                {
                    return work(transaction);
                }
                catch
                {
                    // The transaction will be rolled back, and with it perhaps a series whose id is remembered.
                    _unitWriter.Forget();
                    throw;
                }
            },
            cancellationToken);

    private async IAsyncEnumerable<T> ReadPagesAsync<T>(
        RunRecord run,
        Func<SqliteConnection, long, int, int, int, IReadOnlyList<T>> readPage,
        int limit,
        Func<T, int> replicationOf,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await Read(connection => UnitReader.FindSeries(connection, run.KeyOf(0)), cancellationToken) is not { } series) yield break;
        int from = 0;
        while (true)
        {
            IReadOnlyList<T> page = await Read(connection => readPage(connection, series, from, run.Replications, limit), cancellationToken);
            foreach (T unit in page) yield return unit;
            if (page.Count < limit) yield break;
            from = replicationOf(page[^1]) + 1;
        }
    }

    // Each unit that was intervened in is of a series of its own. Runs with interventions have few units.
    private async IAsyncEnumerable<(int Replication, UnitSummary Summary)> ReadOneByOneAsync(
        RunRecord run,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int replication = 0; replication < run.Replications; replication++)
        {
            UnitKey key = run.KeyOf(replication);
            if (await Read(connection => UnitReader.Find(connection, key), cancellationToken) is { } summary) yield return (replication, summary);
        }
    }
}
