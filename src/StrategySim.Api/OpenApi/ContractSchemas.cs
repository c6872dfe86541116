using System.Reflection;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using StrategySim.Api.Contracts;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace StrategySim.Api.OpenApi;

/// <summary>Says of every member of a contract exactly whether it may be missing and whether it may be null.</summary>
/// <remarks>
/// In a request, what may be null in the record may be left out, and null itself is refused. In a response every member
/// is written, null where it has no value, but for those that are left out where null.
/// </remarks>
internal sealed class ContractSchemas : ISchemaFilter
{
    private readonly NullabilityInfoContext _nullability = new();

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema own || own.Properties is null || context.Type.Namespace?.StartsWith("StrategySim", StringComparison.Ordinal) != true) return;
        bool request = context.Type.GetCustomAttribute<RequestContractAttribute>() is not null;
        own.Required = new SortedSet<string>(StringComparer.Ordinal);
        foreach (PropertyInfo property in context.Type.GetProperties())
        {
            string name = ApiJson.Options.PropertyNamingPolicy!.ConvertName(property.Name);
            if (!own.Properties.TryGetValue(name, out IOpenApiSchema? member)) continue;
            bool nullable = _nullability.Create(property).ReadState != NullabilityState.NotNull;
            bool omitted = request ? nullable : property.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.WhenWritingNull };
            if (!omitted) own.Required.Add(name);
            own.Properties[name] = nullable && !omitted ? WithNull(member) : WithoutNull(member);
        }
    }

    private static IOpenApiSchema WithNull(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchema { Type: { } type } own)
        {
            own.Type = type | JsonSchemaType.Null;
            return own;
        }

        // A reference cannot say of itself that it may be null.
        return schema is OpenApiSchemaReference reference
            ? new OpenApiSchema { Description = reference.Description, OneOf = [new OpenApiSchemaReference(reference.Reference.Id!), new OpenApiSchema { Type = JsonSchemaType.Null }] }
            : schema;
    }

    private static IOpenApiSchema WithoutNull(IOpenApiSchema schema)
    {
        if (schema is not OpenApiSchema own) return schema;
        if (own.Type is { } type && type != JsonSchemaType.Null) own.Type = type & ~JsonSchemaType.Null;
        if (own.OneOf is { Count: > 0 } options)
        {
            for (int i = options.Count - 1; i >= 0; i--)
            {
                if (options[i].Type == JsonSchemaType.Null) options.RemoveAt(i);
            }
        }

        return own;
    }
}
