using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Comparisons;

/// <summary>What of the sides is compared, and how.</summary>
public sealed record ComparisonOptions
{
    /// <summary>The outcomes that are compared where none are named: payoffs first, then who concedes.</summary>
    public static IReadOnlyList<string> DefaultOutcomes { get; } = ["payoffDiscounted", "payoffMean", "concessionRate"];

    /// <summary>Most sides of one comparison.</summary>
    public const int MaximumSides = 50;

    /// <summary>Name of the side from which differences are taken; the first where null.</summary>
    public string? Baseline { get; init; }

    /// <summary>Outcome ids, in the order wanted; <see cref="DefaultOutcomes"/> where empty, or all but the number of rounds where the sides have none of those in common.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    /// <summary>Actor ids, <c>*</c> for what belongs to a game as a whole; all where empty.</summary>
    public IReadOnlyList<string> Actors { get; init; } = [];

    /// <summary>Game ids, <c>*</c> for what is taken over all games; all where empty.</summary>
    public IReadOnlyList<string> Games { get; init; } = [];

    /// <summary>Most values that are read: outcomes times replications, over all sides.</summary>
    public long MaximumValues { get; init; } = 20_000_000;

    /// <summary>How bootstrap intervals are made; the studentised ones follow skewness best.</summary>
    internal BootstrapMethod Bootstrap { get; init; } = BootstrapMethod.Studentised;

    /// <summary>Most draws for one bootstrap interval; beyond it the interval is left out, and a warning says so.</summary>
    internal long MaximumDraws { get; init; } = 40_000_000;
}
