using Microsoft.Extensions.Logging;

namespace StrategySim.Experiments.Tests.Runs;

/// <summary>Keeps what was logged.</summary>
internal sealed class CollectedLog : ILoggerProvider, ILogger
{
    private readonly Lock _lock = new();
    private readonly List<(LogLevel Level, string Message, Exception? Exception)> _entries = [];
    private readonly List<(string Start, TaskCompletionSource Found)> _waiting = [];

    public IReadOnlyList<(LogLevel Level, string Message, Exception? Exception)> Entries
    {
        get
        {
            lock (_lock) return [.. _entries];
        }
    }

    /// <summary>Ends when a message that begins so is logged from now on.</summary>
    public Task WaitForAsync(string start)
    {
        var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock) _waiting.Add((start, found));
        return found.Task;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string message = formatter(state, exception);
        lock (_lock)
        {
            _entries.Add((logLevel, message, exception));
            foreach ((string start, TaskCompletionSource found) in _waiting)
                if (message.StartsWith(start, StringComparison.Ordinal)) found.TrySetResult();
        }
    }

    public void Dispose()
    {
    }
}
