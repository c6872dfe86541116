using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Sensitivity;

/// <summary>Shapley effects, each a mean over independent randomisations with its t-interval.</summary>
/// <param name="Variance">Variance of the output, in its squared units.</param>
/// <param name="Effects">Share of the variance of each input; they add up to 1. Empty where the output does not vary.</param>
/// <param name="Randomisations">Independent randomisations.</param>
public sealed record ShapleyEffects(Estimate Variance, IReadOnlyList<Estimate> Effects, int Randomisations);

/// <summary>Estimates Shapley effects: an apportionment of the variance that adds up for dependent and constrained inputs too.</summary>
/// <remarks>
/// The cost of a set J is c(J) = E[Var(Y | inputs outside J)], c(∅) = 0 and c(all) = Var(Y); the effect of input i is the mean of c(J ∪ {i}) − c(J)
/// over the orders in which inputs may join. Sources: Owen (2014), SIAM/ASA Journal on Uncertainty Quantification 2(1), 245–251;
/// Song, Nelson and Staum (2016), ibid. 4(1), 1060–1083. The interval is over randomisations, as in <see cref="SobolEstimator"/>, and so holds
/// the error of the variance as well as that of the costs. Where the model is random, the effects are those of the mean over replications, whose noise
/// is taken out of every variance as in <see cref="SobolEstimator"/>.
/// </remarks>
internal static class ShapleyEstimator
{
    /// <summary>Estimates the effects.</summary>
    /// <param name="designs">Independent randomisations, at least 2, of one dimension.</param>
    /// <param name="outputs">For each randomisation, for each of its points in order, the outcome of each replication; as many everywhere, at least 1.</param>
    /// <param name="replications">How many replications of each point, from the first; null for all.</param>
    /// <exception cref="ArgumentException">There are fewer than 2 designs, shapes do not fit, or a number is not finite.</exception>
    public static ShapleyEffects Estimate(IReadOnlyList<ShapleyDesign> designs, IReadOnlyList<IReadOnlyList<double[]>> outputs, int? replications = null)
    {
        if (designs.Count < 2) throw new ArgumentException($"There are {designs.Count} randomisations; expected at least 2, for an interval.", nameof(designs));
        if (outputs.Count != designs.Count)
            throw new ArgumentException($"There are outputs of {outputs.Count} randomisations; expected {designs.Count}.", nameof(outputs));
        int all = Replicates.Check(outputs, nameof(outputs)), used = replications ?? all;
        if (used < 1 || used > all) throw new ArgumentOutOfRangeException(nameof(replications), replications, $"Expected 1 to {all}.");
        int d = designs[0].Dimension;
        List<double> variances = [];
        List<double[]> effects = [];
        for (int k = 0; k < designs.Count; k++)
        {
            ShapleyDesign design = designs[k];
            if (design.Dimension != d) throw new ArgumentException($"Randomisation {k} has {design.Dimension} inputs; expected {d}, as the first.", nameof(designs));
            if (outputs[k].Count != design.Points.Count)
                throw new ArgumentException($"outputs[{k}] has {outputs[k].Count} numbers; expected one for each of {design.Points.Count} points.", nameof(outputs));
            double[][] y = [.. outputs[k].Select(output => output[..used])];
            double variance = Variance(y.AsSpan(0, design.VariancePoints));
            variances.Add(variance);
            effects.Add(design.Permutations.Count == 0 ? OverSets(design, y, variance) : OverPermutations(design, y, variance));
        }

        Estimate estimate = SampleGuard.StudentMean(variances);
        if (variances.Exists(variance => variance <= 0)) return new ShapleyEffects(estimate, [], designs.Count);
        return new ShapleyEffects(
            estimate, [.. Enumerable.Range(0, d).Select(i => SampleGuard.StudentMean(effects.Select((effect, k) => effect[i] / variances[k])))], designs.Count);
    }

    // Sh_i = Σ over J without i of (|J|!·(d − |J| − 1)!/d!)·(c(J ∪ {i}) − c(J)).
    private static double[] OverSets(ShapleyDesign design, double[][] y, double variance)
    {
        int d = design.Dimension, all = (1 << d) - 1;
        double[] costs = new double[all + 1];
        for (int set = 1; set < all; set++) costs[set] = Cost(design, y, set - 1);
        costs[all] = variance;

        double[] weights = new double[d];
        weights[0] = 1.0 / d;
        for (int size = 1; size < d; size++) weights[size] = weights[size - 1] * size / (d - size);

        double[] effects = new double[d];
        for (int i = 0; i < d; i++)
        {
            for (int set = 0; set <= all; set++)
            {
                if (((set >> i) & 1) == 0) effects[i] += weights[System.Numerics.BitOperations.PopCount((uint)set)] * (costs[set | (1 << i)] - costs[set]);
            }
        }

        return effects;
    }

    private static double[] OverPermutations(ShapleyDesign design, double[][] y, double variance)
    {
        int d = design.Dimension, place = 0;
        double[] effects = new double[d];
        foreach (int[] order in design.Permutations)
        {
            double before = 0;
            for (int length = 1; length <= d; length++)
            {
                double cost = length == d ? variance : Cost(design, y, place++);
                effects[order[length - 1]] += cost - before;
                before = cost;
            }
        }

        for (int i = 0; i < d; i++) effects[i] /= design.Permutations.Count;
        return effects;
    }

    // The cost of the set whose points stand at a place after those for the variance: the mean variance within outer draws.
    private static double Cost(ShapleyDesign design, double[][] y, int place)
    {
        int first = design.VariancePoints + (place * design.Outer * design.Inner);
        double sum = 0;
        for (int o = 0; o < design.Outer; o++) sum += Variance(y.AsSpan(first + (o * design.Inner), design.Inner));
        return sum / design.Outer;
    }

    // That of what the replications have in expectation.
    private static double Variance(ReadOnlySpan<double[]> sample)
    {
        double[] origin = sample[0], centre = new double[origin.Length], difference = new double[origin.Length];
        bool varies = false;
        foreach (double[] y in sample)
        {
            for (int r = 0; r < centre.Length; r++)
            {
                centre[r] += (y[r] - origin[r]) / sample.Length;
                varies |= y[r] != origin[0];
            }
        }

        if (!varies) return 0;
        for (int r = 0; r < centre.Length; r++) centre[r] += origin[r];
        double squares = 0;
        foreach (double[] y in sample)
        {
            Replicates.Subtract(y, centre, difference);
            squares += Replicates.Product(difference, difference);
        }

        return squares / (sample.Length - 1);
    }
}
