namespace StrategySim.Grains;

/// <summary>Work on the processor, off the grain scheduler and off the threads that answer requests.</summary>
internal static class OwnThread
{
    /// <summary>Runs on a thread of its own; whoever awaits it in a grain comes back to the grain.</summary>
    public static Task RunAsync(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <inheritdoc cref="RunAsync"/>
    public static Task<T> RunAsync<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}

/// <summary>Pieces of work, done one after the other on a thread of their own that lives as long as there are some.</summary>
/// <remarks>Whoever hands in the next piece before this one has ended loses no time between them. Safe for several threads.</remarks>
internal sealed class WorkQueue
{
    private readonly Queue<Task> _waiting = [];
    private bool _working;

    /// <summary>Does the work after all that was handed in before; whoever awaits it in a grain comes back to the grain.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var piece = new Task<T>(work, TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            _waiting.Enqueue(piece);
            if (_working) return piece;
            _working = true;
        }

        _ = OwnThread.RunAsync(Work);
        return piece;
    }

    private void Work()
    {
        while (true)
        {
            Task? piece;
            lock (_waiting)
            {
                _working = _waiting.TryDequeue(out piece);
                if (!_working) return;
            }

            piece!.RunSynchronously(TaskScheduler.Default);
        }
    }
}
