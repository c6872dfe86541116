using System.Collections.Concurrent;

namespace StrategySim.Experiments.Runs;

/// <summary>The runs that this process is playing now, so that they can be stopped.</summary>
internal sealed class ActiveRuns
{
    private readonly ConcurrentDictionary<string, ActiveRun> _runs = new();

    /// <summary>How many there are.</summary>
    public int Count => _runs.Count;

    /// <summary>Their ids, in no order.</summary>
    public ICollection<string> Ids => _runs.Keys;

    /// <summary>Whether this process is playing the run.</summary>
    public bool Contains(string id) => _runs.ContainsKey(id);

    /// <summary>Enters a run, to be stopped at the latest with <paramref name="stopping"/>; dispose of it when it has ended.</summary>
    public ActiveRun Enter(string id, CancellationToken stopping)
    {
        var run = new ActiveRun(this, id, stopping);
        if (!_runs.TryAdd(id, run)) throw new InvalidOperationException($"Run {id} is being played already.");
        return run;
    }

    /// <summary>Asks for the run to stop between two rounds; false where this process is not playing it.</summary>
    public bool Stop(string id)
    {
        if (!_runs.TryGetValue(id, out ActiveRun? run)) return false;
        run.Stop();
        return true;
    }

    internal void Leave(string id) => _runs.TryRemove(id, out _);
}

/// <summary>One run that is being played.</summary>
internal sealed class ActiveRun : IDisposable
{
    private readonly ActiveRuns _runs;
    private readonly CancellationTokenSource _stop;
    private readonly Lock _lock = new();
    private bool _ended;

    internal ActiveRun(ActiveRuns runs, string id, CancellationToken stopping)
    {
        _runs = runs;
        Id = id;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Stopped = _stop.Token;
    }

    /// <summary>The run.</summary>
    public string Id { get; }

    /// <summary>Cancelled when play shall stop, for whatever reason.</summary>
    public CancellationToken Stopped { get; }

    /// <summary>Asks play to stop.</summary>
    public void Stop()
    {
        // The source may have been disposed of by the end of the run a moment ago.
        lock (_lock)
        {
            if (!_ended) _stop.Cancel();
        }
    }

    public void Dispose()
    {
        _runs.Leave(Id);
        lock (_lock)
        {
            _ended = true;
            _stop.Dispose();
        }
    }
}
