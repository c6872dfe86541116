namespace StrategySim.Simulation.Rules.Learning;

/// <summary>How learners choose among values.</summary>
internal static class Choice
{
    /// <summary>Two values this close, relative to the larger, count as equal: they differ by rounding alone.</summary>
    private const double Rounding = 1e-12;

    /// <summary>A strategy of the highest value: the one kept where it is among the best, else the first listed.</summary>
    /// <param name="values">The value of each strategy.</param>
    /// <param name="kept">The strategy played last; −1 for none.</param>
    public static int Best(ReadOnlySpan<double> values, int kept)
    {
        double highest = values[0];
        foreach (double value in values) highest = Math.Max(highest, value);
        double least = highest - (Rounding * Math.Max(1, Math.Abs(highest)));
        if (kept >= 0 && values[kept] >= least) return kept;
        int first = 0;
        while (values[first] < least) first++;
        return first;
    }

    /// <summary>A strategy drawn with probabilities in proportion to exp(precision · value).</summary>
    public static int Logit(ReadOnlySpan<double> values, double precision, double u)
    {
        Span<double> weights = stackalloc double[values.Length];
        double highest = values[0];
        foreach (double value in values) highest = Math.Max(highest, value);
        // Relative to the best, so that no exponential overflows.
        for (int i = 0; i < weights.Length; i++) weights[i] = Math.Exp(precision * (values[i] - highest));
        return Weighted(weights, u);
    }

    /// <summary>A strategy drawn with probabilities in proportion to weights, at least one of which is positive.</summary>
    public static int Weighted(ReadOnlySpan<double> weights, double u)
    {
        double sum = 0;
        foreach (double weight in weights) sum += weight;
        double target = u * sum;
        int last = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] <= 0) continue;
            last = i;
            target -= weights[i];
            if (target < 0) return i;
        }

        // Rounding may leave a hair of the sum.
        return last;
    }
}
