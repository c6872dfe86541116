using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace StrategySim.Api.Documents;

/// <summary>Writes a canonical JSON document as YAML that reads back as the same scenario.</summary>
internal static class ScenarioYaml
{
    // What comes first to a reader; everything else follows in the order of the canonical form.
    private static readonly string[] First = ["schema", "id", "title", "description", "status", "time", "payoffs", "actors", "clubs", "sources", "parameters", "states", "games"];

    /// <summary>The document in block style; short maps and lists of plain values on one line.</summary>
    public static string Write(string canonicalJson)
    {
        JsonNode root = JsonNode.Parse(canonicalJson) ?? throw new ArgumentException("Expected a JSON document; found null.", nameof(canonicalJson));
        var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: 120, isCanonical: false, maxSimpleKeyLength: 1024));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, root, depth: 0);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, JsonNode? node, int depth)
    {
        switch (node)
        {
            case JsonObject map:
                emitter.Emit(new MappingStart(null, null, isImplicit: true, depth > 1 && IsShort(map.Select(p => p.Value)) ? MappingStyle.Flow : MappingStyle.Block));
                foreach ((string key, JsonNode? value) in depth == 0 ? map.OrderBy(p => Array.IndexOf(First, p.Key) is >= 0 and int i ? i : First.Length) : map.AsEnumerable())
                {
                    emitter.Emit(Text(key));
                    Emit(emitter, value, depth + 1);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray list:
                emitter.Emit(new SequenceStart(null, null, isImplicit: true, IsShort(list) ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (JsonNode? item in list) Emit(emitter, item, depth + 1);
                emitter.Emit(new SequenceEnd());
                break;
            case JsonValue value when value.TryGetValue(out string? text):
                emitter.Emit(Text(text));
                break;
            default:
                emitter.Emit(new Scalar(node?.ToJsonString() ?? "null"));
                break;
        }
    }

    private static bool IsShort(IEnumerable<JsonNode?> values) =>
        values.All(value => value is JsonValue) && values.Sum(value => value!.ToString().Length) <= 80;

    // Words that YAML 1.2 takes for something else than text are quoted; numbers are read from their text either way.
    private static Scalar Text(string text)
    {
        bool special = text.Length == 0 || text is "~" || text.ToUpperInvariant() is "NULL" or "TRUE" or "FALSE";
        ScalarStyle style = special ? ScalarStyle.DoubleQuoted : text.Contains('\n', StringComparison.Ordinal) ? ScalarStyle.Literal : ScalarStyle.Any;
        return new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: !special, isQuotedImplicit: true);
    }
}
