using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.OpenApi;
using StrategySim.GameTheory.Equilibria;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/solvers</c>: the methods that find equilibria.</summary>
internal static class SolverEndpoints
{
    public static void MapSolvers(this IEndpointRouteBuilder routes) => routes
        .MapGet("/solvers", (Query query) => TypedResults.Ok<IReadOnlyList<Solver>>([.. SolverCatalog.All.Select(Solver.From)]))
        .Describe("ListSolvers", "Catalogues", "The solvers", "Every method that finds Nash equilibria, with what it promises, what bounds it, and where it comes from. The method all picks the most complete one for the game.")
        .WithProblems(422);
}
