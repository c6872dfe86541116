namespace StrategySim.Experiments.Analysis;

/// <summary>How one figure moved with the size of the sample.</summary>
/// <param name="Figure">What it is, such as <c>total</c> or <c>muStar</c>.</param>
/// <param name="Input">The input it is of; empty where it is of none.</param>
/// <param name="Over">What the size counts: <c>rows</c> (of each scramble), <c>randomisations</c>, <c>trajectories</c>, <c>points</c> or <c>replications</c>.</param>
/// <param name="Steps">The figure at each size, the last being the whole sample; each smaller sample is part of the next.</param>
public sealed record ConvergenceSeries(string Figure, string Input, string Over, IReadOnlyList<ConvergenceStep> Steps);

/// <summary>A figure at one size of the sample.</summary>
/// <param name="Size">The size.</param>
/// <param name="Value">The figure; null where the sample does not give one.</param>
/// <param name="Lower">Lower end of its 95 % interval; null where it has none.</param>
/// <param name="Upper">Upper end of its 95 % interval; null where it has none.</param>
public sealed record ConvergenceStep(long Size, double? Value, double? Lower, double? Upper);
