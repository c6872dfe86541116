namespace StrategySim.Experiments.Statistics;

/// <summary>A confidence interval.</summary>
/// <param name="Lower">Lower end; null where the sample does not bound it.</param>
/// <param name="Upper">Upper end; null where the sample does not bound it.</param>
public sealed record Interval(double? Lower, double? Upper)
{
    /// <summary>Whether a number lies in the interval, ends included.</summary>
    public bool Contains(double value) => !(Lower > value) && !(Upper < value);
}
