using System.Threading.Channels;
using Orleans;
using StrategySim.Experiments.Engines;
using StrategySim.Grains.Contracts;
using StrategySim.Simulation.Play;

namespace StrategySim.Grains.Engine;

/// <summary>One call of <see cref="OrleansEngine.PlayAsync"/>: its workers, what they claim, and the way of results to the single receiver.</summary>
internal sealed class GrainBatch : IDisposable
{
    // Calls that a worker has at a time, and what one may take: together some 200 ms, short beside the patience of somebody who cancels. While
    // one is played, answers to others travel and are followed by further calls; where all cores play, that may take some 10 ms.
    private const int Lanes = 4, PieceMilliseconds = 50;

    // A claim is what one call should get through; it starts small, since the cost of a unit is not known. Thousands of
    // tiny results held at a time would outlive the young generation of the collector, which costs more than further calls.
    private const int FirstClaim = 4, LargestClaim = 256;

    // Longer units do not wait in a worker's queue while another worker may be free; beside them a call is nothing.
    private const int LeastAhead = 4 * FirstClaim;

    // Towards the end claims shrink, so that all workers end together, but not below this part of a piece.
    private const int LeastPart = 64;

    // Units and orders that are read ahead for each worker, so that claims can be shared out fairly; orders hold scenarios.
    private const int UnitsRead = 2 * Lanes * LargestClaim, OrdersRead = 32;

    // Calls whose results may wait for the receiver: enough to play on through a commit of the store.
    private const int CallsAhead = 16;

    // Fewer than a silo keeps, or it would often have dropped what it is taken to have.
    private const int PointsRemembered = 64;

    private readonly IGrainFactory _grains;
    private readonly GrainCalls _calls;
    private readonly ChannelReader<UnitOrder> _orders;
    private readonly int _workers;
    private readonly CancellationToken _cancelled;
    private readonly CancellationTokenSource _abandoned = new();
    private readonly CancellationTokenSource _stop;
    private readonly Channel<List<EndedUnits>> _ends;

    // What follows is shared by the workers under the lock.
    private readonly Lock _lock = new();
    private readonly LinkedList<Piece> _waiting = [];
    private long _unitsWaiting;
    private int _claimsOut;
    private Task<bool>? _moreOrders;
    private bool _ordersOver, _interrupted;
    private TaskCompletionSource _news = NewNews();

    public GrainBatch(IGrainFactory grains, GrainCalls calls, ChannelReader<UnitOrder> orders, int workers, CancellationToken cancellationToken)
    {
        _grains = grains;
        _calls = calls;
        _orders = orders;
        _workers = workers;
        _cancelled = cancellationToken;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _abandoned.Token);
        _ends = Channel.CreateBounded<List<EndedUnits>>(new BoundedChannelOptions(CallsAhead) { SingleReader = true });
    }

    public async Task RunAsync(Func<IReadOnlyList<EndedUnits>, ValueTask> ended)
    {
        Worker[] workers = [.. Enumerable.Range(0, _workers).Select(number => new Worker(_grains.GetGrain<IUnitWorkerGrain>(number)))];
        // Everybody's first call comes before anybody's second.
        Task[] working = [.. Enumerable.Range(0, Lanes).SelectMany(lane => workers.Select(worker => WorkAsync(worker, ahead: lane > 0)))];
        Task finished = CloseAfterAsync(working);
        try
        {
            await foreach (List<EndedUnits> ends in _ends.Reader.ReadAllAsync(CancellationToken.None)) await ended(ends);
        }
        finally
        {
            // Without effect after an ordinary end; where the receiver threw, nobody reads any more.
            await _abandoned.CancelAsync();
            await finished;
        }

        await Task.WhenAll(working);
        if (_interrupted) throw new OperationCanceledException(_cancelled);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _abandoned.Dispose();
    }

    private static TaskCompletionSource NewNews() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task CloseAfterAsync(Task[] working)
    {
        // What a worker threw is thrown by whoever awaits the workers themselves.
        await Task.WhenAll(working).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _ends.Writer.Complete();
    }

    private async Task WorkAsync(Worker worker, bool ahead)
    {
        try
        {
            var has = new HashSet<string>();
            Piece? begun = null;
            while (await ClaimAsync(worker, begun, ahead) is { } claim) begun = await PlayAsync(worker, has, claim);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            lock (_lock) _interrupted = true;
        }
        catch
        {
            // The others need not go on.
            await _abandoned.CancelAsync();
            throw;
        }
    }

    // Units to play, those that were begun first; waits for some. Null where none come any more.
    private async Task<List<Piece>?> ClaimAsync(Worker worker, Piece? begun, bool ahead)
    {
        while (true)
        {
            Task news;
            Task<bool>? more = null;
            lock (_lock)
            {
                ReadAhead();
                if (begun is not null || (_unitsWaiting > 0 && (!ahead || IsWorthQueueing(worker))))
                {
                    _stop.Token.ThrowIfCancellationRequested();
                    return Take(worker, begun);
                }

                if (_ordersOver && _claimsOut == 0 && _unitsWaiting == 0) return null;
                news = _news.Task;
                // One wait for all: not every channel lets several readers wait.
                if (!_ordersOver && _unitsWaiting == 0) more = _moreOrders ??= _orders.WaitToReadAsync(_stop.Token).AsTask();
            }

            if (more is null)
            {
                await news.WaitAsync(_stop.Token);
                continue;
            }

            await Task.WhenAny(more, news);
            if (!more.IsCompleted) continue;
            bool over = !await more;
            lock (_lock)
            {
                _ordersOver |= over;
                if (_moreOrders == more) _moreOrders = null;
            }
        }
    }

    // Makes one call and hands over what ended; tells which unit the worker has begun.
    private async Task<Piece?> PlayAsync(Worker worker, HashSet<string> has, List<Piece> claim)
    {
        var order = new BatchOrder([.. claim.Select(piece => piece.ToGrain(has))], PieceMilliseconds);
        BatchAdvance advance = await _calls.MakeAsync(() => worker.Grain.PlayAsync(order), _stop.Token);
        int played = advance.Results.Length;
        if (advance.PointUnknown || has.Count > PointsRemembered) has.Clear();
        var ends = new List<EndedUnits>();
        var left = new List<Piece>();
        int next = 0, failures = 0;
        foreach (Piece piece in claim)
        {
            int to = Math.Min(piece.To, piece.From + played - next);
            if (to > piece.From)
            {
                has.Add(piece.Order.Point.PointId);
                ends.Add(Ended(piece.Order, piece.From, advance.Results.AsSpan(next, to - piece.From), advance.Failures, ref failures));
                next += to - piece.From;
            }

            if (to < piece.To) left.Add(piece with { From = to });
        }

        Piece? begun = GiveBack(worker, advance, left);
        if (played > 0) await _ends.Writer.WriteAsync(ends, _abandoned.Token);
        return begun;
    }

    private static EndedUnits Ended(UnitOrder order, int from, ReadOnlySpan<UnitResult?> results, IReadOnlyList<string> failures, ref int failed)
    {
        var ended = new EndedUnits(order);
        ReadOnlySpan<int> replications = order.Replications.Span[from..];
        for (int i = 0; i < results.Length; i++)
        {
            if (results[i] is { } result) ended.Units.Add(replications[i], new UnitSummary(result.Rounds, result.Values, result.TrajectoryHash));
            else ended.Fail(new FailedUnit(replications[i], failures[failed++]));
        }

        return ended;
    }

    // Under the lock.
    private void ReadAhead()
    {
        while (_unitsWaiting < UnitsRead * _workers && _waiting.Count < OrdersRead * _workers && _orders.TryRead(out UnitOrder? order))
        {
            if (order.Replications.Length == 0) continue;
            _waiting.AddLast(new Piece(order, 0, order.Replications.Length));
            _unitsWaiting += order.Replications.Length;
        }
    }

    // Under the lock. The last units are left to whoever is free.
    private bool IsWorthQueueing(Worker worker) => worker.InPiece >= LeastAhead && _unitsWaiting >= Lanes * _workers * LeastClaim(worker);

    private static int LeastClaim(Worker worker) => (int)Math.Clamp(worker.InPiece / LeastPart, 1, LargestClaim);

    // Under the lock.
    private List<Piece> Take(Worker worker, Piece? begun)
    {
        var claim = new List<Piece>();
        if (begun is { } unit) claim.Add(unit);
        // Towards the end everybody shall have something to do.
        long fair = Math.Max(LeastClaim(worker), _unitsWaiting / (Lanes * _workers));
        int take = (int)Math.Min(Math.Min(worker.InPiece, LargestClaim) - claim.Count, fair);
        while (take > 0 && _waiting.First is { } first)
        {
            Piece piece = first.Value;
            int to = Math.Min(piece.To, piece.From + take);
            claim.Add(piece with { To = to });
            take -= to - piece.From;
            _unitsWaiting -= to - piece.From;
            _waiting.RemoveFirst();
            if (to < piece.To) _waiting.AddFirst(piece with { From = to });
        }

        _claimsOut++;
        return claim;
    }

    // What did not fit into the call is anybody's again, but for its first unit: the worker may have begun it.
    private Piece? GiveBack(Worker worker, BatchAdvance advance, List<Piece> left)
    {
        Piece? begun = left.Count == 0 ? null : left[0] with { To = left[0].From + 1 };
        lock (_lock)
        {
            worker.Learn(advance);
            for (int i = left.Count - 1; i >= 0; i--)
            {
                Piece piece = i == 0 ? left[0] with { From = left[0].From + 1 } : left[i];
                if (piece.From == piece.To) continue;
                _waiting.AddFirst(piece);
                _unitsWaiting += piece.To - piece.From;
            }

            _claimsOut--;
            // Those who have nothing to do look again.
            _news.SetResult();
            _news = NewNews();
        }

        return begun;
    }

    // What is known of a worker; under the lock.
    private sealed class Worker(IUnitWorkerGrain grain)
    {
        // A few units that went fast may have been lucky ones.
        private const int MostGrowth = 8;

        public IUnitWorkerGrain Grain => grain;

        /// <summary>Units that it is expected to play in a piece of time, at least 1.</summary>
        public double InPiece { get; private set; } = FirstClaim;

        public void Learn(BatchAdvance advance)
        {
            if (advance.PointUnknown && advance.Results.Length == 0) return;
            double share = PieceMilliseconds / Math.Max(0.01, advance.Milliseconds);
            InPiece = Math.Clamp(advance.Results.Length * share, 1, InPiece * MostGrowth);
        }
    }

    // Units of one order that lie next to each other.
    private readonly record struct Piece(UnitOrder Order, int From, int To)
    {
        public BatchPiece ToGrain(HashSet<string> has) =>
            new(Order.Point.PointId, has.Contains(Order.Point.PointId) ? null : Order.Point.CanonicalJson, Order.Seed, Order.Replications[From..To]);
    }
}
