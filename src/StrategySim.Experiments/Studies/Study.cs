using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Work;

namespace StrategySim.Experiments.Studies;

/// <summary>A sweep that was started, as the store keeps it: its points are played until each has its replications, and it can be extended afterwards.</summary>
/// <remarks>It has the statuses of runs, without their steps. Its units belong to their points: another study, or a run, of the same point shares them.</remarks>
public sealed record StudyRecord
{
    /// <summary>Opaque id, unique in the store.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands; a unit that failed does not make the study fail.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The sweep's own id, as its author named it.</summary>
    public required string SweepId { get; init; }

    /// <summary>The sweep's title, or its id where it has none.</summary>
    public required string SweepTitle { get; init; }

    /// <summary>The sweep with its scenario inside, as JSON; reading it gives the same points on any machine. Extending changes it.</summary>
    public required string DocumentJson { get; init; }

    /// <summary>SHA-256 of <see cref="DocumentJson"/>.</summary>
    public required string DocumentHash { get; init; }

    /// <summary>The version of the model of play under which it was accepted.</summary>
    public required int ModelVersion { get; init; }

    /// <summary>The seed of all units, so that points share their random numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Replications of every point at the least; what extending raises.</summary>
    public required int Replications { get; init; }

    /// <summary>Replications of every point at the most: more than <see cref="Replications"/> only where the sweep goes on until an interval is narrow.</summary>
    public required int MaxReplications { get; init; }

    /// <summary>Points of the design, those that constraints drop and those that come twice included.</summary>
    public required long DesignPoints { get; init; }

    /// <summary>How often it was extended: what is told of its points belongs to one edition.</summary>
    public int Edition { get; init; }

    /// <summary>Whether it was asked to pause and still has to.</summary>
    public bool PauseRequested { get; init; }

    /// <summary>When it was accepted, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the first unit was started, UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it last reached a final status, UTC.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed, or, while it is running, why it does not get on and will be tried again; null otherwise.</summary>
    public string? Error { get; init; }

    /// <summary>SHA-256 over index, point and trajectory hashes of all points in the order of the design; null until completed.</summary>
    public string? ResultsHash { get; init; }

    /// <summary>The program and machine that last worked on it; null before the first unit.</summary>
    public RunEnvironment? Environment { get; init; }

    /// <summary>Whether the status changes no more, unless the study is extended.</summary>
    public bool IsFinal => Status is RunStatus.Completed or RunStatus.Cancelled or RunStatus.Failed;
}

/// <summary>A study with how far it has come.</summary>
/// <param name="Study">The study.</param>
/// <param name="PointsDone">Points that have all their replications, failed units included.</param>
/// <param name="PointsTotal">Points in all, those that a constraint drops and those whose scenario an earlier one has left out; until all were read it may be a little too high.</param>
/// <param name="UnitsDone">Units stored that the points ask for, those that another study or a run has stored included.</param>
/// <param name="UnitsFailed">Units that failed; their reasons are kept. A point whose scenario is not valid fails with all of its replications.</param>
/// <param name="UnitsTotal">Units in all as far as is known: where replications go on until an interval is narrow, it grows.</param>
public sealed record StudyProgress(StudyRecord Study, long PointsDone, long PointsTotal, long UnitsDone, long UnitsFailed, long UnitsTotal) : IWorkProgress
{
    /// <summary>Those of the units done that were stored before this process came to their points, since it took the study up; 0 where it does not play it. They took no time.</summary>
    public long UnitsFound { get; init; }

    string IWorkProgress.WorkId => Study.Id;

    bool IWorkProgress.IsLast => Study.IsFinal;
}

/// <summary>A unit that could not be played to its end, or a point that could not be read.</summary>
/// <param name="Index">Its point's place in the design.</param>
/// <param name="PointId">Its point; null where the scenario of the point is not valid, which fails all its units.</param>
/// <param name="Replication">Its replication, from 0; null where the scenario of the point is not valid.</param>
/// <param name="Reason">What was wrong, in one sentence.</param>
public sealed record UnitFailure(long Index, string? PointId, int? Replication, string Reason);

/// <summary>What a user asks for.</summary>
/// <param name="Sweep">The sweep, read and valid as a document.</param>
/// <param name="Seed">Replaces the scenario's seed where given; 0 is a seed.</param>
/// <param name="StartPaused">Whether the study waits, before its first unit, to be resumed.</param>
public sealed record StudyRequest(Sweep Sweep, ulong? Seed = null, bool StartPaused = false);

/// <summary>What shall be added to a study; null leaves things as they are.</summary>
/// <param name="Replications">The new number of replications of each point, not the number to add; not for studies that go on until an interval is narrow.</param>
/// <param name="MaxReplications">The new cap of a study that goes on until an interval is narrow.</param>
/// <param name="HalfWidth">Its new target, an exact number.</param>
/// <param name="Sweep">The same sweep with another design: the same id, the same scenario, the same factors in the same places. Points that it no longer has leave the study; their units stay stored.</param>
public sealed record StudyExtension(int? Replications = null, int? MaxReplications = null, string? HalfWidth = null, Sweep? Sweep = null);

/// <summary>The answer to <see cref="StudyService.StartAsync"/>.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Progress">The study and how far it has come.</param>
/// <param name="Plan">What the sweep comes to, without a trial of its time; null where no study was added.</param>
public sealed record StudyStart(StartOutcome Outcome, StudyProgress Progress, SweepPlan? Plan);

/// <summary>The answer to a control call.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Progress">The study as it stands now; null where there is none.</param>
public sealed record StudyControl(ControlOutcome Outcome, StudyProgress? Progress);
