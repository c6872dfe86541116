namespace StrategySim.Experiments.Comparisons;

/// <summary>Outcomes of several sides beside each other, with differences from one of them.</summary>
/// <param name="Confidence">Confidence of the intervals: 0.95.</param>
/// <param name="Baseline">Name of the side from which differences are taken.</param>
/// <param name="Sides">What is compared, in the order given.</param>
/// <param name="Settings">The places in which the scenarios of the sides differ; all other places are the same.</param>
/// <param name="Outcomes">The outcomes that the sides have in common, as far as they were asked for.</param>
/// <param name="Tests">Number of p-values that the adjustment is over.</param>
/// <param name="Adjustment">The method by which p-values are adjusted: <c>holm</c>.</param>
/// <param name="Warnings">What a reader should know before trusting the figures.</param>
public sealed record ComparisonResult(
    double Confidence,
    string Baseline,
    IReadOnlyList<ComparedSideDescription> Sides,
    IReadOnlyList<ComparedSetting> Settings,
    IReadOnlyList<ComparedOutcome> Outcomes,
    int Tests,
    string Adjustment,
    IReadOnlyList<ComparisonWarning> Warnings);

/// <summary>One side of a comparison.</summary>
/// <param name="Name">Its name here.</param>
/// <param name="Source">Where it is from.</param>
/// <param name="ScenarioId">The author's id of the scenario.</param>
/// <param name="ScenarioTitle">Title of the scenario, or its id.</param>
/// <param name="Seed">The 64-bit seed of its units, as decimal digits.</param>
/// <param name="Replications">Replications that are compared.</param>
/// <param name="Failed">Units that failed.</param>
/// <param name="Missing">Units that are neither stored nor failed.</param>
public sealed record ComparedSideDescription(string Name, string Source, string ScenarioId, string ScenarioTitle, string Seed, int Replications, int Failed, int Missing);

/// <summary>A place in which the scenarios of the sides differ.</summary>
/// <param name="Pointer">JSON pointer into the canonical form of the scenario.</param>
/// <param name="Name">A short name for people, such as <c>d_us</c> or <c>rule of CN in us-china</c>.</param>
/// <param name="Values">What each side has there, in the order of the sides: an exact number, a word, or compact JSON; null where it has nothing.</param>
public sealed record ComparedSetting(string Pointer, string Name, IReadOnlyList<string?> Values);

/// <summary>One outcome, side by side.</summary>
/// <param name="Actor">Actor id; <c>*</c> where the outcome belongs to a game as a whole.</param>
/// <param name="Game">Game id; <c>*</c> where the outcome is taken over all games.</param>
/// <param name="Outcome">Outcome id, such as <c>payoffMean</c>.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Means">What each side had, in the order of the sides.</param>
/// <param name="Differences">Each side but the baseline, less the baseline.</param>
public sealed record ComparedOutcome(
    string Actor, string Game, string Outcome, string Unit, IReadOnlyList<ComparedMean> Means, IReadOnlyList<ComparedDifference> Differences);

/// <summary>What an outcome was on one side.</summary>
/// <param name="Side">Name of the side.</param>
/// <param name="Mean">Mean over replications; for a number per round where units differ in length, the ratio of sums.</param>
/// <param name="Lower">Lower end of the 95 % t-interval; null where n is 1.</param>
/// <param name="Upper">Upper end of the 95 % t-interval; null where n is 1.</param>
/// <param name="Sd">Standard deviation of one replication; null where n is 1.</param>
/// <param name="N">Replications.</param>
public sealed record ComparedMean(string Side, double Mean, double? Lower, double? Upper, double? Sd, int N);

/// <summary>A side less the baseline.</summary>
/// <param name="Side">Name of the side.</param>
/// <param name="Paired">Whether replications are compared pair by pair (paired t); otherwise as independent samples (Welch's t).</param>
/// <param name="N">Replications of the side that the difference is over: the pairs, where it is paired.</param>
/// <param name="BaselineN">Replications of the baseline that the difference is over.</param>
/// <param name="Mean">The difference, in the unit of the outcome.</param>
/// <param name="Lower">Lower end of its 95 % t-interval; null where replications do not suffice.</param>
/// <param name="Upper">Upper end of its 95 % t-interval; null where replications do not suffice.</param>
/// <param name="BootstrapLower">Lower end of its 95 % bootstrap interval; null where the sample does not bound it, and where there is none.</param>
/// <param name="BootstrapUpper">Upper end of its 95 % bootstrap interval; null where the sample does not bound it, and where there is none.</param>
/// <param name="StandardError">Its standard error; null where replications do not suffice.</param>
/// <param name="EffectSize">Hedges' g: the difference over the outcome's own spread, bias corrected; of pairs g_av. Null where the outcome does not vary.</param>
/// <param name="CohenDz">The difference over the standard deviation of differences of pairs; null where these are all equal, and without pairs.</param>
/// <param name="Correlation">Correlation of the pairs; null where one side does not vary, and without pairs.</param>
/// <param name="VarianceReduction">How many times the variance of the difference would be larger without pairs: what common random numbers are worth. Null where all differences are equal, and without pairs.</param>
/// <param name="Skewness">Skewness of the differences of pairs, or without pairs the larger one of the two sides; null where nothing varies.</param>
/// <param name="T">Student's or Welch's t; null where nothing varies.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom of t; not whole without pairs.</param>
/// <param name="PValue">Two-sided p-value of "no difference", before adjustment; null where nothing varies and there is a difference.</param>
/// <param name="AdjustedPValue">The same, adjusted by Holm's method over all p-values of the comparison.</param>
public sealed record ComparedDifference(
    string Side,
    bool Paired,
    int N,
    int BaselineN,
    double Mean,
    double? Lower,
    double? Upper,
    double? BootstrapLower,
    double? BootstrapUpper,
    double? StandardError,
    double? EffectSize,
    double? CohenDz,
    double? Correlation,
    double? VarianceReduction,
    double? Skewness,
    double? T,
    double? DegreesOfFreedom,
    double? PValue,
    double? AdjustedPValue);

/// <summary>What a warning is about.</summary>
public enum ComparisonWarningKind
{
    /// <summary>Fewer than 30 replications.</summary>
    FewReplications,

    /// <summary>Outcomes so skewed that an interval of these replications holds the mean less often than it says.</summary>
    Skewed,

    /// <summary>Replications could not be paired.</summary>
    NotPaired,

    /// <summary>Some replications have no partner.</summary>
    FewerPairs,

    /// <summary>Units that failed or are not played yet.</summary>
    UnitsMissing,

    /// <summary>Points that a design drew are taken together: intervals are over replications at these points, not over further draws.</summary>
    DrawnPoints,

    /// <summary>Two sides are the same units.</summary>
    SameUnits,

    /// <summary>Bootstrap intervals were left out because of their cost.</summary>
    NoBootstrap,
}

/// <summary>What a reader should know before trusting the figures.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Side">Name of the side; null where it is about several.</param>
/// <param name="Text">One sentence for people.</param>
public sealed record ComparisonWarning(ComparisonWarningKind Kind, string? Side, string Text);
