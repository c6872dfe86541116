using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StrategySim.Simulation.Scenarios;

/// <summary>The canonical form: defaults filled in, numbers as exact strings, keys in ordinal order, the schema version inside.</summary>
internal static class CanonicalForm
{
    /// <summary>Compact, and text as it is: hashes are taken of the UTF-8 bytes.</summary>
    public static JsonSerializerOptions Options { get; } = new() { WriteIndented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The model as text, and its hash.</summary>
    public static (string Model, string Hash) Identify(Scenario scenario)
    {
        ReadOnlySpan<byte> model = Utf8(scenario, ScenarioPart.Model).WrittenSpan;
        return (Encoding.UTF8.GetString(model), Hash(model));
    }

    /// <summary>The hash of the model less seed and replications.</summary>
    public static string PointId(Scenario scenario) => Hash(Utf8(scenario, ScenarioPart.Point).WrittenSpan);

    /// <summary>The document as text; without prose it is the model.</summary>
    public static string Text(Scenario scenario, bool includeProse) => Encoding.UTF8.GetString(Utf8(scenario, includeProse ? ScenarioPart.All : ScenarioPart.Model).WrittenSpan);

    /// <summary>The same as a tree.</summary>
    public static JsonObject Write(Scenario scenario, bool includeProse) => JsonNode.Parse(Utf8(scenario, includeProse ? ScenarioPart.All : ScenarioPart.Model).WrittenSpan)!.AsObject();

    private static string Hash(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text));

    private static ArrayBufferWriter<byte> Utf8(Scenario scenario, ScenarioPart part)
    {
        var text = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = Options.Encoder, Indented = false });
        new CanonicalWriter(json, part).Document(scenario);
        json.Flush();
        return text;
    }

    /// <summary>The key of a cell: the strategies in the order of seats, joined by '/'.</summary>
    public static string CellKey(IReadOnlyList<IReadOnlyList<string>> strategies, int cell)
    {
        var names = new string[strategies.Count];
        for (int i = strategies.Count - 1; i >= 0; i--)
        {
            names[i] = strategies[i][cell % strategies[i].Count];
            cell /= strategies[i].Count;
        }

        return string.Join('/', names);
    }
}
