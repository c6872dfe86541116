using System.Text.Json.Nodes;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;

namespace StrategySim.Api.OpenApi;

/// <summary>A named example of a request body.</summary>
/// <param name="Id">Its key in the OpenAPI document.</param>
/// <param name="Summary">What stands in the dropdown.</param>
/// <param name="MediaType">The media type of the body.</param>
/// <param name="Value">The body: JSON, or text for YAML.</param>
internal sealed record BodyExample(string Id, string Summary, string MediaType, JsonNode Value);

/// <summary>How an address reads its body, for the OpenAPI document.</summary>
/// <param name="Type">The contract that describes the body.</param>
/// <param name="Description">What the body is.</param>
/// <param name="Examples">Examples that work as they stand.</param>
/// <param name="Required">Whether there has to be a body.</param>
internal sealed record BodyMetadata(Type Type, string Description, IReadOnlyList<BodyExample> Examples, bool Required);

/// <summary>A header that an address reads, for the OpenAPI document.</summary>
internal sealed record HeaderMetadata(string Name, string Description);

/// <summary>Ways to describe addresses; each description is also what the address does.</summary>
internal static class EndpointDocumentation
{
    /// <summary>Names, tags and summarises an address.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder builder, string name, string tag, string summary, string description) =>
        builder.WithName(name).WithTags(tag).WithSummary(summary).WithDescription(description);

    /// <summary>Says which query parameters the address takes; others are refused.</summary>
    public static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder builder, params QueryParameter[] parameters) =>
        builder.WithMetadata(new QueryMetadata(parameters));

    /// <summary>Says what body the address reads.</summary>
    public static RouteHandlerBuilder WithBody<T>(this RouteHandlerBuilder builder, string description, IReadOnlyList<BodyExample> examples, bool required = true) =>
        builder.WithMetadata(new BodyMetadata(typeof(T), description, examples, required));

    /// <summary>Says which statuses come with problem documents.</summary>
    public static RouteHandlerBuilder WithProblems(this RouteHandlerBuilder builder, params int[] statuses)
    {
        foreach (int status in statuses) builder.Produces<Problem>(status, Problem.MediaType);
        return builder;
    }
}
