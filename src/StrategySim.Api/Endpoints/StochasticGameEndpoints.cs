using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.GameDocuments;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.GameTheory.Games;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/stochastic-games</c>: states, stage games and transitions in, Markov-perfect equilibria out.</summary>
internal static class StochasticGameEndpoints
{
    public static void MapStochasticGames(this IEndpointRouteBuilder routes, StochasticGameExamples examples) => routes
        .MapPost("/stochastic-games", SolveAsync)
        .Describe(
            "SolveStochasticGame",
            "Repeated games",
            "Equilibria of a game that moves between states",
            "Takes a two-player game with finitely many states, such as calm and crisis, whose transitions depend on what the players do, and answers with Markov-perfect equilibria: the one that logit play leads to from uniform play, " +
            "all pure ones where they can all be tried, and others from supports and stage games. Each comes with its value in every state and a proven bound on the largest profitable deviation. More mixed equilibria may exist.")
        .WithBody<StochasticGameRequest>("States with their games and transitions, and the discount factor, as JSON or YAML.", examples.All)
        .WithProblems(400, 413, 415, 422);

    private static async Task<Ok<StochasticGameResponse>> SolveAsync(
        HttpRequest request, Query query, StrategySimSettings settings, WorkGate gate, TimeProvider time, CancellationToken cancellationToken)
    {
        ApiLimits limits = settings.Limits;
        RequestBody body = await RequestBody.ReadAsync(request, limits.MaximumBodyBytes, limits.GameDocument);
        try
        {
            StochasticGameQuestion question = StochasticGameRequestReader.Read(body.Root, body.Faults, limits.Games);
            return TypedResults.Ok(await gate.RunAsync(
                $"Solving a stochastic game of {question.Game.States.Length} states", "/states", limits.SolveSeconds, stop => StochasticGameResponse.Of(question, time, stop), cancellationToken));
        }
        catch (GameTooLargeException tooLarge)
        {
            throw new ProblemException(ProblemKinds.TooMuchWork(ProblemFault.From(GameDocumentReader.TooLarge(tooLarge, "/states", null))));
        }
    }
}
