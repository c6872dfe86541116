using System.Buffers;
using System.Buffers.Binary;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;

namespace StrategySim.Storage.Sqlite;

/// <summary>Inserts units; used by one transaction at a time.</summary>
/// <remarks>
/// The one statement that runs for every unit is prepared once and bound through the library beneath Microsoft.Data.Sqlite:
/// with that layer's parameters a row costs half as much again and some 400 bytes of garbage. Everything else goes through Dapper.
/// </remarks>
internal sealed class UnitWriter : IDisposable
{
    private const string InsertSql = """
        INSERT INTO unit (series, replication, rounds, trajectory_hash, outcome_values) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (series, replication) DO NOTHING
        """;

    private const int HashBytes = 32;

    // Of a sweep each point is a series of its own; the ids of this many are remembered.
    private const int RememberedSeries = 4096;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _insert;
    private readonly Dictionary<UnitKey, long> _seriesIds = [];
    private byte[] _values = new byte[256 * sizeof(double)];

    public UnitWriter(SqliteConnection connection)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Require(raw.sqlite3_prepare_v3(_database, InsertSql, raw.SQLITE_PREPARE_PERSISTENT, out _insert));
    }

    /// <summary>Inserts the units that are not stored; the others must agree with what is stored.</summary>
    /// <exception cref="IntegrityException">One does not.</exception>
    public void Insert(SqliteTransaction transaction, IReadOnlyList<(UnitKey Key, UnitSummary Summary)> units)
    {
        try
        {
            UnitKey? last = null;
            long series = 0;
            foreach ((UnitKey key, UnitSummary summary) in units)
            {
                if (last is null || !SameSeries(key, last)) series = FindOrAddSeries(transaction, key with { Replication = 0 });
                last = key;
                if (TryInsert(series, key.Replication, summary)) continue;
                UnitAgreement.Require(key, UnitReader.Find(transaction.Connection!, key, transaction)!, summary);
            }
        }
        catch
        {
            // The transaction will be rolled back, and with it perhaps a series whose id is remembered.
            _seriesIds.Clear();
            throw;
        }
    }

    public void Dispose() => _insert.Dispose();

    private static bool SameSeries(UnitKey a, UnitKey b) =>
        a.ModelVersion == b.ModelVersion && a.Seed == b.Seed && a.PointId == b.PointId && a.InterventionsHash == b.InterventionsHash;

    // False where the unit is stored already.
    private bool TryInsert(long series, int replication, UnitSummary summary)
    {
        Span<byte> hash = stackalloc byte[HashBytes];
        if (summary.TrajectoryHash.Length != 2 * HashBytes || Convert.FromHexString(summary.TrajectoryHash, hash, out _, out _) != OperationStatus.Done)
            throw new ArgumentException($"Expected a trajectory hash of 64 hexadecimal digits; found \"{summary.TrajectoryHash}\".", nameof(summary));
        Require(raw.sqlite3_bind_int64(_insert, 1, series));
        Require(raw.sqlite3_bind_int64(_insert, 2, replication));
        Require(raw.sqlite3_bind_int64(_insert, 3, summary.Rounds));
        Require(raw.sqlite3_bind_blob(_insert, 4, hash));
        Require(raw.sqlite3_bind_blob(_insert, 5, Encode(summary.Values)));
        int result = raw.sqlite3_step(_insert);
        // Reset before anything is thrown: a statement that is not reset would hold the transaction open.
        raw.sqlite3_reset(_insert);
        if (result != raw.SQLITE_DONE) Require(result);
        return raw.sqlite3_changes(_database) == 1;
    }

    // The doubles bit by bit, little-endian, without a length: it is that of the blob.
    private ReadOnlySpan<byte> Encode(IReadOnlyList<double> values)
    {
        int size = values.Count * sizeof(double);
        if (_values.Length < size) _values = new byte[2 * size];
        for (int i = 0; i < values.Count; i++) BinaryPrimitives.WriteDoubleLittleEndian(_values.AsSpan(i * sizeof(double)), values[i]);
        return _values.AsSpan(0, size);
    }

    private long FindOrAddSeries(SqliteTransaction transaction, UnitKey key)
    {
        if (_seriesIds.TryGetValue(key, out long known)) return known;
        SqliteConnection connection = transaction.Connection!;
        long id = UnitReader.FindSeries(connection, key, transaction) ?? connection.ExecuteScalar<long>(
            """
            INSERT INTO series (model_version, point_id, seed, interventions_hash) VALUES (@ModelVersion, @PointId, @seed, @InterventionsHash)
            RETURNING id
            """,
            new { key.ModelVersion, key.PointId, seed = StoredText.OfSeed(key.Seed), key.InterventionsHash },
            transaction);
        if (_seriesIds.Count >= RememberedSeries) _seriesIds.Clear();
        _seriesIds.Add(key, id);
        return id;
    }

    private void Require(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
