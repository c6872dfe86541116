using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace StrategySim.Experiments.Work;

/// <summary>How far something has come that is played in the background.</summary>
internal interface IWorkProgress
{
    /// <summary>The run or study.</summary>
    string WorkId { get; }

    /// <summary>Whether nothing follows.</summary>
    bool IsLast { get; }
}

/// <summary>The rhythm of progress.</summary>
internal static class ProgressFeed
{
    /// <summary>Least time between two values for one watcher: nine a second and the final one make ten.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1) / 9;

    /// <summary>What another process plays is not published here; its watchers look into the store this often.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>How long a control call waits for what it asked for; it goes on anyway.</summary>
    public static readonly TimeSpan ControlPatience = TimeSpan.FromSeconds(5);
}

/// <summary>Carries the progress of runs or studies from those that play them to those that watch; publishing never waits.</summary>
internal sealed class ProgressFeed<T>
    where T : class, IWorkProgress
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<ProgressWatcher<T>>> _watchers = [];
    private bool _closed;

    /// <summary>Starts watching a run or study; dispose of the watcher to end it.</summary>
    public ProgressWatcher<T> Watch(string id)
    {
        lock (_lock)
        {
            var watcher = new ProgressWatcher<T>(this, id);
            if (_closed)
            {
                watcher.Complete();
                return watcher;
            }

            if (!_watchers.TryGetValue(id, out List<ProgressWatcher<T>>? watchers)) _watchers.Add(id, watchers = []);
            watchers.Add(watcher);
            return watcher;
        }
    }

    /// <summary>Tells everyone who watches it.</summary>
    public void Publish(T progress)
    {
        lock (_lock)
        {
            if (!_watchers.TryGetValue(progress.WorkId, out List<ProgressWatcher<T>>? watchers)) return;
            foreach (ProgressWatcher<T> watcher in watchers) watcher.Offer(progress);
        }
    }

    /// <summary>Where it stands now, then its changes, at most ten a second, and last its final status; none where there is no such run or study.</summary>
    /// <param name="id">The run or study.</param>
    /// <param name="find">Reads it from the store.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">The reader's end.</param>
    /// <exception cref="OperationCanceledException">The reader cancelled.</exception>
    public async IAsyncEnumerable<T> WatchAsync(
        string id, Func<CancellationToken, Task<T?>> find, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Watching begins before the first look, so that nothing falls between them.
        using ProgressWatcher<T> watcher = Watch(id);
        T? last = null;
        bool open = true;
        T? current = await find(cancellationToken);
        while (current is not null)
        {
            if (!current.Equals(last)) yield return current;
            last = current;
            if (current.IsLast || !open) yield break;
            (T? news, open) = await watcher.NextAsync(ProgressFeed.Pause, ProgressFeed.Patience, time, cancellationToken);
            current = news ?? await find(cancellationToken);
        }
    }

    /// <summary>Ends all watching, now and later: nothing will be played here any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (ProgressWatcher<T> watcher in _watchers.Values.SelectMany(watchers => watchers)) watcher.Complete();
            _watchers.Clear();
        }
    }

    internal void Remove(ProgressWatcher<T> watcher)
    {
        lock (_lock)
        {
            if (!_watchers.TryGetValue(watcher.Id, out List<ProgressWatcher<T>>? watchers)) return;
            watchers.Remove(watcher);
            if (watchers.Count == 0) _watchers.Remove(watcher.Id);
        }
    }
}

/// <summary>One watcher's view: of what was published since it last looked only the latest is kept.</summary>
internal sealed class ProgressWatcher<T> : IDisposable
    where T : class, IWorkProgress
{
    private readonly ProgressFeed<T> _feed;
    private readonly Channel<T> _latest = Channel.CreateBounded<T>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private Task<bool>? _news;

    internal ProgressWatcher(ProgressFeed<T> feed, string id)
    {
        _feed = feed;
        Id = id;
    }

    public string Id { get; }

    /// <summary>The latest news, once <paramref name="pause"/> has passed or play has ended; null where there is none before <paramref name="patience"/> has passed.</summary>
    /// <returns>The news, and whether there can be more.</returns>
    public async Task<(T? Latest, bool Open)> NextAsync(TimeSpan pause, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task pauseOver = Task.Delay(pause, time, ended.Token);
        Task patienceOver = Task.Delay(patience, time, ended.Token);
        try
        {
            T? latest = null;
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
                    if (_latest.Reader.TryRead(out T? news)) latest = news;
                    if (latest is not null && (latest.IsLast || pauseOver.IsCompleted)) return (latest, true);
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
    public bool TryRead([NotNullWhen(true)] out T? latest) => _latest.Reader.TryRead(out latest);

    /// <summary>Waits while something holds, for some seconds at most; looks again whenever there is news.</summary>
    public async Task RestAsync(Func<Task<bool>> underWay, TimeProvider time, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        while (await underWay() && time.GetElapsedTime(started) < ProgressFeed.ControlPatience)
        {
            (_, bool open) = await NextAsync(TimeSpan.Zero, TimeSpan.FromMilliseconds(100), time, cancellationToken);
            if (!open) return;
        }
    }

    public void Dispose() => _feed.Remove(this);

    internal void Offer(T progress) => _latest.Writer.TryWrite(progress);

    internal void Complete() => _latest.Writer.TryComplete();
}
