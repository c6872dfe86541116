using Spectre.Console;

namespace StrategySim.Cli.Terminals;

/// <summary>Work that a person waits for: it says what it is doing once that takes longer than a moment.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(400);

    /// <summary>Does the work on another thread, so that signals are answered meanwhile.</summary>
    /// <param name="terminal">Where somebody may be waiting.</param>
    /// <param name="what">What is being done, such as "Solving".</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Passed to nothing but the start of the work; the work polls its own.</param>
    public static Task<T> ForAsync<T>(Terminal terminal, string what, Func<T> work, CancellationToken cancellationToken) =>
        ForAsync(terminal, what, Task.Run(work, cancellationToken));

    /// <summary>As above, for work that waits for others itself.</summary>
    public static Task<T> ForAsync<T>(Terminal terminal, string what, Func<Task<T>> work, CancellationToken cancellationToken) =>
        ForAsync(terminal, what, Task.Run(work, cancellationToken));

    private static async Task<T> ForAsync<T>(Terminal terminal, string what, Task<T> working)
    {
        if (!terminal.ErrorIsTerminal) return await working;
        await Task.WhenAny(working, Task.Delay(Moment, TimeProvider.System, CancellationToken.None));
        if (working.IsCompleted) return await working;
        return await terminal.Error.Status().StartAsync($"{Markup.Escape(what)} …", _ => working);
    }
}
