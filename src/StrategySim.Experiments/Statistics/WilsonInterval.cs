namespace StrategySim.Experiments.Statistics;

/// <summary>Wilson's score interval for a rate.</summary>
/// <remarks>
/// The rates p with |p̂ − p| ≤ z·√(p(1 − p)/n): ends (p̂ + z²/2n ± z·√(p̂(1 − p̂)/n + z²/4n²))/(1 + z²/n).
/// It stays within 0 to 1 and keeps a width where no or every trial succeeded, as p̂ ± z·√(p̂(1 − p̂)/n) does not.
/// Sources: Wilson (1927), Journal of the American Statistical Association 22(158), 209–212; Newcombe (1998), Statistics in Medicine 17(8), 857–872, method 3.
/// </remarks>
public static class WilsonInterval
{
    // The 97.5 % quantile of the standard normal distribution.
    private const double Z = 1.959963984540054;

    /// <summary>The 95 % interval of a rate.</summary>
    /// <param name="successes">Trials that succeeded, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Independent trials n, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not in its range.</exception>
    public static Interval Of(long successes, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        double n = trials, rate = successes / n, correction = Z * Z / n;
        double centre = rate + (correction / 2);
        double half = Z * Math.Sqrt(((rate * (1 - rate)) + (correction / 4)) / n);
        // At the two ends the formula gives 0 and 1 up to rounding.
        double lower = successes == 0 ? 0 : (centre - half) / (1 + correction);
        double upper = successes == trials ? 1 : (centre + half) / (1 + correction);
        return new Interval(lower, upper);
    }
}
