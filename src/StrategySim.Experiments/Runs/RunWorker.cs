using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StrategySim.Experiments.Store;

namespace StrategySim.Experiments.Runs;

/// <summary>Takes waiting and orphaned runs as places become free, keeps their leases, and hands them back when the host stops.</summary>
/// <remarks>
/// A lease saves work; it does not guard results. Should two processes ever play one run (a machine that slept through
/// its lease, say), both store the same units with the same bits, and the first to settle the status wins.
/// </remarks>
internal sealed partial class RunWorker(
    IExperimentStore store,
    RunPlayer player,
    ActiveRuns active,
    ProgressFeed feed,
    ILeaseOwner owner,
    IOptions<RunOptions> options,
    TimeProvider time,
    ILogger<RunWorker> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<string, byte> _acceptedHere = new();
    private readonly List<Task> _playing = [];

    // A signal, not a queue: however often it is given, one look at the store finds everything.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>A run was accepted by this process: look for it now.</summary>
    public void Accept(string id)
    {
        _acceptedHere[id] = 0;
        Wake();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await TendAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops: hand over below.
        }
        finally
        {
            await HandOverAsync();
        }
    }

    private async Task TendAsync(CancellationToken stoppingToken)
    {
        TimeSpan period = options.Value.LeaseDuration / 3;
        using var timer = new PeriodicTimer(period, time);
        Task tick = Task.CompletedTask;
        Task<bool> wake = _wake.Reader.ReadAsync(stoppingToken).AsTask();
        while (true)
        {
            stoppingToken.ThrowIfCancellationRequested();
            try
            {
                if (tick.IsCompleted)
                {
                    tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
                    await RenewLeasesAsync(stoppingToken);
                    if (options.Value.TakeOverOrphans) await ReleaseLeasesOfGoneOwnersAsync(stoppingToken);
                }

                if (wake.IsCompleted) wake = _wake.Reader.ReadAsync(stoppingToken).AsTask();
                await FillPlacesAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // A store that is busy or full now may be well at the next tick; what is being played goes on.
                Log.TendingFailed(logger, exception);
            }

            await Task.WhenAny(tick, wake);
        }
    }

    private async Task RenewLeasesAsync(CancellationToken cancellationToken)
    {
        foreach (string id in active.Ids)
        {
            if (!await store.TryLeaseAsync(id, owner.Id, time.GetUtcNow(), options.Value.LeaseDuration, cancellationToken))
            {
                // Cancelled through another process, or taken over while this one slept.
                if (active.Stop(id)) Log.LeaseLost(logger, id);
            }
            else if (await store.FindRunAsync(id, cancellationToken) is { Run.PauseRequested: true })
            {
                // Asked for through another process.
                active.Pause(id);
            }
        }
    }

    private async Task ReleaseLeasesOfGoneOwnersAsync(CancellationToken cancellationToken)
    {
        foreach (string other in await store.ListLeaseOwnersAsync(cancellationToken))
        {
            if (other == owner.Id || !owner.IsGone(other)) continue;
            Log.OwnerGone(logger, other);
            await store.ReleaseLeasesAsync(other, cancellationToken);
        }
    }

    private async Task FillPlacesAsync(CancellationToken stoppingToken)
    {
        _playing.RemoveAll(static task => task.IsCompleted);
        if (IsFull(RunExecution.Batch) && IsFull(RunExecution.Actors)) return;
        foreach ((string id, RunExecution execution) in await store.ListOrphanedRunsAsync(time.GetUtcNow(), stoppingToken))
        {
            if (IsFull(execution)) continue;
            if (active.Contains(id) || !(options.Value.TakeOverOrphans || _acceptedHere.ContainsKey(id))) continue;
            if (!await store.TryLeaseAsync(id, owner.Id, time.GetUtcNow(), options.Value.LeaseDuration, stoppingToken)) continue;
            // Taken: from here on it counts only where it is accepted again, as after a pause, also while this play of it still ends.
            _acceptedHere.TryRemove(id, out _);
            ActiveRun run = active.Enter(id, execution, stoppingToken);
            // Task.Run: reading and compiling the scenario must not hold up the leases of the others.
            _playing.Add(Task.Run(() => PlayAsync(run), CancellationToken.None));
        }
    }

    private bool IsFull(RunExecution execution) =>
        active.Count(execution) >= (execution == RunExecution.Actors ? options.Value.MaxConcurrentActorsRuns : options.Value.MaxConcurrentRuns);

    private async Task PlayAsync(ActiveRun run)
    {
        try
        {
            await player.PlayAsync(run);
        }
        finally
        {
            run.Dispose();
            Wake();
        }
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    private async Task HandOverAsync()
    {
        await Task.WhenAll(_playing);
        feed.Close();
        try
        {
            await store.ReleaseLeasesAsync(owner.Id, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // They run out by themselves.
            Log.ReleaseFailed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Warning, "The lease of run {Run} is lost: it was cancelled or taken over elsewhere")]
        public static partial void LeaseLost(ILogger logger, string run);

        [LoggerMessage(21, LogLevel.Information, "The process {Owner} is gone; its runs are free")]
        public static partial void OwnerGone(ILogger logger, string owner);

        [LoggerMessage(22, LogLevel.Error, "Leases could not be tended; the next attempt follows")]
        public static partial void TendingFailed(ILogger logger, Exception exception);

        [LoggerMessage(23, LogLevel.Warning, "The leases of this process could not be released; they run out by themselves")]
        public static partial void ReleaseFailed(ILogger logger, Exception exception);
    }
}
