using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Comparisons;

/// <summary>A point of a sweep as a side of a comparison, or several points taken together.</summary>
/// <remarks>
/// Of several points an outcome is their mean, replication by replication, over the replications that all of them have: points share their random numbers, so their
/// mean has pairs as each of them has. A ratio of sums enters by its linearisation at each point, and the mean is that of the ratios.
/// </remarks>
public sealed class StudySource : IComparisonSource
{
    private readonly StudyRecord _study;
    private readonly IReadOnlyList<long> _points;
    private readonly StudyResults _results;

    /// <summary>Points of a study.</summary>
    /// <param name="name">What the side is called.</param>
    /// <param name="study">The study.</param>
    /// <param name="sweep">Its sweep.</param>
    /// <param name="points">Indices of points that no constraint drops, ascending; at least one.</param>
    /// <param name="results">Reads its units.</param>
    /// <exception cref="InvalidInputException">The scenario is not valid at one of the points.</exception>
    public StudySource(string name, StudyRecord study, Sweep sweep, IReadOnlyList<long> points, StudyResults results)
    {
        Name = name;
        _study = study;
        _points = points;
        _results = results;
        Scenario[] scenarios = [.. points.Select(index => sweep.At(index)!.Scenario)];
        Scenario = scenarios[0].WithRun(study.Seed, study.MaxReplications);
        IReadOnlyList<OutcomeKey>[] outcomes = [.. scenarios.Select(scenario => OutcomeLayout.Of(scenario).Keys)];
        Outcomes = [.. outcomes[0].Where(key => outcomes.All(keys => keys.Contains(key)))];
        IReadOnlyList<FactorValue>[] values = [.. points.Select(sweep.ValuesAt)];
        Varied = [.. Enumerable.Range(0, sweep.Factors.Count).Where(i => sweep.Factors[i].Place.Length > 0 && values.Any(of => !of[i].Equals(values[0][i]))).Select(i => sweep.Factors[i].Place)];
        string what = points.Count == 1 ? $"point {points[0]}" : $"{points.Count} points";
        Description = $"{what} of sweep {study.Id}" + (study.Status == RunStatus.Completed ? "" : $", {study.Status.ToString().ToLowerInvariant()}");
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public Scenario Scenario { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Varied { get; }

    /// <inheritdoc/>
    public IReadOnlyList<OutcomeKey> Outcomes { get; }

    /// <inheritdoc/>
    public int Replications => _study.MaxReplications;

    /// <inheritdoc/>
    public async Task<ComparedSamples> ReadAsync(IReadOnlyList<OutcomeKey> keys, CancellationToken cancellationToken)
    {
        SweepOutcome[] outcomes = [.. keys.Select(key => new SweepOutcome($"{key.Game}/{key.Actor}/{key.Outcome}", key))];
        int failed = 0, missing = 0;
        IReadOnlyList<int>? common = null;
        double[][]? sums = null;
        foreach (long index in _points)
        {
            StudyPoint? point = (await _results.LoadAsync(_study, outcomes, index, 1, cancellationToken)).Points.FirstOrDefault(one => one.Index == index);
            // A point that was not come to yet has no row.
            if (point is null || point.PointId is null || point.Samples[0].Count == 0)
                return new ComparedSamples([.. keys.Select(key => new OutcomeSample(key, [], [], []))], failed + (point?.Failed ?? 0), missing + (point?.Missing ?? _study.Replications));
            failed += point.Failed;
            missing += point.Missing;
            if (_points.Count == 1) return new ComparedSamples(point.Samples, failed, missing);
            (common, sums) = Add(point.Samples, common, sums);
        }

        double[][] means = [.. sums!.Select(sum => sum.Select(value => value / _points.Count).ToArray())];
        // These are means of whole units: no round weighs anything any more.
        int[] ones = [.. Enumerable.Repeat(1, common!.Count)];
        return new ComparedSamples([.. keys.Select((key, i) => new OutcomeSample(key, common, means[i], ones))], failed, missing);
    }

    private static (IReadOnlyList<int> Common, double[][] Sums) Add(IReadOnlyList<OutcomeSample> samples, IReadOnlyList<int>? common, double[][]? sums)
    {
        IReadOnlyList<int> replications = samples[0].Replications;
        double[][] numbers = [.. samples.Select(sample => sample.IsRatio ? LinearisedRatio.Of(sample.Values, sample.Rounds) : [.. sample.Values])];
        if (common is null || sums is null) return (replications, numbers);
        Dictionary<int, int> places = Enumerable.Range(0, replications.Count).ToDictionary(i => replications[i]);
        int[] kept = [.. Enumerable.Range(0, common.Count).Where(i => places.ContainsKey(common[i]))];
        IReadOnlyList<int> earlier = common;
        return ([.. kept.Select(i => earlier[i])], [.. sums.Select((sum, k) => kept.Select(i => sum[i] + numbers[k][places[earlier[i]]]).ToArray())]);
    }
}
