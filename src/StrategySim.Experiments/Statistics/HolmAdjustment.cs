namespace StrategySim.Experiments.Statistics;

/// <summary>Holm's step-down adjustment of p-values for several tests at once.</summary>
/// <remarks>
/// With p₍₁₎ ≤ … ≤ p₍ₘ₎ the adjusted value of the k-th is max over j ≤ k of min(1, (m − j + 1)·p₍ⱼ₎). Whatever the dependence of the tests, refusing
/// those of at most α errs at all with probability at most α. Source: Holm (1979), Scandinavian Journal of Statistics 6(2), 65–70.
/// </remarks>
internal static class HolmAdjustment
{
    /// <summary>The adjusted p-values.</summary>
    /// <param name="pValues">Each 0 to 1, in any order.</param>
    /// <returns>One for each, in the same order; equal values stay equal.</returns>
    /// <exception cref="ArgumentException">A value is not in 0 to 1.</exception>
    public static IReadOnlyList<double> Adjust(params IReadOnlyList<double> pValues)
    {
        for (int i = 0; i < pValues.Count; i++)
        {
            if (pValues[i] is not (>= 0 and <= 1)) throw new ArgumentException($"pValues[{i}] is {pValues[i]}; expected a number from 0 to 1.", nameof(pValues));
        }

        int[] order = [.. Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i])];
        double[] adjusted = new double[pValues.Count];
        double largest = 0;
        for (int rank = 0; rank < order.Length; rank++)
        {
            largest = Math.Max(largest, Math.Min(1, (order.Length - rank) * pValues[order[rank]]));
            adjusted[order[rank]] = largest;
        }

        return adjusted;
    }
}
