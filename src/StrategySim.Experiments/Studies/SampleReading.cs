using System.Buffers.Binary;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Experiments.Studies;

/// <summary>Makes points with their samples of rows and units that come in the order of the design.</summary>
internal sealed class SampleReading(Sweep sweep, StudyRecord study, IReadOnlyList<SweepOutcome> outcomes)
{
    private readonly List<(StudyPointRow Row, IReadOnlyList<OutcomeSample> Samples)> _points = [];
    private readonly Dictionary<long, (StudyPointRow Row, IReadOnlyList<OutcomeSample> Samples)> _firsts = [];
    private readonly PointLayouts _layouts = new(sweep);
    private readonly Dictionary<OutcomeLayout, (int[] Places, int Count)> _places = [];

    // Replications are mostly 0 to n − 1, and rounds mostly all the same: points share such lists.
    private readonly Dictionary<int, int[]> _ranges = [];
    private readonly Dictionary<(int Rounds, int Count), int[]> _equalRounds = [];
    private readonly List<int> _replications = [];
    private readonly List<int> _rounds = [];
    private readonly List<double>[] _values = [.. outcomes.Select(_ => new List<double>())];
    private StudyPointRow? _row;
    private (int[] Places, int Count) _layout;

    /// <summary>The next point.</summary>
    public void Begin(StudyPointRow row)
    {
        End();
        _row = row;
        _layout = row.PointId is null ? ([], 0) : LayoutOf(row.Index);
    }

    /// <summary>The next unit of that point.</summary>
    public void Add(StudyPlace place, int rounds, ReadOnlySpan<byte> values)
    {
        if (values.Length != _layout.Count * sizeof(double))
        {
            throw new IntegrityException(
                $"A stored unit of point {place.Index} of study {study.Id} has {values.Length / sizeof(double)} outcomes where the scenario has {_layout.Count}: it was stored by a program with other outcomes under the same model version.");
        }

        _replications.Add(place.Replication);
        _rounds.Add(rounds);
        for (int i = 0; i < _values.Length; i++)
        {
            if (_layout.Places[i] >= 0) _values[i].Add(BinaryPrimitives.ReadDoubleLittleEndian(values[(_layout.Places[i] * sizeof(double))..]));
        }
    }

    /// <summary>The points whose units some points read so far share, but that were not read themselves.</summary>
    public IReadOnlyList<long> FirstsElsewhere(long before)
    {
        End();
        return [.. _points.Where(point => point.Row.SameAs < before).Select(point => point.Row.SameAs!.Value).Distinct().Order()];
    }

    /// <summary>Takes over the points of another reading, for those that share their units.</summary>
    public void Adopt(SampleReading other)
    {
        other.End();
        foreach ((long index, var point) in other._firsts) _firsts[index] = point;
    }

    /// <summary>The points.</summary>
    public IReadOnlyList<StudyPoint> Finish()
    {
        End();
        return [.. _points.Select(point =>
        {
            (StudyPointRow row, IReadOnlyList<OutcomeSample> samples) = point.Row.SameAs is { } first && _firsts.TryGetValue(first, out var found) ? found : point;
            return new StudyPoint(point.Row.Index, sweep.ValuesAt(point.Row.Index), point.Row.PointId, samples, row.Failed, Math.Max(0, row.Target - row.Done - row.Failed));
        })];
    }

    private void End()
    {
        if (_row is null) return;
        int[] replications = Shared(_replications, _ranges, static list => list[^1] == list.Count - 1, static list => list.Count);
        int[] rounds = Shared(_rounds, _equalRounds, static list => !list.Exists(round => round != list[0]), static list => (list[0], list.Count));
        var samples = new OutcomeSample[outcomes.Count];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = _values[i].Count == replications.Length
                ? new OutcomeSample(outcomes[i].Key, replications, _values[i].ToArray(), rounds)
                : new OutcomeSample(outcomes[i].Key, [], [], []);
            _values[i].Clear();
        }

        // Of a point in play more may be stored than its row told.
        _row = _row with { Done = replications.Length };
        _points.Add((_row, samples));
        if (_row.SameAs is null) _firsts[_row.Index] = (_row, samples);
        _replications.Clear();
        _rounds.Clear();
        _row = null;
    }

    private static int[] Shared<TKey>(List<int> list, Dictionary<TKey, int[]> known, Predicate<List<int>> isCommon, Func<List<int>, TKey> keyOf)
        where TKey : notnull
    {
        if (list.Count == 0) return [];
        if (!isCommon(list)) return [.. list];
        TKey key = keyOf(list);
        if (!known.TryGetValue(key, out int[]? shared)) known.Add(key, shared = [.. list]);
        return shared;
    }

    private (int[] Places, int Count) LayoutOf(long index)
    {
        OutcomeLayout layout = _layouts.At(index);
        if (!_places.TryGetValue(layout, out var known))
            _places[layout] = known = ([.. outcomes.Select(outcome => layout.IndexOf(outcome.Key))], layout.Keys.Count);
        return known;
    }
}
