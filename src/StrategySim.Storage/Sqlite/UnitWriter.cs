using System.Numerics;
using Microsoft.Data.Sqlite;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;

namespace StrategySim.Storage.Sqlite;

/// <summary>Stores units in their blocks; used by one transaction at a time.</summary>
internal sealed class UnitWriter : IDisposable
{
    private const string AddBlockSql = "INSERT INTO unit_block (series, block, present, units) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (series, block) DO NOTHING";

    private const string FindBlockSql = "SELECT present, units FROM unit_block WHERE series = ?1 AND block = ?2";

    private const string SetBlockSql = "UPDATE unit_block SET present = ?3, units = ?4 WHERE series = ?1 AND block = ?2";

    private const string FindSeriesSql = "SELECT id FROM series WHERE model_version = ?1 AND point_id = ?2 AND seed = ?3 AND interventions_hash = ?4";

    private const string AddSeriesSql = "INSERT INTO series (model_version, point_id, seed, interventions_hash) VALUES (?1, ?2, ?3, ?4)";

    // Of a sweep each point is a series of its own; the ids of this many are remembered.
    private const int RememberedSeries = 4096;

    private readonly SqliteStatement _addBlock;
    private readonly SqliteStatement _findBlock;
    private readonly SqliteStatement _setBlock;
    private readonly SqliteStatement _findSeries;
    private readonly SqliteStatement _addSeries;
    private readonly Dictionary<UnitKey, long> _seriesIds = [];
    private byte[] _packed = [];
    private byte[] _merged = [];

    public UnitWriter(SqliteConnection connection)
    {
        _addBlock = new SqliteStatement(connection, AddBlockSql);
        _findBlock = new SqliteStatement(connection, FindBlockSql);
        _setBlock = new SqliteStatement(connection, SetBlockSql);
        _findSeries = new SqliteStatement(connection, FindSeriesSql);
        _addSeries = new SqliteStatement(connection, AddSeriesSql);
    }

    /// <summary>Stores the units that are not stored; the others must agree with what is stored.</summary>
    /// <exception cref="IntegrityException">One does not.</exception>
    public void Insert(IReadOnlyList<(UnitKey Key, UnitSummary Summary)> units)
    {
        using var batch = new UnitBatch();
        for (int i = 0; i < units.Count; i++)
        {
            (UnitKey key, UnitSummary summary) = units[i];
            batch.Add(key.Replication, summary);
            if (i + 1 < units.Count && SameSeries(key, units[i + 1].Key) && units[i + 1].Summary.Values.Count == summary.Values.Count) continue;
            UnitKey first = key with { Replication = 0 };
            Insert(SeriesOf(first), first, batch);
            batch.Dispose();
        }
    }

    /// <summary>Stores units of one series that are not stored; the others must agree with what is stored.</summary>
    /// <param name="series">The series, from <see cref="SeriesOf"/>.</param>
    /// <param name="first">The key of its replication 0.</param>
    /// <param name="units">The units.</param>
    /// <exception cref="IntegrityException">One does not.</exception>
    public void Insert(long series, UnitKey first, UnitBatch units)
    {
        int[] places = units.InOrder();
        for (int from = 0, end; from < places.Length; from = end)
        {
            int block = units.Replication(places[from]) / UnitBlock.Capacity, size = 0, last = -1;
            ulong present = 0;
            Fit(ref _packed, UnitBlock.Capacity * units.UnitBytes);
            for (end = from; end < places.Length; end++)
            {
                int replication = units.Replication(places[end]);
                // One that comes twice is compared like one that is stored.
                if (replication / UnitBlock.Capacity != block || replication == last) break;
                units.Unit(places[end]).CopyTo(_packed.AsSpan(size));
                size += units.UnitBytes;
                present |= 1UL << (replication % UnitBlock.Capacity);
                last = replication;
            }

            _addBlock.Bind(1, series);
            _addBlock.Bind(2, block);
            _addBlock.Bind(3, (long)present);
            _addBlock.Bind(4, _packed.AsSpan(0, size));
            _addBlock.Step();
            if (_addBlock.Changes() == 0) Merge(series, block, first, new UnitBlock(present, _packed.AsSpan(0, size)));
        }
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
        _addBlock.Dispose();
        _findBlock.Dispose();
        _setBlock.Dispose();
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

    private void Merge(long series, int block, UnitKey first, UnitBlock computed)
    {
        _findBlock.Bind(1, series);
        _findBlock.Bind(2, block);
        _findBlock.Step();
        int size;
        ulong present;
        try
        {
            var stored = new UnitBlock((ulong)_findBlock.Int64(0), _findBlock.Blob(1));
            Compare(block, first, stored, computed);
            present = stored.Present | computed.Present;
            if (present == stored.Present) return;
            size = Join(stored, computed);
        }
        finally
        {
            _findBlock.Reset();
        }

        _setBlock.Bind(1, series);
        _setBlock.Bind(2, block);
        _setBlock.Bind(3, (long)present);
        _setBlock.Bind(4, _merged.AsSpan(0, size));
        _setBlock.Step();
    }

    private static void Compare(int block, UnitKey first, UnitBlock stored, UnitBlock computed)
    {
        foreach (int replication in UnitBlock.Replications(block, stored.Present & computed.Present))
        {
            int slot = replication % UnitBlock.Capacity;
            if (!stored[slot].SequenceEqual(computed[slot])) UnitAgreement.Require(first with { Replication = replication }, PackedUnit.Read(stored[slot]), PackedUnit.Read(computed[slot]));
        }

        if (stored.UnitBytes == computed.UnitBytes) return;
        int other = UnitBlock.Replications(block, computed.Present).First();
        throw new IntegrityException(
            $"Replication {other} of point {first.PointId}, seed {first.Seed}, model version {first.ModelVersion}, was computed with {PackedUnit.OutcomesIn(computed.UnitBytes)} outcomes; other units of the point are stored with {PackedUnit.OutcomesIn(stored.UnitBytes)}. The file was changed, or the program or its runtime is at fault.");
    }

    private int Join(UnitBlock stored, UnitBlock computed)
    {
        int unitBytes = stored.UnitBytes, size = 0;
        Fit(ref _merged, UnitBlock.Capacity * unitBytes);
        for (ulong left = stored.Present | computed.Present; left != 0; left &= left - 1)
        {
            int slot = BitOperations.TrailingZeroCount(left);
            ReadOnlySpan<byte> unit = (stored.Present >> slot & 1) != 0 ? stored[slot] : computed[slot];
            unit.CopyTo(_merged.AsSpan(size));
            size += unitBytes;
        }

        return size;
    }

    private static void Fit(ref byte[] bytes, int size)
    {
        if (bytes.Length < size) bytes = new byte[size];
    }
}
