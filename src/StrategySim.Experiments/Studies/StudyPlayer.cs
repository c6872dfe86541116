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
    AcceptedSweeps accepted,
    ProgressFeed<StudyProgress> feed,
    IOptions<RunOptions> options,
    TimeProvider time,
    ILogger<StudyPlayer> logger)
{
    /// <summary>Plays the study until it has ended or is stopped. Throws nothing: what goes wrong becomes the status of the study, and is logged.</summary>
    public Task PlayAsync(ActivePlay active)
    {
        int? edition = null;
        return new PlayGuard<StudyProgress>("study", feed, time, logger).PlayAsync(
            active,
            async () =>
            {
                if (await store.FindStudyAsync(active.Id, active.Stopped) is not { Study: { } study }) return;
                edition = study.Edition;
                await PlayToEndAsync(active, study);
            },
            transition => store.TrySetStudyStatusAsync(active.Id, edition, transition, CancellationToken.None),
            () => store.FindStudyAsync(active.Id, CancellationToken.None));
    }

    private async Task PlayToEndAsync(ActivePlay active, StudyRecord study)
    {
        ModelVersionException.ThrowIfOther(study);
        RunEnvironment environment = RunEnvironment.Current(engine.Name, units.Description);
        var running = new RunTransition(RunStatus.Running, time.GetUtcNow(), Environment: environment);
        if (!await store.TrySetStudyStatusAsync(study.Id, study.Edition, running, active.Stopped)) return;
        if (study.PauseRequested) active.Pause();
        StudyRecord playing = study with { Status = RunStatus.Running, StartedAt = study.StartedAt ?? running.At, Environment = environment };
        Sweep sweep = accepted.Take(study);
        Log.Started(logger, study.Id, sweep.Id, sweep.Count);
        (bool all, string? hash) = await PlayMissingAsync(active, playing, sweep);
        if (!all) return;

        hash ??= await new StudyReader(store, study).HashAsync(active.Stopped);
        var completed = new RunTransition(RunStatus.Completed, time.GetUtcNow(), ResultsHash: hash);
        if (await store.TrySetStudyStatusAsync(study.Id, study.Edition, completed, CancellationToken.None)) Log.Completed(logger, study.Id, hash);
    }

    // Not all where it was paused instead. The hash where it is known without reading everything again.
    private async Task<(bool All, string? Hash)> PlayMissingAsync(ActivePlay active, StudyRecord study, Sweep sweep)
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
            return (true, play.ResultsHash());
        }
        catch (OperationCanceledException) when (active.Paused.IsCancellationRequested && !active.Stopped.IsCancellationRequested)
        {
            // Units that were under way are played again.
            await store.TryPauseStudyAsync(study.Id, CancellationToken.None);
            return (false, null);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(40, LogLevel.Information, "Study {Study} of {Sweep}: {Points} points of the design to go over")]
        public static partial void Started(ILogger logger, string study, string sweep, long points);

        [LoggerMessage(41, LogLevel.Information, "Study {Study} completed: results {Hash}")]
        public static partial void Completed(ILogger logger, string study, string hash);
    }
}
