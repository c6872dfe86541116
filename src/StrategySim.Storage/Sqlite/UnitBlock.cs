using System.Numerics;
using StrategySim.Experiments.Store;

namespace StrategySim.Storage.Sqlite;

/// <summary>Units of one series with up to 64 successive replications, as one row holds them: those present follow each other in order, all packed to one length.</summary>
internal readonly ref struct UnitBlock
{
    /// <summary>Replications of a block. A larger one would be written anew more often while it fills.</summary>
    public const int Capacity = 64;

    private readonly ReadOnlySpan<byte> _bytes;

    /// <param name="present">Bit i for the i-th replication of the block.</param>
    /// <param name="bytes">The units.</param>
    /// <exception cref="IntegrityException">They are not as many as is said.</exception>
    public UnitBlock(ulong present, ReadOnlySpan<byte> bytes)
    {
        int count = BitOperations.PopCount(present);
        if (count == 0 || bytes.Length % count != 0 || PackedUnit.OutcomesIn(bytes.Length / count) is null)
            throw new IntegrityException($"A block of {count} units is stored with {bytes.Length} bytes. The file was changed.");
        Present = present;
        UnitBytes = bytes.Length / count;
        _bytes = bytes;
    }

    public ulong Present { get; }

    public int UnitBytes { get; }

    /// <summary>One unit that is present.</summary>
    /// <param name="slot">Its place, 0 to 63.</param>
    public ReadOnlySpan<byte> this[int slot] => _bytes.Slice(BitOperations.PopCount(Present & Below(slot)) * UnitBytes, UnitBytes);

    /// <summary>The bits of a block whose replications are in a range.</summary>
    public static ulong Between(int block, int from, int end)
    {
        long first = (long)block * Capacity;
        return Below((int)Math.Clamp(end - first, 0, Capacity)) & ~Below((int)Math.Clamp(from - first, 0, Capacity));
    }

    /// <summary>The replications that bits of a block stand for, ascending.</summary>
    public static IEnumerable<int> Replications(int block, ulong present)
    {
        for (; present != 0; present &= present - 1) yield return (block * Capacity) + BitOperations.TrailingZeroCount(present);
    }

    private static ulong Below(int slots) => slots == Capacity ? ulong.MaxValue : (1UL << slots) - 1;
}
