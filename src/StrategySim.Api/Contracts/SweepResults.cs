using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;

namespace StrategySim.Api.Contracts;

/// <summary>A page of the points of a started sweep.</summary>
/// <param name="Id">The started sweep.</param>
/// <param name="Factors">What is varied, in order of names.</param>
/// <param name="Items">The points, in the order of the design.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null on the last one.</param>
public sealed record SweepPointsPage(string Id, IReadOnlyList<SweepFactorDescription> Factors, IReadOnlyList<SweepPointState> Items, long? Next);

/// <summary>A point of a started sweep.</summary>
/// <param name="Index">Its place in the design, from 0; those that a constraint drops are missing.</param>
/// <param name="PointId">SHA-256 of its scenario less seed and replications; null where the scenario is not valid there.</param>
/// <param name="Factors">The value of each factor: an exact number such as <c>3/2</c>, a word, or compact JSON.</param>
/// <param name="Replications">Units that are stored.</param>
/// <param name="Failed">Units that failed.</param>
/// <param name="Missing">Units that are neither stored nor failed, yet.</param>
public sealed record SweepPointState(
    long Index, string? PointId, IReadOnlyDictionary<string, string> Factors, int Replications, int Failed, int Missing)
{
    internal static SweepPointState Of(Sweep sweep, StudyPoint point) => new(
        point.Index,
        point.PointId,
        new SortedDictionary<string, string>(sweep.Factors.Zip(point.Values).ToDictionary(pair => pair.First.Name, pair => pair.Second.Text), StringComparer.Ordinal),
        point.Samples.Max(sample => sample.Count),
        point.Failed,
        point.Missing);
}

/// <summary>A page of the outcomes of a started sweep: one row for each point and outcome.</summary>
/// <param name="Id">The started sweep.</param>
/// <param name="Complete">Whether the sweep is completed and no unit failed: otherwise rows cover the units that are stored, as n says.</param>
/// <param name="Confidence">Confidence of the intervals: 0.95.</param>
/// <param name="Factors">What is varied, in order of names.</param>
/// <param name="Outcomes">What the outcomes of the rows mean.</param>
/// <param name="Rows">The rows, points in the order of the design.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null on the last one.</param>
public sealed record SweepOutcomesPage(
    string Id,
    bool Complete,
    double Confidence,
    IReadOnlyList<SweepFactorDescription> Factors,
    IReadOnlyList<OutcomeDescription> Outcomes,
    IReadOnlyList<PointOutcomeRow> Rows,
    long? Next);

/// <summary>A page of the units of a started sweep that failed.</summary>
/// <param name="Id">The started sweep.</param>
/// <param name="Items">The failures, points in the order of the design.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null on the last one.</param>
public sealed record SweepFailuresPage(string Id, IReadOnlyList<UnitFailure> Items, string? Next);
