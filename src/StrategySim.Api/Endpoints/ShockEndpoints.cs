using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.OpenApi;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/shocks</c>: the disturbances that a scenario may have, read off the shape of scenario documents.</summary>
internal static class ShockEndpoints
{
    private const string Source =
        "Counts of Poisson arrivals come by inversion of one uniform number, the size of arrival k from its own draw, so a changed rate moves no other draw: " +
        "Devroye, Non-Uniform Random Variate Generation (1986), section X.3.3. Draws are counter-based (Philox 4×32-10): Salmon and others, \"Parallel random numbers: as easy as 1, 2, 3\", SC 2011.";

    public static void MapShocks(this IEndpointRouteBuilder routes)
    {
        ShockCatalogue catalogue = Read();
        routes.MapGet("/shocks", (Query query) => TypedResults.Ok(catalogue))
            .Describe("ListShocks", "Catalogues", "The shocks", "When shocks may strike, how their sizes are drawn, and what they do, with parameters, units and sources.")
            .WithProblems(422);
    }

    /// <summary>The catalogue, from the one description that also checks documents and writes their schema.</summary>
    internal static ShockCatalogue Read()
    {
        Field shocks = ScenarioShape.Document.Fields.Single(field => field.Name == "shocks");
        var shock = (ChoiceShape)((MapShape)shocks.Shape).Value;
        string[] common = [.. shock.Options.Select(option => option.Record.Fields.Select(field => field.Name)).Aggregate((a, b) => a.Intersect(b, StringComparer.Ordinal))];
        Field[] shared = [.. shock.Options[0].Record.Fields.Where(field => common.Contains(field.Name))];
        var size = (AnyShape)shared.Single(field => field.Name == "size").Shape;
        var distributions = size.Alternatives.OfType<RecordShape>().Single();
        return new ShockCatalogue(
            [.. shock.Options.Select(option => new ShockKind(option.Word, option.Record.Description, [.. option.Record.Fields.Where(field => !common.Contains(field.Name)).Select(Parameter)]))],
            [
                new ShockKind("fixed", size.Alternatives[0].Description, []),
                .. distributions.Fields.Select(field => new ShockKind(field.Name, field.Shape.Description, [Parameter(field)])),
            ],
            [.. shared.Where(field => field.Name is not ("size" or "title" or "note")).Select(Parameter)],
            Source);
    }

    private static ShockParameter Parameter(Field field) => new(field.Name, field.Required, field.Shape.Description, field.Shape.Expected);
}
