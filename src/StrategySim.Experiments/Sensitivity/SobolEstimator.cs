using StrategySim.Experiments.Designs;
using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Sensitivity;

/// <summary>Estimates Sobol indices of independent factors from Saltelli's crossed designs.</summary>
/// <remarks>
/// <para>
/// First order: Vᵢ = (1/N)·Σ f(B)(f(A_B⁽ⁱ⁾) − f(A)), Saltelli et al. (2010), Computer Physics Communications 181(2), 259–270, table 2 (b).
/// Total: ½N⁻¹·Σ (f(A) − f(A_B⁽ⁱ⁾))², Jansen (1999), ibid. 117(1–2), 35–43; Saltelli et al. (2010), table 2 (f).
/// Second order: (1/N)·Σ (f(B_A⁽ⁱ⁾)·f(A_B⁽ʲ⁾) − f(A)·f(B)) estimates Vᵢ + Vⱼ + Vᵢⱼ, Saltelli (2002), ibid. 145(2), 280–297. Variance: that of the 2N outputs at A and B.
/// Outputs are first centred at the mean of these, which changes no estimand and takes most of the spread from the products.
/// Definitions: Sobol (1993), Mathematical Modelling and Computational Experiment 1(4), 407–414; Homma and Saltelli (1996), Reliability Engineering and System Safety 52(1), 1–17.
/// </para>
/// <para>
/// Intervals: each randomisation gives one value of an index; these are independent and alike, whence a t-interval with K − 1 degrees of freedom.
/// A bootstrap over rows is not used: rows of a low-discrepancy design are not independent draws, resampling them destroys the very balance that makes
/// the estimate precise, and describes the error of plain Monte Carlo instead. See Owen (1992), "A central limit theorem for Latin hypercube sampling",
/// Journal of the Royal Statistical Society B 54(2), 541–551, for the variance that balance removes, and L'Ecuyer, Nakayama, Owen and Tuffin (2023),
/// "Confidence intervals for randomized quasi-Monte Carlo estimators", Proceedings of the Winter Simulation Conference, for the t-interval over randomisations.
/// </para>
/// <para>
/// Factors have to be independent: for dependent or constrained ones the parts of the variance do not add up. Use <see cref="ShapleyEstimator"/> then.
/// </para>
/// </remarks>
internal static class SobolEstimator
{
    /// <summary>Estimates the indices.</summary>
    /// <param name="designs">Independent randomisations, at least 2, of one dimension and one number of rows.</param>
    /// <param name="outputs">For each randomisation one output for each of its points, in order.</param>
    /// <param name="estimand">What the variance of is apportioned.</param>
    /// <param name="noiseVariances">
    /// For each output the variance of its noise, independent from point to point: s²/R for a mean over R replications, s² for a single one.
    /// Null where it is not known, and under common random numbers: there all points share one noise, and the indices are those of the outcome
    /// under just these random numbers.
    /// </param>
    /// <returns>The indices, in the order of the factors.</returns>
    /// <exception cref="ArgumentException">Designs differ or are fewer than 2, or numbers are missing, not finite, or negative where they are variances.</exception>
    public static SobolIndices Estimate(
        IReadOnlyList<SaltelliDesign> designs,
        IReadOnlyList<IReadOnlyList<double>> outputs,
        SobolEstimand estimand,
        IReadOnlyList<IReadOnlyList<double>>? noiseVariances = null)
    {
        Check(designs, outputs, noiseVariances);
        int dimension = designs[0].Dimension, rows = (int)designs[0].Rows;
        SaltelliOutputs[] split = [.. designs.Select((design, k) => design.Split(SampleGuard.Copy(outputs[k], $"outputs[{k}]", 1)))];
        double[]? noises = noiseVariances is null ? null : [.. noiseVariances.Select(variances => SampleGuard.StudentMean(variances).Mean)];
        Parts[] parts = [.. split.Select((s, k) => PartsOf(s, estimand == SobolEstimand.ConditionalMean ? noises?[k] ?? 0 : 0))];

        Estimate variance = SampleGuard.StudentMean(parts.Select(p => p.Variance));
        if (parts.Any(p => p.Variance <= 0)) return new SobolIndices(estimand, rows, designs.Count, variance, null, [], [], []);

        Estimate? noiseShare = noises is null ? null : SampleGuard.StudentMean(noises.Select((noise, k) => noise / parts[k].OutputVariance));
        List<SecondOrderIndex> second = [];
        if (designs[0].SecondOrder)
        {
            for (int i = 0; i < dimension; i++)
            {
                for (int j = i + 1; j < dimension; j++)
                {
                    (int a, int b) = (i, j);
                    second.Add(new SecondOrderIndex(
                        a, b, SampleGuard.StudentMean(parts.Select((p, k) => (Closed(split[k], a, b) - p.First[a] - p.First[b]) / p.Variance))));
                }
            }
        }

        return new SobolIndices(
            estimand, rows, designs.Count, variance, noiseShare, Shares(p => p.First), Shares(p => p.Total), second);

        IReadOnlyList<Estimate> Shares(Func<Parts, double[]> effects) =>
            [.. Enumerable.Range(0, dimension).Select(i => SampleGuard.StudentMean(parts.Select(p => effects(p)[i] / p.Variance)))];
    }

    private sealed record Parts(double OutputVariance, double Variance, double[] First, double[] Total);

    private static Parts PartsOf(SaltelliOutputs outputs, double noise)
    {
        (double[] a, double[] b) = (outputs.A, outputs.B);
        double centre = Centre(outputs);
        // Without this a constant output would keep a variance of rounding errors.
        bool constant = Array.TrueForAll(a, value => value == a[0]) && Array.TrueForAll(b, value => value == a[0]);
        double squares = 0;
        for (int row = 0; row < a.Length; row++) squares += Square(a[row] - centre) + Square(b[row] - centre);
        double variance = constant ? 0 : squares / (2 * a.Length);

        double[] first = new double[outputs.AB.Count], total = new double[outputs.AB.Count];
        for (int i = 0; i < first.Length; i++)
        {
            double[] mixed = outputs.AB[i];
            for (int row = 0; row < a.Length; row++)
            {
                first[i] += (b[row] - centre) * (mixed[row] - a[row]);
                total[i] += Square(a[row] - mixed[row]);
            }

            first[i] /= a.Length;
            // Two independent noises add twice their variance to the square of a difference.
            total[i] = (total[i] / (2 * a.Length)) - noise;
        }

        return new Parts(variance, variance - noise, first, total);
    }

    // V_i + V_j + V_ij: the two mixtures share both factors, the one from A and the other from B.
    private static double Closed(SaltelliOutputs outputs, int i, int j)
    {
        double centre = Centre(outputs), sum = 0;
        for (int row = 0; row < outputs.A.Length; row++)
        {
            sum += ((outputs.BA[i][row] - centre) * (outputs.AB[j][row] - centre))
                - ((outputs.A[row] - centre) * (outputs.B[row] - centre));
        }

        return sum / outputs.A.Length;
    }

    private static double Centre(SaltelliOutputs outputs)
    {
        double sum = 0;
        for (int row = 0; row < outputs.A.Length; row++) sum += outputs.A[row] + outputs.B[row];
        return sum / (2 * outputs.A.Length);
    }

    private static double Square(double x) => x * x;

    private static void Check(
        IReadOnlyList<SaltelliDesign> designs, IReadOnlyList<IReadOnlyList<double>> outputs, IReadOnlyList<IReadOnlyList<double>>? noiseVariances)
    {
        if (designs.Count < 2) throw new ArgumentException($"There are {designs.Count} randomisations; expected at least 2, for an interval.", nameof(designs));
        for (int k = 1; k < designs.Count; k++)
        {
            if (designs[k].Dimension != designs[0].Dimension || designs[k].Rows != designs[0].Rows || designs[k].SecondOrder != designs[0].SecondOrder)
                throw new ArgumentException($"Randomisation {k} has another dimension, number of rows or order than the first; expected the same.", nameof(designs));
        }

        if (outputs.Count != designs.Count)
            throw new ArgumentException($"There are outputs of {outputs.Count} randomisations; expected {designs.Count}.", nameof(outputs));
        if (noiseVariances is null) return;
        if (noiseVariances.Count != designs.Count)
            throw new ArgumentException($"There are noise variances of {noiseVariances.Count} randomisations; expected {designs.Count}.", nameof(noiseVariances));
        for (int k = 0; k < designs.Count; k++)
        {
            if (noiseVariances[k].Count != outputs[k].Count)
                throw new ArgumentException($"noiseVariances[{k}] has {noiseVariances[k].Count} numbers; expected {outputs[k].Count}, one for each output.", nameof(noiseVariances));
            for (int i = 0; i < noiseVariances[k].Count; i++)
            {
                if (noiseVariances[k][i] is not (>= 0 and < double.PositiveInfinity))
                    throw new ArgumentException($"noiseVariances[{k}][{i}] is {noiseVariances[k][i]}; expected a number of at least 0.", nameof(noiseVariances));
            }
        }
    }
}
