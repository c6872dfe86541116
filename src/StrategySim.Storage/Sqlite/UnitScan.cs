using System.Numerics;
using Microsoft.Data.Sqlite;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;

namespace StrategySim.Storage.Sqlite;

/// <summary>Goes over the units of a series in the order of replications; what it shows of one is valid until it goes on.</summary>
internal sealed class UnitScan(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _blocks = new(connection, "SELECT block, present, units FROM unit_block WHERE series = ?1 AND block >= ?2 AND block <= ?3 ORDER BY block");

    private int _from, _end, _block, _slot;
    private ulong _present, _left;

    public int Replication => (_block * UnitBlock.Capacity) + _slot;

    public int Rounds => PackedUnit.RoundsOf(Unit);

    /// <summary>The 32 bytes of its hash.</summary>
    public ReadOnlySpan<byte> Hash => PackedUnit.HashOf(Unit);

    /// <summary>Its outcomes: doubles, little-endian.</summary>
    public ReadOnlySpan<byte> Values => PackedUnit.ValuesOf(Unit);

    private ReadOnlySpan<byte> Unit => new UnitBlock(_present, _blocks.Blob(2))[_slot];

    /// <summary>Starts before the units of a series from one replication up to another, which is left out.</summary>
    public void Begin(long series, int from, int end)
    {
        Reset();
        (_from, _end) = (from, end);
        _blocks.Bind(1, series);
        _blocks.Bind(2, from / UnitBlock.Capacity);
        _blocks.Bind(3, (end - 1) / UnitBlock.Capacity);
    }

    /// <summary>Goes on to the next unit; false where there is none.</summary>
    public bool Next()
    {
        while (_left == 0)
        {
            if (_from >= _end || !_blocks.Step()) return false;
            _block = _blocks.Int32(0);
            _present = (ulong)_blocks.Int64(1);
            _left = _present & UnitBlock.Between(_block, _from, _end);
        }

        _slot = BitOperations.TrailingZeroCount(_left);
        _left &= _left - 1;
        return true;
    }

    public UnitSummary Summary() => PackedUnit.Read(Unit);

    /// <summary>Leaves the units that were not shown.</summary>
    public void Reset()
    {
        _left = 0;
        _blocks.Reset();
    }

    public void Dispose() => _blocks.Dispose();
}
