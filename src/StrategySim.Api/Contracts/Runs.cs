using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;

namespace StrategySim.Api.Contracts;

/// <summary>A run and how far it has come.</summary>
/// <param name="Id">Opaque id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Execution">How its units are played.</param>
/// <param name="ScenarioId">The scenario's own id, as its author named it.</param>
/// <param name="ScenarioTitle">The scenario's title.</param>
/// <param name="ScenarioHash">SHA-256 of the canonical model, seed and replications included.</param>
/// <param name="PointId">SHA-256 of the model less seed and replications.</param>
/// <param name="ModelVersion">Version of the rules of play under which it was accepted.</param>
/// <param name="Seed">The 64-bit seed, as decimal digits.</param>
/// <param name="Replications">Units asked for.</param>
/// <param name="RoundsPerSecond">The pace of a run of the execution <c>actors</c>, rounds a second; null for as fast as it goes, and for a batch.</param>
/// <param name="Position">How far a run of the execution <c>actors</c> has come: exact while it is paused, up to a quarter of a second behind while it is played; null for a batch.</param>
/// <param name="Interventions">What was done to its units from outside, in the order in which it was done; empty for a batch.</param>
/// <param name="UnitsDone">Units that are stored.</param>
/// <param name="UnitsTotal">Units in all.</param>
/// <param name="CreatedAt">When it was accepted, UTC.</param>
/// <param name="StartedAt">When the first unit was started, UTC; null before.</param>
/// <param name="FinishedAt">When it reached its final status, UTC; null before.</param>
/// <param name="Error">Why it failed, or, while it is running, why it does not get on and will be tried again; null otherwise.</param>
/// <param name="ResultsHash">SHA-256 over the trajectory hashes of all units in order; null until completed.</param>
public sealed record RunDescription(
    string Id,
    RunStatus Status,
    RunExecution Execution,
    string ScenarioId,
    string ScenarioTitle,
    string ScenarioHash,
    string PointId,
    int ModelVersion,
    string Seed,
    int Replications,
    double? RoundsPerSecond,
    RunPosition? Position,
    IReadOnlyList<Intervention> Interventions,
    int UnitsDone,
    int UnitsTotal,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    string? Error,
    string? ResultsHash)
{
    /// <summary>A run as it travels.</summary>
    public static RunDescription From(RunProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        RunRecord run = progress.Run;
        return new RunDescription(
            run.Id,
            run.Status,
            run.Execution,
            run.ScenarioId,
            run.ScenarioTitle,
            run.ScenarioHash,
            run.PointId,
            run.ModelVersion,
            run.Seed.ToString(),
            run.Replications,
            run.RoundsPerSecond,
            RunPosition.Of(run),
            run.Interventions.Entries,
            progress.UnitsDone,
            progress.UnitsTotal,
            run.CreatedAt,
            run.StartedAt,
            run.FinishedAt,
            run.Error,
            run.ResultsHash);
    }
}

/// <summary>A place in a run whose units are played one after another.</summary>
/// <param name="Replication">The unit, from 0; the number of units once all of them have ended.</param>
/// <param name="Round">Rounds of it that are over.</param>
public sealed record RunPosition(int Replication, int Round)
{
    internal static RunPosition? Of(RunRecord run) => run.Execution == RunExecution.Actors ? new RunPosition(run.Position.Replication, run.Position.Round) : null;
}

/// <summary>A page of runs.</summary>
/// <param name="Items">The runs, newest first.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null on the last one.</param>
public sealed record RunsPage(IReadOnlyList<RunDescription> Items, string? Next);

/// <summary>The data of one server-sent event of a run: of progress and end how far it has come, of round what was played.</summary>
public sealed class RunStreamEvent;

/// <summary>The data of the server-sent events progress and end: how far the run has come, in totals.</summary>
/// <param name="Status">Where the run stands.</param>
/// <param name="UnitsDone">Units that are stored.</param>
/// <param name="UnitsTotal">Units in all.</param>
/// <param name="Position">How far a run of the execution <c>actors</c> has come; null for a batch.</param>
/// <param name="Error">Why the run failed, or, while it is running, why it does not get on and will be tried again; null otherwise.</param>
public sealed record RunEvent(RunStatus Status, int UnitsDone, int UnitsTotal, RunPosition? Position, string? Error)
{
    internal static RunEvent From(RunProgress progress) => new(progress.Run.Status, progress.UnitsDone, progress.UnitsTotal, RunPosition.Of(progress.Run), progress.Run.Error);
}

/// <summary>The data of the server-sent event round: one round of a run of the execution <c>actors</c>, as in its trajectory.</summary>
/// <param name="Replication">The unit, from 0.</param>
/// <param name="Round">The round, from 1.</param>
/// <param name="States">States, shocked parameters and what derives from them, by name, after this round's shocks; in their own units.</param>
/// <param name="Arrivals">Shocks that arrived in this round.</param>
/// <param name="Games">The games, by id.</param>
public sealed record RoundEvent(int Replication, int Round, IReadOnlyDictionary<string, ExactNumber> States, int Arrivals, IReadOnlyList<TrajectoryGame> Games)
{
    internal static RoundEvent From(int replication, RoundRecord round)
    {
        TrajectoryRound played = TrajectoryRound.From(round);
        return new RoundEvent(replication, played.Round, played.States, played.Arrivals, played.Games);
    }
}
