using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Analysis;

/// <summary>How the means of points moved with their replications.</summary>
/// <param name="Outcome">Name of the outcome.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Points">Points with at least one unit.</param>
/// <param name="Steps">The means at each count, fewest first.</param>
public sealed record MeansConvergence(string Outcome, string Unit, int Points, IReadOnlyList<MeansConvergenceStep> Steps);

/// <summary>The means of all points at one count of replications.</summary>
/// <param name="Replications">The count; a point with fewer stands at its own.</param>
/// <param name="MedianHalfWidth">Median over points of the half-width of the 95 % interval, in the unit of the outcome; null where no point has an interval.</param>
/// <param name="LargestHalfWidth">The largest half-width; likewise.</param>
/// <param name="LargestMove">By how much the mean that moved most has moved since the count before; null at the first.</param>
public sealed record MeansConvergenceStep(int Replications, double? MedianHalfWidth, double? LargestHalfWidth, double? LargestMove);

/// <summary>How means over replications moved with their number; figures of sensitivity and robustness carry their own convergence.</summary>
public static class ConvergenceAnalysis
{
    /// <summary>The mean of one point, with its 95 % interval, at doubling counts of replications.</summary>
    /// <param name="sample">The outcome at the point; at least one replication.</param>
    /// <exception cref="ArgumentException">There is no replication.</exception>
    public static ConvergenceSeries OfPoint(OutcomeSample sample)
    {
        if (sample.Count == 0) throw new ArgumentException("The point has no replication; expected at least one.", nameof(sample));
        return new ConvergenceSeries("mean", "", "replications", [.. SampleSizes.Doubling(sample.Count, 2).Select(n =>
        {
            Estimate estimate = StudyTable.First(sample, (int)n).ToEstimate()!;
            return new ConvergenceStep(n, estimate.Mean, estimate.Lower, estimate.Upper);
        })]);
    }

    /// <summary>The means of all points together.</summary>
    /// <param name="data">The study.</param>
    /// <param name="outcome">Name of the outcome.</param>
    /// <exception cref="InvalidInputException">There is no such outcome, or no unit is stored.</exception>
    public static MeansConvergence OfMeans(StudyData data, string outcome)
    {
        var table = StudyTable.Of(data, outcome, PointChoice.Present);
        List<MeansConvergenceStep> steps = [];
        Estimate[]? before = null;
        foreach (long n in SampleSizes.Doubling(table.MostReplications, 2))
        {
            Estimate[] estimates = table.Estimates((int)n);
            double[] halves = [.. estimates.Where(e => e.Upper is not null).Select(e => (e.Upper!.Value - e.Lower!.Value) / 2)];
            steps.Add(new MeansConvergenceStep(
                (int)n,
                halves.Length == 0 ? null : Quantiles.Of(halves, 0.5)[0],
                halves.Length == 0 ? null : halves.Max(),
                before?.Zip(estimates, (a, b) => Math.Abs(b.Mean - a.Mean)).Max()));
            before = estimates;
        }

        return new MeansConvergence(table.Name, table.Unit, table.Points.Count, steps);
    }
}
