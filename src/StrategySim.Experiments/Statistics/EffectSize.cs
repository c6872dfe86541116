using MathNet.Numerics;

namespace StrategySim.Experiments.Statistics;

/// <summary>Standardised differences of means, and Hedges' correction of their bias.</summary>
/// <remarks>
/// Sources: Cohen, Statistical Power Analysis for the Behavioral Sciences, 2nd ed. 1988, section 2.3; Hedges (1981), Journal of Educational Statistics 6(2),
/// 107–128, equation 6e for the exact correction; Lakens (2013), Frontiers in Psychology 4:863, for the names of the paired versions.
/// </remarks>
internal static class EffectSize
{
    /// <summary>Hedges' g of two independent samples: J·(x̄ − ȳ)/s with the pooled standard deviation s.</summary>
    /// <param name="x">At least 2 numbers.</param>
    /// <param name="y">At least 2 numbers.</param>
    /// <returns>The effect; null where both samples are constant.</returns>
    /// <exception cref="ArgumentException">A sample has fewer than 2 numbers, or one that is not finite.</exception>
    public static double? HedgesG(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        (double meanX, double sdX) = SampleGuard.Moments(SampleGuard.Copy(x, nameof(x), 2));
        (double meanY, double sdY) = SampleGuard.Moments(SampleGuard.Copy(y, nameof(y), 2));
        int degrees = x.Count + y.Count - 2;
        double pooled = Math.Sqrt((((x.Count - 1) * sdX * sdX) + ((y.Count - 1) * sdY * sdY)) / degrees);
        return pooled > 0 ? HedgesCorrection(degrees) * (meanX - meanY) / pooled : null;
    }

    /// <summary>Hedges' g of pairs, g_av: J·(x̄ − ȳ)/√((s_x² + s_y²)/2), in units of the outcome's own spread.</summary>
    /// <remarks>Comparable with <see cref="HedgesG"/> whatever the correlation of the pairs, as <see cref="CohenDz"/> is not.</remarks>
    /// <param name="x">At least 2 numbers.</param>
    /// <param name="y">As many, each the partner of the number in its place.</param>
    /// <returns>The effect; null where both samples are constant.</returns>
    /// <exception cref="ArgumentException">The samples differ in length, have fewer than 2 numbers, or one that is not finite.</exception>
    public static double? HedgesGav(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        (double meanX, double sdX) = SampleGuard.Moments(SampleGuard.Copy(x, nameof(x), 2));
        (double meanY, double sdY) = SampleGuard.Moments(SampleGuard.Copy(y, nameof(y), 2));
        if (x.Count != y.Count) throw new ArgumentException($"y has {y.Count} numbers; expected {x.Count}, one for each of x.", nameof(y));
        double average = Math.Sqrt(((sdX * sdX) + (sdY * sdY)) / 2);
        return average > 0 ? HedgesCorrection(x.Count - 1) * (meanX - meanY) / average : null;
    }

    /// <summary>Cohen's d_z: the mean of the differences of pairs over their standard deviation.</summary>
    /// <param name="differences">At least 2 numbers.</param>
    /// <returns>The effect; null where all differences are equal.</returns>
    /// <exception cref="ArgumentException">There are fewer than 2 numbers, or one is not finite.</exception>
    public static double? CohenDz(IReadOnlyList<double> differences)
    {
        (double mean, double sd) = SampleGuard.Moments(SampleGuard.Copy(differences, nameof(differences), 2));
        return sd > 0 ? mean / sd : null;
    }

    /// <summary>J(m) = Γ(m/2)/(√(m/2)·Γ((m − 1)/2)), about 1 − 3/(4m − 1): makes a standardised difference unbiased for normal samples.</summary>
    /// <param name="degreesOfFreedom">m, at least 1; at 1 the correction is 0, for the difference then has no mean.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1.</exception>
    public static double HedgesCorrection(int degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        if (degreesOfFreedom == 1) return 0;
        double m = degreesOfFreedom;
        return Math.Exp(SpecialFunctions.GammaLn(m / 2) - SpecialFunctions.GammaLn((m - 1) / 2)) / Math.Sqrt(m / 2);
    }
}
