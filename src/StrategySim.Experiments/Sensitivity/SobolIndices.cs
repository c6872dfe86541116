using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Sensitivity;

/// <summary>What the variance of is apportioned, where a model is itself random.</summary>
public enum SobolEstimand
{
    /// <summary>
    /// The mean over replications, given the factors. Outputs are means over replications; where their noise is known and independent from point
    /// to point its variance is taken out of the variance and of the total effects.
    /// </summary>
    ConditionalMean,

    /// <summary>One replication. Its noise is part of the variance, and of every total index, as an input of its own that cannot be held fixed.</summary>
    SingleReplication,
}

/// <summary>Second-order index of a pair of factors.</summary>
/// <param name="First">A factor, from 0.</param>
/// <param name="Second">Another, with a higher number.</param>
/// <param name="Index">Share of the variance due to the two together beyond the sum of their own effects.</param>
public sealed record SecondOrderIndex(int First, int Second, Estimate Index);

/// <summary>Sobol indices, each a mean over independent randomisations with its t-interval.</summary>
/// <param name="Estimand">What the variance of is apportioned.</param>
/// <param name="Rows">Rows N of each randomisation.</param>
/// <param name="Randomisations">Independent randomisations K.</param>
/// <param name="Variance">The variance that is apportioned, in squared units of the outcome.</param>
/// <param name="NoiseShare">
/// Variance of the outputs' noise over their whole variance: by so much noise that is independent from point to point
/// raises each total index of a single replication; null where the noise is not known.
/// </param>
/// <param name="First">First-order index of each factor; empty where in some randomisation the output does not vary, or no more than its noise.</param>
/// <param name="Total">Total index of each factor; empty where there is no first-order index.</param>
/// <param name="Second">Second-order indices; empty without the points for them, and where there is no first-order index.</param>
public sealed record SobolIndices(
    SobolEstimand Estimand,
    int Rows,
    int Randomisations,
    Estimate Variance,
    Estimate? NoiseShare,
    IReadOnlyList<Estimate> First,
    IReadOnlyList<Estimate> Total,
    IReadOnlyList<SecondOrderIndex> Second);
