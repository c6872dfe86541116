namespace StrategySim.Experiments.Analysis;

/// <summary>What sensitivity analysis is asked for.</summary>
public sealed record SensitivityOptions
{
    /// <summary>One of <see cref="SensitivityMethods.All"/>; null for every one that suits the design.</summary>
    public string? Method { get; init; }

    /// <summary>Of Sobol indices, what the variance of is apportioned: <c>conditional-mean</c>, the default, or <c>single-replication</c>.</summary>
    public string? Estimand { get; init; }

    /// <summary>Conditioning intervals of PAWN for a number, 2 to 1000; 10 where null.</summary>
    public int? Intervals { get; init; }
}
