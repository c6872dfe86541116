using System.Globalization;
using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Contracts;

/// <summary>A sweep document; the schema is <c>configs/sweep.schema.json</c>.</summary>
public sealed class SweepInput;

/// <summary>A valid sweep and what it comes to. Nothing of it is kept, and nothing but a short trial is played.</summary>
/// <param name="Valid">Always true: a sweep that is not valid is answered with a problem document that lists every fault.</param>
/// <param name="SweepId">The author's id.</param>
/// <param name="Title">Its title, or the id where it has none.</param>
/// <param name="ScenarioId">The author's id of the scenario that is varied.</param>
/// <param name="Method">The design.</param>
/// <param name="Factors">What is varied, in order of names.</param>
/// <param name="Points">How many points there are.</param>
/// <param name="Constraints">Each constraint with what it drops.</param>
/// <param name="Units">How many units there are.</param>
/// <param name="FirstPoints">The first points, as many as were asked for.</param>
/// <param name="NotMade">What of the sections <c>analysis</c> and <c>compare</c> will not be made because the design does not feed it, with places in the document and reasons; empty where all can be. The points can be played all the same.</param>
/// <param name="Environment">How long it should take; differs from one call to the next.</param>
public sealed record SweepValidation(
    bool Valid,
    string SweepId,
    string Title,
    string ScenarioId,
    string Method,
    IReadOnlyList<SweepFactorDescription> Factors,
    SweepPointCount Points,
    IReadOnlyList<SweepConstraintCount> Constraints,
    SweepUnitCount Units,
    IReadOnlyList<SweepPointDescription> FirstPoints,
    IReadOnlyList<Fault> NotMade,
    SweepEstimate Environment)
{
    internal static SweepValidation Of(Sweep sweep, SweepPlan plan, int firstPoints, CancellationToken cancellationToken) => new(
        true,
        sweep.Id,
        sweep.Title,
        sweep.Scenario.Id,
        sweep.Method,
        SweepFactorDescription.AllOf(sweep),
        new SweepPointCount(plan.DesignPoints, plan.Dropped, plan.Duplicates, plan.Points, plan.CheckedPoints),
        [.. sweep.Constraints.Zip(plan.DroppedBy, (text, drops) => new SweepConstraintCount(text, drops))],
        new SweepUnitCount(plan.UnitsAtLeast, plan.UnitsAtMost, sweep.Replications.Outcome),
        [.. sweep.Points().Take(firstPoints).Select(point => SweepPointDescription.Of(sweep, point))],
        SectionForecast.NotMade(sweep, cancellationToken),
        SweepEstimate.Of(plan));
}

/// <summary>A factor of a sweep.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">JSON pointer to where it is put in the scenario; empty where it only serves factors derived from it.</param>
/// <param name="Kind">Where its values are from, such as <c>range</c>, <c>uniform</c> or <c>oneOf</c>; <c>points</c> where the design gives them.</param>
/// <param name="Values">Its values in words, such as <c>0 to 3 by 1/20</c>.</param>
public sealed record SweepFactorDescription(string Name, string Place, string Kind, string Values)
{
    internal static IReadOnlyList<SweepFactorDescription> AllOf(Sweep sweep) =>
        [.. sweep.Factors.Select(factor => new SweepFactorDescription(factor.Name, factor.Place, factor.Kind, FactorText.Values(sweep, factor)))];
}

/// <summary>Points of a sweep.</summary>
/// <param name="Design">Points that the design makes.</param>
/// <param name="Dropped">Those that a constraint drops.</param>
/// <param name="Duplicates">Those whose scenario an earlier point has already; they are counted once.</param>
/// <param name="Left">Those that are left.</param>
/// <param name="Checked">Those of them whose scenarios were read and found valid: all, or for long designs some that are spread over the design.</param>
public sealed record SweepPointCount(long Design, long Dropped, long Duplicates, long Left, long Checked);

/// <summary>A constraint of a sweep.</summary>
/// <param name="Constraint">As written.</param>
/// <param name="Drops">Points at which it does not hold; a point may break several constraints.</param>
public sealed record SweepConstraintCount(string Constraint, long Drops);

/// <summary>Units of a sweep: points times replications.</summary>
/// <param name="AtLeast">With the fewest replications.</param>
/// <param name="AtMost">With the most replications; the same where their number is fixed.</param>
/// <param name="Until">Name of the outcome whose interval decides between the two; null where the number is fixed.</param>
public sealed record SweepUnitCount(long AtLeast, long AtMost, string? Until);

/// <summary>A point of a sweep.</summary>
/// <param name="Index">Its place in the design, from 0.</param>
/// <param name="PointId">SHA-256 of its scenario less seed and replications: the same point of another design has the same id.</param>
/// <param name="Values">The value of each factor: an exact number such as <c>3/2</c>, a word, or compact JSON.</param>
public sealed record SweepPointDescription(long Index, string PointId, IReadOnlyDictionary<string, string> Values)
{
    internal static SweepPointDescription Of(Sweep sweep, SweepPoint point) => new(
        point.Index,
        point.PointId,
        new SortedDictionary<string, string>(sweep.Factors.Zip(point.Values).ToDictionary(pair => pair.First.Name, pair => pair.Second.Text), StringComparer.Ordinal));
}

/// <summary>How long a sweep should take: an estimate from a short trial on this machine.</summary>
/// <param name="Estimate">What the estimate is of, in words.</param>
/// <param name="Threads">Threads that it is for.</param>
/// <param name="SecondsAtLeast">With the fewest replications.</param>
/// <param name="SecondsAtMost">With the most replications.</param>
/// <param name="SecondsPerUnit">Mean time of a unit on one thread.</param>
/// <param name="SecondsPerPoint">Mean time of reading the scenario of a point.</param>
/// <param name="TrialUnits">Units of the trial that were played to their end; 0 where not even one was, and its rounds were projected.</param>
/// <param name="TrialPoints">Points, spread over the design, that they are of.</param>
/// <param name="TrialSeconds">What the trial took.</param>
/// <param name="TrialFailed">Units of the trial that failed.</param>
/// <param name="Failures">Why they failed, each reason once with the first point that has it, and places in the document. Such units fail when the sweep is played, too, and the others go on.</param>
public sealed record SweepEstimate(
    string Estimate,
    int Threads,
    double SecondsAtLeast,
    double SecondsAtMost,
    double SecondsPerUnit,
    double SecondsPerPoint,
    int TrialUnits,
    int TrialPoints,
    double TrialSeconds,
    int TrialFailed,
    IReadOnlyList<Fault> Failures)
{
    internal static SweepEstimate Of(SweepPlan plan)
    {
        SweepTime time = plan.Time;
        string trial = time.TrialUnits == 0
            ? time.Failed > 0 ? $"{Number(time.Failed)} {(time.Failed == 1 ? "unit that failed" : "units that all failed")}" : "the first rounds of a unit, which did not come to its end"
            : $"{Number(time.TrialUnits)} {(time.TrialUnits == 1 ? "unit" : "units")} of {time.TrialPoints} {(time.TrialPoints == 1 ? "point" : "points")}";
        return new SweepEstimate(
            $"An estimate for {time.Threads} {(time.Threads == 1 ? "thread" : "threads")} of this machine, from a trial of {trial}: reading points and playing units, without storing them.",
            time.Threads,
            time.AtLeast.TotalSeconds,
            time.AtMost.TotalSeconds,
            time.SecondsPerUnit,
            time.SecondsPerPoint,
            time.TrialUnits,
            time.TrialPoints,
            time.Trial.TotalSeconds,
            time.Failed,
            time.Failures);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
