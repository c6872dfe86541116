using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Comparisons;

/// <summary>Does what the <c>compare</c> section of a sweep document asks for, of outcomes that are read already.</summary>
public static class SweepSlices
{
    /// <summary>The outcomes that are compared: those of a comparison that names none.</summary>
    public static IReadOnlyList<SweepOutcome> Outcomes(Sweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return [.. OutcomeLayout.Of(sweep.Scenario).Keys.Where(key => ComparisonOptions.DefaultOutcomes.Contains(key.Outcome)).Select(key => new SweepOutcome($"{key.Game}/{key.Actor}/{key.Outcome}", key))];
    }

    /// <summary>Compares the two slices.</summary>
    /// <param name="data">The study, with <see cref="Outcomes"/> among its outcomes.</param>
    /// <param name="cancellationToken">Polled at every difference.</param>
    /// <exception cref="InvalidInputException">The sweep asks for no comparison, a slice has no point or too many, or no units; places are those of the document.</exception>
    public static ComparisonResult Compare(StudyData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        Sweep sweep = data.Sweep;
        (IReadOnlyList<long> baseline, IReadOnlyList<long> against) = SweepPoints.Compared(sweep);
        Dictionary<long, StudyPoint> points = data.Points.ToDictionary(point => point.Index);
        (OutcomeKey Key, int Place)[] read = [.. Outcomes(sweep).Select(outcome => (outcome.Key, data.Outcomes.ToList().FindIndex(own => own.Key == outcome.Key))).Where(pair => pair.Item2 >= 0)];
        return Comparison.Of([Side(SweepPoints.Named(sweep.Comparison!.Baseline), baseline), Side(SweepPoints.Named(sweep.Comparison.Against), against)], null, cancellationToken);

        ComparedSide Side(string name, IReadOnlyList<long> indices)
        {
            // What a rule or a variant takes away at a point is left out.
            (OutcomeKey Key, int Place)[] kept = [.. read.Where(one => indices.All(index => !points.TryGetValue(index, out StudyPoint? point) || point.Samples[one.Place].Count > 0 || point.Samples.All(sample => sample.Count == 0)))];
            var slice = new SliceSamples([.. kept.Select(one => one.Key)]);
            foreach (long index in indices)
            {
                StudyPoint? point = points.GetValueOrDefault(index);
                slice.Add(point, point is null ? [] : [.. kept.Select(one => point.Samples[one.Place])], sweep.Replications.Initial);
            }

            ComparedSamples samples = slice.Finish();
            IReadOnlyList<FactorValue>[] values = [.. indices.Select(sweep.ValuesAt)];
            Scenario scenario = sweep.At(indices[0])!.Scenario;
            return new ComparedSide
            {
                Name = name,
                Source = indices.Count == 1 ? $"point {indices[0]}" : $"{indices.Count} points",
                Scenario = scenario,
                Samples = samples.Samples,
                Varied = [.. Enumerable.Range(0, sweep.Factors.Count).Where(i => sweep.Factors[i].Place.Length > 0 && values.Any(of => !of[i].Equals(values[0][i]))).Select(i => sweep.Factors[i].Place)],
                DrawnPoints = indices.Count > 1 && sweep.Plan is CubeDesign ? indices.Count : 0,
                Failed = samples.Failed,
                Missing = samples.Missing,
            };
        }
    }
}
