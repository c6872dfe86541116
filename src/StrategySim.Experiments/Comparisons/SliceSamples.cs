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
    private double[][] _first = [], _sums = [];
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
            (_common, _first, _sums) = (replications, numbers, [.. numbers.Select(of => new double[of.Length])]);
            return;
        }

        Dictionary<int, int> places = Enumerable.Range(0, replications.Count).ToDictionary(i => replications[i]);
        IReadOnlyList<int> earlier = _common;
        int[] kept = [.. Enumerable.Range(0, earlier.Count).Where(i => places.ContainsKey(earlier[i]))];
        _common = [.. kept.Select(i => earlier[i])];
        // What points have more than the first is summed, so that the mean of equal numbers is that number, to the bit: a slice of points that play alike differs from none of them.
        _sums = [.. _sums.Select((sum, k) => kept.Select(i => sum[i] + (numbers[k][places[earlier[i]]] - _first[k][i])).ToArray())];
        _first = [.. _first.Select(first => kept.Select(i => first[i]).ToArray())];
    }

    /// <summary>What was added; of no replication where a point has none.</summary>
    public ComparedSamples Finish()
    {
        if (_empty || _common is null) return new ComparedSamples([.. keys.Select(key => new OutcomeSample(key, [], [], []))], _failed, _missing);
        if (_only is { } only) return new ComparedSamples(only, _failed, _missing);
        // These are means of whole units: no round weighs anything any more.
        int[] ones = [.. Enumerable.Repeat(1, _common.Count)];
        return new ComparedSamples([.. keys.Select((key, i) => new OutcomeSample(key, _common, [.. _first[i].Zip(_sums[i], (first, sum) => first + (sum / _points))], ones))], _failed, _missing);
    }
}
