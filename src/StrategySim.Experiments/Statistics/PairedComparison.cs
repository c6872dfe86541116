using MathNet.Numerics.Distributions;

namespace StrategySim.Experiments.Statistics;

/// <summary>Two outcomes compared pair by pair, as common random numbers make them.</summary>
/// <param name="Difference">Mean of x − y with its paired-t interval.</param>
/// <param name="T">Student's t, with n − 1 degrees of freedom; null where all differences are equal.</param>
/// <param name="PValue">Two-sided p-value of "no difference", before any adjustment; where all differences are equal, 1 if they are 0, else null.</param>
/// <param name="CohenDz">Mean difference over the standard deviation of differences; null where that is 0.</param>
/// <param name="HedgesGav">Mean difference over the average standard deviation of the two outcomes, bias corrected; null where that is 0.</param>
/// <param name="Correlation">Pearson's correlation of the pairs; null where one outcome is constant.</param>
/// <param name="VarianceReduction">
/// (s_x² + s_y²)/s²_(x−y): how many times the variance of the difference would be larger without pairs; null where all differences are equal.
/// </param>
public sealed record PairedComparison(
    Estimate Difference, double? T, double? PValue, double? CohenDz, double? HedgesGav, double? Correlation, double? VarianceReduction)
{
    /// <summary>Compares two outcomes over the same replications.</summary>
    /// <remarks>
    /// Sources: Student (1908), Biometrika 6(1), 1–25; for common random numbers Law, Simulation Modeling and Analysis, 5th ed. 2015,
    /// sections 10.2.1 and 11.2. Effect sizes: <see cref="EffectSize"/>.
    /// </remarks>
    /// <param name="x">Outcomes of the first, in replication order; at least 2.</param>
    /// <param name="y">Outcomes of the second over the same replications.</param>
    /// <exception cref="ArgumentException">The samples differ in length, have fewer than 2 numbers, or one that is not finite.</exception>
    public static PairedComparison Of(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        double[] first = SampleGuard.Copy(x, nameof(x), 2), second = SampleGuard.Copy(y, nameof(y), 2);
        if (first.Length != second.Length) throw new ArgumentException($"y has {second.Length} numbers; expected {first.Length}, one for each of x.", nameof(y));

        double[] differences = new double[first.Length];
        for (int i = 0; i < first.Length; i++) differences[i] = first[i] - second[i];
        Estimate difference = SampleGuard.StudentMean(differences);
        double sd = difference.Sd!.Value;
        double sdX = SampleGuard.Moments(first).Sd, sdY = SampleGuard.Moments(second).Sd;

        double? t = sd > 0 ? difference.Mean / (sd / Math.Sqrt(difference.N)) : null;
        double? p = t is { } value ? 2 * StudentT.CDF(0, 1, difference.N - 1, -Math.Abs(value)) : difference.Mean == 0 ? 1 : null;
        double separate = (sdX * sdX) + (sdY * sdY);
        // Var(x − y) = Var x + Var y − 2·Cov(x, y); rounding may leave it outside −1 to 1.
        double? correlation = sdX > 0 && sdY > 0 ? Math.Clamp((separate - (sd * sd)) / (2 * sdX * sdY), -1, 1) : null;
        return new PairedComparison(
            difference, t, p, EffectSize.CohenDz(differences), EffectSize.HedgesGav(first, second), correlation, sd > 0 ? separate / (sd * sd) : null);
    }
}
