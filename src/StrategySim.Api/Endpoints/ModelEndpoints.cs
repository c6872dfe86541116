using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;
using StrategySim.GameTheory.Models;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/models</c>: small models of reputation, threats, bargaining and coalitions, with closed forms and play.</summary>
internal static class ModelEndpoints
{
    private const string Tag = "Models";

    public static void MapModels(this IEndpointRouteBuilder routes, ModelExamples examples)
    {
        routes.MapGet("/models", (Query query) => TypedResults.Ok<IReadOnlyList<ModelDescription>>([.. ModelCatalog.All.Select(ModelDescription.From)]))
            .Describe("ListModels", Tag, "The models of reputation, threats, bargaining and coalitions", "Every model with who does what in it, its parameters, the equilibrium concept and the game that its solution belongs to, and its source.")
            .WithProblems(422);
        routes.MapPost("/models/{id}", (string id, HttpRequest request, Query query, GameQuestions questions, CancellationToken cancellationToken) =>
            {
                StrategicModel model = ModelCatalog.Find(id) ?? throw new ProblemException(ProblemKinds.NotFound($"There is no model '{id}'; there are {string.Join(", ", ModelCatalog.All.Select(known => known.Id))}."));
                return questions.AnswerAsync(request, (root, faults, limits) => ModelRequestReader.Read(model, root, faults, limits), cancellationToken);
            })
            .Describe(
                "SolveModel",
                Tag,
                "A model with one's own numbers",
                "Solves a model in closed form, exactly where its numbers are rational. Parameters that are left out have their usual values. Says which equilibrium concept the solution belongs to, and of which game it is. " +
                "With simulate it is also played, and what is observed stands beside the closed form with 95 % intervals.")
            .WithBody<ModelRequest>("Numbers by the names of the parameters, and whether to play, as JSON or YAML.", examples.All)
            .WithProblems(400, 404, 413, 415, 422);
    }
}
