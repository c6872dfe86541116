namespace StrategySim.Experiments.Statistics;

/// <summary>An outcome over replications, with its 95 % interval.</summary>
/// <param name="Mean">The estimate, in the unit of the outcome.</param>
/// <param name="Lower">Lower end of the interval; null where <paramref name="N"/> is 1.</param>
/// <param name="Upper">Upper end of the interval; null where <paramref name="N"/> is 1.</param>
/// <param name="Sd">Standard deviation such that the interval is mean ± t·sd/√n; null where <paramref name="N"/> is 1.</param>
/// <param name="N">Replications, at least 1.</param>
public sealed record Estimate(double Mean, double? Lower, double? Upper, double? Sd, int N)
{
    /// <summary>The estimate with its Student interval.</summary>
    /// <param name="mean">The estimate.</param>
    /// <param name="sd">Standard deviation of one replication, at least 0; ignored where <paramref name="n"/> is 1.</param>
    /// <param name="n">Replications, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is below 1.</exception>
    public static Estimate WithStudentInterval(double mean, double sd, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        if (n == 1) return new Estimate(mean, null, null, null, 1);
        double half = StudentQuantile.TwoSided95(n - 1) * sd / Math.Sqrt(n);
        return new Estimate(mean, mean - half, mean + half, sd, n);
    }
}
