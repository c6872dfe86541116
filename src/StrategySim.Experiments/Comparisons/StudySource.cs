using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Comparisons;

/// <summary>A point of a sweep as a side of a comparison, or several points taken together.</summary>
/// <remarks>Of several points an outcome is their mean, as <see cref="SliceSamples"/> takes it.</remarks>
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
    /// <param name="description">What the sweep is called, for people; its id where null.</param>
    /// <exception cref="InvalidInputException">The scenario is not valid at one of the points.</exception>
    public StudySource(string name, StudyRecord study, Sweep sweep, IReadOnlyList<long> points, StudyResults results, string? description = null)
    {
        Name = name;
        _study = study;
        _points = points;
        _results = results;
        Scenario[] scenarios = [.. points.Select(index => sweep.At(index)!.Scenario)];
        Scenario = scenarios[0].WithRun(study.Seed, study.MaxReplications);
        Outcomes = Common(scenarios);
        IReadOnlyList<FactorValue>[] values = [.. points.Select(sweep.ValuesAt)];
        Varied = [.. Enumerable.Range(0, sweep.Factors.Count).Where(i => sweep.Factors[i].Place.Length > 0 && values.Any(of => !of[i].Equals(values[0][i]))).Select(i => sweep.Factors[i].Place)];
        DrawnPoints = points.Count > 1 && sweep.Plan is CubeDesign ? points.Count : 0;
        string what = points.Count == 1 ? $"point {points[0]}" : $"{points.Count} points";
        Description = $"{what} of sweep {description ?? study.Id}" + (study.Status == RunStatus.Completed ? "" : $", {study.Status.ToString().ToLowerInvariant()}");
    }

    /// <summary>The outcomes that all of some points of a sweep have.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="points">Indices of points that no constraint drops; at least one.</param>
    /// <exception cref="InvalidInputException">The scenario is not valid at one of the points.</exception>
    public static IReadOnlyList<OutcomeKey> OutcomesAt(Sweep sweep, IReadOnlyList<long> points) => Common([.. points.Select(index => sweep.At(index)!.Scenario)]);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public Scenario Scenario { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Varied { get; }

    /// <inheritdoc/>
    public int DrawnPoints { get; }

    /// <inheritdoc/>
    public IReadOnlyList<OutcomeKey> Outcomes { get; }

    /// <inheritdoc/>
    public int Replications => _study.MaxReplications;

    /// <inheritdoc/>
    public async Task<ComparedSamples> ReadAsync(IReadOnlyList<OutcomeKey> keys, CancellationToken cancellationToken)
    {
        SweepOutcome[] outcomes = [.. keys.Select(key => new SweepOutcome($"{key.Game}/{key.Actor}/{key.Outcome}", key))];
        var slice = new SliceSamples(keys);
        foreach (long index in _points)
        {
            // A point that was not come to yet has no row.
            StudyPoint? point = (await _results.LoadAsync(_study, outcomes, index, 1, cancellationToken)).Points.FirstOrDefault(one => one.Index == index);
            slice.Add(point, point?.Samples ?? [], _study.Replications);
        }

        return slice.Finish();
    }

    private static IReadOnlyList<OutcomeKey> Common(IReadOnlyList<Scenario> scenarios)
    {
        IReadOnlyList<OutcomeKey>[] outcomes = [.. scenarios.Select(scenario => OutcomeLayout.Of(scenario).Keys)];
        return [.. outcomes[0].Where(key => outcomes.All(keys => keys.Contains(key)))];
    }
}
