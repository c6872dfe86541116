using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;

namespace StrategySim.Api.Contracts;

/// <summary>A sweep that was started, and how far it has come.</summary>
/// <param name="Id">Opaque id.</param>
/// <param name="Status">Where it stands. A unit that fails does not make the sweep fail.</param>
/// <param name="SweepId">The sweep's own id, as its author named it.</param>
/// <param name="Title">The sweep's title.</param>
/// <param name="DocumentHash">SHA-256 of the sweep with its scenario inside, as its document gives it.</param>
/// <param name="ModelVersion">Version of the rules of play under which it was accepted.</param>
/// <param name="Seed">The 64-bit seed of all units, as decimal digits: points share their random numbers.</param>
/// <param name="Replications">Units of each point, and how far they may go.</param>
/// <param name="Points">Points: those of the design, those that are left, and those that have all their units.</param>
/// <param name="Units">Units: done, failed and in all.</param>
/// <param name="Pace">How fast it goes at present; null while it is not known.</param>
/// <param name="CreatedAt">When it was accepted, UTC.</param>
/// <param name="StartedAt">When the first unit was started, UTC; null before.</param>
/// <param name="FinishedAt">When it last reached a final status, UTC; null before.</param>
/// <param name="Error">Why it failed, or, while it is running, why it does not get on and will be tried again; null otherwise.</param>
/// <param name="ResultsHash">SHA-256 over the trajectory hashes of all points in the order of the design: equal hashes mean equal results. Null until completed.</param>
/// <param name="Links">Addresses of what belongs to it, by name.</param>
public sealed record SweepDescription(
    string Id,
    RunStatus Status,
    string SweepId,
    string Title,
    string DocumentHash,
    int ModelVersion,
    string Seed,
    SweepReplicationCount Replications,
    SweepPointProgress Points,
    SweepUnitProgress Units,
    SweepPace? Pace,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    string? Error,
    string? ResultsHash,
    IReadOnlyDictionary<string, string> Links)
{
    private static readonly string[] Parts =
        ["document", "events", "points", "outcomes", "failures", "sensitivity", "convergence", "robustness", "phase-diagram", "discovery", "figures", "package", "analysis", "comparison"];

    /// <summary>A sweep as it travels.</summary>
    /// <param name="progress">The sweep.</param>
    /// <param name="pace">How fast it goes; null where that is not known.</param>
    /// <param name="sweeps">The address under which sweeps stand.</param>
    internal static SweepDescription From(StudyProgress progress, SweepPace? pace, string sweeps)
    {
        StudyRecord study = progress.Study;
        string self = $"{sweeps}/{study.Id}";
        var links = new SortedDictionary<string, string>(Parts.ToDictionary(part => part, part => $"{self}/{part}"), StringComparer.Ordinal) { ["self"] = self };
        return new SweepDescription(
            study.Id,
            study.Status,
            study.SweepId,
            study.SweepTitle,
            study.DocumentHash,
            study.ModelVersion,
            study.Seed.ToString(),
            new SweepReplicationCount(study.Replications, study.MaxReplications),
            SweepPointProgress.Of(progress),
            SweepUnitProgress.Of(progress),
            pace,
            study.CreatedAt,
            study.StartedAt,
            study.FinishedAt,
            study.Error,
            study.ResultsHash,
            links);
    }
}

/// <summary>Units of each point.</summary>
/// <param name="AtLeast">With the fewest.</param>
/// <param name="AtMost">With the most; the same where their number is fixed.</param>
public sealed record SweepReplicationCount(int AtLeast, int AtMost);

/// <summary>Points of a started sweep.</summary>
/// <param name="Design">Points of the design, those that constraints drop and those that come twice included.</param>
/// <param name="Done">Points that have all their units, failed ones included.</param>
/// <param name="Total">Points that are left.</param>
public sealed record SweepPointProgress(long Design, long Done, long Total)
{
    internal static SweepPointProgress Of(StudyProgress progress) => new(progress.Study.DesignPoints, progress.PointsDone, progress.PointsTotal);
}

/// <summary>Units of a started sweep.</summary>
/// <param name="Done">Units that are stored.</param>
/// <param name="Failed">Units that failed; <c>failures</c> says why.</param>
/// <param name="Total">Units in all, as far as is known: where replications go on until an interval is narrow, it grows.</param>
public sealed record SweepUnitProgress(long Done, long Failed, long Total)
{
    internal static SweepUnitProgress Of(StudyProgress progress) => new(progress.UnitsDone, progress.UnitsFailed, progress.UnitsTotal);
}

/// <summary>How fast a sweep goes: over the last seconds, as observed.</summary>
/// <param name="UnitsPerSecond">Units that ended in a second.</param>
/// <param name="SecondsLeft">Time left at that rate for the units that are known; null where nothing ends.</param>
public sealed record SweepPace(double UnitsPerSecond, double? SecondsLeft);

/// <summary>A page of started sweeps.</summary>
/// <param name="Items">The sweeps, newest first.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null on the last one.</param>
public sealed record SweepsPage(IReadOnlyList<SweepDescription> Items, string? Next);

/// <summary>The data of the server-sent events progress and end of a sweep: how far it has come, in totals.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="Points">Points done and in all.</param>
/// <param name="Units">Units done, failed and in all.</param>
/// <param name="Pace">How fast it goes at present; null while it is not known.</param>
/// <param name="Error">Why it failed, or, while it is running, why it does not get on and will be tried again; null otherwise.</param>
public sealed record SweepEvent(RunStatus Status, SweepPointProgress Points, SweepUnitProgress Units, SweepPace? Pace, string? Error)
{
    internal static SweepEvent From(StudyProgress progress, SweepPace? pace) =>
        new(progress.Study.Status, SweepPointProgress.Of(progress), SweepUnitProgress.Of(progress), pace, progress.Study.Error);
}

/// <summary>A sweep that ships with the program.</summary>
/// <param name="Id">The id by which it is named.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What it is for; may be empty.</param>
/// <param name="ScenarioId">The scenario that is varied.</param>
/// <param name="Method">The design.</param>
/// <param name="Factors">What is varied, in order of names.</param>
/// <param name="DesignPoints">Points of the design, those that constraints drop and those that come twice included.</param>
public sealed record ShippedSweepSummary(
    string Id, string Title, string Description, string ScenarioId, string Method, IReadOnlyList<SweepFactorDescription> Factors, long DesignPoints)
{
    internal static ShippedSweepSummary From(Hosting.ShippedSweep shipped) => new(
        shipped.Sweep.Id,
        shipped.Sweep.Title,
        shipped.Sweep.Description,
        shipped.Sweep.Scenario.Id,
        shipped.Sweep.Method,
        SweepFactorDescription.AllOf(shipped.Sweep),
        shipped.Sweep.Count);
}
