using System.Collections.Concurrent;

namespace StrategySim.Experiments.Work;

/// <summary>What a play takes a place among; each has places of its own.</summary>
internal enum WorkPlace
{
    /// <summary>Runs of whole units.</summary>
    Batch,

    /// <summary>Runs that go round by round.</summary>
    Actors,

    /// <summary>Studies.</summary>
    Study,
}

/// <summary>The runs, or the studies, that this process is playing now, so that they can be stopped.</summary>
internal sealed class ActivePlays
{
    private readonly ConcurrentDictionary<string, ActivePlay> _plays = new();

    /// <summary>How many have a place of this kind.</summary>
    public int Count(WorkPlace place) => _plays.Values.Count(play => play.Place == place);

    /// <summary>Their ids, in no order.</summary>
    public ICollection<string> Ids => _plays.Keys;

    /// <summary>Whether this process is playing it.</summary>
    public bool Contains(string id) => _plays.ContainsKey(id);

    /// <summary>Enters one, to be stopped at the latest with <paramref name="stopping"/>; dispose of it when it has ended.</summary>
    public ActivePlay Enter(string id, WorkPlace place, CancellationToken stopping)
    {
        var play = new ActivePlay(this, id, place, stopping);
        if (!_plays.TryAdd(id, play)) throw new InvalidOperationException($"{id} is being played already.");
        return play;
    }

    /// <summary>Asks for it to stop between two rounds; false where this process is not playing it.</summary>
    public bool Stop(string id)
    {
        if (!_plays.TryGetValue(id, out ActivePlay? play)) return false;
        play.Stop();
        return true;
    }

    /// <summary>Asks for it to pause between two rounds; false where this process is not playing it.</summary>
    public bool Pause(string id)
    {
        if (!_plays.TryGetValue(id, out ActivePlay? play)) return false;
        play.Pause();
        return true;
    }

    /// <summary>Units of it that were found stored so far; 0 where this process is not playing it.</summary>
    public long UnitsFound(string id) => _plays.TryGetValue(id, out ActivePlay? play) ? play.UnitsFound : 0;

    internal void Leave(string id) => _plays.TryRemove(id, out _);
}

/// <summary>One run or study that is being played.</summary>
internal sealed class ActivePlay : IDisposable
{
    private readonly ActivePlays _plays;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _pause = new();
    private readonly Lock _lock = new();
    private bool _ended;
    private long _unitsFound;

    internal ActivePlay(ActivePlays plays, string id, WorkPlace place, CancellationToken stopping)
    {
        _plays = plays;
        Id = id;
        Place = place;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Stopped = _stop.Token;
        Paused = _pause.Token;
    }

    /// <summary>The run or study.</summary>
    public string Id { get; }

    /// <summary>What kind of place it has.</summary>
    public WorkPlace Place { get; }

    /// <summary>Units that were found stored so far, by whoever plays it.</summary>
    public long UnitsFound
    {
        get => Interlocked.Read(ref _unitsFound);
        set => Interlocked.Exchange(ref _unitsFound, value);
    }

    /// <summary>Cancelled when play shall stop, for whatever reason.</summary>
    public CancellationToken Stopped { get; }

    /// <summary>Cancelled when play shall pause.</summary>
    public CancellationToken Paused { get; }

    /// <summary>Asks play to stop.</summary>
    public void Stop() => Cancel(_stop);

    /// <summary>Asks play to pause.</summary>
    public void Pause() => Cancel(_pause);

    public void Dispose()
    {
        _plays.Leave(Id);
        lock (_lock)
        {
            _ended = true;
            _stop.Dispose();
            _pause.Dispose();
        }
    }

    private void Cancel(CancellationTokenSource source)
    {
        // The source may have been disposed of by the end of play a moment ago.
        lock (_lock)
        {
            if (!_ended) source.Cancel();
        }
    }
}
