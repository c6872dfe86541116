using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Minerals;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/minerals</c>: the facts on critical minerals.</summary>
internal static class MineralEndpoints
{
    private const string Tag = "Catalogues";

    public static void MapMinerals(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/minerals", (Query query) => TypedResults.Ok<IReadOnlyList<MineralSummary>>([.. MineralCatalog.All.Select(MineralSummary.From)]))
            .Describe("ListMinerals", Tag, "The minerals", "Every mineral that scenarios may draw figures from, with its largest miner and refiner.")
            .WithProblems(422);
        routes.MapGet("/minerals/{id}", Find)
            .Describe("GetMineral", Tag, "One mineral", "Everything that is known of one mineral: shares by stage, reliance, suppliers, prices and more, each figure with year, unit and source; and what was looked for and not found.")
            .WithProblems(404, 422);
    }

    private static Ok<MineralDetails> Find(string id, Query query) =>
        MineralCatalog.TryFind(id, out Mineral? mineral)
            ? TypedResults.Ok(MineralDetails.From(mineral))
            : throw new ProblemException(ProblemKinds.NotFound($"There is no mineral '{id}'; there are {string.Join(", ", MineralCatalog.All.Select(known => known.Id))}."));
}
