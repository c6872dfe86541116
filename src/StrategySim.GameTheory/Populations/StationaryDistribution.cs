using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Populations;

/// <summary>The stationary distribution of a finite Markov chain that can go from everywhere to everywhere.</summary>
/// <remarks>
/// Grassmann, Taksar and Heyman, Operations Research 33 (1985) 1107–1116: states are taken out one by one; nothing is subtracted,
/// so that small probabilities keep all their digits, and rationals stay exact.
/// </remarks>
public static class StationaryDistribution
{
    /// <summary>The distribution, exact.</summary>
    /// <param name="transitions">Probabilities from row to column, or any positive multiple of the off-diagonal ones; the diagonal is not read. n × n.</param>
    /// <exception cref="ArgumentException">A state cannot be left for those before it: the chain does not go from everywhere to everywhere.</exception>
    public static Rational[] Of(Rational[,] transitions)
    {
        ArgumentNullException.ThrowIfNull(transitions);
        int n = transitions.GetLength(0);
        var p = (Rational[,])transitions.Clone();
        for (int last = n - 1; last > 0; last--)
        {
            Rational leaving = Rational.Zero;
            for (int j = 0; j < last; j++) leaving += p[last, j];
            if (leaving.IsZero) throw Closed(last);
            for (int i = 0; i < last; i++) p[i, last] /= leaving;
            for (int i = 0; i < last; i++)
            {
                for (int j = 0; j < last; j++)
                {
                    if (i != j) p[i, j] += p[i, last] * p[last, j];
                }
            }
        }

        var weights = new Rational[n];
        weights[0] = Rational.One;
        Rational total = Rational.One;
        for (int k = 1; k < n; k++)
        {
            for (int i = 0; i < k; i++) weights[k] += weights[i] * p[i, k];
            total += weights[k];
        }

        return [.. weights.Select(w => w / total)];
    }

    /// <summary>The distribution in floating point, each probability to about n roundings, however small.</summary>
    /// <param name="transitions">As above.</param>
    /// <exception cref="ArgumentException">As above.</exception>
    public static double[] Of(double[,] transitions)
    {
        ArgumentNullException.ThrowIfNull(transitions);
        int n = transitions.GetLength(0);
        var p = (double[,])transitions.Clone();
        for (int last = n - 1; last > 0; last--)
        {
            double leaving = 0;
            for (int j = 0; j < last; j++) leaving += p[last, j];
            if (leaving == 0) throw Closed(last);
            for (int i = 0; i < last; i++) p[i, last] /= leaving;
            for (int i = 0; i < last; i++)
            {
                for (int j = 0; j < last; j++)
                {
                    if (i != j) p[i, j] += p[i, last] * p[last, j];
                }
            }
        }

        var weights = new double[n];
        weights[0] = 1;
        for (int k = 1; k < n; k++)
        {
            for (int i = 0; i < k; i++) weights[k] += weights[i] * p[i, k];
        }

        double total = weights.Sum();
        return [.. weights.Select(w => w / total)];
    }

    private static ArgumentException Closed(int state) => new($"State {state} is never left for the states before it, so the chain does not go from everywhere to everywhere and its stationary distribution is not unique.");
}
