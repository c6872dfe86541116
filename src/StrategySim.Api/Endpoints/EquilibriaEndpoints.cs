using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.GameDocuments;
using StrategySim.Api.Hosting;
using StrategySim.Api.Metrics;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/equilibria</c>: a game in, its equilibria out.</summary>
internal static class EquilibriaEndpoints
{
    public static void MapEquilibria(this IEndpointRouteBuilder routes, RequestExamples examples) => routes
        .MapPost("/equilibria", SolveAsync)
        .Describe(
            "FindEquilibria",
            "Equilibria",
            "All Nash equilibria of a game, exactly",
            "Takes a game in strategic form and answers with its Nash equilibria: every one, segments and whole faces included, as extreme points and connected components. Of three or more players profiles need not be rational: " +
            "such a one comes with 32 decimals within 1e-30, and in closed form where it is quadratic. Every equilibrium carries its regret as a certificate. Games too large for the method are refused with the estimate.")
        .WithBody<EquilibriaRequest>("The game, the concept and the method, as JSON or YAML.", examples.Equilibria)
        .WithProblems(400, 413, 415, 422);

    private static async Task<Ok<EquilibriaResponse>> SolveAsync(
        HttpRequest request, Query query, StrategySimSettings settings, WorkGate gate, ApiMetrics metrics, TimeProvider time, CancellationToken cancellationToken)
    {
        ApiLimits limits = settings.Limits;
        RequestBody body = await RequestBody.ReadAsync(request, limits.MaximumBodyBytes, limits.GameDocument);
        EquilibriaQuestion question = EquilibriaRequestReader.Read(body.Root, body.Faults, limits.Games);
        INashSolver solver = NashSolvers.Choose(question.Game, question.Method);
        try
        {
            EquilibriaResponse answer = await gate.RunAsync(
                $"Solving the {question.Game} with {solver.Id}",
                "/method",
                limits.SolveSeconds,
                stop =>
                {
                    long start = time.GetTimestamp();
                    NashResult result = NashSolvers.Solve(question.Game, question.Method, limits.Solver, stop);
                    TimeSpan elapsed = time.GetElapsedTime(start);
                    metrics.Solved(result.Method, elapsed);
                    return new EquilibriaResponse(NashSolution.From(question.Game, result), elapsed);
                },
                cancellationToken);
            return TypedResults.Ok(answer);
        }
        catch (GameTooLargeException tooLarge)
        {
            string pointer = question.Method == NashSolvers.AllMethod ? "/game" : "/method";
            throw new ProblemException(ProblemKinds.TooMuchWork(ProblemFault.From(GameDocumentReader.TooLarge(tooLarge, pointer, null))));
        }
    }
}
