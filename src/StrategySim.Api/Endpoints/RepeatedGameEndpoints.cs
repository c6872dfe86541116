using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Results;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/repeated-games</c>: a stage game and a discount factor in, what patience can sustain out.</summary>
internal static class RepeatedGameEndpoints
{
    public static void MapRepeatedGames(this IEndpointRouteBuilder routes, RepeatedGameExamples examples) => routes
        .MapPost("/repeated-games", (HttpRequest request, Query query, GameQuestions questions, CancellationToken cancellationToken) => questions.AnswerAsync(request, RepeatedGameRequestReader.Read, cancellationToken))
        .Describe(
            "SolveRepeatedGame",
            "Repeated games",
            "What patience can sustain",
            "Takes a two-player game that is repeated for ever and answers with the payoffs of all its subgame-perfect equilibria in pure actions with perfect monitoring and public randomisation at a discount factor: exactly, or enclosed between payoffs that are certain and payoffs that are impossible. " +
            "Without public randomisation on request: a list, a polygon, or boxes around the payoffs with equilibrium paths in them. " +
            "On request, a machine that sustains given payoffs, every one-shot deviation checked in exact arithmetic, and playable as it stands in POST /matches; and, for a path of play, the least discount factor at which it is an equilibrium outcome, by reversion to the deviator's worst stage equilibrium and by the worst punishments that are equilibria themselves. " +
            "The feasible payoffs, the minmax values and the region of the folk theorem come with it.")
        .WithBody<RepeatedGameRequest>("The stage game, the discount factor, and what is asked, as JSON or YAML.", examples.All)
        .WithProblems(400, 413, 415, 422);
}
