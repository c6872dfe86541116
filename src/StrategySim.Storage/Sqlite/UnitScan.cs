using System.Numerics;
using Microsoft.Data.Sqlite;

namespace StrategySim.Storage.Sqlite;

/// <summary>Looks at a unit, which is packed as <see cref="Experiments.Store.PackedUnit"/> reads it and valid during the call; false ends the scan.</summary>
internal delegate bool UnitVisitor(int replication, ReadOnlySpan<byte> unit);

/// <summary>Goes over the units of a series in the order of replications.</summary>
internal sealed class UnitScan(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _blocks = new(connection, "SELECT block, present, units FROM unit_block WHERE series = ?1 AND block >= ?2 AND block <= ?3 ORDER BY block");

    /// <summary>Shows the units of a series from one replication up to another, which is left out.</summary>
    /// <returns>False where the visitor ended it.</returns>
    public bool Show(long series, int from, int end, UnitVisitor visit)
    {
        if (from >= end) return true;
        _blocks.Bind(1, series);
        _blocks.Bind(2, from / UnitBlock.Capacity);
        _blocks.Bind(3, (end - 1) / UnitBlock.Capacity);
        try
        {
            while (_blocks.Step())
            {
                int number = _blocks.Int32(0);
                // Asked for once a block: each look into a row passes the lock of the connection.
                var block = new UnitBlock((ulong)_blocks.Int64(1), _blocks.Blob(2));
                for (ulong left = block.Present & UnitBlock.Between(number, from, end); left != 0; left &= left - 1)
                {
                    int slot = BitOperations.TrailingZeroCount(left);
                    if (!visit((number * UnitBlock.Capacity) + slot, block[slot])) return false;
                }
            }

            return true;
        }
        finally
        {
            _blocks.Reset();
        }
    }

    public void Dispose() => _blocks.Dispose();
}
