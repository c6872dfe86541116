using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace StrategySim.Api.Endpoints;

/// <summary>Server-sent events: a stream that stays alive while nothing happens, and ends with the service.</summary>
internal static class EventStream
{
    /// <summary>The header that says what a client has seen.</summary>
    public const string LastEventId = "Last-Event-ID";

    /// <summary>The event that tells totals; it has no id, and the last one is repeated where nothing else comes.</summary>
    public const string Progress = "progress";

    /// <summary>The last event, and its id.</summary>
    public const string End = "end";

    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    // Proxies cut streams on which nothing comes, mostly after a minute.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    /// <summary>The answer that writes a stream.</summary>
    /// <param name="events">The events, until the token is cancelled.</param>
    /// <param name="time">The clock of the silence.</param>
    /// <param name="stopping">The service stops.</param>
    /// <param name="cancellationToken">The client left.</param>
    public static IResult Of(Func<CancellationToken, IAsyncEnumerable<SseItem<object>>> events, TimeProvider time, CancellationToken stopping, CancellationToken cancellationToken) =>
        new EndedWithTheService(TypedResults.ServerSentEvents(NeverSilentAsync(events, time, stopping, cancellationToken)), stopping);

    /// <summary>An event that tells how far something has come.</summary>
    /// <param name="data">The totals.</param>
    /// <param name="isFinal">Whether it is the last.</param>
    public static SseItem<object> Totals(object data, bool isFinal) =>
        // Without an id the client's last one stays what it was.
        new(data, isFinal ? End : Progress) { EventId = isFinal ? End : null, ReconnectionInterval = Reconnect };

    private static async IAsyncEnumerable<SseItem<object>> NeverSilentAsync(
        Func<CancellationToken, IAsyncEnumerable<SseItem<object>>> events, TimeProvider time, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A service that stops ends its streams first: open ones would hold it up.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        await using IAsyncEnumerator<SseItem<object>> items = events(either.Token).GetAsyncEnumerator(either.Token);
        Task<bool> next = Task.FromResult(true);
        SseItem<object>? latest = null;
        try
        {
            while (true)
            {
                next = NextAsync(items, stopping);
                while (!await EndsInTimeAsync(next, time))
                {
                    if (latest is { } again) yield return again;
                }

                if (!await next) yield break;
                if (items.Current.EventType == Progress) latest = items.Current;
                yield return items.Current;
            }
        }
        finally
        {
            // A client that leaves in the middle of a wait: the wait has to end before what it waits on.
            await either.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<bool> EndsInTimeAsync(Task task, TimeProvider time)
    {
        if (task.IsCompleted) return true;
        using var over = new CancellationTokenSource();
        Task first = await Task.WhenAny(task, Task.Delay(LongestSilence, time, over.Token));
        await over.CancelAsync();
        return first == task;
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<SseItem<object>> items, CancellationToken stopping)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>A stream whose client may not read it: the service that stops does not wait for that.</summary>
    private sealed class EndedWithTheService(IResult stream, CancellationToken stopping) : IResult
    {
        // Enough for a client that reads.
        private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            Task writing = stream.ExecuteAsync(httpContext);
            await using CancellationTokenRegistration end = stopping.Register(() => _ = AbortAsync());
            await writing;

            async Task AbortAsync()
            {
                if (await Task.WhenAny(writing, Task.Delay(Grace, TimeProvider.System, CancellationToken.None)) != writing) httpContext.Abort();
            }
        }
    }
}
