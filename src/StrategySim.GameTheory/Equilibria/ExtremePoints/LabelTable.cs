using StrategySim.GameTheory.Numerics.Pivoting;

namespace StrategySim.GameTheory.Equilibria.ExtremePoints;

/// <summary>Finds bases of a list by one of their two label sets.</summary>
/// <param name="bases">The list.</param>
/// <param name="byZeros">Whether by the variables that are 0 rather than by the cobasic ones.</param>
/// <param name="capacity">The most bases that will be added.</param>
internal sealed class LabelTable(BasisList bases, bool byZeros, int capacity)
{
    // Open addressing, at most half full; slots hold a basis plus one.
    private readonly int[] _slots = new int[(int)Math.Min(1L << 30, (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)Math.Max(4, 2L * capacity)))];

    /// <summary>The basis with that label set, or −1.</summary>
    public int Find(ReadOnlySpan<ulong> labels) => _slots[Slot(labels)] - 1;

    /// <summary>The first basis added with the same label set as this one, which is added where there is none.</summary>
    public int FindOrAdd(int basis)
    {
        ref int slot = ref _slots[Slot(Key(basis))];
        if (slot == 0) slot = basis + 1;
        return slot - 1;
    }

    private ReadOnlySpan<ulong> Key(int basis) => byZeros ? bases.Zeros(basis) : bases.Cobasis(basis);

    private int Slot(ReadOnlySpan<ulong> labels)
    {
        ulong hash = 0;
        foreach (ulong word in labels)
        {
            hash = (hash ^ word) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 32;
        }

        int slot = (int)(hash & (ulong)(_slots.Length - 1));
        while (_slots[slot] != 0 && !Key(_slots[slot] - 1).SequenceEqual(labels)) slot = (slot + 1) & (_slots.Length - 1);
        return slot;
    }
}
