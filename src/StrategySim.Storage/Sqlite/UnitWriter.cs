using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;

namespace StrategySim.Storage.Sqlite;

/// <summary>Inserts units; used by one transaction at a time.</summary>
internal sealed class UnitWriter : IDisposable
{
    private const string InsertSql = """
        INSERT INTO unit (series, replication, rounds, trajectory_hash, outcome_values) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (series, replication) DO NOTHING
        """;

    private const string FindSeriesSql = "SELECT id FROM series WHERE model_version = ?1 AND point_id = ?2 AND seed = ?3 AND interventions_hash = ?4";

    private const string AddSeriesSql = "INSERT INTO series (model_version, point_id, seed, interventions_hash) VALUES (?1, ?2, ?3, ?4)";

    private const int HashBytes = 32;

    // Of a sweep each point is a series of its own; the ids of this many are remembered.
    private const int RememberedSeries = 4096;

    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _findSeries;
    private readonly SqliteStatement _addSeries;
    private readonly Dictionary<UnitKey, long> _seriesIds = [];
    private byte[] _values = new byte[256 * sizeof(double)];

    public UnitWriter(SqliteConnection connection)
    {
        _insert = new SqliteStatement(connection, InsertSql);
        _findSeries = new SqliteStatement(connection, FindSeriesSql);
        _addSeries = new SqliteStatement(connection, AddSeriesSql);
    }

    /// <summary>Inserts the units that are not stored; the others must agree with what is stored.</summary>
    /// <exception cref="IntegrityException">One does not.</exception>
    public void Insert(SqliteTransaction transaction, IReadOnlyList<(UnitKey Key, UnitSummary Summary)> units)
    {
        UnitKey? last = null;
        long series = 0;
        foreach ((UnitKey key, UnitSummary summary) in units)
        {
            if (last is null || !SameSeries(key, last)) series = SeriesOf(key with { Replication = 0 });
            last = key;
            Insert(transaction, series, key, key.Replication, summary);
        }
    }

    /// <summary>Inserts units of one series that are not stored; the others must agree with what is stored.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="series">The series, from <see cref="SeriesOf"/>.</param>
    /// <param name="first">The key of its replication 0.</param>
    /// <param name="units">The units, best in ascending order.</param>
    /// <exception cref="IntegrityException">One does not.</exception>
    public void Insert(SqliteTransaction transaction, long series, UnitKey first, IReadOnlyList<(int Replication, UnitSummary Summary)> units)
    {
        foreach ((int replication, UnitSummary summary) in units) Insert(transaction, series, first, replication, summary);
    }

    /// <summary>The series of a key, added where it is missing.</summary>
    /// <param name="key">The key of its replication 0.</param>
    public long SeriesOf(UnitKey key)
    {
        if (_seriesIds.TryGetValue(key, out long known)) return known;
        long id;
        BindSeries(_findSeries, key);
        if (_findSeries.Step())
        {
            id = _findSeries.Int64(0);
            _findSeries.Reset();
        }
        else
        {
            BindSeries(_addSeries, key);
            _addSeries.Step();
            id = _addSeries.LastRowId();
        }

        if (_seriesIds.Count >= RememberedSeries) _seriesIds.Clear();
        _seriesIds.Add(key, id);
        return id;
    }

    /// <summary>Forgets what a transaction that is rolled back may have added.</summary>
    public void Forget() => _seriesIds.Clear();

    public void Dispose()
    {
        _insert.Dispose();
        _findSeries.Dispose();
        _addSeries.Dispose();
    }

    private static bool SameSeries(UnitKey a, UnitKey b) =>
        a.ModelVersion == b.ModelVersion && a.Seed == b.Seed && a.PointId == b.PointId && a.InterventionsHash == b.InterventionsHash;

    private static void BindSeries(SqliteStatement statement, UnitKey key)
    {
        statement.Bind(1, key.ModelVersion);
        statement.Bind(2, key.PointId);
        statement.Bind(3, StoredText.OfSeed(key.Seed));
        statement.Bind(4, key.InterventionsHash);
    }

    private void Insert(SqliteTransaction transaction, long series, UnitKey key, int replication, UnitSummary summary)
    {
        Span<byte> hash = stackalloc byte[HashBytes];
        if (summary.TrajectoryHash.Length != 2 * HashBytes || Convert.FromHexString(summary.TrajectoryHash, hash, out _, out _) != OperationStatus.Done)
            throw new ArgumentException($"Expected a trajectory hash of 64 hexadecimal digits; found \"{summary.TrajectoryHash}\".", nameof(summary));
        _insert.Bind(1, series);
        _insert.Bind(2, replication);
        _insert.Bind(3, summary.Rounds);
        _insert.Bind(4, hash);
        _insert.Bind(5, Encode(summary.Values));
        _insert.Step();
        if (_insert.Changes() == 1) return;
        UnitKey unit = key with { Replication = replication };
        UnitAgreement.Require(unit, UnitReader.Find(transaction.Connection!, unit, transaction)!, summary);
    }

    // The doubles bit by bit, little-endian, without a length: it is that of the blob.
    private ReadOnlySpan<byte> Encode(IReadOnlyList<double> values)
    {
        if (BitConverter.IsLittleEndian && values is double[] array) return MemoryMarshal.AsBytes(array.AsSpan());
        int size = values.Count * sizeof(double);
        if (_values.Length < size) _values = new byte[2 * size];
        for (int i = 0; i < values.Count; i++) BinaryPrimitives.WriteDoubleLittleEndian(_values.AsSpan(i * sizeof(double)), values[i]);
        return _values.AsSpan(0, size);
    }
}
