using System.Diagnostics;
using System.Threading.Channels;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Engines;

/// <summary>One call of <see cref="LocalEngine.PlayAsync"/>: its threads, what they claim, and the way of results to the single receiver.</summary>
internal sealed class BatchJob : IDisposable
{
    // A hand-over wakes a thread of the pool, which then spins for some 100 microseconds in hope of more: groups
    // spread that over many tiny units, and the time limit keeps long units from waiting in a half-filled group.
    private const int GroupUnits = 512;
    private static readonly TimeSpan GroupTime = TimeSpan.FromMilliseconds(20);

    // Full groups that may wait for the receiver: enough to play on through a commit of the store.
    private const int GroupsAhead = 16;

    private readonly CompiledScenario _scenario;
    private readonly ulong _seed;
    private readonly string _pointId;
    private readonly IReadOnlyList<int> _replications;
    private readonly UnitPlay _play;
    private readonly CancellationToken _cancelled;
    private readonly CancellationTokenSource _abandoned = new();
    private readonly CancellationTokenSource _stop;
    private readonly Channel<List<(UnitKey Key, UnitSummary Summary)>> _results;
    private readonly Lock _failureLock = new();
    private int _lastClaimed = -1;
    private int _failedAt = int.MaxValue;
    private Exception? _failure;

    public BatchJob(CompiledScenario scenario, ulong seed, IReadOnlyList<int> replications, UnitPlay play, CancellationToken cancellationToken)
    {
        _scenario = scenario;
        _seed = seed;
        _pointId = scenario.Scenario.PointId;
        _replications = replications;
        _play = play;
        _cancelled = cancellationToken;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _abandoned.Token);
        _results = Channel.CreateBounded<List<(UnitKey, UnitSummary)>>(new BoundedChannelOptions(GroupsAhead) { SingleReader = true });
    }

    public async Task RunAsync(int threads, Func<UnitKey, UnitSummary, ValueTask> completed)
    {
        Task[] workers = new Task[threads];
        for (int i = 0; i < threads; i++)
            workers[i] = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Task finished = CloseAfterAsync(workers);

        int handedOver = 0;
        try
        {
            await foreach (var group in _results.Reader.ReadAllAsync(CancellationToken.None))
            {
                foreach (var (key, summary) in group)
                {
                    await completed(key, summary);
                    handedOver++;
                }
            }
        }
        finally
        {
            // Without effect after an ordinary end; where the receiver threw, nobody reads any more.
            await _abandoned.CancelAsync();
            await finished;
        }

        if (_failure is not null) throw new UnitFailedException(_replications[_failedAt], _failure);
        if (handedOver < _replications.Count) throw new OperationCanceledException(_cancelled);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _abandoned.Dispose();
    }

    private async Task CloseAfterAsync(Task[] workers)
    {
        try
        {
            await Task.WhenAll(workers);
        }
        finally
        {
            _results.Writer.Complete();
        }
    }

    private void Work()
    {
        var group = new List<(UnitKey, UnitSummary)>();
        long opened = Stopwatch.GetTimestamp();
        while (TryClaim(out int index) && TryPlay(index, group))
        {
            if (group.Count < GroupUnits && Stopwatch.GetElapsedTime(opened) < GroupTime) continue;
            if (!HandOver(group)) return;
            group = new List<(UnitKey, UnitSummary)>(group.Count);
            opened = Stopwatch.GetTimestamp();
        }

        if (group.Count > 0) HandOver(group);
    }

    private bool TryClaim(out int index)
    {
        index = -1;
        if (Volatile.Read(ref _failedAt) != int.MaxValue || _stop.IsCancellationRequested) return false;
        index = Interlocked.Increment(ref _lastClaimed);
        return index < _replications.Count;
    }

    private bool TryPlay(int index, List<(UnitKey, UnitSummary)> group)
    {
        int replication = _replications[index];
        try
        {
            UnitSummary summary = _play(_scenario, _seed, replication, _stop.Token);
            group.Add((new UnitKey(SimulationModel.Version, _pointId, _seed, replication, ""), summary));
            return true;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception)
        {
            // Units are claimed in order and those already claimed are played to their end, so the first
            // failure in that order is always seen: the same one is reported on any number of threads.
            lock (_failureLock)
            {
                if (index < _failedAt)
                {
                    _failure = exception;
                    Volatile.Write(ref _failedAt, index);
                }
            }

            return false;
        }
    }

    // False where the receiver is gone. Blocking is right here: the thread is this job's own, and it must not run ahead of the receiver.
    private bool HandOver(List<(UnitKey, UnitSummary)> group)
    {
        while (!_results.Writer.TryWrite(group))
        {
            try
            {
                _results.Writer.WaitToWriteAsync(_abandoned.Token).AsTask().GetAwaiter().GetResult();
            }
            catch (OperationCanceledException) when (_abandoned.IsCancellationRequested)
            {
                return false;
            }
        }

        return true;
    }
}
