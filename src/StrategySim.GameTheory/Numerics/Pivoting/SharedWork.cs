using System.Diagnostics.CodeAnalysis;

namespace StrategySim.GameTheory.Numerics.Pivoting;

/// <summary>Work that several threads take from and add to until nobody has any left.</summary>
internal sealed class SharedWork<T>
{
    private readonly Stack<T> _items = new();
    private int _busy;
    private int _waiting;
    private bool _stopped;
    private volatile bool _hungry;

    /// <summary>Whether more threads wait for work than there is.</summary>
    public bool Hungry => _hungry;

    /// <summary>Adds work.</summary>
    public void Add(T item)
    {
        lock (_items)
        {
            _items.Push(item);
            _hungry = _waiting > _items.Count;
            Monitor.Pulse(_items);
        }
    }

    /// <summary>Runs the same worker on several threads, this one among them, until all have returned.</summary>
    /// <remarks>A thread that the pool grants late finds nothing left to do.</remarks>
    /// <exception cref="AggregateException">What workers on other threads threw.</exception>
    public void Run(int threads, Action worker)
    {
        Task[] others = [.. Enumerable.Range(1, Math.Max(0, threads - 1)).Select(_ => Task.Run(Guarded))];
        Guarded();
        Task.WaitAll(others);

        void Guarded()
        {
            bool returned = false;
            try
            {
                worker();
                returned = true;
            }
            finally
            {
                // Or the others would wait for work that nobody will add.
                if (!returned) Stop();
            }
        }
    }

    /// <summary>Takes a piece of work, waiting while others may still add some.</summary>
    /// <param name="holding">Whether this worker still holds a piece, which it has finished; afterwards whether it holds a new one.</param>
    /// <param name="item">The piece.</param>
    /// <returns>Whether there is one; false once all is done or stopped.</returns>
    public bool TryTake(ref bool holding, [MaybeNullWhen(false)] out T item)
    {
        lock (_items)
        {
            if (holding) _busy--;
            holding = false;
            while (_items.Count == 0 && _busy > 0 && !_stopped)
            {
                _waiting++;
                _hungry = true;
                Monitor.Wait(_items);
                _waiting--;
                _hungry = _waiting > _items.Count;
            }

            if (_stopped || !_items.TryPop(out item))
            {
                Monitor.PulseAll(_items);
                item = default;
                return false;
            }

            _busy++;
            return holding = true;
        }
    }

    /// <summary>Lets nobody take any more.</summary>
    public void Stop()
    {
        lock (_items)
        {
            _stopped = true;
            Monitor.PulseAll(_items);
        }
    }
}
