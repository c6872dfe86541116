using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;

namespace StrategySim.Storage.Sqlite;

/// <summary>The experiment store on one SQLite file.</summary>
/// <remarks>
/// Several processes may use one file (a terminal beside the service) on one machine; a file on a network drive is not
/// supported, since SQLite's write-ahead log needs shared memory. Reads answer from the last commit and never wait for a writer.
/// </remarks>
public sealed class SqliteExperimentStore : IExperimentStore, IDisposable
{
    // Units are read piece by piece: a transaction that stays open as long as its reader is slow would keep the log from being folded in.
    private const int UnitsPerPage = 512;
    private const int HashesPerPage = 8192;

    private readonly SqliteDatabase _database;
    private readonly UnitWriter _unitWriter;

    private SqliteExperimentStore(SqliteDatabase database, string path)
    {
        _database = database;
        _unitWriter = new UnitWriter(database.Writer);
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
    public Task<(string Id, bool BodyDiffers)> AddRunAsync(RunRecord run, string? idempotencyKey, string bodyHash, CancellationToken cancellationToken) =>
        Write(transaction => RunTable.Add(transaction, run, idempotencyKey, bodyHash), cancellationToken);

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
        _database.WriteAsync(Durability.Process, transaction => RunTable.TryLease(transaction, id, owner, now, duration), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListOrphanedRunsAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Read(connection => RunTable.ListOrphaned(connection, now), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListLeaseOwnersAsync(CancellationToken cancellationToken) =>
        Read(RunTable.ListLeaseOwners, cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseLeasesAsync(string owner, CancellationToken cancellationToken) =>
        _database.WriteAsync(Durability.Process, transaction => RunTable.ReleaseLeases(transaction, owner), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TrySetStatusAsync(string id, RunTransition transition, CancellationToken cancellationToken) =>
        // That a run has begun may be forgotten with the power: it begins again. How it ended may not.
        _database.WriteAsync(
            transition.Status is RunStatus.Queued or RunStatus.Running ? Durability.Process : Durability.Power,
            transaction => RunTable.TrySetStatus(transaction, id, transition),
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<int>> ListStoredReplicationsAsync(RunRecord run, CancellationToken cancellationToken) =>
        Read(connection => UnitReader.ListReplications(connection, KeyOf(run), run.Replications), cancellationToken);

    /// <inheritdoc/>
    public Task SaveUnitsAsync(IReadOnlyList<(UnitKey Key, UnitSummary Summary)> units, CancellationToken cancellationToken) =>
        units.Count == 0
            ? Task.CompletedTask
            : _database.WriteAsync(
                Durability.Process,
                transaction =>
                {
                    _unitWriter.Insert(transaction, units);
                    return true;
                },
                cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<(int Replication, UnitSummary Summary)> ReadUnitsAsync(RunRecord run, CancellationToken cancellationToken) =>
        ReadPagesAsync(run, UnitReader.ReadPage, UnitsPerPage, static unit => unit.Replication, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<(int Replication, string TrajectoryHash)> ReadTrajectoryHashesAsync(RunRecord run, CancellationToken cancellationToken) =>
        ReadPagesAsync(run, UnitReader.ReadHashPage, HashesPerPage, static unit => unit.Replication, cancellationToken);

    /// <inheritdoc/>
    public Task<UnitSummary?> FindUnitAsync(UnitKey key, CancellationToken cancellationToken) =>
        Read(connection => UnitReader.Find(connection, key), cancellationToken);

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _unitWriter.Dispose();
        _database.Dispose();
    }

    private static UnitKey KeyOf(RunRecord run) => new(run.ModelVersion, run.PointId, run.Seed, 0, "");

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

    private async IAsyncEnumerable<T> ReadPagesAsync<T>(
        RunRecord run,
        Func<SqliteConnection, long, int, int, int, IReadOnlyList<T>> readPage,
        int limit,
        Func<T, int> replicationOf,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await Read(connection => UnitReader.FindSeries(connection, KeyOf(run)), cancellationToken) is not { } series) yield break;
        int from = 0;
        while (true)
        {
            IReadOnlyList<T> page = await Read(connection => readPage(connection, series, from, run.Replications, limit), cancellationToken);
            foreach (T unit in page) yield return unit;
            if (page.Count < limit) yield break;
            from = replicationOf(page[^1]) + 1;
        }
    }
}
