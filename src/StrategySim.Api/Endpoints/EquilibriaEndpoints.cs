using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Concepts;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/equilibria</c>: a game in, its equilibria out, at once or later.</summary>
internal static class EquilibriaEndpoints
{
    private const string Tag = "Equilibria";

    // A solver that ends with its budget still writes down what it has.
    private const double GraceSeconds = 15;

    private static readonly DecimalParameter Seconds = new(
        "seconds", "How long the solve may work, seconds; then it ends with what it has, and the answer says that it is not complete. By default, and at most, what the settings of the service allow.", 0.001, 86_400);

    private static readonly WordParameter Async = new("async", "true does what the header 'Prefer: respond-async' does.", ["true", "false"]);

    public static void MapEquilibria(this IEndpointRouteBuilder routes, RequestExamples examples)
    {
        routes.MapPost("/equilibria", SolveAsync)
            .Describe(
                "FindEquilibria",
                Tag,
                "All Nash equilibria of a game, exactly, and what other solution concepts say of it",
                "Takes a game in strategic form, or in a tree (then in its reduced normal form, with behaviour strategies and which of them are subgame perfect), and answers with its Nash equilibria: every one, segments and whole faces included, as extreme points and connected components. Of three or more players profiles need not be rational: " +
                "such a one comes with 32 decimals within 1e-30, and in closed form where it is quadratic. Every equilibrium carries its regret as a certificate. Another concept (see /concepts) is answered in its own shape. " +
                "Games too large for the method or concept are refused with the estimate. " +
                "A solve that uses up its time ends with what it has, and says so. Long ones can be asked for with 'Prefer: respond-async': they go on as a job of its own, to be followed and cancelled.")
            .WithQuery(Seconds, Async)
            .WithMetadata(Preference.Header)
            .WithBody<EquilibriaRequest>("The game, the concept, and the method or the concept's parameters, as JSON or YAML.", examples.Equilibria)
            .Produces<EquilibriaAnswer>()
            .Produces<SolveJobDescription>(StatusCodes.Status202Accepted)
            .WithProblems(400, 413, 415, 422, 503);
        routes.MapGet("/equilibria", (Query query, Jobs jobs) =>
                TypedResults.Ok<IReadOnlyList<SolveJobDescription>>([.. jobs.All.OfType<SolveJob>().Select(job => job.Describe(jobs.KeptFor, withResult: false))]))
            .Describe("ListSolves", Tag, "The solves that go on by themselves", "Every solve asked for with 'Prefer: respond-async' that is kept, the latest first, without results.")
            .WithProblems(422);
        routes.MapGet("/equilibria/{id}", (string id, Query query, HttpResponse response, Jobs jobs) => Describe(Find(jobs, id), jobs, response))
            .Describe(
                "GetSolve", Tag, "One solve", "Status, progress, and once it has completed the result. Solves are kept in memory: for an hour after their end as the service is set by default, less where many follow, and not over a restart.")
            .WithProblems(404, 422);
        routes.MapPost("/equilibria/{id}:cancel", CancelAsync)
            .Describe("CancelSolve", Tag, "Cancel a solve", "Ends a solve that is queued or running; its cores are free when this answers. One that has ended stays as it is (409).")
            .WithProblems(404, 409, 422);
    }

    private static async Task<IResult> SolveAsync(
        HttpRequest request, Query query, StrategySimSettings settings, WorkGate gate, EquilibriaAnswers answers, Jobs jobs, TimeProvider time, CancellationToken cancellationToken)
    {
        ApiLimits limits = settings.Limits;
        Preference preference = Preference.Of(request);
        bool later = query.Text(Async) is { } asked ? asked == "true" : preference.RespondAsync;
        TimeSpan budget = Budget(query, later ? nameof(limits.SolveJobSeconds) : nameof(limits.SolveSeconds), later ? limits.SolveJobSeconds : limits.SolveSeconds);
        RequestBody body = await RequestBody.ReadAsync(request, limits.MaximumBodyBytes, limits.GameDocument);
        EquilibriaQuestion question = EquilibriaRequestReader.Read(body.Root, body.Faults, limits.Games);
        if (!later)
        {
            return TypedResults.Ok(await gate.RunAsync(
                $"Solving the {question.Subject}", question.Answer is null ? "/method" : "/concept", budget.TotalSeconds + GraceSeconds, stop => answers.Answer(question, budget, null, stop), cancellationToken));
        }

        var job = new SolveJob(question, budget, answers, time.GetUtcNow());
        jobs.Start(job);
        HttpResponse response = request.HttpContext.Response;
        if (preference.RespondAsync) response.Headers[Preference.Applied] = "respond-async";
        if (preference.Wait > TimeSpan.Zero)
        {
            await job.EndsWithinAsync(preference.Wait, time, cancellationToken);
            if (job.Problem is { } problem) throw new ProblemException(problem);
            if (job.Result is { } result) return TypedResults.Ok(result);
        }

        response.Headers.RetryAfter = "1";
        return TypedResults.Accepted($"{StrategySimHost.BasePath}/equilibria/{job.Id}", job.Describe(jobs.KeptFor, withResult: false));
    }

    private static async Task<Ok<SolveJobDescription>> CancelAsync(string id, Query query, HttpResponse response, Jobs jobs, CancellationToken cancellationToken)
    {
        SolveJob job = Find(jobs, id);
        if (!job.Cancel())
        {
            SolveJobDescription ended = job.Describe(jobs.KeptFor, withResult: false);
            throw new ProblemException(ProblemKinds.WrongState($"The solve {id} has ended; only one that is queued or running can be cancelled.", $"{ended.Status}".ToLowerInvariant()));
        }

        await job.Ended.WaitAsync(cancellationToken);
        return Describe(job, jobs, response);
    }

    private static Ok<SolveJobDescription> Describe(SolveJob job, Jobs jobs, HttpResponse response)
    {
        if (!job.HasEnded) response.Headers.RetryAfter = "1";
        return TypedResults.Ok(job.Describe(jobs.KeptFor, withResult: true));
    }

    private static SolveJob Find(Jobs jobs, string id) => jobs.Find(id) as SolveJob ?? throw new ProblemException(ProblemKinds.NotFound($"There is no solve '{id}', or no longer."));

    private static TimeSpan Budget(Query query, string setting, double most)
    {
        double seconds = query.Decimal(Seconds) ?? most;
        return seconds <= most
            ? TimeSpan.FromSeconds(seconds)
            : throw new ProblemException(ProblemKinds.Invalid([new ProblemFault("", $"{seconds:R}", $"at most {most:R} s ({setting})", "The service does not give a solve so much time.", Parameter: Seconds.Name)]));
    }
}
