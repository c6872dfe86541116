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
/// Noise: where the model is random, f is the mean over replications, f(x) = E Y(x, ω), and every product of two f above is estimated by the mean of
/// Y_r·Y_r′ over pairs of different replications r ≠ r′, which is (ȳ·ȳ′ − s_yy′/R). Replications being independent of each other, that is unbiased
/// whatever noise the points share: with common random numbers (all points play replication r with the same draws) it is the noise of the
/// differences between points that is taken out of a total effect, not that of the points. The U-statistic is Hoeffding's (1948), Annals of Mathematical
/// Statistics 19(3), 293–325. For the indices of a stochastic model see Mazo (2021), SIAM/ASA Journal on Uncertainty Quantification 9(4).
/// A single replication has the variance of f and the mean variance E Var(Y | x) of its noise; its first-order effects are those of f, and each total
/// effect is that of f and all of the noise.
/// </para>
/// <para>
/// Intervals: each randomisation gives one value of an index; these are independent and alike, whence a t-interval with K − 1 degrees of freedom.
/// Where randomisations share their random numbers the interval holds for these: how far others would move the index, more replications show.
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
    /// <param name="outputs">For each randomisation, for each of its points in order, the outcome of each replication; as many everywhere, at least 1.</param>
    /// <param name="estimand">What the variance of is apportioned.</param>
    /// <param name="rows">How many rows of each randomisation, from the first, a power of two; null for all.</param>
    /// <param name="replications">How many replications of each point, from the first; null for all.</param>
    /// <returns>The indices, in the order of the factors.</returns>
    /// <exception cref="ArgumentException">Designs differ or are fewer than 2, numbers are missing or not finite, or a single replication is asked of one.</exception>
    public static SobolIndices Estimate(
        IReadOnlyList<SaltelliDesign> designs,
        IReadOnlyList<IReadOnlyList<double[]>> outputs,
        SobolEstimand estimand,
        int? rows = null,
        int? replications = null)
    {
        int all = Check(designs, outputs);
        int used = replications ?? all;
        if (used < 1 || used > all) throw new ArgumentOutOfRangeException(nameof(replications), replications, $"Expected 1 to {all}.");
        if (used == 1 && estimand == SobolEstimand.SingleReplication)
            throw new ArgumentException("There is one replication of each point, which does not tell noise from factors; expected at least 2.", nameof(outputs));

        int dimension = designs[0].Dimension, taken = rows ?? (int)designs[0].Rows;
        SaltelliOutputs<double[]>[] split = [.. designs.Select((design, k) => design.Split(outputs[k], taken))];
        Parts[] parts = [.. split.Select(s => PartsOf(s, used))];
        double[] variances = [.. parts.Select(p => estimand == SobolEstimand.SingleReplication ? p.Variance + p.Noise : p.Variance)];
        Estimate variance = SampleGuard.StudentMean(variances);
        Estimate? noise = used == 1 || parts.Any(p => p.Variance + p.Noise <= 0) ? null : SampleGuard.StudentMean(parts.Select(p => p.Noise / (p.Variance + p.Noise)));
        Estimate? shared = noise is null ? null : SampleGuard.StudentMean(parts.Select(p => p.SharedNoise / (p.Variance + p.Noise)));
        if (variances.Any(v => v <= 0))
            return new SobolIndices(estimand, taken, designs.Count, variance, noise, [], [], []) { Replications = used, SharedNoiseShare = shared };

        List<SecondOrderIndex> second = [];
        if (designs[0].SecondOrder)
        {
            for (int i = 0; i < dimension; i++)
            {
                for (int j = i + 1; j < dimension; j++)
                {
                    (int a, int b) = (i, j);
                    second.Add(new SecondOrderIndex(
                        a, b, SampleGuard.StudentMean(parts.Select((p, k) => (Closed(split[k], p.Centres, a, b) - p.First[a] - p.First[b]) / variances[k]))));
                }
            }
        }

        return new SobolIndices(estimand, taken, designs.Count, variance, noise, Shares((p, i) => p.First[i]), Shares((p, i) => p.Total[i] + (estimand == SobolEstimand.SingleReplication ? p.Noise : 0)), second)
        {
            Replications = used,
            SharedNoiseShare = shared,
        };

        IReadOnlyList<Estimate> Shares(Func<Parts, int, double> effect) =>
            [.. Enumerable.Range(0, dimension).Select(i => SampleGuard.StudentMean(parts.Select((p, k) => effect(p, i) / variances[k])))];
    }

    // Of one randomisation: the centre of each replication, Var f, E Var(Y | x) and the part of it that all points share, and the effects of f.
    private sealed record Parts(double[] Centres, double Variance, double Noise, double SharedNoise, double[] First, double[] Total);

    private static Parts PartsOf(SaltelliOutputs<double[]> outputs, int replications)
    {
        double[][] a = outputs.A, b = outputs.B;
        double[] centres = Centres(outputs, replications);
        double[] u = new double[replications], v = new double[replications];
        double variance = 0, noise = 0;
        foreach (double[] y in a.Concat(b))
        {
            Replicates.Subtract(y, centres, u);
            variance += Replicates.Product(u, u);
            if (replications > 1) noise += Replicates.Variance(y.AsSpan(0, replications));
        }

        variance /= 2 * a.Length;
        noise /= 2 * a.Length;
        // Without this a constant output would keep a variance of rounding errors.
        double origin = a[0][0];
        if (a.Concat(b).All(y => y.AsSpan(0, replications).IndexOfAnyExcept(origin) < 0)) variance = 0;

        double[] first = new double[outputs.AB.Count], total = new double[outputs.AB.Count];
        for (int i = 0; i < first.Length; i++)
        {
            double[][] mixed = outputs.AB[i];
            for (int row = 0; row < a.Length; row++)
            {
                Replicates.Subtract(b[row], centres, u);
                Replicates.Subtract(mixed[row], a[row], v);
                first[i] += Replicates.Product(u, v);
                total[i] += Replicates.Product(v, v);
            }

            first[i] /= a.Length;
            total[i] /= 2 * a.Length;
        }

        return new Parts(centres, variance, noise, replications > 1 ? Replicates.Variance(centres) : 0, first, total);
    }

    // V_i + V_j + V_ij: the two mixtures share both factors, the one from A and the other from B.
    private static double Closed(SaltelliOutputs<double[]> outputs, double[] centres, int i, int j)
    {
        double[] u = new double[centres.Length], v = new double[centres.Length];
        double sum = 0;
        for (int row = 0; row < outputs.A.Length; row++)
        {
            Replicates.Subtract(outputs.BA[i][row], centres, u);
            Replicates.Subtract(outputs.AB[j][row], centres, v);
            sum += Replicates.Product(u, v);
            Replicates.Subtract(outputs.A[row], centres, u);
            Replicates.Subtract(outputs.B[row], centres, v);
            sum -= Replicates.Product(u, v);
        }

        return sum / outputs.A.Length;
    }

    private static double[] Centres(SaltelliOutputs<double[]> outputs, int replications)
    {
        double[] centres = new double[replications];
        foreach (double[] y in outputs.A.Concat(outputs.B))
        {
            for (int r = 0; r < replications; r++) centres[r] += y[r];
        }

        for (int r = 0; r < replications; r++) centres[r] /= 2 * outputs.A.Length;
        return centres;
    }

    private static int Check(IReadOnlyList<SaltelliDesign> designs, IReadOnlyList<IReadOnlyList<double[]>> outputs)
    {
        if (designs.Count < 2) throw new ArgumentException($"There are {designs.Count} randomisations; expected at least 2, for an interval.", nameof(designs));
        for (int k = 1; k < designs.Count; k++)
        {
            if (designs[k].Dimension != designs[0].Dimension || designs[k].Rows != designs[0].Rows || designs[k].SecondOrder != designs[0].SecondOrder)
                throw new ArgumentException($"Randomisation {k} has another dimension, number of rows or order than the first; expected the same.", nameof(designs));
        }

        if (outputs.Count != designs.Count)
            throw new ArgumentException($"There are outputs of {outputs.Count} randomisations; expected {designs.Count}.", nameof(outputs));
        return Replicates.Check(outputs, nameof(outputs));
    }
}
