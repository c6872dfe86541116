using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Results;
using StrategySim.Experiments.Runs;

namespace StrategySim.Api.Endpoints;

/// <summary>The progress of a run as server-sent events.</summary>
internal static class RunEventStream
{
    private const string Progress = "progress", End = "end";

    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    /// <summary>Opens the stream; 204 where the client has seen the end.</summary>
    public static async Task<IResult> OpenAsync(
        string id, Query query, HttpRequest request, RunReader reader, RunService runs, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        await reader.RequireAsync(id, cancellationToken);
        if (request.Headers["Last-Event-ID"] == End) return TypedResults.NoContent();
        return TypedResults.ServerSentEvents(EventsAsync(runs, id, lifetime.ApplicationStopping, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<RunEvent>> EventsAsync(
        RunService runs, string id, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A service that stops ends its streams first: open ones would hold it up.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        await using IAsyncEnumerator<RunProgress> progress = runs.WatchAsync(id, either.Token).GetAsyncEnumerator(either.Token);
        while (await NextAsync(progress, stopping))
        {
            RunProgress now = progress.Current;
            yield return new SseItem<RunEvent>(RunEvent.From(now), now.Run.IsFinal ? End : Progress)
            {
                EventId = now.Run.IsFinal ? End : $"{now.UnitsDone}",
                ReconnectionInterval = Reconnect,
            };
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<RunProgress> progress, CancellationToken stopping)
    {
        try
        {
            return await progress.MoveNextAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
    }
}
