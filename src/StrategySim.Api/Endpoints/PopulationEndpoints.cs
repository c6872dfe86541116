using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Results;
using StrategySim.GameTheory.Populations;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/populations</c>: a stage game and a kind of dynamics in, what becomes of the populations out; <c>/dynamics</c>: the kinds.</summary>
internal static class PopulationEndpoints
{
    public static void MapPopulations(this IEndpointRouteBuilder routes, PopulationExamples examples)
    {
        routes.MapPost("/populations", (HttpRequest request, Query query, GameQuestions questions, CancellationToken cancellationToken) => questions.AnswerAsync(request, PopulationRequestReader.Read, cancellationToken))
            .Describe(
                "FollowPopulations",
                "Populations",
                "What becomes of populations that play a game",
                "Takes a stage game and a kind of dynamics. Replicator, best-reply and logit dynamics answer with the shares at the times asked for, in one population or in one for each role, and say whether a rest point or a cycle was reached. " +
                "The Moran process and pairwise imitation answer with fixation probabilities (exact for the former), the limit of rare mutations, the distribution with mutations for two strategies, and a simulation on request. " +
                "α-rank answers with the share of time at each strategy, or at each pure profile where every player has a population.")
            .WithBody<PopulationRequest>("The stage game, the dynamics and their parameters, as JSON or YAML.", examples.All)
            .WithProblems(400, 413, 415, 422);
        routes.MapGet("/dynamics", (Query query) => TypedResults.Ok<IReadOnlyList<DynamicsDescription>>([.. PopulationDynamics.All.Select(DynamicsDescription.From)]))
            .Describe("ListDynamics", "Catalogues", "The population dynamics", "Every way in which populations may change, with the fields that it takes and its source.")
            .WithProblems(422);
    }
}
