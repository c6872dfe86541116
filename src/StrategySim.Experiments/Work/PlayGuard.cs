using Microsoft.Extensions.Logging;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;

namespace StrategySim.Experiments.Work;

/// <summary>Sees a play to its end, whatever comes of it: what goes wrong becomes the status of the run or study, and is logged; how it stands at last is published.</summary>
/// <param name="kind">What it plays, as messages say it.</param>
/// <param name="feed">Where its progress goes.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log of the player.</param>
internal sealed partial class PlayGuard<T>(string kind, ProgressFeed<T> feed, TimeProvider time, ILogger logger)
    where T : class, IWorkProgress
{
    /// <summary>Plays until the end, or until it is stopped. Throws nothing.</summary>
    /// <param name="active">What is played.</param>
    /// <param name="play">Plays it.</param>
    /// <param name="settle">Gives it another status.</param>
    /// <param name="find">Reads how far it has come.</param>
    public async Task PlayAsync(ActivePlay active, Func<Task> play, Func<RunTransition, Task> settle, Func<Task<T?>> find)
    {
        try
        {
            await play();
        }
        catch (OperationCanceledException) when (active.Stopped.IsCancellationRequested)
        {
            // Cancelled, extended, handed over or shut down: whoever asked for it has set, or will set, the status.
            Log.Stopped(logger, kind, active.Id);
        }
        catch (EngineUnavailableException exception)
        {
            // Not a fault of what is played: it stays running, says what it waits for, and is taken up again once its lease has run out.
            Log.Unavailable(logger, kind, active.Id, exception);
            await SettleAsync(active.Id, RunStatus.Running, exception, settle);
        }
        catch (Exception exception)
        {
            Log.Failed(logger, kind, active.Id, exception);
            await SettleAsync(active.Id, RunStatus.Failed, exception, settle);
        }

        try
        {
            if (await find() is { } progress) feed.Publish(progress);
        }
        catch (Exception exception)
        {
            // Those who watch ask the store themselves after a while.
            Log.Unpublished(logger, kind, active.Id, exception);
        }
    }

    private async Task SettleAsync(string id, RunStatus status, Exception reason, Func<RunTransition, Task> settle)
    {
        try
        {
            await settle(new RunTransition(status, time.GetUtcNow(), Error: reason.Message));
        }
        catch (Exception unsettled)
        {
            // It keeps its status; once the lease has run out it is tried again.
            Log.Unsettled(logger, kind, id, unsettled);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(24, LogLevel.Information, "The {Kind} {Id} was stopped")]
        public static partial void Stopped(ILogger logger, string kind, string id);

        [LoggerMessage(25, LogLevel.Error, "The {Kind} {Id} failed")]
        public static partial void Failed(ILogger logger, string kind, string id, Exception exception);

        [LoggerMessage(26, LogLevel.Error, "The failure of {Kind} {Id} could not be stored; it will be tried again")]
        public static partial void Unsettled(ILogger logger, string kind, string id, Exception exception);

        [LoggerMessage(27, LogLevel.Warning, "The engine cannot be reached; the {Kind} {Id} will be tried again")]
        public static partial void Unavailable(ILogger logger, string kind, string id, Exception exception);

        [LoggerMessage(28, LogLevel.Warning, "The last progress of {Kind} {Id} could not be read")]
        public static partial void Unpublished(ILogger logger, string kind, string id, Exception exception);
    }
}
