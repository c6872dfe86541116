using StrategySim.Experiments.Designs;
using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Sensitivity;

/// <summary>Morris's measures of one factor, per unit of its coordinate in the cube.</summary>
/// <param name="Factor">The factor, from 0.</param>
/// <param name="Mu">Mean elementary effect μ.</param>
/// <param name="MuStar">
/// Mean absolute elementary effect μ*, which does not cancel where an output rises and falls, with a t-interval over trajectories;
/// without interval where the effects are all there are.
/// </param>
/// <param name="Sigma">Standard deviation σ of the effects: interactions and curvature; null for a single trajectory.</param>
/// <param name="Effects">Number of effects.</param>
public sealed record MorrisMeasure(int Factor, double Mu, Estimate MuStar, double? Sigma, int Effects);

/// <summary>Morris's screening by elementary effects.</summary>
/// <remarks>
/// An elementary effect is (f(x + Δeᵢ) − f(x))/Δ, Δ with its sign. σ divides by n − 1 for a sample of trajectories and by n where all effects of the grid are there.
/// Sources: Morris (1991), Technometrics 33(2), 161–174 (μ, σ); Campolongo, Cariboni and Saltelli (2007), Environmental Modelling and Software 22(10), 1509–1518 (μ*).
/// </remarks>
internal static class MorrisMeasures
{
    /// <summary>The measures of every factor.</summary>
    /// <param name="design">Trajectories, or the whole grid.</param>
    /// <param name="outputs">One output for each point, in order.</param>
    /// <param name="trajectories">How many trajectories, from the first; null for all steps.</param>
    /// <returns>One for each factor, in order.</returns>
    /// <exception cref="ArgumentException">There is another number of outputs than of points, or one is not finite.</exception>
    public static IReadOnlyList<MorrisMeasure> Of(IMorrisDesign design, IReadOnlyList<double> outputs, int? trajectories = null)
    {
        if (outputs.Count != design.Count)
            throw new ArgumentException($"There are {outputs.Count} outputs; expected one for each of {design.Count} points.", nameof(outputs));
        double[] values = SampleGuard.Copy(outputs, nameof(outputs), 1);
        List<double>[] effects = [.. Enumerable.Range(0, design.Dimension).Select(_ => new List<double>())];
        IEnumerable<MorrisStep> steps = trajectories is int some ? design.Steps().Take(some * design.Dimension) : design.Steps();
        foreach (MorrisStep step in steps) effects[step.Factor].Add((values[step.To] - values[step.From]) / step.Delta);
        return [.. effects.Select((list, factor) => Measure(factor, list, design.IsExhaustive))];
    }

    private static MorrisMeasure Measure(int factor, List<double> effects, bool exhaustive)
    {
        Estimate effect = SampleGuard.StudentMean(effects), absolute = SampleGuard.StudentMean(effects.Select(Math.Abs));
        if (!exhaustive) return new MorrisMeasure(factor, effect.Mean, absolute, effect.Sd, effects.Count);
        // Every factor has p^(d−1)·p/2 effects; one alone (p = 2, d = 1) has no spread.
        double sigma = (effect.Sd ?? 0) * Math.Sqrt((effects.Count - 1) / (double)effects.Count);
        return new MorrisMeasure(factor, effect.Mean, new Estimate(absolute.Mean, null, null, absolute.Sd, absolute.N), sigma, effects.Count);
    }
}
