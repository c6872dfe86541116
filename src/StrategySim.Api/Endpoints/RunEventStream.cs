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
    /// <summary>The header that says what a client has seen.</summary>
    public const string LastEventId = "Last-Event-ID";

    private const string Round = "round", Progress = "progress", End = "end", Now = "now";

    /// <summary>Says the same as the header, for clients that cannot set it.</summary>
    public static readonly TextParameter After = new(
        "after", "The last round that is left out, as replication:round, such as 0:38; or now, to leave out the rounds played so far. Without it the first round of the run is the first.");

    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(1);

    // Proxies cut streams on which nothing comes, mostly after a minute.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    /// <summary>Opens the stream; 204 where the client has seen the end.</summary>
    public static async Task<IResult> OpenAsync(
        string id, Query query, HttpRequest request, RunReader reader, RunService runs, TimeProvider time, IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        RunRecord run = (await reader.RequireAsync(id, cancellationToken)).Run;
        string seen = request.Headers[LastEventId].ToString();
        if (seen == End) return TypedResults.NoContent();
        UnitPosition? after = (seen, query.Text(After)) switch
        {
            ({ Length: > 0 }, _) => Position(seen, LastEventId, $"the id of a round, as replication:round with a replication of at most {run.Replications}, such as 0:38; or {End}", run),
            (_, Now) => null,
            (_, { } given) => Position(given, After.Name, $"a round, as replication:round with a replication of at most {run.Replications}, such as 0:38; or {Now}", run),
            _ => default(UnitPosition),
        };
        // Before the stream is open: rounds cannot be played again.
        if (run.Execution == RunExecution.Actors) ModelVersionException.ThrowIfOther(run);
        IResult events = TypedResults.ServerSentEvents(EventsAsync(runs, id, after, time, lifetime.ApplicationStopping, cancellationToken));
        return new EndedWithTheService(events, lifetime.ApplicationStopping);
    }

    private static UnitPosition Position(string text, string parameter, string expected, RunRecord run)
    {
        if (text.Split(':') is [var unit, var round] && Number(unit) is { } replication && Number(round) is { } rounds && replication <= run.Replications)
            return new UnitPosition(replication, rounds);
        string found = text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
        throw new ProblemException(ProblemKinds.Invalid([new ProblemFault("", $"'{found}'", expected, "This is not a place in the run.", Parameter: parameter)]));

        static int? Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    private static async IAsyncEnumerable<SseItem<object>> EventsAsync(
        RunService runs, string id, UnitPosition? after, TimeProvider time, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A service that stops ends its streams first: open ones would hold it up.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        await using IAsyncEnumerator<RunNews> news = runs.FollowAsync(id, after, either.Token).GetAsyncEnumerator(either.Token);
        Task<bool> next = Task.FromResult(true);
        RunEvent? latest = null;
        try
        {
            while (true)
            {
                next = NextAsync(news, stopping);
                while (!await EndsInTimeAsync(next, time))
                {
                    if (latest is not null) yield return Item(latest, Progress, null);
                }

                if (!await next) yield break;
                if (news.Current is { Round: { } round, Position: var place })
                {
                    yield return Item(RoundEvent.From(place.Replication, round), Round, $"{place}");
                }
                else if (news.Current.Progress is { } progress)
                {
                    latest = RunEvent.From(progress);
                    yield return progress.Run.IsFinal ? Item(latest, End, End) : Item(latest, Progress, null);
                }
            }
        }
        finally
        {
            // A client that leaves in the middle of a wait: the wait has to end before what it waits on.
            await either.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Without an id the client's last one stays that of a round.
    private static SseItem<object> Item(object data, string name, string? id) =>
        new(data, name) { EventId = id, ReconnectionInterval = name == Round ? null : Reconnect };

    private static async Task<bool> EndsInTimeAsync(Task task, TimeProvider time)
    {
        if (task.IsCompleted) return true;
        using var over = new CancellationTokenSource();
        Task first = await Task.WhenAny(task, Task.Delay(LongestSilence, time, over.Token));
        await over.CancelAsync();
        return first == task;
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<RunNews> news, CancellationToken stopping)
    {
        try
        {
            return await news.MoveNextAsync();
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
