using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Work;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Runs;

/// <summary>Where a run stands.</summary>
public enum RunStatus
{
    /// <summary>Accepted and stored; no unit has been started.</summary>
    Queued,

    /// <summary>Units are being played.</summary>
    Running,

    /// <summary>Halted on request between two rounds, or accepted to wait; it goes on when it is resumed or stepped.</summary>
    Paused,

    /// <summary>Every unit is stored and the results are final.</summary>
    Completed,

    /// <summary>Stopped on request; the units stored so far are kept.</summary>
    Cancelled,

    /// <summary>A unit failed, or an integrity check did; <see cref="RunRecord.Error"/> says which and why.</summary>
    Failed,
}

/// <summary>How the units of a run are played.</summary>
public enum RunExecution
{
    /// <summary>Whole units, in parallel on all cores.</summary>
    Batch,

    /// <summary>Unit by unit and round by round, each state actor deciding for itself: to be watched, paced, paused, stepped and intervened in.</summary>
    Actors,
}

/// <summary>What a user asks for.</summary>
/// <param name="Scenario">The validated scenario, with its own seed and replications.</param>
/// <param name="Seed">Replaces the scenario's seed where given; 0 is a seed.</param>
/// <param name="Replications">Replaces the scenario's replications where given; at least 1.</param>
/// <param name="Execution">How to play.</param>
/// <param name="StartPaused">Whether the run waits, before its first round, to be resumed or stepped.</param>
/// <param name="RoundsPerSecond">Pace of an <see cref="RunExecution.Actors"/> run, greater than 0 and at most <see cref="RunOptions.MaxRoundsPerSecond"/>; null for as fast as it goes.</param>
public sealed record RunRequest(
    Scenario Scenario,
    ulong? Seed = null,
    int? Replications = null,
    RunExecution Execution = RunExecution.Batch,
    bool StartPaused = false,
    double? RoundsPerSecond = null);

/// <summary>An intervention that a user asks for.</summary>
/// <param name="Address"><c>/states/NAME</c>, <c>/parameters/NAME</c> or <c>/games/GAME/actions/ACTOR</c>.</param>
/// <param name="Value">The value of a state or parameter; null for an action.</param>
/// <param name="Action">The strategy of an actor; null for a value.</param>
/// <param name="Round">The round in which it takes effect; null for the next one of the unit.</param>
/// <param name="Replication">The unit; null for the present one.</param>
public sealed record InterventionRequest(string Address, string? Value, string? Action, int? Round = null, int? Replication = null);

/// <summary>One run as the store keeps it.</summary>
public sealed record RunRecord
{
    /// <summary>Opaque id, unique in the store.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>How its units are played.</summary>
    public required RunExecution Execution { get; init; }

    /// <summary>The scenario's own id, as its author named it.</summary>
    public required string ScenarioId { get; init; }

    /// <summary>The scenario's title, or its id where it has none.</summary>
    public required string ScenarioTitle { get; init; }

    /// <summary>SHA-256 of the canonical model, seed and replications of the document included.</summary>
    public required string ScenarioHash { get; init; }

    /// <summary>The scenario as canonical JSON with titles and provenance; reading it gives the same scenario.</summary>
    public required string ScenarioJson { get; init; }

    /// <summary>Names the point of parameter space; see <c>UnitKey</c>.</summary>
    public required string PointId { get; init; }

    /// <summary>The version of the model of play under which the run was accepted.</summary>
    public required int ModelVersion { get; init; }

    /// <summary>The seed used.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Units of the run: replications 0 to this less one.</summary>
    public required int Replications { get; init; }

    /// <summary>Pace of an <see cref="RunExecution.Actors"/> run; null for as fast as it goes, and for a batch.</summary>
    public double? RoundsPerSecond { get; init; }

    /// <summary>How far an <see cref="RunExecution.Actors"/> run is known to have come; exact while it is paused, a little behind while it is played. The beginning for a batch.</summary>
    public UnitPosition Position { get; init; }

    /// <summary>Rounds after which it pauses by itself; null where it plays on.</summary>
    public int? StepsLeft { get; init; }

    /// <summary>Whether it was asked to pause and still has to.</summary>
    public bool PauseRequested { get; init; }

    /// <summary>What was done to its units from outside; empty for a batch.</summary>
    public InterventionLog Interventions { get; init; } = InterventionLog.Empty;

    /// <summary>When it was accepted, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the first unit was started, UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it reached a final status, UTC.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed, or, while it is running, why it does not get on and will be tried again; null otherwise.</summary>
    public string? Error { get; init; }

    /// <summary>SHA-256 over the trajectory hashes of all units in replication order; null until completed.</summary>
    public string? ResultsHash { get; init; }

    /// <summary>The program and machine that last worked on it; null before the first unit, and for runs kept by a program that did not record it.</summary>
    public RunEnvironment? Environment { get; init; }

    /// <summary>The key of one of its units.</summary>
    /// <param name="replication">0 to <see cref="Replications"/> less one.</param>
    public UnitKey KeyOf(int replication) => new(ModelVersion, PointId, Seed, replication, Interventions.HashOf(replication));

    /// <summary>Whether the status can change no more.</summary>
    public bool IsFinal => Status is RunStatus.Completed or RunStatus.Cancelled or RunStatus.Failed;
}

/// <summary>A run with how far it has come.</summary>
/// <param name="Run">The run.</param>
/// <param name="UnitsDone">Units stored, 0 to <paramref name="UnitsTotal"/>; of an <see cref="RunExecution.Actors"/> run those before its position.</param>
/// <param name="UnitsTotal">Units in all.</param>
public sealed record RunProgress(RunRecord Run, int UnitsDone, int UnitsTotal) : IWorkProgress
{
    string IWorkProgress.WorkId => Run.Id;

    bool IWorkProgress.IsLast => Run.IsFinal;
}
