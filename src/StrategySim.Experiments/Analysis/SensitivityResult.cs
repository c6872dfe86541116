using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Analysis;

/// <summary>What the factors of a study do to one outcome.</summary>
/// <param name="Outcome">Name of the outcome in the sweep.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Design">The design, by its word.</param>
/// <param name="Inputs">The inputs; figures name them.</param>
/// <param name="Points">The points that Sobol indices, Shapley effects or Morris's measures are of, or, without them, those of the others.</param>
/// <param name="Sobol">Sobol indices; null where not asked for or not for this design.</param>
/// <param name="Shapley">Shapley effects; likewise.</param>
/// <param name="Morris">Morris's measures; likewise.</param>
/// <param name="Pawn">PAWN indices; likewise.</param>
/// <param name="RankCorrelation">Rank correlations; likewise.</param>
/// <param name="Convergence">How each figure moved with the size of the sample.</param>
/// <param name="Notes">What has to be known to read the figures, in whole sentences.</param>
public sealed record SensitivityResult(
    string Outcome,
    string Unit,
    string Design,
    IReadOnlyList<AnalysisInput> Inputs,
    AnalysedPoints Points,
    SobolResult? Sobol,
    ShapleyResult? Shapley,
    MorrisResult? Morris,
    PawnResult? Pawn,
    RankCorrelationResult? RankCorrelation,
    IReadOnlyList<ConvergenceSeries> Convergence,
    IReadOnlyList<string> Notes);

/// <summary>Sobol indices: shares of the variance, each with a 95 % t-interval over independent scrambles (its <c>n</c>).</summary>
/// <param name="Estimand"><c>conditional-mean</c> or <c>single-replication</c>.</param>
/// <param name="Rows">Rows N of each scramble.</param>
/// <param name="Randomisations">Independent scrambles.</param>
/// <param name="Replications">Replications of each point.</param>
/// <param name="Variance">The variance that is apportioned, in squared units of the outcome.</param>
/// <param name="NoiseShare">
/// Share of the variance of a single replication that is noise about the mean of its point: by so much noise adds to each total index of a
/// single replication; null where there is one replication only.
/// </param>
/// <param name="SharedNoiseShare">The part of it that moves all points alike; null where there is no noise share.</param>
/// <param name="Indices">First-order and total index of each input; empty where the outcome does not vary, or no more than its noise.</param>
/// <param name="Pairs">Second-order indices; empty without points for them.</param>
public sealed record SobolResult(
    string Estimand,
    int Rows,
    int Randomisations,
    int Replications,
    Estimate Variance,
    Estimate? NoiseShare,
    Estimate? SharedNoiseShare,
    IReadOnlyList<SobolIndex> Indices,
    IReadOnlyList<SobolPairIndex> Pairs);

/// <summary>Sobol indices of one input.</summary>
/// <param name="Input">Its name.</param>
/// <param name="First">Share of the variance that it explains alone.</param>
/// <param name="Total">Share of the variance that is left when all others are held fixed: alone and with others.</param>
public sealed record SobolIndex(string Input, Estimate First, Estimate Total);

/// <summary>Second-order index of a pair of inputs.</summary>
/// <param name="First">An input.</param>
/// <param name="Second">Another.</param>
/// <param name="Index">Share of the variance due to the two together beyond the sum of their own effects.</param>
public sealed record SobolPairIndex(string First, string Second, Estimate Index);

/// <summary>Shapley effects: shares of the variance of the mean over replications that add up to 1, for dependent inputs too.</summary>
/// <param name="Randomisations">Independent designs, over which the t-intervals are.</param>
/// <param name="Replications">Replications of each point.</param>
/// <param name="Variance">The variance that is apportioned, in squared units of the outcome.</param>
/// <param name="Effects">One for each input; empty where the outcome does not vary, or no more than its noise.</param>
public sealed record ShapleyResult(int Randomisations, int Replications, Estimate Variance, IReadOnlyList<ShapleyEffect> Effects);

/// <summary>Shapley effect of one input.</summary>
/// <param name="Input">Its name.</param>
/// <param name="Effect">Its share of the variance.</param>
public sealed record ShapleyEffect(string Input, Estimate Effect);

/// <summary>Morris's measures, in units of the outcome for a change of an input over its whole range (of coordinate, for a distribution).</summary>
/// <param name="Trajectories">Trajectories; null where all steps of the grid were taken.</param>
/// <param name="Measures">One for each input.</param>
public sealed record MorrisResult(int? Trajectories, IReadOnlyList<MorrisInputMeasure> Measures);

/// <summary>Morris's measures of one input.</summary>
/// <param name="Input">Its name.</param>
/// <param name="Mu">Mean elementary effect μ.</param>
/// <param name="MuStar">Mean absolute elementary effect μ*, with a t-interval over trajectories; without one where all effects are there.</param>
/// <param name="Sigma">Standard deviation σ of the effects; null for a single trajectory.</param>
/// <param name="Effects">Number of effects.</param>
/// <param name="NoiseSd">Root mean square standard error of one effect by the noise of its two points: a μ* or σ not above it shows noise alone. Null for one replication.</param>
public sealed record MorrisInputMeasure(string Input, double Mu, Estimate MuStar, double? Sigma, int Effects, double? NoiseSd);

/// <summary>PAWN indices: Kolmogorov–Smirnov distances between the outcome's distribution and that given the input, 0 to 1.</summary>
/// <param name="Intervals">Conditioning intervals asked for; an input with fewer values, or with categories, has a group for each.</param>
/// <param name="Indices">One for each input.</param>
public sealed record PawnResult(int Intervals, IReadOnlyList<PawnInputIndex> Indices);

/// <summary>PAWN index of one input.</summary>
/// <param name="Input">Its name.</param>
/// <param name="Minimum">Smallest distance over the groups.</param>
/// <param name="Mean">Mean distance.</param>
/// <param name="Median">Median distance.</param>
/// <param name="Maximum">Largest distance.</param>
/// <param name="Groups">Intervals or categories that hold a point.</param>
/// <param name="Inert">
/// Greatest mean distance of 19 random assignments of the points to the same groups: an input that does not matter exceeds it once in twenty times.
/// </param>
public sealed record PawnInputIndex(string Input, double Minimum, double Mean, double Median, double Maximum, int Groups, double Inert);

/// <summary>Rank correlations of numeric inputs with the outcome.</summary>
/// <param name="Correlations">One for each numeric input.</param>
/// <param name="Refused">The inputs that have none, and why.</param>
public sealed record RankCorrelationResult(IReadOnlyList<InputRankCorrelation> Correlations, IReadOnlyList<RefusedInput> Refused);

/// <summary>Rank correlations of one input.</summary>
/// <param name="Input">Its name.</param>
/// <param name="Spearman">Spearman's ρ; null where input or outcome is constant.</param>
/// <param name="Partial">Partial rank correlation given all other numeric inputs; null where it is not defined or points are too few.</param>
public sealed record InputRankCorrelation(string Input, double? Spearman, double? Partial);

/// <summary>An input to which a method does not apply.</summary>
/// <param name="Input">Its name.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record RefusedInput(string Input, string Reason);
