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

    // Units and orders that are read ahead for each worker, so that claims can be shared out fairly; orders hold scenarios.
    private const int UnitsRead = 2 * LargestClaim, OrdersRead = 32;

    // Calls whose results may wait for the receiver: enough to play on through a commit of the store.
    private const int CallsAhead = 4;

    // Fewer than a silo keeps, or it would often have dropped what it is taken to have.
    private const int PointsRemembered = 64;

    private readonly IGrainFactory _grains;
    private readonly GrainCalls _calls;
    private readonly ChannelReader<UnitOrder> _orders;
    private readonly int _workers;
    private readonly CancellationToken _cancelled;
    private readonly CancellationTokenSource _abandoned = new();
    private readonly CancellationTokenSource _stop;
    private readonly Channel<UnitEnd[]> _ends;

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
        _ends = Channel.CreateBounded<UnitEnd[]>(new BoundedChannelOptions(CallsAhead) { SingleReader = true });
    }

    public async Task RunAsync(Func<IReadOnlyList<UnitEnd>, ValueTask> ended)
    {
        var working = new Task[_workers];
        for (int i = 0; i < working.Length; i++) working[i] = WorkAsync(i);
        Task finished = CloseAfterAsync(working);
        try
        {
            await foreach (UnitEnd[] ends in _ends.Reader.ReadAllAsync(CancellationToken.None)) await ended(ends);
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

    private async Task WorkAsync(int number)
    {
        try
        {
            IUnitWorkerGrain worker = _grains.GetGrain<IUnitWorkerGrain>(number);
            var has = new HashSet<string>();
            int size = FirstClaim;
            Piece? begun = null;
            while (await ClaimAsync(size, begun) is { } claim) (size, begun) = await PlayAsync(worker, has, claim, size);
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
    private async Task<List<Piece>?> ClaimAsync(int size, Piece? begun)
    {
        while (true)
        {
            Task news;
            Task<bool>? more = null;
            lock (_lock)
            {
                ReadAhead();
                if (begun is not null || _unitsWaiting > 0)
                {
                    _stop.Token.ThrowIfCancellationRequested();
                    return Take(size, begun);
                }

                if (_ordersOver && _claimsOut == 0) return null;
                news = _news.Task;
                // One wait for all: not every channel lets several readers wait.
                if (!_ordersOver) more = _moreOrders ??= _orders.WaitToReadAsync(_stop.Token).AsTask();
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

    // Makes one call and hands over what ended; tells how many units the next one may have, and the unit that the worker has begun.
    private async Task<(int Size, Piece? Begun)> PlayAsync(IUnitWorkerGrain worker, HashSet<string> has, List<Piece> claim, int size)
    {
        var order = new BatchOrder([.. claim.Select(piece => piece.ToGrain(has))], PieceMilliseconds);
        long started = Stopwatch.GetTimestamp();
        BatchAdvance advance = await _calls.MakeAsync(() => worker.PlayAsync(order), _stop.Token);
        double share = PieceMilliseconds / Math.Max(1, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        int played = advance.Results.Length;
        if (!advance.PointUnknown || played > 0) size = (int)Math.Clamp(played * share, 1, Math.Min(LargestClaim, size * 8L));

        if (advance.PointUnknown || has.Count > PointsRemembered) has.Clear();
        var ends = new UnitEnd[played];
        var left = new List<Piece>();
        int next = 0, failures = 0;
        foreach (Piece piece in claim)
        {
            int to = Math.Min(piece.To, piece.From + played - next);
            if (to > piece.From) has.Add(piece.Order.Point.PointId);
            for (int i = piece.From; i < to; i++, next++)
            {
                UnitKey key = piece.Order.KeyOf(piece.Order.Replications.Span[i]);
                ends[next] = advance.Results[next] is { } result
                    ? new UnitEnd(key, new UnitSummary(result.Rounds, result.Values, result.TrajectoryHash), null)
                    : new UnitEnd(key, null, advance.Failures[failures++]);
            }

            if (to < piece.To) left.Add(piece with { From = to });
        }

        Piece? begun = GiveBack(left);
        if (played > 0) await _ends.Writer.WriteAsync(ends, _abandoned.Token);
        return (size, begun);
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

    // Under the lock.
    private List<Piece> Take(int size, Piece? begun)
    {
        var claim = new List<Piece>();
        if (begun is { } unit) claim.Add(unit);
        // Towards the end everybody shall have something to do.
        long fair = Math.Max(1, _unitsWaiting / (2 * _workers));
        int take = (int)Math.Min(size - claim.Count, fair);
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
    private Piece? GiveBack(List<Piece> left)
    {
        Piece? begun = left.Count == 0 ? null : left[0] with { To = left[0].From + 1 };
        lock (_lock)
        {
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

    // Units of one order that lie next to each other.
    private readonly record struct Piece(UnitOrder Order, int From, int To)
    {
        public BatchPiece ToGrain(HashSet<string> has) =>
            new(Order.Point.PointId, has.Contains(Order.Point.PointId) ? null : Order.Point.CanonicalJson, Order.Seed, Order.Replications[From..To]);
    }
}
