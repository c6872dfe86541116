namespace StrategySim.Experiments.Statistics;

/// <summary>How an interval is made of resampled means.</summary>
public enum BootstrapMethod
{
    /// <summary>
    /// Studentised (bootstrap-t): quantiles of (mean* − mean)/se*. The one that follows skewness best, and the default; from 60 numbers on honest for
    /// two-point outcomes too, at 30 too wide for them.
    /// </summary>
    Studentised,

    /// <summary>Quantiles of the resampled means. Too short by √((n − 1)/n), and by the difference of t and normal quantiles.</summary>
    Percentile,

    /// <summary>Quantiles corrected for bias and acceleration (BCa). Follows skewness somewhat, and is about as short as the percentile interval.</summary>
    BiasCorrectedAccelerated,
}
