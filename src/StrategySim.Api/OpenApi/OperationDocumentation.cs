using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;
using StrategySim.Api.Documents;
using StrategySim.Api.Results;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace StrategySim.Api.OpenApi;

/// <summary>Writes what addresses say of themselves into the OpenAPI document: query parameters, headers, bodies with named examples, and responses in words.</summary>
internal sealed class OperationDocumentation : IOperationFilter
{
    private static readonly Dictionary<string, string> Responses = new(StringComparer.Ordinal)
    {
        ["200"] = "The answer.",
        ["201"] = "Kept; Location says where.",
        ["202"] = "Accepted; Location says where to follow it, Retry-After when to ask, in seconds.",
        ["204"] = "The client has seen the end.",
        ["400"] = "The text cannot be read as JSON or YAML.",
        ["404"] = "There is no such thing.",
        ["406"] = "Accept asks for a format in which this is not written.",
        ["409"] = "Not in this state; the problem document says in which.",
        ["413"] = "The body is too large.",
        ["415"] = "The body is in a format that is not read here.",
        ["422"] = "Not valid, or too much work; the problem document lists every fault.",
        ["503"] = "The service cannot work at the moment.",
    };

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        IList<object> metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        // Comments on handlers are for readers of the code; what an address says of itself stands in its metadata.
        operation.Summary = metadata.OfType<IEndpointSummaryMetadata>().LastOrDefault()?.Summary;
        operation.Description = metadata.OfType<IEndpointDescriptionMetadata>().LastOrDefault()?.Description;
        operation.Parameters ??= [];
        foreach (QueryParameter parameter in metadata.OfType<QueryMetadata>().SelectMany(query => query.Parameters)) operation.Parameters.Add(Parameter(parameter));
        foreach (HeaderMetadata header in metadata.OfType<HeaderMetadata>())
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = header.Name,
                In = ParameterLocation.Header,
                Description = header.Description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        foreach (IOpenApiParameter path in operation.Parameters.Where(parameter => parameter is OpenApiParameter { In: ParameterLocation.Path }))
        {
            string address = context.ApiDescription.RelativePath!;
            ((OpenApiParameter)path).Description =
                path.Name == "name" ? "The figure's name, as the list gives it."
                : address.Contains("/runs/", StringComparison.Ordinal) ? "The run's id, as given when it was started."
                : address.Contains("/sweeps/{id}", StringComparison.Ordinal) ? "The sweep's id, as given when it was started."
                : "The id, as the list gives it.";
        }

        if (metadata.OfType<BodyMetadata>().SingleOrDefault() is { } body) operation.RequestBody = Body(body, context);
        foreach ((string status, IOpenApiResponse response) in operation.Responses ?? [])
        {
            if (response is not OpenApiResponse own || !Responses.TryGetValue(status, out string? words)) continue;
            own.Description = words;
            foreach ((string mediaType, IOpenApiMediaType content) in own.Content ?? new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal))
            {
                // Rows, not the record that the JSON form is.
                if (mediaType == ResultFormats.Csv) ((OpenApiMediaType)content).Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The same as rows under a header: UTF-8, RFC 4180." };
                if (mediaType == ResultFormats.Latex) ((OpenApiMediaType)content).Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The same as tables for the LaTeX package booktabs." };
            }

            if (status is "201" or "202") own.Headers = Headers(status);
        }
    }

    private static Dictionary<string, IOpenApiHeader> Headers(string status)
    {
        var headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
        {
            ["Location"] = new OpenApiHeader { Description = "The address of what was made.", Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri-reference" } },
        };
        if (status == "202") headers["Retry-After"] = new OpenApiHeader { Description = "When to ask again, seconds.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } };
        return headers;
    }

    private static OpenApiParameter Parameter(QueryParameter parameter) => new()
    {
        Name = parameter.Name,
        In = ParameterLocation.Query,
        Description = parameter.Description,
        // An object of which each member is a parameter.
        Style = parameter is FactorParameters ? ParameterStyle.Form : null,
        Explode = parameter is FactorParameters,
        // Swagger sends the first of them as it stands: without one it makes up members that no sweep has.
        Examples = parameter is FactorParameters ? FactorExamples() : null,
        Schema = parameter switch
        {
            IntegerParameter integer => new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Minimum = integer.Minimum.ToString(CultureInfo.InvariantCulture),
                Maximum = integer.Maximum == int.MaxValue ? null : integer.Maximum.ToString(CultureInfo.InvariantCulture),
                Default = integer.Default,
            },
            WordParameter word => new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. word.Words.Select(w => (JsonNode)w)] },
            TextParameter text => new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = text.MaximumLength },
            DecimalParameter number => new OpenApiSchema { Type = JsonSchemaType.Number, Minimum = Bound(number.Minimum), Maximum = Bound(number.Maximum) },
            FactorParameters => new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String } },
            _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter.GetType().Name, "Expected a known kind of parameter."),
        },
    };

    private static Dictionary<string, IOpenApiExample> FactorExamples() => new(StringComparer.Ordinal)
    {
        ["all-points"] = new OpenApiExample { Summary = "All points", Value = new JsonObject() },
        ["slice"] = new OpenApiExample { Summary = "The points of path-grid at which k is 8 and s is 5/2", Value = new JsonObject { ["k"] = "8", ["s"] = "5/2" } },
    };

    private static string? Bound(double value) => double.IsFinite(value) ? value.ToString(CultureInfo.InvariantCulture) : null;

    private static OpenApiRequestBody Body(BodyMetadata body, OperationFilterContext context)
    {
        IOpenApiSchema schema = context.SchemaGenerator.GenerateSchema(body.Type, context.SchemaRepository);
        var content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal);
        // JSON lines come with no other format beside them.
        string[] mediaTypes = body.Examples.Any(example => example.MediaType == JsonLines.MediaType) ? [JsonLines.MediaType] : [RequestBody.Json, RequestBody.Yaml];
        foreach (string mediaType in mediaTypes)
        {
            var examples = new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal);
            foreach (BodyExample example in body.Examples.Where(example => example.MediaType == mediaType))
            {
                examples[example.Id] = new OpenApiExample { Summary = example.Summary, Value = example.Value.DeepClone() };
            }

            content[mediaType] = new OpenApiMediaType { Schema = schema, Examples = examples.Count > 0 ? examples : null };
        }

        return new OpenApiRequestBody { Description = body.Description, Required = body.Required, Content = content };
    }
}
