using StrategySim.Simulation.Outcomes;

namespace StrategySim.Experiments.Comparisons;

/// <summary>How comparisons speak of outcomes, in every form of output.</summary>
public static class ComparisonWords
{
    /// <summary>"payoffMean of US in us-china".</summary>
    public static string Of(OutcomeKey key) => key.Outcome + (key.Actor == "*" ? "" : $" of {key.Actor}") + (key.Game == "*" ? "" : $" in {key.Game}");

    /// <summary>What the figures of a comparison are, in sentences: intervals, pairs, effect sizes, adjustment.</summary>
    public static IReadOnlyList<string> Notes(ComparisonResult comparison)
    {
        int smallest = comparison.Sides.Min(side => side.Replications), largest = comparison.Sides.Max(side => side.Replications);
        string n = smallest == largest ? $"{smallest}" : $"{smallest} to {largest}";
        bool paired = comparison.Outcomes.SelectMany(outcome => outcome.Differences).Any(difference => difference.Paired);
        bool apart = comparison.Outcomes.SelectMany(outcome => outcome.Differences).Any(difference => !difference.Paired);
        string test = (paired, apart) switch
        {
            (true, true) => "paired t where replications share their random numbers, Welch's t elsewhere",
            (true, false) => "paired t, replications sharing their random numbers",
            _ => "Welch's t, replications not being paired",
        };
        return
        [
            $"Means over {n} replications with 95 % t-intervals; a number per round over units that differ in length is a ratio of sums.",
            $"Differences are from {comparison.Baseline}: {test}, with 95 % t-intervals and studentised bootstrap intervals.",
            paired ? "g is Hedges' g, of pairs g_av; VR is how many times the variance of the difference would be larger without pairs." : "g is Hedges' g.",
            $"p is adjusted by Holm's method over {comparison.Tests} tests.",
        ];
    }
}
