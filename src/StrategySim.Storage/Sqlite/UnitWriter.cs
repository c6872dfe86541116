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
        var series = new List<(int Replication, UnitSummary Summary)>();
        for (int i = 0; i < units.Count; i++)
        {
            UnitKey key = units[i].Key;
            series.Add((key.Replication, units[i].Summary));
            if (i + 1 < units.Count && SameSeries(key, units[i + 1].Key)) continue;
            UnitKey first = key with { Replication = 0 };
            Insert(SeriesOf(first), first, series);
            series.Clear();
        }
    }

    /// <summary>Stores units of one series that are not stored; the others must agree with what is stored.</summary>
    /// <param name="series">The series, from <see cref="SeriesOf"/>.</param>
    /// <param name="first">The key of its replication 0.</param>
    /// <param name="units">The units, best in ascending order.</param>
    /// <exception cref="IntegrityException">One does not.</exception>
    public void Insert(long series, UnitKey first, IReadOnlyList<(int Replication, UnitSummary Summary)> units)
    {
        for (int from = 0, end; from < units.Count; from = end)
        {
            int block = units[from].Replication / UnitBlock.Capacity, last = -1;
            // As many as can be packed as they come: of one block and ascending.
            for (end = from; end < units.Count && units[end].Replication / UnitBlock.Capacity == block && units[end].Replication > last; end++) last = units[end].Replication;
            (ulong present, int size) = Pack(first, units, from, end);
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

    private (ulong Present, int Size) Pack(UnitKey first, IReadOnlyList<(int Replication, UnitSummary Summary)> units, int from, int end)
    {
        int outcomes = units[from].Summary.Values.Count, unitBytes = UnitBlock.BytesOf(outcomes), size = 0;
        Fit(ref _packed, (end - from) * unitBytes);
        ulong present = 0;
        for (int i = from; i < end; i++)
        {
            (int replication, UnitSummary summary) = units[i];
            if (summary.Values.Count != outcomes) throw OtherLength(first with { Replication = replication }, summary.Values.Count, outcomes);
            UnitBlock.Write(summary, _packed.AsSpan(size, unitBytes));
            present |= 1UL << (replication % UnitBlock.Capacity);
            size += unitBytes;
        }

        return (present, size);
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
        foreach (int replication in UnitReader.Replications(block, stored.Present & computed.Present))
        {
            int slot = replication % UnitBlock.Capacity;
            if (!stored[slot].SequenceEqual(computed[slot])) UnitAgreement.Require(first with { Replication = replication }, UnitBlock.Read(stored[slot]), UnitBlock.Read(computed[slot]));
        }

        // Of different units, which have one scenario.
        if (stored.UnitBytes != computed.UnitBytes)
        {
            int replication = UnitReader.Replications(block, computed.Present).First();
            throw OtherLength(first with { Replication = replication }, UnitBlock.OutcomesOf(computed.UnitBytes), UnitBlock.OutcomesOf(stored.UnitBytes));
        }
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

    private static IntegrityException OtherLength(UnitKey key, int computed, int stored) => new(
        $"Replication {key.Replication} of point {key.PointId}, seed {key.Seed}, model version {key.ModelVersion}, was computed with {computed} outcomes; other units of the point have {stored}. The file was changed, or the program or its runtime is at fault.");
}
