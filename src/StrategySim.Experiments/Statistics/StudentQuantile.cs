using System.Collections.Concurrent;
using MathNet.Numerics.Distributions;

namespace StrategySim.Experiments.Statistics;

/// <summary>Quantiles of Student's t distribution.</summary>
public static class StudentQuantile
{
    // The inverse is found by iteration, some microseconds each; a table of results asks for one value a hundred times.
    private static readonly ConcurrentDictionary<int, double> _twoSided95 = new();

    /// <summary>The t with P(|T| ≤ t) = 0.95, the 97.5 % quantile; 12.706 at 1 degree of freedom, down to 1.960.</summary>
    /// <param name="degreesOfFreedom">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degreesOfFreedom"/> is below 1.</exception>
    public static double TwoSided95(int degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        return _twoSided95.GetOrAdd(degreesOfFreedom, static df => StudentT.InvCDF(0, 1, df, 0.975));
    }
}
