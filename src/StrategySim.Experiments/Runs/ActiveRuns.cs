using System.Collections.Concurrent;

namespace StrategySim.Experiments.Runs;

/// <summary>The runs that this process is playing now, so that they can be stopped.</summary>
internal sealed class ActiveRuns
{
    private readonly ConcurrentDictionary<string, ActiveRun> _runs = new();

    /// <summary>How many there are of an execution.</summary>
    public int Count(RunExecution execution) => _runs.Values.Count(run => run.Execution == execution);

    /// <summary>Their ids, in no order.</summary>
    public ICollection<string> Ids => _runs.Keys;

    /// <summary>Whether this process is playing the run.</summary>
    public bool Contains(string id) => _runs.ContainsKey(id);

    /// <summary>Enters a run, to be stopped at the latest with <paramref name="stopping"/>; dispose of it when it has ended.</summary>
    public ActiveRun Enter(string id, RunExecution execution, CancellationToken stopping)
    {
        var run = new ActiveRun(this, id, execution, stopping);
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

    /// <summary>Asks for the run to pause between two rounds; false where this process is not playing it.</summary>
    public bool Pause(string id)
    {
        if (!_runs.TryGetValue(id, out ActiveRun? run)) return false;
        run.Pause();
        return true;
    }

    internal void Leave(string id) => _runs.TryRemove(id, out _);
}

/// <summary>One run that is being played.</summary>
internal sealed class ActiveRun : IDisposable
{
    private readonly ActiveRuns _runs;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenSource _pause = new();
    private readonly Lock _lock = new();
    private bool _ended;

    internal ActiveRun(ActiveRuns runs, string id, RunExecution execution, CancellationToken stopping)
    {
        _runs = runs;
        Id = id;
        Execution = execution;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Stopped = _stop.Token;
        Paused = _pause.Token;
    }

    /// <summary>The run.</summary>
    public string Id { get; }

    /// <summary>How it is played.</summary>
    public RunExecution Execution { get; }

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
        _runs.Leave(Id);
        lock (_lock)
        {
            _ended = true;
            _stop.Dispose();
            _pause.Dispose();
        }
    }

    private void Cancel(CancellationTokenSource source)
    {
        // The source may have been disposed of by the end of the run a moment ago.
        lock (_lock)
        {
            if (!_ended) source.Cancel();
        }
    }
}
