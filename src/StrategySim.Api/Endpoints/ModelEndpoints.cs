using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.GameTheory.Models;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/models</c>: small models of reputation, threats and bargaining, with closed forms.</summary>
internal static class ModelEndpoints
{
    private const string Tag = "Models";

    public static void MapModels(this IEndpointRouteBuilder routes, ModelExamples examples)
    {
        routes.MapGet("/models", (Query query) => TypedResults.Ok<IReadOnlyList<ModelDescription>>([.. ModelCatalog.All.Select(ModelDescription.From)]))
            .Describe("ListModels", Tag, "The models of reputation, threats and bargaining", "Every model with who does what in it, its parameters, the equilibrium concept and the game that its solution belongs to, and its source.")
            .WithProblems(422);
        routes.MapPost("/models/{id}", SolveAsync)
            .Describe("SolveModel", Tag, "A model with one's own numbers", "Solves a model in closed form, exactly. Parameters that are left out have their usual values. Says which equilibrium concept the solution belongs to, and of which game it is.")
            .WithBody<ModelRequest>("Numbers by the names of the parameters, as JSON or YAML.", examples.All)
            .WithProblems(400, 404, 413, 415, 422);
    }

    private static async Task<Ok<ModelResponse>> SolveAsync(string id, HttpRequest request, Query query, StrategySimSettings settings)
    {
        StrategicModel model = ModelCatalog.Find(id) ?? throw new ProblemException(ProblemKinds.NotFound($"There is no model '{id}'; there are {string.Join(", ", ModelCatalog.All.Select(known => known.Id))}."));
        ApiLimits limits = settings.Limits;
        RequestBody body = await RequestBody.ReadAsync(request, limits.MaximumBodyBytes, limits.GameDocument);
        return TypedResults.Ok(ModelResponse.Of(ModelRequestReader.Read(model, body.Root, body.Faults, limits.Games)));
    }
}
