using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.Metrics;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;
using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/empirical-games</c>: games whose strategies are decision rules and whose payoffs are simulated.</summary>
internal static class EmpiricalGameEndpoints
{
    private const string Tag = "Empirical games";

    private static readonly WordParameter Payoff = new("payoff", "The outcome that is the payoff; by default what was asked for at the start, else payoffMean.", EmpiricalGameShape.Payoffs);
    private static readonly DecimalParameter Epsilon = new("epsilon", "ε, the regret up to which a profile counts as borne out in a resample, in the unit of the payoff; by default what was asked for at the start, else a hundredth of the widest range of mean payoffs.", 0, 1e12);
    private static readonly IntegerParameter Resamples = new("resamples", "Bootstrap resamples over replications.", 99, 100_000, 999);

    public static void MapEmpiricalGames(this IEndpointRouteBuilder routes, EmpiricalGameExamples examples)
    {
        routes.MapPost("/empirical-games", StartAsync)
            .Describe(
                "StartEmpiricalGame",
                Tag,
                "Play a game of decision rules",
                "Takes a scenario and, for some of its actors, the decision rules that each chooses among, and plays every combination of them. The mean payoffs are then a game whose strategies are rules. Answers with 202 and the address at which progress and solution are read. " +
                "Play is a sweep with one point for each profile, of the same id: it is watched, paused and cancelled under /sweeps/{id}, and POST /sweeps/{id}:extend with a higher number of replications tops every profile up. " +
                "Units of profiles that are stored already, whatever they were played for, are not played again. With an Idempotency-Key, asking again with the same body answers with the first game and starts nothing; with another body it is refused (422).")
            .WithBody<EmpiricalGameInput>("The scenario and the rules to choose among, as JSON or YAML.", examples.All)
            .WithMetadata(IdempotencyKey.Header("game"))
            .Produces<EmpiricalGameDescription>(StatusCodes.Status202Accepted)
            .WithProblems(400, 413, 415, 422);
        routes.MapGet("/empirical-games/{id}", FindAsync)
            .Describe(
                "GetEmpiricalGame",
                Tag,
                "A game of decision rules, and its solution",
                "How far the profiles are played; once they are, the table of mean payoffs with standard errors, the equilibria of the game that they make, computed exactly as by POST /equilibria, and how far the replications bear them out: regret with a 95 % bootstrap interval, " +
                "and the share of resamples in which nobody could gain more than ε by another rule. Resamples draw replications for all profiles together, since these share their random numbers. " +
                "The id is that of any started sweep all of whose factors are decision rules. As CSV, one row for each profile and player; 409 while profiles are missing.")
            .WithQuery(Payoff, Epsilon, Resamples, ResultFormats.WithFigure)
            .WithProblems(404, 406, 409, 422);
    }

    private static async Task<Accepted<EmpiricalGameDescription>> StartAsync(
        HttpRequest request,
        Query query,
        StrategySimSettings settings,
        ScenarioLibrary library,
        StudyService studies,
        StudyResults results,
        SweepPaces paces,
        WorkGate gate,
        ApiMetrics metrics,
        CancellationToken cancellationToken)
    {
        string? key = IdempotencyKey.Of(request);
        RequestBody body = await RequestBody.ReadAsync(request, settings.Limits.MaximumBodyBytes, settings.Limits.ScenarioDocument);
        StudyRequest asked = await EmpiricalGameRequestReader.ReadAsync(body, library, cancellationToken);
        StudyStart result = await body.PlacingFaultsAsync(() => SweepEndpoints.LookAsync(
            asked.Sweep, EmpiricalGameRequestReader.PointerOf, settings, gate, stop => studies.StartAsync(asked, key, IdempotencyKey.HashOf(key, body), stop), cancellationToken));
        if (result.Outcome == StartOutcome.KeyConflict) throw IdempotencyKey.Conflict(key!, $"sweep {result.Progress.Study.Id}");
        if (result.Outcome == StartOutcome.Accepted) metrics.SweepAccepted();
        var setup = EmpiricalGameSetup.Of(asked.Sweep);
        // A game that was asked for before may be played already.
        PlayedEmpiricalGame played = await SolveAsync(results, result.Progress, setup, setup.Epsilon, Resamples.Default!.Value, gate, settings, cancellationToken);
        EmpiricalGameDescription description = Describe(result.Progress, asked.Sweep, setup, played, paces, request);
        return TypedResults.Accepted(description.Links["self"], description);
    }

    private static async Task<EmpiricalGameAnswer> FindAsync(
        string id, Query query, HttpRequest request, SweepFinder finder, StudyResults results, SweepPaces paces, WorkGate gate, StrategySimSettings settings, CancellationToken cancellationToken)
    {
        ResultFormat format = ResultFormats.Of(request, query, ResultFormat.VegaLite);
        StudyProgress progress = await finder.RequireAsync(id, cancellationToken);
        Sweep sweep = results.Read(progress.Study);
        EmpiricalGameSetup setup = Setup(sweep, query.Text(Payoff));
        PlayedEmpiricalGame played = await SolveAsync(results, progress, setup, query.Decimal(Epsilon) ?? setup.Epsilon, query.Integer(Resamples), gate, settings, cancellationToken);
        if (format != ResultFormat.Json && played.Result is null)
        {
            string state = RunReader.State(progress.Study.Status);
            throw new ProblemException(ProblemKinds.WrongState($"The empirical game {id} is {state} and has no table yet: {string.Join(' ', played.Missing)}", state));
        }

        return new EmpiricalGameAnswer(Describe(progress, sweep, setup, played, paces, request), format);
    }

    private static Task<PlayedEmpiricalGame> SolveAsync(
        StudyResults results, StudyProgress progress, EmpiricalGameSetup setup, double? epsilon, int resamples, WorkGate gate, StrategySimSettings settings, CancellationToken cancellationToken)
    {
        var options = new EmpiricalGameOptions { Epsilon = epsilon, Resamples = resamples, Seed = progress.Study.Seed, Solver = settings.Limits.Solver };
        return gate.RunAsync("Solving the empirical game", "", settings.Limits.AnalysisSeconds, stop => EmpiricalGames.SolveAsync(results, progress, setup, options, stop), cancellationToken);
    }

    private static EmpiricalGameSetup Setup(Sweep sweep, string? payoff)
    {
        try
        {
            return EmpiricalGameSetup.Of(sweep, payoff);
        }
        catch (InvalidInputException invalid)
        {
            // Places are those of the sweep's document, which is not of this request.
            throw new ProblemException(ProblemKinds.Invalid([.. invalid.Faults.Select(fault => ProblemFault.From(fault with { Line = null, Column = null }))]));
        }
    }

    private static EmpiricalGameDescription Describe(StudyProgress progress, Sweep sweep, EmpiricalGameSetup setup, PlayedEmpiricalGame played, SweepPaces paces, HttpRequest request)
    {
        if (!progress.Study.IsFinal) request.HttpContext.Response.Headers.RetryAfter = progress.Study.Status == RunStatus.Paused ? "10" : "1";
        return EmpiricalGameDescription.From(progress, sweep.Scenario.Id, setup, played.Missing, played.Result, paces.Note(progress), $"{request.PathBase}{StrategySimHost.BasePath}");
    }
}
