using MathNet.Numerics.Statistics;

namespace StrategySim.Experiments.Statistics;

/// <summary>Quantiles of a sample.</summary>
public static class Quantiles
{
    /// <summary>The quantiles at the given probabilities.</summary>
    /// <remarks>
    /// Linear interpolation between order statistics at 1 + (n − 1)p: definition 7 of Hyndman and Fan (1996),
    /// The American Statistician 50(4), 361–365; the default of R and NumPy, so that a reader's check agrees.
    /// Cost: one sort of a copy.
    /// </remarks>
    /// <param name="sample">The sample, in any order; at least one number, all finite.</param>
    /// <param name="probabilities">Each 0 to 1.</param>
    /// <returns>One quantile for each probability, in their order.</returns>
    /// <exception cref="ArgumentException">The sample is empty or holds a number that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability is not in 0 to 1.</exception>
    public static IReadOnlyList<double> Of(IEnumerable<double> sample, params IReadOnlyList<double> probabilities)
    {
        double[] sorted = [.. sample];
        if (sorted.Length == 0) throw new ArgumentException("Expected at least one number.", nameof(sample));
        if (!Array.TrueForAll(sorted, double.IsFinite)) throw new ArgumentException("Expected finite numbers only.", nameof(sample));
        Array.Sort(sorted);
        double[] quantiles = new double[probabilities.Count];
        for (int i = 0; i < quantiles.Length; i++)
        {
            double p = probabilities[i];
            if (p is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(probabilities), p, "Expected probabilities from 0 to 1.");
            quantiles[i] = SortedArrayStatistics.QuantileCustom(sorted, p, QuantileDefinition.R7);
        }

        return quantiles;
    }
}
