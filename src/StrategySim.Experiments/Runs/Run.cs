using StrategySim.Experiments.Manifests;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Runs;

/// <summary>Where a run stands.</summary>
public enum RunStatus
{
    /// <summary>Accepted and stored; no unit has been started.</summary>
    Queued,

    /// <summary>Units are being played.</summary>
    Running,

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
}

/// <summary>What a user asks for.</summary>
/// <param name="Scenario">The validated scenario, with its own seed and replications.</param>
/// <param name="Seed">Replaces the scenario's seed where given; 0 is a seed.</param>
/// <param name="Replications">Replaces the scenario's replications where given; at least 1.</param>
/// <param name="Execution">How to play.</param>
public sealed record RunRequest(Scenario Scenario, ulong? Seed = null, int? Replications = null, RunExecution Execution = RunExecution.Batch);

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

    /// <summary>When it was accepted, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the first unit was started, UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it reached a final status, UTC.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed, in one sentence; null otherwise.</summary>
    public string? Error { get; init; }

    /// <summary>SHA-256 over the trajectory hashes of all units in replication order; null until completed.</summary>
    public string? ResultsHash { get; init; }

    /// <summary>The program and machine that last worked on it; null before the first unit, and for runs kept by a program that did not record it.</summary>
    public RunEnvironment? Environment { get; init; }

    /// <summary>Whether the status can change no more.</summary>
    public bool IsFinal => Status is RunStatus.Completed or RunStatus.Cancelled or RunStatus.Failed;
}

/// <summary>A run with how far it has come.</summary>
/// <param name="Run">The run.</param>
/// <param name="UnitsDone">Units stored, 0 to <paramref name="UnitsTotal"/>.</param>
/// <param name="UnitsTotal">Units in all.</param>
public sealed record RunProgress(RunRecord Run, int UnitsDone, int UnitsTotal);
