using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Results;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/stochastic-games</c>: states, stage games and transitions in, Markov-perfect equilibria out.</summary>
internal static class StochasticGameEndpoints
{
    public static void MapStochasticGames(this IEndpointRouteBuilder routes, StochasticGameExamples examples) => routes
        .MapPost("/stochastic-games", (HttpRequest request, Query query, GameQuestions questions, CancellationToken cancellationToken) => questions.AnswerAsync(request, StochasticGameRequestReader.Read, cancellationToken))
        .Describe(
            "SolveStochasticGame",
            "Repeated games",
            "Equilibria of a game that moves between states",
            "Takes a two-player game with finitely many states, such as calm and crisis, whose transitions depend on what the players do, and answers with Markov-perfect equilibria: the one that logit play leads to from uniform play, " +
            "all pure ones where they can all be tried, and others from supports and stage games. Each comes with its value in every state and a proven bound on the largest profitable deviation. More mixed equilibria may exist.")
        .WithBody<StochasticGameRequest>("States with their games and transitions, and the discount factor, as JSON or YAML.", examples.All)
        .WithProblems(400, 413, 415, 422);
}
