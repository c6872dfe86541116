using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Work;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Runs;

/// <summary>Brings one leased run from wherever it stands to its end: plays the units that are missing, stores them, settles the status.</summary>
internal sealed partial class RunPlayer(
    IExperimentStore store,
    IRunEngine engine,
    ProgressFeed<RunProgress> feed,
    IOptions<RunOptions> options,
    TimeProvider time,
    ILogger<RunPlayer> logger)
{
    /// <summary>Plays the run until it has ended or is stopped. Throws nothing: what goes wrong becomes the status of the run, and is logged.</summary>
    public async Task PlayAsync(ActivePlay active)
    {
        try
        {
            await PlayToEndAsync(active);
        }
        catch (OperationCanceledException) when (active.Stopped.IsCancellationRequested)
        {
            // Cancelled, handed over or shut down: whoever asked for it has set, or will set, the status.
            Log.Stopped(logger, active.Id);
        }
        catch (EngineUnavailableException exception)
        {
            // Not a fault of the run: it stays running, says what it waits for, and is taken up again once its lease has run out.
            Log.Unavailable(logger, active.Id, exception);
            await SettleAsync(active.Id, RunStatus.Running, exception);
        }
        catch (Exception exception)
        {
            Log.Failed(logger, active.Id, exception);
            await SettleAsync(active.Id, RunStatus.Failed, exception);
        }

        await PublishAsync(active.Id);
    }

    private async Task PlayToEndAsync(ActivePlay active)
    {
        if (await store.FindRunAsync(active.Id, active.Stopped) is not { } found) return;

        RunEnvironment environment = RunEnvironment.Current(engine.Name, store.Description);
        var running = new RunTransition(RunStatus.Running, time.GetUtcNow(), Environment: environment);
        if (!await store.TrySetStatusAsync(active.Id, running, active.Stopped)) return;
        RunRecord run = found.Run with { Status = RunStatus.Running, StartedAt = found.Run.StartedAt ?? running.At, Environment = environment };
        if (run.PauseRequested) active.Pause();
        bool ended = run.Execution == RunExecution.Actors
            ? await new ActorsPlayer(store, engine, feed, time).PlayAsync(active, run)
            : await PlayBatchAsync(active, run);
        if (!ended) return;

        string hash = await HashResultsAsync(run, active.Stopped);
        var completed = new RunTransition(RunStatus.Completed, time.GetUtcNow(), ResultsHash: hash);
        if (await store.TrySetStatusAsync(run.Id, completed, CancellationToken.None)) Log.Completed(logger, run.Id, run.Replications, hash);
    }

    // False where it was paused instead.
    private async Task<bool> PlayBatchAsync(ActivePlay active, RunRecord run)
    {
        CompiledScenario scenario = StoredScenarios.Compile(run);
        IReadOnlyList<int> stored = await store.ListStoredReplicationsAsync(run, active.Stopped);
        int[] missing = Missing(run.Replications, stored);
        Log.Started(logger, run.Id, run.ScenarioId, missing.Length, run.Replications);
        feed.Publish(new RunProgress(run, stored.Count, run.Replications));
        if (missing.Length == 0) return true;
        try
        {
            await PlayMissingAsync(active, run, scenario, missing, stored.Count);
            return true;
        }
        catch (OperationCanceledException) when (active.Paused.IsCancellationRequested && !active.Stopped.IsCancellationRequested)
        {
            // Units that were under way are played again.
            await store.TryPauseAsync(run.Id, default, CancellationToken.None);
            return false;
        }
    }

    private async Task PlayMissingAsync(ActivePlay active, RunRecord run, CompiledScenario scenario, int[] missing, int alreadyStored)
    {
        int done = alreadyStored;
        await using var recorder = new UnitRecorder(store, options.Value, time, count =>
        {
            done += count;
            feed.Publish(new RunProgress(run, done, run.Replications));
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(active.Stopped, active.Paused, recorder.Broken);
        try
        {
            await engine.PlayAsync(scenario, run.Seed, missing, recorder.AddAsync, stop.Token);
        }
        finally
        {
            // Also where play failed or was stopped: no unit that has ended is lost. If storing is what
            // failed, this throws that reason in place of the cancellation it caused.
            await recorder.FlushAsync();
        }
    }

    private static int[] Missing(int replications, IReadOnlyList<int> stored)
    {
        int[] missing = new int[replications - stored.Count];
        int next = 0, count = 0;
        for (int replication = 0; replication < replications; replication++)
        {
            if (next < stored.Count && stored[next] == replication) next++;
            else missing[count++] = replication;
        }

        return missing;
    }

    private async Task<string> HashResultsAsync(RunRecord run, CancellationToken cancellationToken)
    {
        using var hash = new ResultsHash();
        int expected = 0;
        await foreach ((int replication, string trajectoryHash) in store.ReadTrajectoryHashesAsync(run, cancellationToken))
        {
            if (replication != expected) break;
            hash.Add(trajectoryHash);
            expected++;
        }

        return expected == run.Replications
            ? hash.Finish()
            : throw new IntegrityException($"Replication {expected} of run {run.Id} was played but is not stored.");
    }

    private async Task SettleAsync(string id, RunStatus status, Exception exception)
    {
        try
        {
            await store.TrySetStatusAsync(id, new RunTransition(status, time.GetUtcNow(), Error: exception.Message), CancellationToken.None);
        }
        catch (Exception unsettled)
        {
            // The run keeps its status; once the lease has run out it is tried again.
            Log.Unsettled(logger, id, unsettled);
        }
    }

    private async Task PublishAsync(string id)
    {
        try
        {
            if (await store.FindRunAsync(id, CancellationToken.None) is { } progress) feed.Publish(progress);
        }
        catch (Exception exception)
        {
            // Those who watch ask the store themselves after a while.
            Log.Unpublished(logger, id, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Run {Run} of {Scenario}: {Missing} of {Total} units to play")]
        public static partial void Started(ILogger logger, string run, string scenario, int missing, int total);

        [LoggerMessage(2, LogLevel.Information, "Run {Run} completed: {Total} units, results {Hash}")]
        public static partial void Completed(ILogger logger, string run, int total, string hash);

        [LoggerMessage(3, LogLevel.Information, "Run {Run} stopped")]
        public static partial void Stopped(ILogger logger, string run);

        [LoggerMessage(4, LogLevel.Error, "Run {Run} failed")]
        public static partial void Failed(ILogger logger, string run, Exception exception);

        [LoggerMessage(5, LogLevel.Error, "The failure of run {Run} could not be stored; the run will be tried again")]
        public static partial void Unsettled(ILogger logger, string run, Exception exception);

        [LoggerMessage(7, LogLevel.Warning, "The engine cannot be reached; run {Run} will be tried again")]
        public static partial void Unavailable(ILogger logger, string run, Exception exception);

        [LoggerMessage(6, LogLevel.Warning, "The last progress of run {Run} could not be read")]
        public static partial void Unpublished(ILogger logger, string run, Exception exception);
    }
}
