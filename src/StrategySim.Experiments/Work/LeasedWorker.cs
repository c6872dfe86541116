using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StrategySim.Experiments.Runs;

namespace StrategySim.Experiments.Work;

/// <summary>Takes waiting and orphaned work as places become free, keeps its leases, and hands it back when the host stops.</summary>
/// <remarks>
/// A lease saves work; it does not guard results. Should two processes ever play one run or study (a machine that slept through
/// its lease, say), both store the same units with the same bits, and the first to settle the status wins.
/// </remarks>
internal abstract partial class LeasedWorker(ILeasedWork work, ILeaseOwner owner, RunOptions options, TimeProvider time, ILogger logger) : BackgroundService
{
    private readonly ConcurrentDictionary<string, byte> _acceptedHere = new();
    private readonly List<Task> _playing = [];

    // A signal, not a queue: however often it is given, one look at the store finds everything.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>What is being played here.</summary>
    public ActivePlays Active { get; } = new();

    /// <summary>Something was accepted by this process: look for it now.</summary>
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
        TimeSpan period = options.LeaseDuration / 3;
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
                    if (options.TakeOverOrphans) await ReleaseLeasesOfGoneOwnersAsync(stoppingToken);
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
        foreach (string id in Active.Ids)
        {
            if (!await work.TryLeaseAsync(id, owner.Id, time.GetUtcNow(), options.LeaseDuration, cancellationToken))
            {
                // Cancelled through another process, or taken over while this one slept.
                if (Active.Stop(id)) Log.LeaseLost(logger, work.Name, id);
            }
            else if (await work.IsPauseRequestedAsync(id, cancellationToken))
            {
                // Asked for through another process.
                Active.Pause(id);
            }
        }
    }

    private async Task ReleaseLeasesOfGoneOwnersAsync(CancellationToken cancellationToken)
    {
        foreach (string other in await work.ListLeaseOwnersAsync(cancellationToken))
        {
            if (other == owner.Id || !owner.IsGone(other)) continue;
            Log.OwnerGone(logger, other);
            await work.ReleaseLeasesAsync(other, cancellationToken);
        }
    }

    private async Task FillPlacesAsync(CancellationToken stoppingToken)
    {
        _playing.RemoveAll(static task => task.IsCompleted);
        if (work.Places.Keys.All(IsFull)) return;
        foreach ((string id, WorkPlace place) in await work.ListOrphanedAsync(time.GetUtcNow(), stoppingToken))
        {
            if (IsFull(place)) continue;
            if (Active.Contains(id) || !(options.TakeOverOrphans || _acceptedHere.ContainsKey(id))) continue;
            if (!await work.TryLeaseAsync(id, owner.Id, time.GetUtcNow(), options.LeaseDuration, stoppingToken)) continue;
            // Taken: from here on it counts only where it is accepted again, as after a pause, also while this play of it still ends.
            _acceptedHere.TryRemove(id, out _);
            ActivePlay play = Active.Enter(id, place, stoppingToken);
            // Task.Run: reading and compiling the scenario must not hold up the leases of the others.
            _playing.Add(Task.Run(() => PlayAsync(play), CancellationToken.None));
        }
    }

    private bool IsFull(WorkPlace place) => Active.Count(place) >= work.Places[place];

    private async Task PlayAsync(ActivePlay play)
    {
        try
        {
            await work.PlayAsync(play);
        }
        finally
        {
            play.Dispose();
            Wake();
        }
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    private async Task HandOverAsync()
    {
        await Task.WhenAll(_playing);
        work.Close();
        try
        {
            await work.ReleaseLeasesAsync(owner.Id, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // They run out by themselves.
            Log.ReleaseFailed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Warning, "The lease of {Kind} {Id} is lost: it was cancelled or taken over elsewhere")]
        public static partial void LeaseLost(ILogger logger, string kind, string id);

        [LoggerMessage(21, LogLevel.Information, "The process {Owner} is gone; what it played is free")]
        public static partial void OwnerGone(ILogger logger, string owner);

        [LoggerMessage(22, LogLevel.Error, "Leases could not be tended; the next attempt follows")]
        public static partial void TendingFailed(ILogger logger, Exception exception);

        [LoggerMessage(23, LogLevel.Warning, "The leases of this process could not be released; they run out by themselves")]
        public static partial void ReleaseFailed(ILogger logger, Exception exception);
    }
}
