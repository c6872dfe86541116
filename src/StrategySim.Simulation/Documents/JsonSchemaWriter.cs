using System.Text.Json.Nodes;

namespace StrategySim.Simulation.Documents;

/// <summary>Writes a shape as a JSON schema, draft 2020-12, for editors and other programs.</summary>
public static class JsonSchemaWriter
{
    /// <summary>The schema of a whole document.</summary>
    public static JsonObject Write(Shape shape, string id, string title)
    {
        JsonObject body = Write(shape);
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = id,
            ["title"] = title,
        };
        foreach ((string key, JsonNode? value) in body.ToList())
        {
            body.Remove(key);
            schema[key] = value;
        }

        return schema;
    }

    /// <summary>The schema of a part.</summary>
    public static JsonObject Write(Shape shape)
    {
        var schema = new JsonObject { ["description"] = shape.Description };
        switch (shape)
        {
            case TextShape text:
                // A title such as 2024 is a number to a YAML reader and is taken as its text.
                schema["type"] = new JsonArray("string", "number", "boolean");
                schema["maxLength"] = text.MaximumLength;
                break;
            case IdShape id:
                schema["type"] = "string";
                schema["pattern"] = id.Pattern;
                break;
            case ExpressionShape:
                schema["type"] = new JsonArray("string", "number");
                break;
            case IntegerShape integer:
                schema["type"] = "integer";
                schema["minimum"] = integer.Minimum;
                schema["maximum"] = integer.Maximum;
                break;
            case BooleanShape:
                schema["type"] = "boolean";
                break;
            case WordShape words:
                schema["enum"] = new JsonArray([.. words.Words.Select(w => (JsonNode)w)]);
                break;
            case ListShape list:
                schema["type"] = "array";
                schema["items"] = Write(list.Item);
                schema["minItems"] = list.Minimum;
                schema["maxItems"] = list.Maximum;
                break;
            case MapShape map:
                schema["type"] = "object";
                if (map.Key is not null) schema["propertyNames"] = new JsonObject { ["pattern"] = map.Key.Pattern };
                schema["additionalProperties"] = Write(map.Value);
                if (map.Minimum > 0) schema["minProperties"] = map.Minimum;
                schema["maxProperties"] = map.Maximum;
                break;
            case RecordShape record:
                WriteRecord(schema, record, null, null);
                break;
            case ChoiceShape choice:
                schema["type"] = "object";
                schema["required"] = new JsonArray(choice.Discriminator);
                schema["oneOf"] = new JsonArray([.. choice.Options.Select(option =>
                {
                    var part = new JsonObject { ["description"] = option.Record.Description };
                    WriteRecord(part, option.Record, choice.Discriminator, option.Word);
                    return (JsonNode)part;
                })]);
                break;
            case AnyShape any:
                schema["anyOf"] = new JsonArray([.. any.Alternatives.Select(a => (JsonNode)Write(a))]);
                break;
            case ValueShape:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(shape), shape.GetType().Name, "Expected a known shape.");
        }

        return schema;
    }

    private static void WriteRecord(JsonObject schema, RecordShape record, string? discriminator, string? word)
    {
        schema["type"] = "object";
        var properties = new JsonObject();
        if (discriminator is not null) properties[discriminator] = new JsonObject { ["const"] = word };
        foreach (Field field in record.Fields)
        {
            JsonObject part = Write(field.Shape);
            if (field.Default is not null) part["default"] = field.Default;
            properties[field.Name] = part;
        }

        schema["properties"] = properties;
        JsonNode[] required = [.. record.Fields.Where(f => f.Required).Select(f => (JsonNode)f.Name)];
        if (required.Length > 0) schema["required"] = new JsonArray(required);
        schema["additionalProperties"] = false;
    }
}
