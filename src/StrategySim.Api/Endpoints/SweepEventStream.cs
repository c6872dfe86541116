using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Results;
using StrategySim.Experiments.Studies;

namespace StrategySim.Api.Endpoints;

/// <summary>The progress of a sweep as server-sent events.</summary>
internal static class SweepEventStream
{
    /// <summary>Opens the stream; 204 where the client has seen the end.</summary>
    public static async Task<IResult> OpenAsync(
        string id, Query query, HttpRequest request, SweepFinder finder, StudyService studies, TimeProvider time, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        StudyProgress now = await finder.RequireAsync(id, cancellationToken);
        // A sweep that was extended since goes on, and so does who watches it.
        if (request.Headers[EventStream.LastEventId] == EventStream.End && now.Study.IsFinal) return TypedResults.NoContent();
        return EventStream.Of(ended => EventsAsync(studies.WatchAsync(id, ended), new UnitPace(time), ended), time, lifetime.ApplicationStopping, cancellationToken);
    }

    private static async IAsyncEnumerable<SseItem<object>> EventsAsync(IAsyncEnumerable<StudyProgress> all, UnitPace pace, [EnumeratorCancellation] CancellationToken ended)
    {
        await foreach (StudyProgress progress in all.WithCancellation(ended)) yield return EventStream.Totals(SweepEvent.From(progress, pace.Note(progress)), progress.Study.IsFinal);
    }
}
