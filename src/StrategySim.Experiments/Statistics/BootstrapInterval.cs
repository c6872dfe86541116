using MathNet.Numerics.Distributions;
using StrategySim.Experiments.Randomness;

namespace StrategySim.Experiments.Statistics;

/// <summary>Bootstrap intervals for a mean and for a difference of means.</summary>
/// <remarks>
/// <para>
/// Resamples are drawn from a <see cref="DrawSequence"/>, so that equal samples, seed and path give equal intervals. For pairs, hand over their differences:
/// resampling the two sides apart would lose the pairing.
/// </para>
/// <para>
/// Sources: Efron and Tibshirani, An Introduction to the Bootstrap, 1993, sections 12.5 (studentised), 13.3 (percentile), 14.3 (BCa; Efron 1987,
/// Journal of the American Statistical Association 82(397), 171–185); Davison and Hinkley, Bootstrap Methods and their Application, 1997, sections 2.4, 5.2, 5.3
/// and, for two samples, 3.2.1. How often each holds the mean stands in COVERAGE.md, beside this file.
/// </para>
/// </remarks>
internal static class BootstrapInterval
{
    /// <summary>Resamples where none are asked for; (B + 1)·0.025 is whole.</summary>
    public const int DefaultResamples = 1999;

    private const double Tail = 0.025;

    /// <summary>A 95 % interval for the mean of one sample.</summary>
    /// <param name="sample">At least 2 numbers.</param>
    /// <param name="method">How the interval is made.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="path">Path of the random stream.</param>
    /// <param name="resamples">Resamples B, at least 39, for fewer do not reach the tails.</param>
    /// <returns>
    /// The interval, of no width where all numbers are equal. An end of a studentised interval is null where so many resamples are constant that they do not bound it
    /// (a few ones among zeros).
    /// </returns>
    /// <exception cref="ArgumentException">The sample has fewer than 2 numbers or one that is not finite, or there are too few resamples.</exception>
    public static Interval Mean(
        IReadOnlyList<double> sample, BootstrapMethod method, ulong seed, string path, int resamples = DefaultResamples) =>
        Of([SampleGuard.Copy(sample, nameof(sample), 2)], method, seed, path, resamples);

    /// <summary>A 95 % interval for the difference x̄ − ȳ of the means of two independent samples.</summary>
    /// <param name="x">At least 2 numbers.</param>
    /// <param name="y">At least 2 numbers.</param>
    /// <param name="method">How the interval is made.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="path">Path of the random stream.</param>
    /// <param name="resamples">Resamples B, at least 39.</param>
    /// <returns>As for one sample.</returns>
    /// <exception cref="ArgumentException">A sample has fewer than 2 numbers or one that is not finite, or there are too few resamples.</exception>
    public static Interval MeanDifference(
        IReadOnlyList<double> x, IReadOnlyList<double> y, BootstrapMethod method, ulong seed, string path, int resamples = DefaultResamples) =>
        Of([SampleGuard.Copy(x, nameof(x), 2), SampleGuard.Copy(y, nameof(y), 2)], method, seed, path, resamples);

    // The first sample counts positively, the second negatively.
    private static Interval Of(double[][] samples, BootstrapMethod method, ulong seed, string path, int resamples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 39);
        (double estimate, double error) = Statistic(samples);
        if (error == 0) return new Interval(estimate, estimate);

        var draws = new DrawSequence(seed, path);
        double[] statistics = new double[resamples];
        double[][] drawn = [.. samples.Select(sample => new double[sample.Length])];
        for (int b = 0; b < resamples; b++)
        {
            for (int s = 0; s < samples.Length; s++)
            {
                double[] from = samples[s], to = drawn[s];
                for (int i = 0; i < to.Length; i++) to[i] = from[draws.NextBelow(from.Length)];
            }

            (double mean, double standardError) = Statistic(drawn);
            statistics[b] = method == BootstrapMethod.Studentised ? Studentised(mean - estimate, standardError) : mean;
        }

        Array.Sort(statistics);
        switch (method)
        {
            case BootstrapMethod.Studentised:
                return new Interval(Finite(estimate - (error * Quantile(statistics, 1 - Tail))), Finite(estimate - (error * Quantile(statistics, Tail))));
            case BootstrapMethod.Percentile:
                return new Interval(Quantile(statistics, Tail), Quantile(statistics, 1 - Tail));
            case BootstrapMethod.BiasCorrectedAccelerated:
                double bias = Bias(statistics, estimate), acceleration = Acceleration(samples);
                return new Interval(Quantile(statistics, Corrected(Tail)), Quantile(statistics, Corrected(1 - Tail)));

                double Corrected(double probability)
                {
                    double z = bias + Normal.InvCDF(0, 1, probability);
                    double denominator = 1 - (acceleration * z);
                    // Past its pole the correction no longer grows with z; the extreme resample is then the honest answer.
                    return denominator <= 0 ? (z > 0 ? 1 : 0) : Normal.CDF(0, 1, bias + (z / denominator));
                }

            default:
                throw new ArgumentOutOfRangeException(nameof(method), method, "Expected one of the methods of BootstrapMethod.");
        }
    }

    private static (double Mean, double StandardError) Statistic(double[][] samples)
    {
        double mean = 0, variance = 0;
        for (int s = 0; s < samples.Length; s++)
        {
            (double sampleMean, double squares) = MeanAndSquares(samples[s]);
            mean = s == 0 ? sampleMean : mean - sampleMean;
            variance += squares / samples[s].Length / (samples[s].Length - 1);
        }

        return (mean, Math.Sqrt(variance));
    }

    private static (double Mean, double Squares) MeanAndSquares(double[] sample)
    {
        double sum = 0, squares = 0;
        // About the first number: a constant sample then has squares of exactly 0.
        double origin = sample[0];
        foreach (double value in sample) sum += value - origin;
        double shift = sum / sample.Length;
        foreach (double value in sample) squares += (value - origin - shift) * (value - origin - shift);
        return (origin + shift, squares);
    }

    // A constant resample is infinitely many of its own standard errors away.
    private static double Studentised(double deviation, double standardError) =>
        standardError > 0 ? deviation / standardError : deviation == 0 ? 0 : Math.Sign(deviation) * double.PositiveInfinity;

    private static double? Finite(double end) => double.IsFinite(end) ? end : null;

    // The order statistic (B + 1)p, interpolated where that is not whole.
    private static double Quantile(double[] sorted, double probability)
    {
        double place = Math.Clamp(((sorted.Length + 1) * probability) - 1, 0, sorted.Length - 1);
        int below = (int)Math.Floor(place + 1e-9);
        double weight = place - below;
        if (weight <= 1e-9 || below + 1 >= sorted.Length) return sorted[below];
        return sorted[below] == sorted[below + 1] ? sorted[below] : sorted[below] + (weight * (sorted[below + 1] - sorted[below]));
    }

    // z₀ = Φ⁻¹ of the share of resamples below the estimate, ties by half; kept off 0 and 1.
    private static double Bias(double[] sorted, double estimate)
    {
        double below = 0;
        foreach (double value in sorted) below += value < estimate ? 1 : value == estimate ? 0.5 : 0;
        return Normal.InvCDF(0, 1, Math.Clamp(below, 0.5, sorted.Length - 0.5) / sorted.Length);
    }

    // a = Σl³/(6·(Σl²)^(3/2)) over the influence values l of all numbers on the estimate.
    private static double Acceleration(double[][] samples)
    {
        double squares = 0, cubes = 0;
        for (int s = 0; s < samples.Length; s++)
        {
            double mean = MeanAndSquares(samples[s]).Mean;
            foreach (double value in samples[s])
            {
                double influence = (s == 0 ? value - mean : mean - value) / samples[s].Length;
                squares += influence * influence;
                cubes += influence * influence * influence;
            }
        }

        return cubes / (6 * Math.Pow(squares, 1.5));
    }
}
