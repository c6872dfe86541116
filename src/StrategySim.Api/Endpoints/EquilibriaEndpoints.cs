using StrategySim.Api.Concepts;
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
            "All Nash equilibria of a game, exactly, and what other solution concepts say of it",
            "Takes a game in strategic form, or in a tree (then in its reduced normal form, with behaviour strategies and which of them are subgame perfect), and answers with its Nash equilibria: every one of a two-player game, segments and whole faces included, as extreme points and connected components; " +
            "the pure ones of a game with more players. Every equilibrium carries its exact regret as a certificate. Another concept (see /concepts) is answered in its own shape. " +
            "Games too large for the method or concept are refused with the estimate.")
        .WithBody<EquilibriaRequest>("The game, the concept, and the method or the concept's parameters, as JSON or YAML.", examples.Equilibria)
        .Produces<EquilibriaAnswer>()
        .WithProblems(400, 413, 415, 422);

    private static async Task<IResult> SolveAsync(
        HttpRequest request, Query query, StrategySimSettings settings, WorkGate gate, ApiMetrics metrics, TimeProvider time, CancellationToken cancellationToken)
    {
        ApiLimits limits = settings.Limits;
        RequestBody body = await RequestBody.ReadAsync(request, limits.MaximumBodyBytes, limits.GameDocument);
        EquilibriaQuestion question = EquilibriaRequestReader.Read(body.Root, body.Faults, limits.Games);
        string by = question.Answer is not null ? question.Concept : question.Tree is null ? NashSolvers.Choose(question.Game, question.Method).Id : $"its reduced normal form, {question.Method}";
        string pointer = question.Answer is not null ? "/concept" : question.Method == NashSolvers.AllMethod ? "/game" : "/method";
        try
        {
            object answer = await gate.RunAsync(
                $"Solving the {question.Subject} with {by}",
                question.Answer is null ? "/method" : "/concept",
                limits.SolveSeconds,
                stop => Solve(question, limits, metrics, time, stop),
                cancellationToken);
            return TypedResults.Ok(answer);
        }
        catch (GameTooLargeException tooLarge)
        {
            throw new ProblemException(ProblemKinds.TooMuchWork(ProblemFault.From(GameDocumentReader.TooLarge(tooLarge, pointer, null))));
        }
    }

    private static object Solve(EquilibriaQuestion question, ApiLimits limits, ApiMetrics metrics, TimeProvider time, CancellationToken stop)
    {
        long start = time.GetTimestamp();
        if (question.Answer is { } work)
        {
            ConceptAnswer answer = work(stop);
            TimeSpan taken = time.GetElapsedTime(start);
            metrics.Solved(question.Concept, taken);
            return answer.After(taken);
        }

        NashSolution solution = question.Nash(limits.Solver, stop);
        TimeSpan elapsed = time.GetElapsedTime(start);
        metrics.Solved(solution.Method, elapsed);
        return new EquilibriaResponse(solution, elapsed);
    }
}
