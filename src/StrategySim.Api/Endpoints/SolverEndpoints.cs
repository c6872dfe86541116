using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.OpenApi;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Equilibria;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/solvers</c> and <c>/concepts</c>: the methods that find Nash equilibria, and what else there is to ask of a game.</summary>
internal static class SolverEndpoints
{
    public static void MapSolvers(this IEndpointRouteBuilder routes) => routes
        .MapGet("/solvers", (Query query) => TypedResults.Ok<IReadOnlyList<Solver>>([.. SolverCatalog.All.Select(Solver.From)]))
        .Describe("ListSolvers", "Catalogues", "The solvers", "Every method that finds Nash equilibria, with what it promises, what bounds it, and where it comes from. The method all picks the most complete one for the game.")
        .WithProblems(422);

    public static void MapConcepts(this IEndpointRouteBuilder routes) => routes
        .MapGet("/concepts", (Query query) => TypedResults.Ok<IReadOnlyList<Concept>>([.. ConceptCatalog.All.Select(Concept.From)]))
        .Describe("ListConcepts", "Catalogues", "The solution concepts", "Every concept that POST /equilibria answers: which games it takes, what it promises, what it costs, what it can be told, and where it comes from.")
        .WithProblems(422);
}
