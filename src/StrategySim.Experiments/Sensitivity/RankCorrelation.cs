using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Sensitivity;

/// <summary>Rank correlations of one input with the output.</summary>
/// <param name="Input">The input, from 0.</param>
/// <param name="Spearman">Spearman's ρ, −1 to 1; null where the input or the output is constant.</param>
/// <param name="Partial">
/// Partial rank correlation, given all other inputs; null where the input or the output is constant, or where the other inputs determine its ranks.
/// </param>
public sealed record RankCorrelations(int Input, double? Spearman, double? Partial);

/// <summary>Spearman's and partial rank correlations of inputs with an output: sensitivity where dependence is monotone.</summary>
/// <remarks>
/// Spearman's ρ is Pearson's correlation of the ranks, equal numbers sharing the mean of theirs. The partial correlation is that of what is left of both
/// ranks after linear regression on the ranks of all other inputs.
/// Sources: Spearman (1904), American Journal of Psychology 15(1), 72–101; Iman and Conover (1979), Technometrics 21(4), 499–509 (ranks in regression);
/// Marino, Hogue, Ray and Kirschner (2008), Journal of Theoretical Biology 254(1), 178–196 (PRCC).
/// </remarks>
internal static class RankCorrelation
{
    // A column of which less than this share of its squares is left depends on the others, up to rounding.
    private const double Collinear = 1e-10;

    /// <summary>The correlations of every input.</summary>
    /// <param name="inputs">One row for each output.</param>
    /// <param name="outputs">More than the inputs by at least 2, so that something is left to correlate.</param>
    /// <returns>One for each input, in order. Cost: of order n·d³.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit, a number is not finite, or there are too few outputs.</exception>
    public static IReadOnlyList<RankCorrelations> Of(IReadOnlyList<double[]> inputs, IReadOnlyList<double> outputs)
    {
        double[] y = SampleGuard.Copy(outputs, nameof(outputs), 3);
        double[][] columns = SampleGuard.Columns(inputs, y.Length, nameof(inputs));
        if (y.Length < columns.Length + 2)
            throw new ArgumentException($"There are {y.Length} outputs for {columns.Length} inputs; expected at least {columns.Length + 2}.", nameof(outputs));

        double[] rankedOutput = CentredRanks(y);
        double[][] ranked = [.. columns.Select(CentredRanks)];
        return [.. ranked.Select((column, j) => new RankCorrelations(j, Correlation(column, rankedOutput), Partial(ranked, j, rankedOutput)))];
    }

    private static double? Partial(double[][] ranked, int j, double[] output)
    {
        List<double[]> basis = [];
        for (int other = 0; other < ranked.Length; other++)
        {
            if (other == j || Residual(ranked[other], basis) is not { } direction) continue;
            double norm = Math.Sqrt(Dot(direction, direction));
            for (int i = 0; i < direction.Length; i++) direction[i] /= norm;
            basis.Add(direction);
        }

        return Residual(ranked[j], basis) is { } x && Residual(output, basis) is { } y ? Correlation(x, y) : null;
    }

    // What an orthonormal basis leaves of a vector; null where that is nothing. Taken twice, after which it is orthogonal to working precision
    // (Giraud, Langou, Rozložník 2005, Computers and Mathematics with Applications 50(7), 1069–1075).
    private static double[]? Residual(double[] vector, List<double[]> basis)
    {
        double before = Dot(vector, vector);
        double[] rest = [.. vector];
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] direction in basis)
            {
                double projection = Dot(rest, direction);
                for (int i = 0; i < rest.Length; i++) rest[i] -= projection * direction[i];
            }
        }

        return Dot(rest, rest) > Collinear * before ? rest : null;
    }

    private static double? Correlation(double[] x, double[] y)
    {
        double squares = Dot(x, x) * Dot(y, y);
        return squares > 0 ? Math.Clamp(Dot(x, y) / Math.Sqrt(squares), -1, 1) : null;
    }

    private static double[] CentredRanks(double[] sample)
    {
        double[] ranks = Ranks.Of(sample);
        double middle = (sample.Length + 1) / 2.0;
        for (int i = 0; i < ranks.Length; i++) ranks[i] -= middle;
        return ranks;
    }

    private static double Dot(double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }
}
