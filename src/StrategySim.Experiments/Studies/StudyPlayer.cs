using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Work;

namespace StrategySim.Experiments.Studies;

/// <summary>Brings one leased study from wherever it stands to its end: plays the units that are missing, hashes what is stored, settles the status.</summary>
internal sealed partial class StudyPlayer(
    IStudyStore store,
    IExperimentStore units,
    IRunEngine engine,
    ProgressFeed<StudyProgress> feed,
    IOptions<RunOptions> options,
    TimeProvider time,
    ILogger<StudyPlayer> logger)
{
    /// <summary>Plays the study until it has ended or is stopped. Throws nothing: what goes wrong becomes the status of the study, and is logged.</summary>
    public async Task PlayAsync(ActivePlay active)
    {
        int? edition = null;
        try
        {
            if (await store.FindStudyAsync(active.Id, active.Stopped) is not { Study: { } study }) return;
            edition = study.Edition;
            await PlayToEndAsync(active, study);
        }
        catch (OperationCanceledException) when (active.Stopped.IsCancellationRequested)
        {
            // Cancelled, extended, handed over or shut down: whoever asked for it has set, or will set, the status.
            Log.Stopped(logger, active.Id);
        }
        catch (EngineUnavailableException exception)
        {
            // Not a fault of the study: it stays running, says what it waits for, and is taken up again once its lease has run out.
            Log.Unavailable(logger, active.Id, exception);
            await SettleAsync(active.Id, edition, RunStatus.Running, exception);
        }
        catch (Exception exception)
        {
            Log.Failed(logger, active.Id, exception);
            await SettleAsync(active.Id, edition, RunStatus.Failed, exception);
        }

        await PublishAsync(active.Id);
    }

    private async Task PlayToEndAsync(ActivePlay active, StudyRecord study)
    {
        ModelVersionException.ThrowIfOther(study);
        RunEnvironment environment = RunEnvironment.Current(engine.Name, units.Description);
        var running = new RunTransition(RunStatus.Running, time.GetUtcNow(), Environment: environment);
        if (!await store.TrySetStudyStatusAsync(study.Id, study.Edition, running, active.Stopped)) return;
        if (study.PauseRequested) active.Pause();
        StudyRecord playing = study with { Status = RunStatus.Running, StartedAt = study.StartedAt ?? running.At, Environment = environment };
        Sweep sweep = StudyDocument.Read(study);
        Log.Started(logger, study.Id, sweep.Id, sweep.Count);
        if (!await PlayMissingAsync(active, playing, sweep)) return;

        string hash = await new StudyReader(store, study).HashAsync(active.Stopped);
        var completed = new RunTransition(RunStatus.Completed, time.GetUtcNow(), ResultsHash: hash);
        if (await store.TrySetStudyStatusAsync(study.Id, study.Edition, completed, CancellationToken.None)) Log.Completed(logger, study.Id, hash);
    }

    // False where it was paused instead.
    private async Task<bool> PlayMissingAsync(ActivePlay active, StudyRecord study, Sweep sweep)
    {
        await using var play = new StudyPlay(store, engine, study, sweep, options.Value, time, (counts, found) =>
        {
            active.UnitsFound = found;
            if (counts is not { } now) active.Stop();
            else feed.Publish(new StudyProgress(study, now.PointsDone, now.PointsTotal, now.UnitsDone, now.UnitsFailed, now.UnitsTotal) { UnitsFound = found });
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(active.Stopped, active.Paused);
        try
        {
            await play.PlayAsync(stop.Token);
            return true;
        }
        catch (OperationCanceledException) when (active.Paused.IsCancellationRequested && !active.Stopped.IsCancellationRequested)
        {
            // Units that were under way are played again.
            await store.TryPauseStudyAsync(study.Id, CancellationToken.None);
            return false;
        }
    }

    private async Task SettleAsync(string id, int? edition, RunStatus status, Exception exception)
    {
        try
        {
            await store.TrySetStudyStatusAsync(id, edition, new RunTransition(status, time.GetUtcNow(), Error: exception.Message), CancellationToken.None);
        }
        catch (Exception unsettled)
        {
            // The study keeps its status; once the lease has run out it is tried again.
            Log.Unsettled(logger, id, unsettled);
        }
    }

    private async Task PublishAsync(string id)
    {
        try
        {
            if (await store.FindStudyAsync(id, CancellationToken.None) is { } progress) feed.Publish(progress);
        }
        catch (Exception exception)
        {
            // Those who watch ask the store themselves after a while.
            Log.Unpublished(logger, id, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(40, LogLevel.Information, "Study {Study} of {Sweep}: {Points} points of the design to go over")]
        public static partial void Started(ILogger logger, string study, string sweep, long points);

        [LoggerMessage(41, LogLevel.Information, "Study {Study} completed: results {Hash}")]
        public static partial void Completed(ILogger logger, string study, string hash);

        [LoggerMessage(42, LogLevel.Information, "Study {Study} stopped")]
        public static partial void Stopped(ILogger logger, string study);

        [LoggerMessage(43, LogLevel.Error, "Study {Study} failed")]
        public static partial void Failed(ILogger logger, string study, Exception exception);

        [LoggerMessage(44, LogLevel.Error, "The failure of study {Study} could not be stored; the study will be tried again")]
        public static partial void Unsettled(ILogger logger, string study, Exception exception);

        [LoggerMessage(45, LogLevel.Warning, "The engine cannot be reached; study {Study} will be tried again")]
        public static partial void Unavailable(ILogger logger, string study, Exception exception);

        [LoggerMessage(46, LogLevel.Warning, "The last progress of study {Study} could not be read")]
        public static partial void Unpublished(ILogger logger, string study, Exception exception);
    }
}
