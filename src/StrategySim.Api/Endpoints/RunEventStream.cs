using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;
using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Interventions;

namespace StrategySim.Api.Endpoints;

/// <summary>The rounds and the progress of a run as server-sent events.</summary>
internal static class RunEventStream
{
    private const string Round = "round", Now = "now";

    /// <summary>Says the same as the header, for clients that cannot set it.</summary>
    public static readonly TextParameter After = new(
        "after", "The last round that is left out, as replication:round, such as 0:38; or now, to leave out the rounds played so far. Without it the first round of the run is the first.");

    /// <summary>Opens the stream; 204 where the client has seen the end.</summary>
    public static async Task<IResult> OpenAsync(
        string id, Query query, HttpRequest request, RunReader reader, RunService runs, TimeProvider time, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        RunRecord run = (await reader.RequireAsync(id, cancellationToken)).Run;
        string seen = request.Headers[EventStream.LastEventId].ToString();
        if (seen == EventStream.End) return TypedResults.NoContent();
        UnitPosition? after = (seen, query.Text(After)) switch
        {
            ({ Length: > 0 }, _) => Position(seen, EventStream.LastEventId, $"the id of a round, as replication:round with a replication of at most {run.Replications}, such as 0:38; or {EventStream.End}", run),
            (_, Now) => null,
            (_, { } given) => Position(given, After.Name, $"a round, as replication:round with a replication of at most {run.Replications}, such as 0:38; or {Now}", run),
            _ => default(UnitPosition),
        };
        // Before the stream is open: rounds cannot be played again.
        if (run.Execution == RunExecution.Actors) ModelVersionException.ThrowIfOther(run);
        return EventStream.Of(ended => EventsAsync(runs.FollowAsync(id, after, ended), ended), time, lifetime.ApplicationStopping, cancellationToken);
    }

    private static UnitPosition Position(string text, string parameter, string expected, RunRecord run)
    {
        if (text.Split(':') is [var unit, var round] && Number(unit) is { } replication && Number(round) is { } rounds && replication <= run.Replications)
            return new UnitPosition(replication, rounds);
        string found = text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
        throw new ProblemException(ProblemKinds.Invalid([new ProblemFault("", $"'{found}'", expected, "This is not a place in the run.", Parameter: parameter)]));

        static int? Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    private static async IAsyncEnumerable<SseItem<object>> EventsAsync(IAsyncEnumerable<RunNews> all, [EnumeratorCancellation] CancellationToken ended)
    {
        await foreach (RunNews news in all.WithCancellation(ended))
        {
            if (news is { Round: { } round, Position: var place }) yield return new SseItem<object>(RoundEvent.From(place.Replication, round), Round) { EventId = $"{place}" };
            else if (news.Progress is { } progress) yield return EventStream.Totals(RunEvent.From(progress), progress.Run.IsFinal);
        }
    }
}
