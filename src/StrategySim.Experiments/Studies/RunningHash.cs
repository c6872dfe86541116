using System.Runtime.InteropServices;
using StrategySim.Experiments.Store;

namespace StrategySim.Experiments.Studies;

/// <summary>Hashes the results of a study as they are stored, so that they need not be read again at its end; see <see cref="StudyReader.HashAsync"/>.</summary>
/// <remarks>
/// Points are settled in about the order of the design: what has to wait for an earlier point is kept here. It gives up where it cannot know every unit: some were stored
/// before, or too much would have to wait. Safe for several threads.
/// </remarks>
/// <param name="mostBytes">Of hashes that wait for an earlier point, at most; then it gives up. A study that goes on until intervals are narrow may keep a point in play for long.</param>
internal sealed class RunningHash(long mostBytes = 32L << 20) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StudyHash _hash = new();

    // Points whose turn is yet to come, in the order of the design, and what of them was stored.
    private readonly Queue<long> _expected = new();
    private readonly Dictionary<long, WaitingPoint> _waiting = [];
    private long _bytes;
    private bool _over;

    /// <summary>The point comes next in the order of the design; said before anything of it is stored.</summary>
    public void Expect(long index)
    {
        lock (_lock)
        {
            if (!_over) _expected.Enqueue(index);
        }
    }

    /// <summary>There are units that it is not shown.</summary>
    public void GiveUp()
    {
        lock (_lock)
        {
            _over = true;
            _expected.Clear();
            _waiting.Clear();
        }
    }

    /// <summary>These were stored, once and in the order of their being settled.</summary>
    public void Add(IReadOnlyList<StudyPointGroup> groups)
    {
        lock (_lock)
        {
            foreach (StudyPointGroup group in groups)
            {
                if (_over) return;
                Add(group);
            }
        }
    }

    /// <summary>The hash, once everything was stored; null where it does not know every unit.</summary>
    public string? Finish()
    {
        lock (_lock)
        {
            if (_over || _expected.Count > 0) return null;
            _over = true;
            return _hash.Finish();
        }
    }

    public void Dispose() => _hash.Dispose();

    private void Add(StudyPointGroup group)
    {
        StudyPointRow row = group.Row;
        if (row.Settled && _expected.TryPeek(out long first) && first == row.Index && !_waiting.ContainsKey(row.Index))
        {
            // As almost all: whole, and its turn.
            _expected.Dequeue();
            _hash.Begin(row);
            if (group.Units is { } units) Append(units);
        }
        else
        {
            Keep(group);
        }

        while (_expected.TryPeek(out long next) && _waiting.TryGetValue(next, out WaitingPoint? point) && point.Row.Settled)
        {
            _expected.Dequeue();
            _waiting.Remove(next);
            _hash.Begin(point.Row);
            point.Append(_hash);
            _bytes -= point.Bytes;
        }

        if (_bytes > mostBytes) GiveUp();
    }

    private void Append(UnitBatch units)
    {
        foreach (int place in units.InOrder()) _hash.Add(units.Replication(place), PackedUnit.HashOf(units.Unit(place)));
    }

    private void Keep(StudyPointGroup group)
    {
        if (!_waiting.TryGetValue(group.Row.Index, out WaitingPoint? point)) _waiting.Add(group.Row.Index, point = new WaitingPoint());
        _bytes -= point.Bytes;
        point.Row = group.Row;
        if (group.Units is { } units) point.Add(units);
        _bytes += point.Bytes;
    }

    /// <summary>A point that is not settled, or whose turn it is not.</summary>
    private sealed class WaitingPoint
    {
        private readonly List<int> _replications = [];
        private readonly List<byte> _hashes = [];

        public StudyPointRow Row { get; set; } = null!;

        public long Bytes => _hashes.Capacity + (sizeof(int) * (long)_replications.Capacity);

        public void Add(UnitBatch units)
        {
            for (int i = 0; i < units.Count; i++)
            {
                _replications.Add(units.Replication(i));
                _hashes.AddRange(PackedUnit.HashOf(units.Unit(i)));
            }
        }

        public void Append(StudyHash hash)
        {
            int[] replications = [.. _replications], places = [.. Enumerable.Range(0, replications.Length)];
            Array.Sort(replications, places);
            ReadOnlySpan<byte> hashes = CollectionsMarshal.AsSpan(_hashes);
            for (int i = 0; i < places.Length; i++) hash.Add(replications[i], hashes.Slice(places[i] * PackedUnit.HashBytes, PackedUnit.HashBytes));
        }
    }
}
