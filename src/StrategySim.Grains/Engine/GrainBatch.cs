using System.Diagnostics;
using System.Threading.Channels;
using Orleans;
using StrategySim.Experiments.Engines;
using StrategySim.Grains.Contracts;
using StrategySim.Simulation.Play;

namespace StrategySim.Grains.Engine;

/// <summary>One call of <see cref="OrleansEngine.PlayAsync"/>: its workers, what they claim, and the way of results to the single receiver.</summary>
internal sealed class GrainBatch : IDisposable
{
    // Long beside a call (microseconds) and a hand-over, short beside the patience of somebody who cancels.
    private const int PieceMilliseconds = 200;

    // A claim is what one call should get through; it starts small, since the cost of a unit is not known. Thousands of
    // tiny results held at a time would outlive the young generation of the collector, which costs more than further calls.
    private const int FirstClaim = 4, LargestClaim = 1024;

    // Pieces that may wait for the receiver: enough to play on through a commit of the store.
    private const int PiecesAhead = 4;

    private readonly IGrainFactory _grains;
    private readonly GrainCalls _calls;
    private readonly string _pointId, _scenario;
    private readonly ulong _seed;
    private readonly int[] _replications;
    private readonly CancellationToken _cancelled;
    private readonly CancellationTokenSource _abandoned = new();
    private readonly CancellationTokenSource _stop;
    private readonly Channel<(int From, UnitResult[] Results)> _results;
    private readonly Lock _lock = new();
    private int _claimed;
    private int _failedAt = int.MaxValue;
    private string? _failure;

    public GrainBatch(IGrainFactory grains, GrainCalls calls, CompiledScenario scenario, ulong seed, IReadOnlyList<int> replications, CancellationToken cancellationToken)
    {
        _grains = grains;
        _calls = calls;
        _pointId = scenario.Scenario.PointId;
        _scenario = scenario.Scenario.ToCanonicalJson();
        _seed = seed;
        _replications = [.. replications];
        _cancelled = cancellationToken;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _abandoned.Token);
        _results = Channel.CreateBounded<(int, UnitResult[])>(new BoundedChannelOptions(PiecesAhead) { SingleReader = true });
    }

    public async Task RunAsync(int workers, Func<UnitKey, UnitSummary, ValueTask> completed)
    {
        Task[] working = new Task[workers];
        for (int i = 0; i < workers; i++) working[i] = WorkAsync(i, workers);
        Task finished = CloseAfterAsync(working);

        int handedOver = 0;
        try
        {
            await foreach ((int from, UnitResult[] results) in _results.Reader.ReadAllAsync(CancellationToken.None))
            {
                for (int i = 0; i < results.Length; i++)
                {
                    var key = new UnitKey(SimulationModel.Version, _pointId, _seed, _replications[from + i], "");
                    await completed(key, new UnitSummary(results[i].Rounds, results[i].Values, results[i].TrajectoryHash));
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

        await Task.WhenAll(working);
        if (_failure is not null) throw new UnitFailedException(_replications[_failedAt], new PlayedElsewhereException(_failure));
        if (handedOver < _replications.Length) throw new OperationCanceledException(_cancelled);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _abandoned.Dispose();
    }

    private async Task CloseAfterAsync(Task[] workers)
    {
        // What a worker threw is thrown by whoever awaits the workers themselves.
        await Task.WhenAll(workers).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _results.Writer.Complete();
    }

    private async Task WorkAsync(int number, int workers)
    {
        try
        {
            IUnitWorkerGrain worker = _grains.GetGrain<IUnitWorkerGrain>(number);
            int size = FirstClaim;
            while (TryClaim(size, workers, out int from, out int to))
            {
                int played = await PlayClaimAsync(worker, from, to);
                // As many as the last full piece of time had, within reason.
                size = Math.Clamp(played, 1, Math.Min(LargestClaim, size * 8));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Whoever runs the batch says so.
        }
        catch
        {
            // The others need not go on.
            await _abandoned.CancelAsync();
            throw;
        }
    }

    // Plays a claim, in pieces where it takes longer than one; tells how many units a piece may have.
    private async Task<int> PlayClaimAsync(IUnitWorkerGrain worker, int from, int to)
    {
        int fit = to - from;
        bool first = true;
        long started = Stopwatch.GetTimestamp();
        while (from < to && from < Volatile.Read(ref _failedAt) && !_stop.IsCancellationRequested)
        {
            var order = new BatchOrder(_pointId, _scenario, _seed, _replications.AsMemory(from, to - from), PieceMilliseconds);
            BatchAdvance advance = await _calls.MakeAsync(() => worker.PlayAsync(order), _abandoned.Token);
            if (first)
            {
                double share = PieceMilliseconds / Math.Max(1, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                fit = (int)Math.Min(LargestClaim, Math.Max(1, advance.Results.Length * share));
                first = false;
            }

            if (advance.Results.Length > 0) await _results.Writer.WriteAsync((from, advance.Results), _abandoned.Token);
            from += advance.Results.Length;
            if (advance.Failure is not null) Fail(from, advance.Failure);
        }

        return fit;
    }

    // Claims come in order, and one that lies before a failure is played to its end: so the same failure is reported on any number of workers.
    private bool TryClaim(int size, int workers, out int from, out int to)
    {
        lock (_lock)
        {
            from = _claimed;
            // Towards the end everybody shall have something to do.
            int fair = Math.Max(1, (_replications.Length - from) / (2 * workers));
            to = Math.Min(_replications.Length, from + Math.Min(size, fair));
            if (_stop.IsCancellationRequested || _failedAt != int.MaxValue || from == to) return false;
            _claimed = to;
            return true;
        }
    }

    private void Fail(int index, string failure)
    {
        lock (_lock)
        {
            if (index >= _failedAt) return;
            _failure = failure;
            Volatile.Write(ref _failedAt, index);
        }
    }
}
