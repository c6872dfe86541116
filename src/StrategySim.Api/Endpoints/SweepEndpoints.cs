using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.Metrics;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/sweeps</c>: one scenario at many points. Checking, starting, listing, finding and watching sweeps.</summary>
internal static class SweepEndpoints
{
    private const string Tag = "Sweeps";

    private static readonly IntegerParameter First = new("points", "How many of the first points are listed.", 0, 1000, 0);

    public static void MapSweeps(this IEndpointRouteBuilder routes, SweepExamples examples, ApiLimits limits)
    {
        var limit = new IntegerParameter("limit", "Sweeps on the page at most.", 1, limits.MaximumRunsPage, Math.Min(50, limits.MaximumRunsPage));
        var after = new TextParameter("after", "What the page before gave as next; left out for the first page.");

        routes.MapPost("/sweeps:validate", ValidateAsync)
            .Describe(
                "ValidateSweep",
                Tag,
                "Check a sweep, and see what it comes to",
                "Lists every fault of a sweep (422), or answers with its points and units, what constraints drop, and how long it should take: an estimate from a trial of about a second. " +
                "What the analyses and the comparison in the document ask for and the design cannot feed is told under notMade; units of the trial that fail, as they would in play, under environment. Keeps nothing and starts nothing.")
            .WithQuery(First)
            .WithBody<SweepSubmission>("What would start it: a submission that names or holds a sweep, or a sweep document by itself; as JSON or YAML.", examples.Submissions)
            .WithProblems(400, 413, 415, 422);
        routes.MapPost("/sweeps", StartAsync)
            .Describe(
                "StartSweep",
                Tag,
                "Start a sweep",
                "Starts a sweep, named by the id of one that ships with the program or given in full, and answers with 202 and the address at which its progress and results are read. " +
                "Everything that can be known to be wrong before a unit is played is refused (422), with every fault: places, ranges, too many points, constraints that leave none, points whose scenario is not valid. " +
                "Units that are stored already, of whatever sweep or run of the same points and seed, are not played again. " +
                "With an Idempotency-Key, asking again with the same body answers with the first sweep and starts nothing; with another body it is refused (422).")
            .WithBody<SweepSubmission>("What to start: a submission that names or holds a sweep, or a sweep document by itself; as JSON or YAML.", examples.Submissions)
            .WithMetadata(IdempotencyKey.Header("sweep"))
            .Produces<SweepDescription>(StatusCodes.Status202Accepted)
            .WithProblems(400, 413, 415, 422);
        routes.MapGet("/sweeps", (Query query, HttpRequest request, SweepList sweeps, SweepFinder finder, CancellationToken cancellationToken) =>
                ListAsync(query.Integer(limit), after, query, request, sweeps, finder, cancellationToken))
            .Describe("ListSweeps", Tag, "The started sweeps, newest first", "A page of sweeps with their status and progress, of one document or status if asked for. Sweep documents that can be started by their id stand under /sweeps/shipped.")
            .WithQuery(SweepList.Document, SweepList.Status, limit, after, ResultFormats.Parameter)
            .WithProblems(406, 422);
        routes.MapGet("/sweeps/shipped", (Query query, ShippedSweeps shipped) => TypedResults.Ok<IReadOnlyList<ShippedSweepSummary>>([.. shipped.All.Select(ShippedSweepSummary.From)]))
            .Describe("ListShippedSweeps", Tag, "The sweeps that can be started by an id", "The sweep documents that ship with the program, in order of their ids.")
            .WithProblems(422);
        routes.MapGet("/sweeps/shipped/{id}", (string id, Query query, ShippedSweeps shipped) => shipped.Find(id) is { } sweep
                ? TypedResults.Text(sweep.Yaml, $"{RequestBody.Yaml}; charset=utf-8")
                : throw new ProblemException(ProblemKinds.NotFound($"There is no shipped sweep '{id}'; there are {string.Join(", ", shipped.All.Select(known => known.Sweep.Id))}.")))
            .Describe("GetShippedSweep", Tag, "One sweep document", "A sweep that ships with the program, as its author wrote it: YAML with all comments, to be copied and changed.")
            .Produces<SweepInput>(StatusCodes.Status200OK, RequestBody.Yaml)
            .WithProblems(404, 422);
        routes.MapGet("/sweeps/{id}", async Task<Ok<SweepDescription>> (string id, Query query, HttpRequest request, SweepFinder finder, CancellationToken cancellationToken) =>
                TypedResults.Ok(finder.Describe(await finder.RequireAsync(id, cancellationToken), request)))
            .Describe("GetSweep", Tag, "One sweep and how far it has come", "Status, points and units done of total, failed units, rate and time left, times, hashes, and the addresses of its results. While the status can change, Retry-After says when to ask again.")
            .WithProblems(404, 422);
        routes.MapGet("/sweeps/{id}/document", async Task<ContentHttpResult> (string id, Query query, SweepFinder finder, CancellationToken cancellationToken) =>
                TypedResults.Text((await finder.RequireAsync(id, cancellationToken)).Study.DocumentJson, $"{RequestBody.Json}; charset=utf-8"))
            .Describe("GetSweepDocument", Tag, "The document of a sweep", "The sweep with its scenario inside: posted to any service of the same model version it gives the same points and, with the same seed, the same results. Its SHA-256 is the sweep's documentHash.")
            .Produces<SweepInput>(StatusCodes.Status200OK, RequestBody.Json)
            .WithProblems(404, 422);
        routes.MapGet("/sweeps/{id}/events", SweepEventStream.OpenAsync)
            .Describe(
                "WatchSweep",
                Tag,
                "Watch a sweep as server-sent events",
                "The event progress comes when the sweep moves on, at most ten times a second and at least every fifteen seconds. It carries totals of points and units, failed ones, the rate and the time left, so nothing is lost by missing one, and a client that connects again needs to say nothing. " +
                "The event end comes last; a client that connects again with Last-Event-ID: end gets 204, which tells it to stop. A sweep that is extended after its end has a new stream.")
            .WithMetadata(new HeaderMetadata(EventStream.LastEventId, "The id of the last event received, sent by browsers when they connect again: end."))
            .Produces<SweepEvent>(StatusCodes.Status200OK, "text/event-stream")
            .Produces(StatusCodes.Status204NoContent)
            .WithProblems(404, 422);
    }

    /// <summary>What planning may cost here.</summary>
    public static SweepPlanOptions PlanOptions(StrategySimSettings settings) => new() { Threads = settings.Threads };

    private static async Task<Ok<SweepValidation>> ValidateAsync(
        HttpRequest request, Query query, StrategySimSettings settings, ScenarioLibrary library, ShippedSweeps shipped, WorkGate gate, TimeProvider time, CancellationToken cancellationToken)
    {
        ApiLimits limits = settings.Limits;
        RequestBody body = await RequestBody.ReadAsync(request, limits.MaximumBodyBytes, limits.ScenarioDocument);
        SweepAsked asked = await SweepSubmissionReader.ReadAsync(body, library, shipped, cancellationToken);
        Sweep sweep = asked.Sweep;
        return TypedResults.Ok(await PlacingAsync(asked.PointerOf, () => gate.RunAsync(
            $"Planning the {sweep.Count:N0} points of the sweep",
            asked.Pointer + "/design",
            limits.PlanSeconds,
            stop => SweepValidation.Of(sweep, SweepPlanner.Plan(sweep, time, PlanOptions(settings), stop).Require(), query.Integer(First), stop),
            cancellationToken)));
    }

    private static async Task<Accepted<SweepDescription>> StartAsync(
        HttpRequest request,
        Query query,
        StrategySimSettings settings,
        ScenarioLibrary library,
        ShippedSweeps shipped,
        StudyService studies,
        SweepFinder finder,
        WorkGate gate,
        ApiMetrics metrics,
        CancellationToken cancellationToken)
    {
        string? key = IdempotencyKey.Of(request);
        RequestBody body = await RequestBody.ReadAsync(request, settings.Limits.MaximumBodyBytes, settings.Limits.ScenarioDocument);
        SweepAsked asked = await SweepSubmissionReader.ReadAsync(body, library, shipped, cancellationToken);
        StudyStart result = await LookAsync(
            asked.Sweep, fault => asked.PointerOf(fault), settings, gate, stop => studies.StartAsync(new StudyRequest(asked.Sweep, asked.Seed, asked.StartPaused), key, IdempotencyKey.HashOf(key, body), stop), cancellationToken);
        if (result.Outcome == StartOutcome.KeyConflict) throw IdempotencyKey.Conflict(key!, $"sweep {result.Progress.Study.Id}");
        if (result.Outcome == StartOutcome.Accepted) metrics.SweepAccepted();
        SweepDescription description = finder.Describe(result.Progress, request);
        return TypedResults.Accepted(description.Links["self"], description);
    }

    /// <summary>Does what goes over the points of a sweep, within the time that planning may take, and gives the faults that points show their places in the body.</summary>
    /// <param name="sweep">The sweep; null for one that is not known here.</param>
    /// <param name="place">Where in the body a fault of the sweep is.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="gate">Bounds the work.</param>
    /// <param name="work">The work; its faults have the places of the sweep.</param>
    /// <param name="cancellationToken">The client left.</param>
    internal static Task<T> LookAsync<T>(Sweep? sweep, Func<Fault, string> place, StrategySimSettings settings, WorkGate gate, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        PlacingAsync(place, () => gate.RunAsync(sweep is null ? "Planning the points of the sweep" : $"Planning the {sweep.Count:N0} points of the sweep", "", settings.Limits.PlanSeconds, work, cancellationToken));

    private static async Task<T> PlacingAsync<T>(Func<Fault, string> place, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (InvalidInputException invalid)
        {
            throw new InvalidInputException([.. invalid.Faults.Select(fault => fault with { Pointer = place(fault) })]);
        }
    }

    private static async Task<TableResult<SweepsPage>> ListAsync(int limit, TextParameter after, Query query, HttpRequest request, SweepList sweeps, SweepFinder finder, CancellationToken cancellationToken)
    {
        ResultFormat format = ResultFormats.Of(request, query);
        if (query.Text(after) is { } last && !await finder.IsKnownAsync(last, cancellationToken))
            throw new ProblemException(ProblemKinds.Invalid([new ProblemFault("", $"'{last}'", "the next of the page before", "No started sweep has this id.", Parameter: after.Name)]));
        (IReadOnlyList<StudyProgress> page, string? next) = await sweeps.ReadAsync(limit, query.Text(after), query.Text(SweepList.Document), query.Text(SweepList.Status), cancellationToken);
        NextPage.Link(request, next);
        return new TableResult<SweepsPage>(new SweepsPage([.. page.Select(progress => finder.Describe(progress, request))], next), format, "sweeps", SweepList.Table);
    }
}
