using Dapper;
using Microsoft.Data.Sqlite;
using StrategySim.Experiments.Store;

namespace StrategySim.Storage.Sqlite;

/// <summary>Whether the caller may rely on a write after a loss of power.</summary>
internal enum Durability
{
    /// <summary>Survives the end of the process, <c>kill -9</c> included; the last moments may be lost with the power.</summary>
    Process,

    /// <summary>Survives a loss of power as well.</summary>
    Power,
}

/// <summary>One SQLite file: a single writing connection behind a lock, and reading connections that never wait for it.</summary>
/// <remarks>
/// Write-ahead log: readers see the last commit while the writer goes on. A commit is in the hands of the operating system
/// when it returns, so a killed process loses none; only a loss of power can, and in the log an earlier commit never goes before a
/// later one. Hence <see cref="Durability.Process"/> (<c>synchronous = NORMAL</c>, no flush to the disk) for units, which are
/// many and can be played again, and <see cref="Durability.Power"/> (<c>FULL</c>) for what somebody was told: accepted runs,
/// their status, kept scenarios. A flush for those carries all units before them to the disk.
/// </remarks>
internal sealed class SqliteDatabase : IDisposable
{
    // How long to wait for another process (a terminal beside the service) to finish its transaction.
    private const int BusyMilliseconds = 10_000;

    // Of a new file. A unit takes some 300 bytes: in pages of 4 KB every group would dirty, and the log carry, a third more.
    private const int PageBytes = 16_384;

    // Of the writing connection. Series of many points are found by their ids, which are hashes: their index is touched all over.
    private const int CacheKilobytes = 16_000;

    // What readers see of the file without copying it. Whatever they read of it counts as memory of the process.
    private const long MappedBytes = 1L << 26;

    // Each holds file handles and some memory; more than these read at the same time only now and then.
    private const int KeptReaders = 16;

    private readonly string _path;
    private readonly string _readerConnectionString;
    private readonly SqliteConnection _writer;

    // Reading connections that nobody uses, set up: opening one and setting it up takes longer than most questions.
    private readonly Stack<SqliteConnection> _readers = new();
    private bool _disposed;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private Durability? _durability;

    private SqliteDatabase(string path, SqliteConnection writer)
    {
        _path = path;
        _writer = writer;
        _readerConnectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString();
        Version = writer.ServerVersion;
    }

    /// <summary>Version of the SQLite library.</summary>
    public string Version { get; }

    /// <summary>The connection that writes; only within <see cref="WriteAsync{T}"/>.</summary>
    public SqliteConnection Writer => _writer;

    /// <summary>Opens or creates the file and brings it to the current schema.</summary>
    /// <param name="path">Path of the file; its folder is created where it is missing.</param>
    /// <param name="now">The time, noted beside the schema version.</param>
    /// <exception cref="StoreException">The file cannot be opened, is not a database of this program, or is of a newer one.</exception>
    public static SqliteDatabase Open(string path, DateTimeOffset now)
    {
        string fullPath = Path.GetFullPath(path);
        SqliteConnection? writer = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(fullPath)!);
            // Not pooled: disposing of it closes the file.
            writer = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = fullPath,
                Mode = SqliteOpenMode.ReadWriteCreate,
                Pooling = false,
                ForeignKeys = true,
            }.ToString());
            writer.Open();
            // The size of a page has no effect on a file that has content.
            writer.Execute($"PRAGMA busy_timeout = {BusyMilliseconds}; PRAGMA page_size = {PageBytes}; PRAGMA cache_size = -{CacheKilobytes}");
            // Reading first: a file that is not ours is refused before anything in it changes.
            SqliteMigrations.RequireOurs(writer, fullPath);
            if (writer.ExecuteScalar<string>("PRAGMA journal_mode = WAL") != "wal")
                throw new StoreException($"{fullPath} is on a disk that cannot share memory between processes (a network drive?), as SQLite's write-ahead log must. Name a file on a local disk.");
            SqliteMigrations.Apply(writer, fullPath, now);
            return new SqliteDatabase(fullPath, writer);
        }
        catch (Exception exception)
        {
            writer?.Dispose();
            throw exception switch
            {
                SqliteException sqlite => SqliteFaults.Explain(fullPath, sqlite),
                IOException or UnauthorizedAccessException => new StoreException($"The folder of {fullPath} cannot be created: {exception.Message}", exception),
                _ => exception,
            };
        }
    }

    /// <summary>Runs <paramref name="work"/> in one transaction, alone among the writers of this process.</summary>
    /// <exception cref="StoreException">The file cannot be written.</exception>
    public async Task<T> WriteAsync<T>(Durability durability, Func<SqliteTransaction, T> work, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            if (_durability != durability)
            {
                // Takes effect outside transactions only.
                _writer.Execute(durability == Durability.Power ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
                _durability = durability;
            }

            // Immediate: a transaction that reads first and writes later could find that another process wrote in between.
            using SqliteTransaction transaction = _writer.BeginTransaction(deferred: false);
            T result = work(transaction);
            transaction.Commit();
            return result;
        }
        catch (SqliteException exception)
        {
            throw SqliteFaults.Explain(_path, exception);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Runs <paramref name="work"/> on a connection that can only read.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public T Read<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            SqliteConnection? reader = TakeReader();
            try
            {
                T result = work(reader);
                // After a failure it is closed: nobody looks into what state it was left.
                if (TryKeep(reader)) reader = null;
                return result;
            }
            finally
            {
                reader?.Dispose();
            }
        }
        catch (SqliteException exception)
        {
            throw SqliteFaults.Explain(_path, exception);
        }
    }

    /// <summary>Closes every connection; the last one folds the log into the file.</summary>
    public void Dispose()
    {
        lock (_readers)
        {
            _disposed = true;
            while (_readers.TryPop(out SqliteConnection? reader)) reader.Dispose();
        }

        _writer.Dispose();
        _writing.Dispose();
    }

    private SqliteConnection TakeReader()
    {
        lock (_readers)
        {
            if (_readers.TryPop(out SqliteConnection? kept)) return kept;
        }

        var reader = new SqliteConnection(_readerConnectionString);
        try
        {
            reader.Open();
            reader.Execute($"PRAGMA busy_timeout = {BusyMilliseconds}; PRAGMA query_only = ON; PRAGMA mmap_size = {MappedBytes}");
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private bool TryKeep(SqliteConnection reader)
    {
        lock (_readers)
        {
            if (_disposed || _readers.Count >= KeptReaders) return false;
            _readers.Push(reader);
            return true;
        }
    }
}
