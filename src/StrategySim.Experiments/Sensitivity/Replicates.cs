namespace StrategySim.Experiments.Sensitivity;

/// <summary>Products and variances of outputs that are known by replications.</summary>
internal static class Replicates
{
    /// <summary>The differences u − v, replication by replication, for as many as there is room.</summary>
    public static void Subtract(double[] u, double[] v, double[] difference)
    {
        for (int r = 0; r < difference.Length; r++) difference[r] = u[r] - v[r];
    }

    /// <summary>The mean of u_r·v_r′ over pairs of different replications r ≠ r′; of a single replication the product itself.</summary>
    /// <remarks>
    /// Replications being independent, it is an unbiased estimate of E u · E v, which the product of the means is not: a U-statistic of order 2
    /// (Hoeffding 1948, Annals of Mathematical Statistics 19(3), 293–325).
    /// </remarks>
    public static double Product(double[] u, double[] v)
    {
        double n = u.Length, sumU = 0, sumV = 0, products = 0;
        for (int r = 0; r < u.Length; r++)
        {
            sumU += u[r];
            sumV += v[r];
            products += u[r] * v[r];
        }

        return u.Length == 1 ? products : ((sumU * sumV) - products) / (n * (n - 1));
    }

    /// <summary>Sample variance of at least 2 numbers.</summary>
    public static double Variance(ReadOnlySpan<double> sample)
    {
        double origin = sample[0], sum = 0, squares = 0;
        foreach (double value in sample) sum += value - origin;
        double mean = sum / sample.Length;
        foreach (double value in sample) squares += (value - origin - mean) * (value - origin - mean);
        return squares / (sample.Length - 1);
    }

    /// <summary>Checks that every output has as many replications, at least 1, all finite.</summary>
    /// <returns>Their number.</returns>
    /// <exception cref="ArgumentException">It has not.</exception>
    public static int Check(IReadOnlyList<IReadOnlyList<double[]>> outputs, string name)
    {
        int replications = outputs.Count == 0 || outputs[0].Count == 0 ? 0 : outputs[0][0].Length;
        for (int k = 0; k < outputs.Count; k++)
        {
            for (int i = 0; i < outputs[k].Count; i++)
            {
                double[] output = outputs[k][i];
                if (output.Length != replications || replications == 0)
                    throw new ArgumentException($"{name}[{k}][{i}] has {output.Length} replications; expected {Math.Max(replications, 1)}, as many as every point has.", name);
                int bad = Array.FindIndex(output, value => !double.IsFinite(value));
                if (bad >= 0) throw new ArgumentException($"{name}[{k}][{i}][{bad}] is {output[bad]}; expected a finite number.", name);
            }
        }

        return replications;
    }
}
