using System.Runtime.ExceptionServices;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Runs;

/// <summary>Stores the units of one run in groups: a transaction costs as much as hundreds of the rows in it.</summary>
/// <remarks>A group is stored when it is full, when its time has passed, and on <see cref="FlushAsync"/>.</remarks>
internal sealed class UnitRecorder : IAsyncDisposable
{
    private readonly IExperimentStore _store;
    private readonly int _groupUnits;
    private readonly Action<int> _stored;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _storing = new(1, 1);
    private readonly PeriodicTimer _timer;
    private readonly Task _timedFlushes;
    private readonly CancellationTokenSource _broken = new();
    private readonly UnitKey _first;
    private UnitBatch _group = new();
    private ExceptionDispatchInfo? _failure;

    /// <param name="store">Where units go.</param>
    /// <param name="first">The key of replication 0 of the run.</param>
    /// <param name="options">Size and time of a group.</param>
    /// <param name="time">The clock of the timed flushes.</param>
    /// <param name="stored">Told how many units each transaction stored; one call at a time.</param>
    public UnitRecorder(IExperimentStore store, UnitKey first, RunOptions options, TimeProvider time, Action<int> stored)
    {
        _store = store;
        _first = first;
        _groupUnits = options.StoreGroupUnits;
        _stored = stored;
        _timer = new PeriodicTimer(options.StoreGroupInterval, time);
        _timedFlushes = FlushInTimeAsync();
    }

    /// <summary>Cancelled when a group could not be stored; <see cref="FlushAsync"/> then throws the reason.</summary>
    public CancellationToken Broken => _broken.Token;

    /// <summary>Takes units over; waits only where they fill the group.</summary>
    public async ValueTask AddAsync(UnitBatch units)
    {
        for (int next = 0; next < units.Count;)
        {
            bool full;
            lock (_lock)
            {
                for (; next < units.Count && _group.Count < _groupUnits; next++) _group.Add(units.Replication(next), units.Unit(next));
                full = _group.Count >= _groupUnits;
            }

            if (full) await FlushAsync();
        }

        units.Dispose();
    }

    /// <summary>Stores everything taken so far.</summary>
    /// <exception cref="IntegrityException">A unit was stored before with another summary.</exception>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    public async Task FlushAsync()
    {
        // Not cancellable: these units have been paid for, and the transaction is short.
        await _storing.WaitAsync(CancellationToken.None);
        try
        {
            _failure?.Throw();
            UnitBatch group;
            lock (_lock)
            {
                if (_group.Count == 0) return;
                (group, _group) = (_group, new UnitBatch());
            }

            using (group)
            {
                await _store.SaveUnitsAsync(_first, group, CancellationToken.None);
                _stored(group.Count);
            }
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

    /// <summary>Ends the timed flushes; what was not flushed is dropped, so flush before.</summary>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _timedFlushes;
        _storing.Dispose();
        _broken.Dispose();
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
                // Kept: Broken stops play, and the next flush, of which there is always one at the end, throws it.
                return;
            }
        }
    }
}
