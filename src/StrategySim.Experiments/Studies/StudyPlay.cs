using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Sweeps;

namespace StrategySim.Experiments.Studies;

/// <summary>Plays what a study lacks: goes over its points, orders their missing units, and stores what comes of them in groups.</summary>
/// <remarks>
/// Memory does not grow with the study but for some 40 bytes a point, which tell points that come twice: a bounded number of points is in
/// play, and what has ended is stored within a group's time.
/// </remarks>
internal sealed class StudyPlay : IAsyncDisposable
{
    // Enough that an engine is kept busy while ended units are on their way here. More only live longer: scenarios that outlive several garbage
    // collections cost as much again as it takes to make them.
    private const int LeastPointsInPlay = 8, MostPointsInPlay = 64, UnitsInPlay = 1024;

    // Numbers of replications take memory.
    private const int ReplicationsInPlay = 4_000_000;

    // Of points that come one unit each, so many wait for their group at most.
    private const int PointsInGroup = 1000;

    private readonly IStudyStore _store;
    private readonly IRunEngine _engine;
    private readonly StudyRecord _study;
    private readonly Sweep _sweep;
    private readonly StudyTarget _target;
    private readonly int _groupUnits;
    private readonly Action<StudyCounts?, long> _stored;
    private readonly Channel<UnitOrder> _orders = Channel.CreateUnbounded<UnitOrder>();
    private readonly int _pointsInPlay;
    private readonly SemaphoreSlim _places;
    private readonly SemaphoreSlim _storing = new(1, 1);
    private readonly PeriodicTimer _timer;
    private readonly Task _timedFlushes;
    private readonly CancellationTokenSource _broken = new();

    // The scenario of a point stands for all later ones with the same.
    private readonly Dictionary<UInt128, long> _first;
    private readonly RunningHash _hash = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PointInPlay> _inPlay = new(StringComparer.Ordinal);
    private List<PointInPlay> _touched = [];
    private List<StudyPointGroup> _rows = [];
    private long _points;
    private int _waiting;
    private bool _allOrdered;
    private long? _untoldTotal;
    private long _found;
    private ExceptionDispatchInfo? _failure;

    /// <param name="store">Where units go.</param>
    /// <param name="engine">Who plays them.</param>
    /// <param name="study">The study.</param>
    /// <param name="sweep">Its sweep.</param>
    /// <param name="options">Size and time of a group.</param>
    /// <param name="time">The clock of the timed flushes.</param>
    /// <param name="stored">
    /// Told after each transaction how far the study has come, null where it was extended meanwhile, and how many of its units were found stored so far; one call at a time.
    /// </param>
    public StudyPlay(IStudyStore store, IRunEngine engine, StudyRecord study, Sweep sweep, RunOptions options, TimeProvider time, Action<StudyCounts?, long> stored)
    {
        _store = store;
        _engine = engine;
        _study = study;
        _sweep = sweep;
        _groupUnits = options.StoreGroupUnits;
        _stored = stored;
        _first = new Dictionary<UInt128, long>((int)Math.Min(sweep.Count, SweepShape.MaximumPoints));
        SweepReplications replications = sweep.Replications;
        _target = new StudyTarget(
            study.Seed, replications.Initial, replications.Maximum, replications.Rule, sweep.Outcomes.FirstOrDefault(outcome => outcome.Name == replications.Outcome)?.Key);
        int points = Math.Clamp(UnitsInPlay / replications.Initial, LeastPointsInPlay, MostPointsInPlay);
        _pointsInPlay = Math.Clamp(ReplicationsInPlay / replications.Maximum, 2, points);
        _places = new SemaphoreSlim(_pointsInPlay, _pointsInPlay);
        _timer = new PeriodicTimer(options.StoreGroupInterval, time);
        _timedFlushes = FlushInTimeAsync();
    }

    /// <summary>Plays until nothing is missing. Whatever has ended is stored when it returns or throws.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="IntegrityException">A unit was stored before with another summary.</exception>
    /// <exception cref="StoreException">The store cannot be read or written.</exception>
    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _broken.Token);
        try
        {
            Task playing = _engine.PlayAsync(_orders.Reader, EndedAsync, stop.Token);
            Task ordering = OrderAsync(stop.Token);
            await Task.WhenAll(OrStopAsync(playing, stop), OrStopAsync(ordering, stop));
        }
        finally
        {
            // If storing is what failed, this throws that reason in place of the cancellation that it caused.
            await FlushAsync();
        }
    }

    /// <summary>The hash of the results, once everything was played; null where it has to be read from the store, since some of it was stored before.</summary>
    public string? ResultsHash() => _hash.Finish();

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _timedFlushes;
        _places.Dispose();
        _storing.Dispose();
        _broken.Dispose();
        _hash.Dispose();
    }

    // Whichever goes wrong ends the other.
    private static async Task OrStopAsync(Task task, CancellationTokenSource stop)
    {
        try
        {
            await task;
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task OrderAsync(CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<ReadyPoint> group in new StudyPoints(_store, _study.Id, _sweep).ReadAsync(_pointsInPlay, cancellationToken))
        {
            ReadyPoint[] fresh = [.. group.Where(IsFresh)];
            if (fresh.Length == 0) continue;
            IReadOnlyList<KnownUnits> known = await _store.ListKnownUnitsAsync(
                _study, [.. fresh.Select(point => (point.Index, point.Point!.PointId))], _target.Maximum, cancellationToken);
            for (int i = 0; i < fresh.Length; i++) await BeginAsync(new PointInPlay(fresh[i].Index, fresh[i].Point!, fresh[i].Outcome, known[i], _target), cancellationToken);
        }

        lock (_lock)
        {
            _untoldTotal = _points;
            _allOrdered = true;
            CompleteOrders();
        }
    }

    // Notes what a point is where it is not to be played.
    private bool IsFresh(ReadyPoint point)
    {
        if (point.IsDropped) return false;
        _hash.Expect(point.Index);
        if (point.Row is { } row)
        {
            _hash.GiveUp();
            if (row.SameAs is null) _points++;
            if (row is { PointId: { } known, SameAs: null }) _first.TryAdd(KeyOf(known), row.Index);
            return false;
        }

        if (point.Point is null)
        {
            _points++;
            Note(new StudyPointRow(point.Index, null, null, _target.Initial, 0, _target.Initial, true, point.Reason));
            return false;
        }

        if (_first.TryAdd(KeyOf(point.Point.PointId), point.Index))
        {
            _points++;
            return true;
        }

        Note(new StudyPointRow(point.Index, point.Point.PointId, _first[KeyOf(point.Point.PointId)], 0, 0, 0, true, null));
        return false;
    }

    private void Note(StudyPointRow row)
    {
        lock (_lock) _rows.Add(new StudyPointGroup(row, null, []));
    }

    // Half of a SHA-256 tells a million points apart.
    private static UInt128 KeyOf(string pointId) => UInt128.Parse(pointId.AsSpan(0, 32), System.Globalization.NumberStyles.AllowHexSpecifier, null);

    private async Task BeginAsync(PointInPlay point, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        if (point.NeedsValues)
        {
            await _store.ReadPointUnitsAsync(
                _study, (point.Index, point.PointId), _target.Maximum, (place, rounds, _, values) => point.See(place.Replication, rounds, values), cancellationToken);
        }

        bool full;
        lock (_lock)
        {
            _inPlay.Add(point.PointId, point);
            GoOn(point);
            full = _touched.Count + _rows.Count >= PointsInGroup;
        }

        if (full) await FlushAsync();
    }

    private ValueTask EndedAsync(IReadOnlyList<EndedUnits> groups)
    {
        lock (_lock)
        {
            foreach (EndedUnits ended in groups)
            {
                PointInPlay point = _inPlay[ended.Order.Point.PointId];
                bool touched = point.Touched;
                _waiting += ended.Count;
                bool over = point.Take(ended);
                if (!touched) _touched.Add(point);
                if (over) GoOn(point);
            }

            if (_waiting < _groupUnits && _touched.Count + _rows.Count < PointsInGroup) return ValueTask.CompletedTask;
        }

        return new ValueTask(FlushAsync());
    }

    // Within the lock.
    private void GoOn(PointInPlay point)
    {
        bool touched = point.Touched;
        UnitOrder? order = point.Next();
        if (!touched && point.Touched) _touched.Add(point);
        if (order is not null)
        {
            _orders.Writer.TryWrite(order);
            return;
        }

        _inPlay.Remove(point.PointId);
        _places.Release();
        CompleteOrders();
    }

    private void CompleteOrders()
    {
        if (_allOrdered && _inPlay.Count == 0) _orders.Writer.TryComplete();
    }

    // Stores everything that has ended so far.
    private async Task FlushAsync()
    {
        // Not cancellable: these units have been paid for, and the transaction is short.
        await _storing.WaitAsync(CancellationToken.None);
        try
        {
            _failure?.Throw();
            List<StudyPointGroup> groups;
            long? total;
            lock (_lock)
            {
                if (_touched.Count + _rows.Count == 0 && _untoldTotal is null) return;
                groups = _rows;
                foreach (PointInPlay point in _touched)
                {
                    groups.Add(point.Release(out int found));
                    if (found > 0) _hash.GiveUp();
                    _found += found;
                }

                (_rows, _touched, _waiting) = ([], [], 0);
                (total, _untoldTotal) = (_untoldTotal, null);
            }

            StudyCounts? counts = await _store.SaveStudyGroupAsync(
                new StudyGroup(_study.Id, _study.Edition, _study.ModelVersion, _study.Seed, groups, total), CancellationToken.None);
            _hash.Add(groups);
            foreach (StudyPointGroup group in groups) group.Units?.Dispose();
            _stored(counts, _found);
            if (counts is null) throw new OperationCanceledException("The study was extended meanwhile; whoever plays it next goes on from there.");
        }
        catch (Exception exception) when (_failure is null)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
            await _broken.CancelAsync();
            throw;
        }
        finally
        {
            _storing.Release();
        }
    }

    private async Task FlushInTimeAsync()
    {
        while (await _timer.WaitForNextTickAsync(CancellationToken.None))
        {
            try
            {
                await FlushAsync();
            }
            catch (Exception) when (_failure is not null)
            {
                // Kept: it stops play, and the last flush, of which there is always one, throws it.
                return;
            }
        }
    }
}
