namespace StrategySim.Experiments.Statistics;

/// <summary>How one choice does over the points of a sweep.</summary>
/// <param name="Worst">Its lowest value (Wald's maximin picks the choice where this is highest).</param>
/// <param name="MaximumRegret">The most by which another choice does better at a point (Savage's minimax regret picks the lowest).</param>
/// <param name="Mean">Its mean over the points, each with equal weight (Laplace).</param>
/// <param name="Quantile">Its value at the asked quantile of the points.</param>
/// <param name="SatisficingShare">Share of the points at which it reaches the threshold (Starr's domain criterion).</param>
public sealed record ChoiceRobustness(double Worst, double MaximumRegret, double Mean, double Quantile, double SatisficingShare);

/// <summary>Robustness of choices over a sweep, by five measures, and the choices that are best by each.</summary>
/// <param name="Choices">One for each choice, in their order.</param>
/// <param name="Maximin">The choices with the highest worst value; several where they tie, in their order.</param>
/// <param name="MinimaxRegret">The choices with the lowest maximum regret.</param>
/// <param name="BestMean">The choices with the highest mean.</param>
/// <param name="BestQuantile">The choices with the highest quantile.</param>
/// <param name="BestSatisficing">The choices with the highest satisficing share.</param>
public sealed record Robustness(
    IReadOnlyList<ChoiceRobustness> Choices,
    IReadOnlyList<int> Maximin,
    IReadOnlyList<int> MinimaxRegret,
    IReadOnlyList<int> BestMean,
    IReadOnlyList<int> BestQuantile,
    IReadOnlyList<int> BestSatisficing)
{
    /// <summary>Measures choices over points.</summary>
    /// <remarks>
    /// Sources: Wald, Statistical Decision Functions, 1950; Savage (1951), Journal of the American Statistical Association 46(253), 55–67;
    /// Starr, Product Design and Decision Theory, 1963; all compared by McPhail et al. (2018), Earth's Future 6(2), 169–191.
    /// </remarks>
    /// <param name="values">Outcome of each choice (first index) at each point (second index), higher being better; change signs for a cost.</param>
    /// <param name="quantile">Which quantile of the points, 0 to 1; definition 7 of Hyndman and Fan.</param>
    /// <param name="threshold">Least value that is good enough.</param>
    /// <exception cref="ArgumentException">There is no choice or no point, choices differ in points, or a number is not finite.</exception>
    public static Robustness Of(IReadOnlyList<IReadOnlyList<double>> values, double quantile, double threshold)
    {
        if (values.Count == 0) throw new ArgumentException("There are no choices; expected at least one.", nameof(values));
        if (!double.IsFinite(threshold)) throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "Expected a finite number.");
        double[][] table = [.. values.Select((choice, i) => SampleGuard.Copy(choice, $"values[{i}]", 1))];
        int points = table[0].Length;
        for (int i = 1; i < table.Length; i++)
        {
            if (table[i].Length != points)
                throw new ArgumentException($"values[{i}] has {table[i].Length} points; expected {points}, as for the first choice.", nameof(values));
        }

        double[] best = [.. Enumerable.Range(0, points).Select(point => table.Max(choice => choice[point]))];
        ChoiceRobustness[] choices =
        [
            .. table.Select(choice =>
            {
                double regret = 0;
                for (int point = 0; point < points; point++) regret = Math.Max(regret, best[point] - choice[point]);
                return new ChoiceRobustness(
                    choice.Min(), regret, SampleGuard.StudentMean(choice).Mean, Quantiles.Of(choice, quantile)[0], choice.Count(v => v >= threshold) / (double)points);
            }),
        ];
        return new Robustness(
            choices, Highest(c => c.Worst), Highest(c => -c.MaximumRegret), Highest(c => c.Mean), Highest(c => c.Quantile), Highest(c => c.SatisficingShare));

        int[] Highest(Func<ChoiceRobustness, double> measure)
        {
            double highest = choices.Max(measure);
            return [.. Enumerable.Range(0, choices.Length).Where(i => measure(choices[i]) == highest)];
        }
    }
}
