using MathNet.Numerics;
using StrategySim.Experiments.Randomness;

namespace StrategySim.Experiments.Statistics;

/// <summary>The ranks that a sample leaves open, for all of several means at once.</summary>
/// <remarks>
/// <para>
/// Each pair of means is compared, by differences of their samples replication by replication, and all pairs share one critical value c: the 95 % quantile of the
/// greatest studentised difference. The best rank of j is then 1 + the means that are greater than its own by more than c standard errors, the worst the number of means
/// less those that are smaller by as much: with probability 95 % every true rank lies in its interval. Mogstad, Romano, Shaikh and Wilhelm (2024), "Inference for ranks with
/// applications to mobility across neighbourhoods and academic achievement across countries", Review of Economic Studies 91(1), 476–518. Ranks of
/// resampled means would not do: where means are nearly equal their percentiles are no intervals (Hall and Miller 2009, Annals of Statistics 37(6B), 3929–3959).
/// </para>
/// <para>
/// The quantile comes from a Gaussian multiplier bootstrap, which keeps the dependence of pairs, over a common χ of n − 1 degrees of freedom, as of
/// normal samples; that part is integrated instead of drawn.
/// </para>
/// </remarks>
internal static class RankIntervals
{
    // Long samples are taken in groups: 400 tell a standard error to a few per cent.
    private const int MostGroups = 400;
    private const int Resamples = 999;
    private const double Confidence = 0.95;

    /// <summary>The ranks, 1 the greatest mean.</summary>
    /// <param name="means">The means.</param>
    /// <param name="samples">For each mean the sample, of equal length, at least 2, that its error is that of; null for a mean that has none.</param>
    /// <param name="ties">Means that differ by no more than this are equal.</param>
    /// <param name="seed">Any 64-bit number.</param>
    /// <param name="path">Path of the random stream.</param>
    /// <param name="cancellationToken">Polled between resamples.</param>
    public static (int Best, int Worst)[] Of(IReadOnlyList<double> means, IReadOnlyList<double[]?> samples, double ties, ulong seed, string path, CancellationToken cancellationToken = default)
    {
        int count = means.Count;
        double[]?[] deviations = [.. samples.Select(sample => sample is null ? null : Deviations(sample))];
        int groups = deviations.Max(deviation => deviation?.Length ?? 0);
        double[,] errors = new double[count, count];
        for (int j = 0; j < count; j++)
        {
            for (int k = 0; k < j; k++) errors[j, k] = errors[k, j] = Error(deviations[j], deviations[k], groups);
        }

        double critical = groups == 0 ? 0 : Critical(deviations, errors, groups, seed, path, cancellationToken);
        var ranks = new (int Best, int Worst)[count];
        for (int j = 0; j < count; j++)
        {
            (int better, int worse) = (0, 0);
            for (int k = 0; k < count; k++)
            {
                if (k == j) continue;
                double by = means[k] - means[j], error = errors[j, k];
                // A difference of samples that never moves says nothing of how far it might.
                bool random = deviations[j] is not null || deviations[k] is not null;
                bool sure = random ? error > 0 && Math.Abs(by) > critical * error : Math.Abs(by) > ties;
                if (sure && by > 0) better++;
                else if (sure) worse++;
            }

            ranks[j] = (1 + better, count - worse);
        }

        return ranks;
    }

    private static double[] Deviations(double[] sample)
    {
        int size = ((sample.Length - 1) / MostGroups) + 1, groups = sample.Length / size;
        double[] deviations = new double[groups];
        double mean = 0;
        for (int g = 0; g < groups; g++)
        {
            for (int i = 0; i < size; i++) deviations[g] += sample[(g * size) + i] / size;
            mean += deviations[g] / groups;
        }

        for (int g = 0; g < groups; g++) deviations[g] -= mean;
        return deviations;
    }

    private static double Error(double[]? x, double[]? y, int groups)
    {
        double squares = 0;
        for (int g = 0; g < groups && (x is not null || y is not null); g++)
        {
            double difference = (x is null ? 0 : x[g]) - (y is null ? 0 : y[g]);
            squares += difference * difference;
        }

        return squares == 0 ? 0 : Math.Sqrt(squares / groups / (groups - 1));
    }

    private static double Critical(double[]?[] deviations, double[,] errors, int groups, ulong seed, string path, CancellationToken cancellationToken)
    {
        int count = deviations.Length;
        var draws = new DrawSequence(seed, path);
        double[] greatest = new double[Resamples], normals = new double[groups], means = new double[count];
        double scale = 1 / Math.Sqrt((double)groups * (groups - 1));
        for (int b = 0; b < Resamples; b++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int g = 0; g < groups; g++) normals[g] = draws.NextNormal();
            for (int j = 0; j < count; j++)
            {
                double sum = 0;
                if (deviations[j] is { } deviation)
                {
                    for (int g = 0; g < groups; g++) sum += normals[g] * deviation[g];
                }

                means[j] = sum * scale;
            }

            double most = 0;
            for (int j = 1; j < count; j++)
            {
                for (int k = 0; k < j; k++)
                {
                    if (errors[j, k] > 0) most = Math.Max(most, Math.Abs(means[j] - means[k]) / errors[j, k]);
                }
            }

            greatest[b] = most;
        }

        return Quantile(greatest, groups - 1);
    }

    // The c at which the mean over resamples of P(greatest ≤ c·χ/√df) is the confidence.
    private static double Quantile(double[] greatest, int degrees)
    {
        double low = 0, high = Math.Max(greatest.Max(), 1);
        while (Covered(high) < Confidence) (low, high) = (high, 2 * high);
        for (int i = 0; i < 30 && high - low > 1e-4 * high; i++)
        {
            double middle = (low + high) / 2;
            if (Covered(middle) < Confidence) low = middle;
            else high = middle;
        }

        return high;

        double Covered(double c)
        {
            double sum = 0;
            foreach (double most in greatest) sum += most == 0 ? 1 : SpecialFunctions.GammaUpperRegularized(degrees / 2.0, degrees * (most / c) * (most / c) / 2);
            return sum / greatest.Length;
        }
    }
}
