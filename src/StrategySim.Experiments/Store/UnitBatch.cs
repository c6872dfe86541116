using System.Buffers;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Store;

/// <summary>Units of one series on their way to the store, each packed as soon as it has ended.</summary>
/// <remarks>
/// As objects they would live just long enough to be copied by several garbage collections, which costs half as much as playing a unit of a few rounds. Not safe for several
/// threads. Whoever made a batch disposes of it when it is stored: its memory then serves others.
/// </remarks>
public sealed class UnitBatch : IDisposable
{
    private byte[] _bytes = [];
    private int[] _replications = [];
    private bool _ascending = true;

    /// <summary>How many units.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of each; 0 where there is none.</summary>
    public int UnitBytes { get; private set; }

    /// <summary>The places of the units in the order of their replications.</summary>
    public int[] InOrder()
    {
        int[] places = [.. Enumerable.Range(0, Count)];
        if (!_ascending) Array.Sort(_replications.AsSpan(0, Count).ToArray(), places);
        return places;
    }

    /// <summary>The replication of a unit.</summary>
    /// <param name="place">From 0, in the order in which they were added.</param>
    public int Replication(int place) => _replications[place];

    /// <summary>A unit as <see cref="PackedUnit"/> reads it.</summary>
    /// <param name="place">From 0, in the order in which they were added.</param>
    public ReadOnlySpan<byte> Unit(int place) => _bytes.AsSpan(place * UnitBytes, UnitBytes);

    /// <summary>The summary of a unit.</summary>
    /// <param name="place">From 0, in the order in which they were added.</param>
    public UnitSummary Summary(int place) => PackedUnit.Read(Unit(place));

    /// <summary>Adds a unit.</summary>
    /// <exception cref="ArgumentException">It has more or fewer outcomes than those before, or its trajectory hash is not one.</exception>
    public void Add(int replication, UnitSummary summary)
    {
        PackedUnit.Write(summary, Room(replication, PackedUnit.BytesOf(summary.Values.Count)));
        Keep(replication);
    }

    /// <summary>Adds a unit as <see cref="PackedUnit"/> wrote it.</summary>
    /// <exception cref="ArgumentException">It has more or fewer outcomes than those before.</exception>
    public void Add(int replication, ReadOnlySpan<byte> unit)
    {
        unit.CopyTo(Room(replication, unit.Length));
        Keep(replication);
    }

    /// <summary>Adds the units of another batch, which keeps them.</summary>
    /// <exception cref="ArgumentException">They have more or fewer outcomes than those before.</exception>
    public void Add(UnitBatch other)
    {
        for (int i = 0; i < other.Count; i++) Add(other._replications[i], other.Unit(i));
    }

    /// <summary>Gives the memory back; the batch is empty then.</summary>
    public void Dispose()
    {
        Count = 0;
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        if (_replications.Length > 0) ArrayPool<int>.Shared.Return(_replications);
        (_bytes, _replications, _ascending) = ([], [], true);
    }

    private Span<byte> Room(int replication, int size)
    {
        if (Count == 0) UnitBytes = size;
        if (size != UnitBytes)
            throw new ArgumentException($"Replication {replication} has {PackedUnit.OutcomesIn(size)} outcomes; expected {PackedUnit.OutcomesIn(UnitBytes)}, as have the units before.", nameof(size));
        Fit(ref _bytes, Count * size, size);
        Fit(ref _replications, Count, 1);
        return _bytes.AsSpan(Count * size, size);
    }

    private void Keep(int replication)
    {
        _ascending &= Count == 0 || _replications[Count - 1] < replication;
        _replications[Count++] = replication;
    }

    private static void Fit<T>(ref T[] items, int used, int more)
    {
        if (items.Length >= used + more) return;
        T[] larger = ArrayPool<T>.Shared.Rent(Math.Max(16 * more, 2 * used));
        items.AsSpan(0, used).CopyTo(larger);
        if (items.Length > 0) ArrayPool<T>.Shared.Return(items);
        items = larger;
    }
}
