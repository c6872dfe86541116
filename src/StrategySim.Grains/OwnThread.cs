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
