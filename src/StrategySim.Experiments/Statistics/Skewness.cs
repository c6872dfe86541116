namespace StrategySim.Experiments.Statistics;

/// <summary>Skewness of a sample, and how many numbers it takes before a mean's interval can be trusted.</summary>
/// <remarks>
/// G₁ = m₃/m₂^(3/2) with central moments over n. Cochran's rule: for a nominal 95 % interval of a mean to miss in at most 6 % of cases take n &gt; 25·G₁²; it was made for
/// populations whose skewness is their chief departure from the normal. Source: Cochran, Sampling Techniques, 3rd ed. 1977, section 2.15.
/// </remarks>
internal static class Skewness
{
    /// <summary>G₁ of a sample.</summary>
    /// <param name="sample">At least 2 numbers.</param>
    /// <returns>The skewness, 0 for a symmetric sample; null where all numbers are equal.</returns>
    /// <exception cref="ArgumentException">There are fewer than 2 numbers, or one is not finite.</exception>
    public static double? Of(IReadOnlyList<double> sample)
    {
        double[] copy = SampleGuard.Copy(sample, nameof(sample), 2);
        (double mean, double sd) = SampleGuard.Moments(copy);
        if (sd == 0) return null;
        double squares = 0, cubes = 0;
        foreach (double value in copy)
        {
            // In units of the deviation: cubes of very large or small numbers stay in range.
            double z = (value - mean) / sd;
            squares += z * z;
            cubes += z * z * z;
        }

        return cubes / copy.Length / Math.Pow(squares / copy.Length, 1.5);
    }

    /// <summary>The least n with n &gt; 25·G₁².</summary>
    /// <param name="skewness">G₁; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public static long NumbersNeeded(double skewness)
    {
        if (!double.IsFinite(skewness)) throw new ArgumentOutOfRangeException(nameof(skewness), skewness, "Expected a finite number.");
        double least = Math.Floor(25 * skewness * skewness) + 1;
        return least >= long.MaxValue ? long.MaxValue : (long)least;
    }
}
