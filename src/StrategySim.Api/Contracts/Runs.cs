using StrategySim.Experiments.Runs;

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
/// <param name="UnitsDone">Units that are stored.</param>
/// <param name="UnitsTotal">Units in all.</param>
/// <param name="CreatedAt">When it was accepted, UTC.</param>
/// <param name="StartedAt">When the first unit was started, UTC; null before.</param>
/// <param name="FinishedAt">When it reached its final status, UTC; null before.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
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
            progress.UnitsDone,
            progress.UnitsTotal,
            run.CreatedAt,
            run.StartedAt,
            run.FinishedAt,
            run.Error,
            run.ResultsHash);
    }
}

/// <summary>A page of runs.</summary>
/// <param name="Items">The runs, newest first.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null on the last one.</param>
public sealed record RunsPage(IReadOnlyList<RunDescription> Items, string? Next);

/// <summary>The data of a server-sent event of a run.</summary>
/// <param name="Status">Where the run stands.</param>
/// <param name="UnitsDone">Units that are stored.</param>
/// <param name="UnitsTotal">Units in all.</param>
/// <param name="Error">Why the run failed; null otherwise.</param>
public sealed record RunEvent(RunStatus Status, int UnitsDone, int UnitsTotal, string? Error)
{
    internal static RunEvent From(RunProgress progress) => new(progress.Run.Status, progress.UnitsDone, progress.UnitsTotal, progress.Run.Error);
}
