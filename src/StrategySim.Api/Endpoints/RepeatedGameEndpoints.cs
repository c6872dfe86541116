using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.GameDocuments;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.GameTheory.Games;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/repeated-games</c>: a stage game and a discount factor in, what patience can sustain out.</summary>
internal static class RepeatedGameEndpoints
{
    public static void MapRepeatedGames(this IEndpointRouteBuilder routes, RepeatedGameExamples examples) => routes
        .MapPost("/repeated-games", SolveAsync)
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

    private static async Task<Ok<RepeatedGameResponse>> SolveAsync(
        HttpRequest request, Query query, StrategySimSettings settings, WorkGate gate, TimeProvider time, CancellationToken cancellationToken)
    {
        ApiLimits limits = settings.Limits;
        RequestBody body = await RequestBody.ReadAsync(request, limits.MaximumBodyBytes, limits.GameDocument);
        RepeatedGameQuestion question = RepeatedGameRequestReader.Read(body.Root, body.Faults, limits.Games);
        try
        {
            return TypedResults.Ok(await gate.RunAsync(
                $"Solving the repeated {question.Game}", "/game", limits.SolveSeconds, stop => RepeatedGameResponse.Of(question, time, stop), cancellationToken));
        }
        catch (GameTooLargeException tooLarge)
        {
            throw new ProblemException(ProblemKinds.TooMuchWork(ProblemFault.From(GameDocumentReader.TooLarge(tooLarge, "/game", null))));
        }
    }
}
