namespace StrategySim.Experiments.Statistics;

/// <summary>A ratio of sums as a plain mean: one number for each unit, whose mean is the ratio and whose spread is that of its linearisation.</summary>
/// <remarks>
/// With r = Σy/Σx and x̄ = Σx/n the numbers are zᵢ = r + (yᵢ − r·xᵢ)/x̄: their mean is r and their standard deviation that of the delta method
/// (<see cref="RatioAccumulator"/>). Statistics of means, taken of these numbers, are therefore those of ratios to first order, and the
/// difference of two ratios over the same units is the mean of differences zᵢ − z′ᵢ, whose variance has the covariance of the two in it. For small n
/// they are approximate: the second order, O(1/n), is left out. Where all x are equal the numbers are yᵢ/xᵢ.
/// Sources: Cochran, Sampling Techniques, 3rd ed. 1977, chapter 6 (ratios, and the comparison of two of them); Deng, Knoblich and Lu (2018),
/// Applying the Delta Method in Metric Analytics, Proceedings of KDD 2018, 233–242; for the bootstrap of linearised values Davison and Hinkley,
/// Bootstrap Methods and their Application, 1997, section 2.7. How often intervals hold the difference stands in COVERAGE.md, beside this file.
/// </remarks>
internal static class LinearisedRatio
{
    /// <summary>The numbers of a mean per round over units that differ in length.</summary>
    /// <param name="perRound">The number per round y/x of each unit; at least one, finite.</param>
    /// <param name="rounds">Rounds x of each unit, greater than 0.</param>
    /// <exception cref="ArgumentException">The lists are empty or differ in length, a number is not finite, or a unit has no rounds.</exception>
    public static double[] Of(IReadOnlyList<double> perRound, IReadOnlyList<int> rounds)
    {
        double[] values = SampleGuard.Copy(perRound, nameof(perRound), 1);
        if (rounds.Count != values.Length) throw new ArgumentException($"There are {rounds.Count} numbers of rounds; expected {values.Length}, one for each number.", nameof(rounds));
        double sumY = 0, sumX = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (rounds[i] < 1) throw new ArgumentException($"rounds[{i}] is {rounds[i]}; expected at least 1.", nameof(rounds));
            sumY += values[i] * rounds[i];
            sumX += rounds[i];
        }

        double ratio = sumY / sumX, meanX = sumX / values.Length;
        for (int i = 0; i < values.Length; i++) values[i] = ratio + ((values[i] - ratio) * rounds[i] / meanX);
        return values;
    }
}
