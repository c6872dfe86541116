using MathNet.Numerics.Distributions;

namespace StrategySim.Experiments.Statistics;

/// <summary>Two outcomes compared over independent replications, whose spreads may differ.</summary>
/// <param name="Mean">x̄ − ȳ.</param>
/// <param name="Lower">Lower end of its 95 % interval.</param>
/// <param name="Upper">Upper end of its 95 % interval.</param>
/// <param name="StandardError">√(s_x²/n_x + s_y²/n_y).</param>
/// <param name="DegreesOfFreedom">Welch and Satterthwaite's approximation, not whole; null where both outcomes are constant.</param>
/// <param name="T">Welch's t; null where both outcomes are constant.</param>
/// <param name="PValue">Two-sided p-value of "no difference", before any adjustment; where both are constant, 1 if they are equal, else null.</param>
/// <param name="HedgesG">Mean difference over the pooled standard deviation, bias corrected; null where that is 0.</param>
internal sealed record WelchComparison(double Mean, double Lower, double Upper, double StandardError, double? DegreesOfFreedom, double? T, double? PValue, double? HedgesG)
{
    /// <summary>Compares two outcomes.</summary>
    /// <remarks>Source: Welch (1947), Biometrika 34(1–2), 28–35; Law, Simulation Modeling and Analysis, 5th ed. 2015, section 10.2.2.</remarks>
    /// <param name="x">Outcomes of the first; at least 2.</param>
    /// <param name="y">Outcomes of the second; at least 2.</param>
    /// <exception cref="ArgumentException">A sample has fewer than 2 numbers, or one that is not finite.</exception>
    public static WelchComparison Of(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        (double meanX, double sdX) = SampleGuard.Moments(SampleGuard.Copy(x, nameof(x), 2));
        (double meanY, double sdY) = SampleGuard.Moments(SampleGuard.Copy(y, nameof(y), 2));
        double mean = meanX - meanY, ofX = sdX * sdX / x.Count, ofY = sdY * sdY / y.Count, error = Math.Sqrt(ofX + ofY);
        if (error == 0) return new WelchComparison(mean, mean, mean, 0, null, null, mean == 0 ? 1 : null, null);

        // Of shares, not of squares of variances: those of small payoffs would underflow.
        double share = ofX / (ofX + ofY);
        double degrees = 1 / ((share * share / (x.Count - 1)) + ((1 - share) * (1 - share) / (y.Count - 1)));
        double half = StudentT.InvCDF(0, 1, degrees, 0.975) * error, t = mean / error;
        return new WelchComparison(mean, mean - half, mean + half, error, degrees, t, 2 * StudentT.CDF(0, 1, degrees, -Math.Abs(t)), EffectSize.HedgesG(x, y));
    }
}
