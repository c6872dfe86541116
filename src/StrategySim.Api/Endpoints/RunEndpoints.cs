using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.Metrics;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Results;
using StrategySim.Experiments.Runs;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/runs</c>: starting, listing, finding and watching runs.</summary>
internal static class RunEndpoints
{
    private const string Tag = "Runs";

    public static void MapRuns(this IEndpointRouteBuilder routes, RequestExamples examples, ApiLimits limits)
    {
        var limit = new IntegerParameter("limit", "Runs on the page at most.", 1, limits.MaximumRunsPage, Math.Min(50, limits.MaximumRunsPage));
        var after = new TextParameter("after", "What the page before gave as next; left out for the first page.");

        routes.MapPost("/runs", StartAsync)
            .Describe(
                "StartRun",
                Tag,
                "Start a run",
                "Starts a run of a scenario, named by id or given in full, and answers at once with 202 and the address at which its progress and results are read. " +
                "The execution batch plays whole units on all cores; the execution actors plays them round by round, at a pace where one is given, to be watched, paused, stepped and intervened in. Either can be started paused. " +
                "With an Idempotency-Key, asking again with the same body answers with the first run and starts nothing; with another body it is refused (422).")
            .WithBody<RunSubmission>("What to run: a submission that names or holds a scenario, or a scenario document by itself; as JSON or YAML.", examples.Runs)
            .WithMetadata(IdempotencyKey.Header("run"))
            .Produces<RunDescription>(StatusCodes.Status202Accepted)
            .WithProblems(400, 413, 415, 422);
        routes.MapGet("/runs", async Task<Ok<RunsPage>> (Query query, RunService runs, CancellationToken cancellationToken) =>
            {
                int most = query.Integer(limit);
                IReadOnlyList<RunProgress> page = await runs.ListAsync(most, query.Text(after), cancellationToken);
                return TypedResults.Ok(new RunsPage([.. page.Select(RunDescription.From)], page.Count == most ? page[^1].Run.Id : null));
            })
            .Describe("ListRuns", Tag, "The runs, newest first", "A page of runs with their status and progress.")
            .WithQuery(limit, after)
            .WithProblems(422);
        routes.MapGet("/runs/{id}", FindAsync)
            .Describe("GetRun", Tag, "One run and how far it has come", "Status, units done of total, the place of a run of the execution actors, its interventions, times, and hashes. While the status can change, Retry-After says when to ask again; of a paused run less often, since it waits for somebody to act.")
            .WithProblems(404, 422);
        routes.MapGet("/runs/{id}/events", RunEventStream.OpenAsync)
            .Describe(
                "WatchRun",
                Tag,
                "Watch a run as server-sent events",
                "Of a run of the execution actors every round comes as an event round with the id replication:round, from the first round of the run on; with Last-Event-ID, or after, from the round after that on. " +
                "Rounds are played again for each reader: none is missed, and a slow reader slows nothing but its own stream. " +
                "The event progress comes when a run moves on, at most ten times a second and at least every fifteen seconds, and carries totals, so nothing is lost by missing one; it has no id. " +
                "The event end comes last; a client that connects again with Last-Event-ID: end gets 204, which tells it to stop. Polling the run does as well.")
            .WithQuery(RunEventStream.After)
            .WithMetadata(new HeaderMetadata(EventStream.LastEventId, "The id of the last event received, sent by browsers when they connect again: replication:round, such as 0:38, or end. It goes before the parameter after."))
            .Produces<RunStreamEvent>(StatusCodes.Status200OK, "text/event-stream")
            .Produces(StatusCodes.Status204NoContent)
            .WithProblems(404, 409, 422);
    }

    private static async Task<Accepted<RunDescription>> StartAsync(
        HttpRequest request, Query query, StrategySimSettings settings, ScenarioLibrary library, RunService runs, ApiMetrics metrics, CancellationToken cancellationToken)
    {
        string? key = IdempotencyKey.Of(request);
        RequestBody body = await RequestBody.ReadAsync(request, settings.Limits.MaximumBodyBytes, settings.Limits.ScenarioDocument);
        RunRequest asked = await RunSubmissionReader.ReadAsync(body, library, settings.Limits, cancellationToken);
        StartResult result = await body.PlacingFaultsAsync(() => runs.StartAsync(asked, key, IdempotencyKey.HashOf(key, body), cancellationToken));
        if (result.Outcome == StartOutcome.KeyConflict) throw IdempotencyKey.Conflict(key!, $"run {result.Progress.Run.Id}");
        if (result.Outcome == StartOutcome.Accepted) metrics.RunAccepted();
        RunControlEndpoints.AskAgain(request.HttpContext.Response, result.Progress.Run);
        return TypedResults.Accepted($"{request.PathBase}{request.Path}/{result.Progress.Run.Id}", RunDescription.From(result.Progress));
    }

    private static async Task<Ok<RunDescription>> FindAsync(string id, Query query, HttpResponse response, RunReader reader, CancellationToken cancellationToken)
    {
        RunProgress progress = await reader.RequireAsync(id, cancellationToken);
        RunControlEndpoints.AskAgain(response, progress.Run);
        return TypedResults.Ok(RunDescription.From(progress));
    }
}
