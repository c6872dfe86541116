using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.GameTheory.Catalog;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/games</c>: the named games, and which game a 2 × 2 table is.</summary>
internal static class GameEndpoints
{
    private const string Tag = "Games";

    public static void MapGames(this IEndpointRouteBuilder routes, RequestExamples examples)
    {
        routes.MapGet("/games", (Query query) => TypedResults.Ok<IReadOnlyList<NamedGame>>([.. GameCatalog.All.Select(NamedGame.From)]))
            .Describe("ListGames", Tag, "The named games", "Every named game with its payoff tables, their game types, all their equilibria and sources.")
            .WithProblems(422);
        routes.MapPost("/games:classify", ClassifyAsync)
            .Describe(
                "ClassifyGame",
                Tag,
                "Which 2 × 2 game is this?",
                "Reads a 2 × 2 game as one of holding or yielding and answers with its game type, each player's order of T, R, S and P with its name in the literature, thresholds, every equilibrium, " +
                "risk and payoff dominance, and what happens, and what it is worth, when one side moves first.")
            .WithBody<ClassifyRequest>("The game, and which strategies yield, as JSON or YAML.", examples.Classify)
            .WithProblems(400, 413, 415, 422);
    }

    private static async Task<Ok<Classification>> ClassifyAsync(HttpRequest request, Query query, StrategySimSettings settings)
    {
        RequestBody body = await RequestBody.ReadAsync(request, settings.Limits.MaximumBodyBytes, settings.Limits.GameDocument);
        ClassifyQuestion question = ClassifyRequestReader.Read(body.Root, body.Faults, settings.Limits.Games);
        return TypedResults.Ok(Classification.Of(question.Game, question.Yields));
    }
}
