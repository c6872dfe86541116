using StrategySim.Api.Contracts;
using StrategySim.Api.Problems;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;

namespace StrategySim.Api.Results;

/// <summary>Finds runs and units for the addresses that read their results.</summary>
internal sealed class RunReader(RunService runs, IExperimentStore store)
{
    /// <summary>A run that has to be there.</summary>
    /// <exception cref="ProblemException">404.</exception>
    public async Task<RunProgress> RequireAsync(string id, CancellationToken cancellationToken) =>
        await runs.FindAsync(id, cancellationToken) ?? throw new ProblemException(ProblemKinds.NotFound($"There is no run '{id}'."));

    /// <summary>A run whose results are final.</summary>
    /// <exception cref="ProblemException">404, or 409 with the state.</exception>
    public async Task<RunRecord> RequireCompletedAsync(string id, CancellationToken cancellationToken)
    {
        RunProgress progress = await RequireAsync(id, cancellationToken);
        if (progress.Run.Status == RunStatus.Completed) return progress.Run;
        throw WrongState(progress, "it has no results");
    }

    /// <summary>A unit that is stored, also of a run that is not completed: a stored unit is final.</summary>
    /// <exception cref="ProblemException">404, 409 with the state, or 422 where the run has no such replication.</exception>
    public async Task<(RunRecord Run, UnitSummary Stored)> RequireUnitAsync(string id, int replication, CancellationToken cancellationToken)
    {
        RunProgress progress = await RequireAsync(id, cancellationToken);
        RunRecord run = progress.Run;
        if (replication >= run.Replications)
        {
            throw new ProblemException(ProblemKinds.Invalid(
                [new ProblemFault("", $"{replication}", $"0 to {run.Replications - 1}", $"Run {id} has no replication {replication}.", Parameter: "replication")]));
        }

        ModelVersionException.ThrowIfOther(run);
        // Another run may have stored the same unit; of this one, played round by round, the rest is still open.
        if (run.Execution == RunExecution.Actors && replication >= run.Position.Replication)
        {
            throw WrongState(progress, replication == run.Position.Replication
                ? $"replication {replication} has come to round {run.Position.Round} and has not ended"
                : $"replication {replication} is not played yet");
        }

        UnitKey key = run.KeyOf(replication);
        return await store.FindUnitAsync(key, cancellationToken) is { } stored
            ? (run, stored)
            : throw WrongState(progress, $"replication {replication} is not played yet");
    }

    /// <summary>The state of a run as it stands in problem documents.</summary>
    public static string State(RunStatus status) => status.ToString().ToLowerInvariant();

    private static ProblemException WrongState(RunProgress progress, string so)
    {
        string state = State(progress.Run.Status);
        string why = progress.Run.Error is { } error ? $" It failed because: {error}" : "";
        return new ProblemException(ProblemKinds.WrongState(
            $"Run {progress.Run.Id} is {state} with {progress.UnitsDone} of {progress.UnitsTotal} units done; {so}.{why}", state));
    }
}
