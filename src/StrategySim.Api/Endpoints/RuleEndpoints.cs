using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.OpenApi;
using StrategySim.Simulation.Rules;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/rules</c>: the decision rules.</summary>
internal static class RuleEndpoints
{
    public static void MapRules(this IEndpointRouteBuilder routes) => routes
        .MapGet("/rules", (Query query) => TypedResults.Ok<IReadOnlyList<Rule>>([.. RuleCatalog.All.Select(Rule.From)]))
        .Describe("ListRules", "Catalogues", "The decision rules", "Every way to play a repeated game that scenarios may name, with parameters, traits and sources.")
        .WithProblems(422);
}
