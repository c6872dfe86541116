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
    private List<(UnitKey Key, UnitSummary Summary)> _group;
    private ExceptionDispatchInfo? _failure;

    /// <param name="store">Where units go.</param>
    /// <param name="options">Size and time of a group.</param>
    /// <param name="time">The clock of the timed flushes.</param>
    /// <param name="stored">Told how many units each transaction stored; one call at a time.</param>
    public UnitRecorder(IExperimentStore store, RunOptions options, TimeProvider time, Action<int> stored)
    {
        _store = store;
        _groupUnits = options.StoreGroupUnits;
        _stored = stored;
        _group = new List<(UnitKey, UnitSummary)>(_groupUnits);
        _timer = new PeriodicTimer(options.StoreGroupInterval, time);
        _timedFlushes = FlushInTimeAsync();
    }

    /// <summary>Cancelled when a group could not be stored; <see cref="FlushAsync"/> then throws the reason.</summary>
    public CancellationToken Broken => _broken.Token;

    /// <summary>Takes one unit; waits only where that fills the group.</summary>
    public ValueTask AddAsync(UnitKey key, UnitSummary summary)
    {
        lock (_lock)
        {
            _group.Add((key, summary));
            if (_group.Count < _groupUnits) return ValueTask.CompletedTask;
        }

        return new ValueTask(FlushAsync());
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
            List<(UnitKey Key, UnitSummary Summary)> group;
            lock (_lock)
            {
                if (_group.Count == 0) return;
                group = _group;
                _group = new List<(UnitKey, UnitSummary)>(_groupUnits);
            }

            group.Sort(static (a, b) => a.Key.Replication.CompareTo(b.Key.Replication));
            await _store.SaveUnitsAsync(group, CancellationToken.None);
            _stored(group.Count);
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
