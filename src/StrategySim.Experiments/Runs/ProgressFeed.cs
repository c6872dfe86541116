using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace StrategySim.Experiments.Runs;

/// <summary>Carries the progress of runs from those that play them to those that watch; publishing never waits.</summary>
internal sealed class ProgressFeed
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<ProgressWatcher>> _watchers = [];
    private bool _closed;

    /// <summary>Starts watching a run; dispose of the watcher to end it.</summary>
    public ProgressWatcher Watch(string runId)
    {
        lock (_lock)
        {
            var watcher = new ProgressWatcher(this, runId);
            if (_closed)
            {
                watcher.Complete();
                return watcher;
            }

            if (!_watchers.TryGetValue(runId, out List<ProgressWatcher>? watchers)) _watchers.Add(runId, watchers = []);
            watchers.Add(watcher);
            return watcher;
        }
    }

    /// <summary>Tells everyone who watches the run.</summary>
    public void Publish(RunProgress progress)
    {
        lock (_lock)
        {
            if (!_watchers.TryGetValue(progress.Run.Id, out List<ProgressWatcher>? watchers)) return;
            foreach (ProgressWatcher watcher in watchers) watcher.Offer(progress);
        }
    }

    /// <summary>Ends all watching, now and later: nothing will be played here any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (ProgressWatcher watcher in _watchers.Values.SelectMany(watchers => watchers)) watcher.Complete();
            _watchers.Clear();
        }
    }

    internal void Remove(ProgressWatcher watcher)
    {
        lock (_lock)
        {
            if (!_watchers.TryGetValue(watcher.RunId, out List<ProgressWatcher>? watchers)) return;
            watchers.Remove(watcher);
            if (watchers.Count == 0) _watchers.Remove(watcher.RunId);
        }
    }
}

/// <summary>One watcher's view of a run: of what was published since it last looked only the latest is kept.</summary>
internal sealed class ProgressWatcher : IDisposable
{
    private readonly ProgressFeed _feed;
    private readonly Channel<RunProgress> _latest = Channel.CreateBounded<RunProgress>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private Task<bool>? _news;

    internal ProgressWatcher(ProgressFeed feed, string runId)
    {
        _feed = feed;
        RunId = runId;
    }

    public string RunId { get; }

    /// <summary>The latest news, once <paramref name="pause"/> has passed or the run has ended; null where there is none before <paramref name="patience"/> has passed.</summary>
    /// <returns>The news, and whether there can be more.</returns>
    public async Task<(RunProgress? Latest, bool Open)> NextAsync(TimeSpan pause, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task pauseOver = Task.Delay(pause, time, ended.Token);
        Task patienceOver = Task.Delay(patience, time, ended.Token);
        try
        {
            RunProgress? latest = null;
            while (true)
            {
                // Kept from call to call: a pending wait on a channel cannot be taken back without cancelling it.
                _news ??= _latest.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
                Task first = await Task.WhenAny(_news, latest is null && pauseOver.IsCompleted ? patienceOver : pauseOver);
                cancellationToken.ThrowIfCancellationRequested();
                if (first == _news)
                {
                    bool open = await _news;
                    _news = null;
                    if (!open) return (latest, false);
                    if (_latest.Reader.TryRead(out RunProgress? news)) latest = news;
                    if (latest is not null && (latest.Run.IsFinal || pauseOver.IsCompleted)) return (latest, true);
                }
                else if (latest is not null || first == patienceOver)
                {
                    return (latest, true);
                }
            }
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    /// <summary>The latest news where there is any that was not seen yet; does not wait.</summary>
    public bool TryRead([NotNullWhen(true)] out RunProgress? latest) => _latest.Reader.TryRead(out latest);

    public void Dispose() => _feed.Remove(this);

    internal void Offer(RunProgress progress) => _latest.Writer.TryWrite(progress);

    internal void Complete() => _latest.Writer.TryComplete();
}
