using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Experiments.Sweeps;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/sweeps</c>: one scenario at many points.</summary>
internal static class SweepEndpoints
{
    private static readonly IntegerParameter First = new("points", "How many of the first points are listed.", 0, 1000, 0);

    public static void MapSweeps(this IEndpointRouteBuilder routes) => routes
        .MapPost("/sweeps:validate", ValidateAsync)
        .Describe(
            "ValidateSweep",
            "Sweeps",
            "Check a sweep, and see what it comes to",
            "Lists every fault of a sweep (422), or answers with its points and units, what constraints drop, and how long it should take: an estimate from a trial of about a second. Keeps nothing and starts nothing.")
        .WithQuery(First)
        .WithBody<SweepInput>("The sweep, as JSON or YAML.", SweepExamples.All)
        .WithProblems(400, 413, 415, 422);

    private static async Task<Ok<SweepValidation>> ValidateAsync(
        HttpRequest request, Query query, StrategySimSettings settings, ScenarioLibrary library, WorkGate gate, TimeProvider time, CancellationToken cancellationToken)
    {
        ApiLimits limits = settings.Limits;
        RequestBody body = await RequestBody.ReadAsync(request, limits.MaximumBodyBytes, limits.ScenarioDocument);
        Sweep sweep = await SweepRequestReader.ReadAsync(body, library, cancellationToken);
        SweepValidation answer = await gate.RunAsync(
            $"Planning the {sweep.Count:N0} points of the sweep",
            "/design",
            limits.PlanSeconds,
            stop => SweepValidation.Of(sweep, SweepPlanner.Plan(sweep, time, Options(settings), stop).Require(), query.Integer(First)),
            cancellationToken);
        return TypedResults.Ok(answer);
    }

    private static SweepPlanOptions Options(StrategySimSettings settings) => new() { Threads = settings.Threads };
}
