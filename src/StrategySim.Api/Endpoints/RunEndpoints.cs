using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.Metrics;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;
using StrategySim.Experiments.Runs;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/runs</c>: starting, listing, watching and cancelling runs.</summary>
internal static class RunEndpoints
{
    private const string Tag = "Runs";
    private const string IdempotencyKey = "Idempotency-Key";
    private const int MaximumKeyLength = 255;

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
                "With an Idempotency-Key, asking again with the same body answers with the first run and starts nothing; with another body it is refused (422).")
            .WithBody<RunSubmission>("What to run: a submission that names or holds a scenario, or a scenario document by itself; as JSON or YAML.", examples.Runs)
            .WithMetadata(new HeaderMetadata(IdempotencyKey, $"A key of the caller's, 1 to {MaximumKeyLength} visible characters: the same key and body start one run only."))
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
            .Describe("GetRun", Tag, "One run and how far it has come", "Status, units done of total, times, and hashes. While the status can change, Retry-After says when to ask again.")
            .WithProblems(404, 422);
        routes.MapPost("/runs/{id}:cancel", CancelAsync)
            .Describe("CancelRun", Tag, "Cancel a run", "Stops a run within its present round; units that are stored are kept. A run in a final status stays as it is (409).")
            .WithProblems(404, 409, 422);
        routes.MapGet("/runs/{id}/events", RunEventStream.OpenAsync)
            .Describe(
                "WatchRun",
                Tag,
                "Watch a run as server-sent events",
                "The event progress comes when the run moves on, at most ten times a second, and carries totals, so nothing is lost by missing one; the event end comes last. " +
                "A client that connects again gets the present totals; with Last-Event-ID: end it gets 204, which tells it to stop. Polling the run does as well.")
            .WithMetadata(new HeaderMetadata("Last-Event-ID", "The id of the last event received; sent by browsers when they connect again."))
            .Produces<RunEvent>(StatusCodes.Status200OK, "text/event-stream")
            .Produces(StatusCodes.Status204NoContent)
            .WithProblems(404, 422);
    }

    private static async Task<Accepted<RunDescription>> StartAsync(
        HttpRequest request, Query query, StrategySimSettings settings, ScenarioLibrary library, RunService runs, ApiMetrics metrics, CancellationToken cancellationToken)
    {
        string? key = Key(request);
        RequestBody body = await RequestBody.ReadAsync(request, settings.Limits.MaximumBodyBytes, settings.Limits.ScenarioDocument);
        RunRequest asked = await RunSubmissionReader.ReadAsync(body, library, settings.Limits.MaximumReplications, cancellationToken);
        string bodyHash = key is null ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{body.Format}\n{body.Text}")));
        StartResult result = await runs.StartAsync(asked, key, bodyHash, cancellationToken);
        if (result.Outcome == StartOutcome.KeyConflict)
        {
            throw new ProblemException(ProblemKinds.Invalid(
            [
                new ProblemFault("", $"'{key}'", "a new key, or the body that came with it first", $"The key was used for another request; that one started run {result.Progress.Run.Id}.", Parameter: IdempotencyKey),
            ]));
        }

        if (result.Outcome == StartOutcome.Accepted) metrics.RunAccepted();
        AskAgain(request.HttpContext.Response, result.Progress.Run);
        return TypedResults.Accepted($"{request.PathBase}{request.Path}/{result.Progress.Run.Id}", RunDescription.From(result.Progress));
    }

    private static async Task<Ok<RunDescription>> FindAsync(string id, Query query, HttpResponse response, RunReader reader, CancellationToken cancellationToken)
    {
        RunProgress progress = await reader.RequireAsync(id, cancellationToken);
        AskAgain(response, progress.Run);
        return TypedResults.Ok(RunDescription.From(progress));
    }

    private static async Task<Ok<RunDescription>> CancelAsync(string id, Query query, RunService runs, CancellationToken cancellationToken)
    {
        ControlResult result = await runs.CancelAsync(id, cancellationToken);
        return result switch
        {
            { Outcome: ControlOutcome.Done, Progress: { } progress } => TypedResults.Ok(RunDescription.From(progress)),
            { Outcome: ControlOutcome.Refused, Progress.Run: var run } => throw new ProblemException(
                ProblemKinds.WrongState($"Run {id} is {RunReader.State(run.Status)}; only a run that is queued or running can be cancelled.", RunReader.State(run.Status))),
            _ => throw new ProblemException(ProblemKinds.NotFound($"There is no run '{id}'.")),
        };
    }

    private static void AskAgain(HttpResponse response, RunRecord run)
    {
        if (!run.IsFinal) response.Headers.RetryAfter = "1";
    }

    private static string? Key(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(IdempotencyKey, out var values)) return null;
        // The draft standard writes the key as a quoted string; a bare one is taken too.
        string key = values.ToString();
        if (key is ['"', .. var inner, '"']) key = inner;
        if (values.Count == 1 && key.Length is >= 1 and <= MaximumKeyLength && key.All(c => c is > ' ' and <= '~')) return key;
        throw new ProblemException(ProblemKinds.Malformed(
            "The header Idempotency-Key cannot be read.",
            [new ProblemFault("", $"{key.Length} characters", $"one key of 1 to {MaximumKeyLength} visible ASCII characters", "This cannot be an idempotency key.", Parameter: IdempotencyKey)]));
    }
}
