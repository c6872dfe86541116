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
    public Task PlayAsync(ActivePlay active) => new PlayGuard<RunProgress>("run", feed, time, logger).PlayAsync(
        active,
        () => PlayToEndAsync(active),
        transition => store.TrySetStatusAsync(active.Id, transition, CancellationToken.None),
        () => store.FindRunAsync(active.Id, CancellationToken.None));

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
        await using var recorder = new UnitRecorder(store, run.KeyOf(0), options.Value, time, count =>
        {
            done += count;
            feed.Publish(new RunProgress(run, done, run.Replications));
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(active.Stopped, active.Paused, recorder.Broken);
        try
        {
            await engine.PlayAsync(scenario, run.Seed, missing, ended => recorder.AddAsync(ended.Units), stop.Token);
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

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Run {Run} of {Scenario}: {Missing} of {Total} units to play")]
        public static partial void Started(ILogger logger, string run, string scenario, int missing, int total);

        [LoggerMessage(2, LogLevel.Information, "Run {Run} completed: {Total} units, results {Hash}")]
        public static partial void Completed(ILogger logger, string run, int total, string hash);
    }
}
