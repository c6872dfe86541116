using StrategySim.Simulation.Outcomes;

namespace StrategySim.Experiments.Comparisons;

/// <summary>How comparisons speak of outcomes, in every form of output.</summary>
public static class ComparisonWords
{
    /// <summary>"payoffMean of US in us-china".</summary>
    public static string Of(OutcomeKey key) => key.Outcome + (key.Actor == "*" ? "" : $" of {key.Actor}") + (key.Game == "*" ? "" : $" in {key.Game}");

    /// <summary>"200 replications", "40 to 200 replications", "1 replication": how many the sides have.</summary>
    public static string Replications(ComparisonResult comparison)
    {
        int smallest = comparison.Sides.Min(side => side.Replications), largest = comparison.Sides.Max(side => side.Replications);
        return smallest != largest ? $"{smallest} to {largest} replications" : largest == 1 ? "1 replication" : $"{largest} replications";
    }

    /// <summary>What the figures of a comparison are, in sentences: intervals, pairs, effect sizes, adjustment.</summary>
    public static IReadOnlyList<string> Notes(ComparisonResult comparison)
    {
        const string Ratios = "a number per round over units that differ in length is a ratio of sums.";
        ComparedDifference[] differences = [.. comparison.Outcomes.SelectMany(outcome => outcome.Differences)];
        if (!HasIntervals(comparison)) return [$"Means over {Replications(comparison)}, without intervals; {Ratios}", $"Differences are from {comparison.Baseline}."];
        bool paired = differences.Any(difference => difference.Paired), apart = differences.Any(difference => !difference.Paired);
        string test = (paired, apart) switch
        {
            (true, true) => "paired t where replications share their random numbers, Welch's t elsewhere",
            (true, false) => "paired t, replications sharing their random numbers",
            _ => "Welch's t, replications not being paired",
        };
        return
        [
            $"Means over {Replications(comparison)} with 95 % t-intervals; {Ratios}",
            $"Differences are from {comparison.Baseline}: {test}, with 95 % t-intervals and studentised bootstrap intervals.",
            paired ? "g is Hedges' g, of pairs g_av; VR is how many times the variance of the difference would be larger without pairs." : "g is Hedges' g.",
            comparison.Tests == 0 ? "Nothing varies, so there is no test." : $"p is adjusted by Holm's method over {comparison.Tests} {(comparison.Tests == 1 ? "test" : "tests")}.",
        ];
    }

    /// <summary>Whether any difference has an interval: one replication of a side has none.</summary>
    internal static bool HasIntervals(ComparisonResult comparison) => comparison.Outcomes.SelectMany(outcome => outcome.Differences).Any(difference => difference.Lower is not null);
}
