using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Experiments.Comparisons;

/// <summary>Takes points of a study together: of each outcome their mean, replication by replication, over the replications that all of them have.</summary>
/// <remarks>Points share their random numbers, so their mean has pairs as each of them has. A ratio of sums enters by its linearisation at each point, and the mean is that of the ratios.</remarks>
/// <param name="keys">The outcomes.</param>
internal sealed class SliceSamples(IReadOnlyList<OutcomeKey> keys)
{
    private IReadOnlyList<int>? _common;
    private double[][] _sums = [];
    private IReadOnlyList<OutcomeSample>? _only;
    private int _points, _failed, _missing;
    private bool _empty;

    /// <summary>Adds a point.</summary>
    /// <param name="point">The point; null where it was not come to yet.</param>
    /// <param name="samples">Its samples of the outcomes, in their order.</param>
    /// <param name="planned">Units that a point has which was not come to yet.</param>
    public void Add(StudyPoint? point, IReadOnlyList<OutcomeSample> samples, int planned)
    {
        _failed += point?.Failed ?? 0;
        _missing += point?.Missing ?? planned;
        if (point?.PointId is null || samples.Count == 0 || samples[0].Count == 0)
        {
            _empty = true;
            return;
        }

        _only = _points++ == 0 ? samples : null;
        IReadOnlyList<int> replications = samples[0].Replications;
        double[][] numbers = [.. samples.Select(sample => sample.IsRatio ? LinearisedRatio.Of(sample.Values, sample.Rounds) : [.. sample.Values])];
        if (_common is null)
        {
            (_common, _sums) = (replications, numbers);
            return;
        }

        Dictionary<int, int> places = Enumerable.Range(0, replications.Count).ToDictionary(i => replications[i]);
        IReadOnlyList<int> earlier = _common;
        int[] kept = [.. Enumerable.Range(0, earlier.Count).Where(i => places.ContainsKey(earlier[i]))];
        _common = [.. kept.Select(i => earlier[i])];
        _sums = [.. _sums.Select((sum, k) => kept.Select(i => sum[i] + numbers[k][places[earlier[i]]]).ToArray())];
    }

    /// <summary>What was added; of no replication where a point has none.</summary>
    public ComparedSamples Finish()
    {
        if (_empty || _common is null) return new ComparedSamples([.. keys.Select(key => new OutcomeSample(key, [], [], []))], _failed, _missing);
        if (_only is { } only) return new ComparedSamples(only, _failed, _missing);
        // These are means of whole units: no round weighs anything any more.
        int[] ones = [.. Enumerable.Repeat(1, _common.Count)];
        return new ComparedSamples([.. keys.Select((key, i) => new OutcomeSample(key, _common, [.. _sums[i].Select(sum => sum / _points)], ones))], _failed, _missing);
    }
}
