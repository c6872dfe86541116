using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Engines;

/// <summary>One call of <see cref="LocalEngine.PlayAsync"/>: its threads, what they claim, and the way of results to the single receiver.</summary>
/// <remarks>
/// Each thread takes up an order of its own, so that several points are compiled at the same time; where no further one has come,
/// it helps with those that others have taken up. Units are claimed one by one: beside one of 5 microseconds an interlocked addition is nothing.
/// </remarks>
internal sealed class BatchJob : IDisposable
{
    // A hand-over wakes a thread of the pool, which then spins for some 100 microseconds in hope of more: groups
    // spread that over many tiny units, and the time limit keeps long units from waiting in a half-filled group.
    private const int GroupUnits = 512;
    private const int GroupMilliseconds = 20;

    // Full groups that may wait for the receiver: enough to play on through a commit of the store.
    private const int GroupsAhead = 16;

    private readonly ChannelReader<UnitOrder> _orders;
    private readonly int _threads;
    private readonly UnitPlay _play;
    private readonly CancellationToken _cancelled;
    private readonly CancellationTokenSource _abandoned = new();
    private readonly CancellationTokenSource _stop;
    private readonly Channel<List<EndedUnits>> _ends = Channel.CreateBounded<List<EndedUnits>>(new BoundedChannelOptions(GroupsAhead) { SingleReader = true });
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // What follows is shared by the threads under the lock.
    private readonly Lock _lock = new();
    private readonly List<OpenOrder> _open = [];
    private Task<bool>? _moreOrders;
    private List<EndedUnits> _group = [];
    private readonly List<OpenOrder> _inGroup = [];
    private int _unitsInGroup;
    private long _groupOpened = Environment.TickCount64;

    // Threads that wait for orders or have left: where there is one, whoever plays hands over at once.
    private int _started, _running, _idle;
    private bool _interrupted;
    private Exception? _fault;

    public BatchJob(ChannelReader<UnitOrder> orders, int threads, UnitPlay play, CancellationToken cancellationToken)
    {
        _orders = orders;
        _threads = threads;
        _play = play;
        _cancelled = cancellationToken;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _abandoned.Token);
    }

    public async Task RunAsync(Func<IReadOnlyList<EndedUnits>, ValueTask> ended)
    {
        if (!await _orders.WaitToReadAsync(_cancelled)) return;
        lock (_lock) StartThread();
        try
        {
            await foreach (List<EndedUnits> group in _ends.Reader.ReadAllAsync(CancellationToken.None)) await ended(group);
        }
        finally
        {
            // Without effect after an ordinary end; where the receiver threw, nobody reads any more.
            await _abandoned.CancelAsync();
            await _finished.Task;
        }

        if (_fault is not null) ExceptionDispatchInfo.Throw(_fault);
        if (_interrupted) throw new OperationCanceledException(_cancelled);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _abandoned.Dispose();
    }

    // Under the lock.
    private void StartThread()
    {
        _started++;
        _running++;
        _ = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Work()
    {
        Exception? fault = null;
        try
        {
            while (Next() is { } order) PlayUnits(order);
        }
        catch (Exception exception)
        {
            // Not a unit's: whoever writes the orders has failed. The others need not go on.
            fault = exception;
            _abandoned.Cancel();
        }

        List<EndedUnits>? group;
        bool last;
        lock (_lock)
        {
            _fault ??= fault;
            last = --_running == 0;
            _idle++;
            group = TakeGroup();
        }

        HandOver(group);
        if (!last) return;
        _ends.Writer.Complete();
        _finished.SetResult();
    }

    // An order with units to play, this thread's own before those of others; waits for one. Null where none comes any more.
    private OpenOrder? Next()
    {
        while (true)
        {
            List<EndedUnits>? group;
            Task<bool> more;
            lock (_lock)
            {
                _open.RemoveAll(static order => order.Left == 0);
                if (_orders.TryRead(out UnitOrder? order)) _open.Add(new OpenOrder(order));
                if (_open.Count > 0)
                {
                    if (_stop.IsCancellationRequested)
                    {
                        _interrupted = true;
                        return null;
                    }

                    OpenOrder next = order is null ? _open[0] : _open[^1];
                    // Threads come as there is something to do for them: many runs have a handful of units.
                    if (_started < _threads && (next.Left > 1 || _orders.TryPeek(out _))) StartThread();
                    return next;
                }

                // One wait for all: not every channel lets several readers wait.
                more = _moreOrders ??= _orders.WaitToReadAsync(_stop.Token).AsTask();
                _idle++;
                group = TakeGroup();
            }

            // The writer of the orders may wait for these before it writes more.
            HandOver(group);
            try
            {
                // Blocking is right here: the thread is this job's own.
                if (!more.GetAwaiter().GetResult()) return null;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                lock (_lock) _interrupted = true;
                return null;
            }
            finally
            {
                lock (_lock)
                {
                    _idle--;
                    if (_moreOrders == more) _moreOrders = null;
                }
            }
        }
    }

    private void PlayUnits(OpenOrder open)
    {
        // Packed by whoever played it, while it is at hand; under the lock it is only copied.
        byte[] packed = [];
        while (open.TryClaim(out int replication))
        {
            FailedUnit? failed = null;
            if (_stop.IsCancellationRequested || !TryPlay(open.Order, replication, ref packed, out failed))
            {
                lock (_lock) _interrupted = true;
                return;
            }

            List<EndedUnits>? group = null;
            lock (_lock)
            {
                EndedUnits ended = open.Ended ?? Begin(open);
                if (failed is null) ended.Units.Add(replication, packed);
                else ended.Fail(failed);
                // A failure at once: whoever gave the order may want no more.
                if (++_unitsInGroup >= GroupUnits || _idle > 0 || failed is not null || Environment.TickCount64 - _groupOpened >= GroupMilliseconds) group = TakeGroup();
            }

            HandOver(group);
        }
    }

    // False where play was stopped in the middle of it.
    private bool TryPlay(UnitOrder order, int replication, ref byte[] packed, out FailedUnit? failed)
    {
        failed = null;
        try
        {
            UnitSummary summary = _play(order.Point.Compiled, order.Seed, replication, _stop.Token);
            int size = PackedUnit.BytesOf(summary.Values.Count);
            if (packed.Length != size) packed = new byte[size];
            PackedUnit.Write(summary, packed);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception)
        {
            failed = new FailedUnit(replication, exception.Message) { Thrown = exception };
        }

        return true;
    }

    // Under the lock.
    private EndedUnits Begin(OpenOrder open)
    {
        open.Ended = new EndedUnits(open.Order);
        _group.Add(open.Ended);
        _inGroup.Add(open);
        return open.Ended;
    }

    // Under the lock; null where there is none.
    private List<EndedUnits>? TakeGroup()
    {
        if (_group.Count == 0) return null;
        List<EndedUnits> group = _group;
        foreach (OpenOrder open in _inGroup) open.Ended = null;
        _inGroup.Clear();
        (_group, _unitsInGroup) = ([], 0);
        _groupOpened = Environment.TickCount64;
        return group;
    }

    // Waits where the receiver is far behind; does nothing where it is gone.
    private void HandOver(List<EndedUnits>? group)
    {
        if (group is null) return;
        while (!_ends.Writer.TryWrite(group))
        {
            try
            {
                _ends.Writer.WaitToWriteAsync(_abandoned.Token).AsTask().GetAwaiter().GetResult();
            }
            catch (OperationCanceledException) when (_abandoned.IsCancellationRequested)
            {
                return;
            }
        }
    }

    // An order that a thread has taken up.
    private sealed class OpenOrder(UnitOrder order)
    {
        private int _lastClaimed = -1;

        public UnitOrder Order => order;

        /// <summary>Its units in the group that is being filled; null before the first. Under the lock.</summary>
        public EndedUnits? Ended { get; set; }

        public int Left => Math.Max(0, order.Replications.Length - 1 - Volatile.Read(ref _lastClaimed));

        public bool TryClaim(out int replication)
        {
            int index = Interlocked.Increment(ref _lastClaimed);
            bool claimed = index < order.Replications.Length;
            replication = claimed ? order.Replications.Span[index] : -1;
            return claimed;
        }
    }
}
