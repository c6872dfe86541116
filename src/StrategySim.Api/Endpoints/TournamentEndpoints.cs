using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/tournaments</c>: rules and a stage game in, rankings and tables out, at once or later.</summary>
internal static class TournamentEndpoints
{
    private const string Tag = "Repeated play";

    // An estimate may be wrong by a factor of some; beyond ten, play would be stopped for certain.
    private const double Hopeless = 10;

    public static void MapTournaments(this IEndpointRouteBuilder routes, TournamentExamples examples)
    {
        routes.MapPost("/tournaments:validate", ValidateAsync)
            .Describe(
                "ValidateTournament",
                Tag,
                "Check a tournament, and see what it comes to",
                "Lists every fault of a tournament (422), or answers with its rules, how many matches are played once, worked out exactly and simulated, the rounds of play, and about how long that takes. Plays nothing.")
            .WithBody<TournamentRequest>("The tournament, as JSON or YAML.", examples.All)
            .WithProblems(400, 413, 415, 422);
        routes.MapPost("/tournaments", PlayAsync)
            .Describe(
                "PlayTournament",
                Tag,
                "Every decision rule against every other, in both roles",
                "Takes a stage game of two players, symmetric or not, and decision rules, and plays each rule of the row player against each of the column player. Who is row is said by roles, never by the order of the list; a pair of rules that play both roles meets twice. " +
                "Matches without chance are played once, those of machines are worked out in rationals where that is quick (mode auto), the others are simulated; each says which. " +
                "Answers with rankings, both roles together and each by itself, with intervals of scores and the ranks that repetitions leave open for all rules at once (Mogstad, Romano, Shaikh and Wilhelm 2024), " +
                "and with matrices of payoffs, standard errors and cooperation for each role, shares of outcomes and wins. Also as tidy CSV, as a table in LaTeX, and as figures in Vega-Lite (part says of what). " +
                "Long ones can be asked for with 'Prefer: respond-async': they go on as a job, to be followed and cancelled.")
            .WithQuery(ResultFormats.WithLatexAndFigure, TournamentDocument.Parts)
            .WithMetadata(Preference.Header)
            .WithBody<TournamentRequest>("The tournament, or the id of one that ships with the program; as JSON or YAML.", examples.All)
            .Produces<TournamentAnswer>()
            .Produces<TournamentJobDescription>(StatusCodes.Status202Accepted)
            .WithProblems(400, 406, 413, 415, 422, 503);
        routes.MapGet("/tournaments", (Query query, Jobs jobs) =>
                TypedResults.Ok<IReadOnlyList<TournamentJobDescription>>([.. jobs.All.OfType<TournamentJob>().Select(job => job.Describe(jobs.KeptFor, withResult: false))]))
            .Describe("ListTournaments", Tag, "The tournaments that go on by themselves", "Every tournament asked for with 'Prefer: respond-async' that is kept, the latest first, without results.")
            .WithProblems(422);
        routes.MapGet("/tournaments/shipped", (Query query, ShippedTournaments shipped) =>
                TypedResults.Ok<IReadOnlyList<ShippedTournamentSummary>>([.. shipped.All.Select(one => new ShippedTournamentSummary(one.Id, one.Title))]))
            .Describe("ListShippedTournaments", Tag, "The tournaments that can be played by an id", "The tournament documents that ship with the program, in order of their ids.")
            .WithProblems(422);
        routes.MapGet("/tournaments/shipped/{id}", (string id, Query query, ShippedTournaments shipped) => TypedResults.Text(Shipped(id, shipped).Yaml, $"{RequestBody.Yaml}; charset=utf-8"))
            .Describe("GetShippedTournament", Tag, "One tournament that ships with the program", "The document as its author wrote it.")
            .Produces<string>(StatusCodes.Status200OK, RequestBody.Yaml)
            .WithProblems(404, 422);
        routes.MapGet("/tournaments/{id}", FindAsync)
            .Describe(
                "GetTournament", Tag, "One tournament that goes on by itself",
                "Status, progress, and once it has completed the result; then also as CSV, LaTeX or a figure. Kept in memory: for an hour after its end as the service is set by default, less where many follow, and not over a restart.")
            .WithQuery(ResultFormats.WithLatexAndFigure, TournamentDocument.Parts)
            .Produces<TournamentJobDescription>()
            .WithProblems(404, 406, 409, 422);
        routes.MapPost("/tournaments/{id}:cancel", CancelAsync)
            .Describe("CancelTournament", Tag, "Cancel a tournament", "Ends a tournament that is queued or running; its cores are free when this answers. One that has ended stays as it is (409).")
            .WithProblems(404, 409, 422);
    }

    private static async Task<Ok<TournamentPlanAnswer>> ValidateAsync(HttpRequest request, Query query, StrategySimSettings settings, ShippedTournaments shipped)
    {
        TournamentQuestion question = await ReadAsync(request, settings.Limits, shipped);
        return TypedResults.Ok(TournamentAnswers.Plan(question, settings.Limits.SolveSeconds));
    }

    private static async Task<IResult> PlayAsync(
        HttpRequest request, Query query, StrategySimSettings settings, ShippedTournaments shipped, WorkGate gate, Jobs jobs, TimeProvider time, CancellationToken cancellationToken)
    {
        ApiLimits limits = settings.Limits;
        ResultFormat format = ResultFormats.Of(request, query, ResultFormat.Latex, ResultFormat.VegaLite);
        string part = query.Text(TournamentDocument.Parts) ?? TournamentDocument.Ranking;
        Preference preference = Preference.Of(request);
        TournamentQuestion question = await ReadAsync(request, limits, shipped);
        double budget = preference.RespondAsync ? limits.SolveJobSeconds : limits.SolveSeconds, estimate = TournamentAnswers.EstimatedSeconds(question.Plan);
        if (estimate > Hopeless * budget)
        {
            throw new ProblemException(ProblemKinds.TooMuchWork(new ProblemFault(
                "/repetitions", $"{question.Plan.Rounds:G3} rounds, about {estimate:N0} s", $"about {budget:0.###} s",
                $"The tournament is estimated at far more than it may take. Play fewer rounds, repetitions or rules{(preference.RespondAsync ? "" : ", or ask with 'Prefer: respond-async'")}.")));
        }

        int threads = settings.Threads;
        if (!preference.RespondAsync)
        {
            PlayedTournament played = await gate.RunAsync(
                $"Playing {question.Plan.Matches.Count} matches", "/repetitions", budget, stop => PlayedTournament.Of(question, threads, null, time, stop), cancellationToken);
            return new TournamentDocument(played, format, part);
        }

        var job = new TournamentJob(question, TimeSpan.FromSeconds(budget), threads, time);
        jobs.Start(job);
        HttpResponse response = request.HttpContext.Response;
        response.Headers[Preference.Applied] = "respond-async";
        if (preference.Wait > TimeSpan.Zero)
        {
            await job.EndsWithinAsync(preference.Wait, time, cancellationToken);
            if (job.Problem is { } problem) throw new ProblemException(problem);
            if (job.Result is PlayedTournament played) return new TournamentDocument(played, format, part);
        }

        response.Headers.RetryAfter = "1";
        return TypedResults.Accepted($"{StrategySimHost.BasePath}/tournaments/{job.Id}", job.Describe(jobs.KeptFor, withResult: false));
    }

    private static IResult FindAsync(string id, Query query, HttpRequest request, Jobs jobs)
    {
        ResultFormat format = ResultFormats.Of(request, query, ResultFormat.Latex, ResultFormat.VegaLite);
        TournamentJob job = Find(jobs, id);
        if (!job.HasEnded) request.HttpContext.Response.Headers.RetryAfter = "1";
        if (format == ResultFormat.Json) return TypedResults.Ok(job.Describe(jobs.KeptFor, withResult: true));
        string status = $"{job.Status}".ToLowerInvariant();
        if (job.Result is not PlayedTournament played) throw new ProblemException(ProblemKinds.WrongState($"The tournament {id} is {status} and has no results.", status));
        return new TournamentDocument(played, format, query.Text(TournamentDocument.Parts) ?? TournamentDocument.Ranking);
    }

    private static async Task<Ok<TournamentJobDescription>> CancelAsync(string id, Query query, Jobs jobs, CancellationToken cancellationToken)
    {
        TournamentJob job = Find(jobs, id);
        if (!job.Cancel())
        {
            throw new ProblemException(ProblemKinds.WrongState($"The tournament {id} has ended; only one that is queued or running can be cancelled.", $"{job.Status}".ToLowerInvariant()));
        }

        await job.Ended.WaitAsync(cancellationToken);
        return TypedResults.Ok(job.Describe(jobs.KeptFor, withResult: false));
    }

    private static TournamentJob Find(Jobs jobs, string id) =>
        jobs.Find(id) as TournamentJob ?? throw new ProblemException(ProblemKinds.NotFound($"There is no tournament '{id}', or no longer."));

    private static ShippedTournament Shipped(string id, ShippedTournaments shipped) => shipped.Find(id) ??
        throw new ProblemException(ProblemKinds.NotFound($"There is no shipped tournament '{id}'; there are {string.Join(", ", shipped.All.Select(known => known.Id))}."));

    private static async Task<TournamentQuestion> ReadAsync(HttpRequest request, ApiLimits limits, ShippedTournaments shipped)
    {
        RequestBody body = await RequestBody.ReadAsync(request, limits.MaximumBodyBytes, limits.GameDocument);
        return TournamentRequestReader.Read(Named(body.Root, shipped), body.Faults, limits.Games);
    }

    private static DocumentNode Named(DocumentNode root, ShippedTournaments shipped)
    {
        if (root is not MapNode map || map["tournament"] is not { } node) return root;
        if (node is ScalarNode { Kind: ScalarKind.Text } id && shipped.Find(id.Text) is { } found) return found.With(map.Entries.Where(entry => entry.Key != "tournament"));
        throw new InvalidInputException(
            [ShapeChecker.At(node, "/tournament", ShapeChecker.Show(node), $"one of {string.Join(", ", shipped.All.Select(known => known.Id))}", "No tournament of that id ships with the program.")]);
    }
}
