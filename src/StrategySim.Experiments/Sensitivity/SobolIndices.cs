using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Sensitivity;

/// <summary>What the variance of is apportioned, where a model is itself random.</summary>
public enum SobolEstimand
{
    /// <summary>
    /// The mean over replications, given the factors: what would be left if each point had replications without end. Their noise is taken out of every
    /// figure, so far as it is known.
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
/// Variance of one replication about its point's mean over the whole variance of one replication: by so much the noise raises each total
/// index of a single replication; null where there is one replication only.
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
    IReadOnlyList<SecondOrderIndex> Second)
{
    /// <summary>Replications of each point.</summary>
    public int Replications { get; init; } = 1;

    /// <summary>
    /// The part of <see cref="NoiseShare"/> that moves all points alike, as random numbers that points share do; null where there is no noise share.
    /// What is left of it depends on the factors as well.
    /// </summary>
    public Estimate? SharedNoiseShare { get; init; }
}
