using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;

namespace StrategySim.Experiments.Studies;

/// <summary>The document of a study: a sweep with its scenario inside, as JSON.</summary>
/// <remarks>Whatever becomes of the scenario that the author named by its id, the study has the one that it was accepted with.</remarks>
public static class StudyDocument
{
    // Whoever accepted the document bounded it; here it only has to be read back, one level deeper than its scenario.
    private static readonly DocumentLimits Stored = new(Depth: 100, Nodes: int.MaxValue);

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A sweep with its scenario inside, as compact JSON.</summary>
    public static string Write(Sweep sweep) => Write(Root(sweep));

    /// <summary>The sweep of a study.</summary>
    /// <exception cref="IntegrityException">The document does not read back as a sweep, or is not the one that the study was accepted with.</exception>
    public static Sweep Read(StudyRecord study)
    {
        RequireUnchanged(study);
        SweepReadResult read = Read(study.DocumentJson);
        return read.Sweep ?? throw new IntegrityException($"The document stored with study {study.Id} does not read back: {string.Join(' ', read.Faults)}");
    }

    /// <summary>Requires that the document of a study is the one that it was accepted with.</summary>
    /// <exception cref="IntegrityException">It is not.</exception>
    internal static void RequireUnchanged(StudyRecord study)
    {
        if (HashOf(study.DocumentJson) != study.DocumentHash) throw new IntegrityException($"The document stored with study {study.Id} is not the one that it was accepted with.");
    }

    /// <summary>SHA-256 of a document.</summary>
    internal static string HashOf(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    /// <summary>Reads a document that has its scenario inside.</summary>
    internal static SweepReadResult Read(string json)
    {
        (DocumentNode? root, IReadOnlyList<Simulation.Faults.Fault> faults) = DocumentParser.Parse(json, DocumentFormat.Json, Stored);
        return root is null ? new SweepReadResult(null, faults) : SweepReader.Read(root, static _ => null, faults);
    }

    /// <summary>The document of a sweep with its scenario inside.</summary>
    internal static MapNode Root(Sweep sweep) => DocumentEdit.With((MapNode)sweep.Document, "scenario", sweep.Base);

    internal static string Write(DocumentNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Writing)) Write(node, writer);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(DocumentNode node, Utf8JsonWriter writer)
    {
        switch (node)
        {
            case MapNode map:
                writer.WriteStartObject();
                foreach (MapEntry entry in map.Entries)
                {
                    writer.WritePropertyName(entry.Key);
                    Write(entry.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case ListNode list:
                writer.WriteStartArray();
                foreach (DocumentNode item in list.Items) Write(item, writer);
                writer.WriteEndArray();
                break;
            case ScalarNode { Kind: ScalarKind.Number } number:
                writer.WriteRawValue(JsonNumber(number.Text));
                break;
            case ScalarNode { Kind: ScalarKind.Boolean } flag:
                writer.WriteBooleanValue(flag.Text is "true" or "True" or "TRUE");
                break;
            case ScalarNode { Kind: ScalarKind.Text } text:
                writer.WriteStringValue(text.Text);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    // YAML also knows +1, 007, .5 and 5.; JSON has one way to write each.
    private static string JsonNumber(string text)
    {
        string sign = text[0] == '-' ? "-" : "", digits = text.TrimStart('+', '-');
        int exponent = digits.AsSpan().IndexOfAny('e', 'E');
        string power = exponent < 0 ? "" : digits[exponent..], number = exponent < 0 ? digits : digits[..exponent];
        string[] parts = number.Split('.');
        string whole = parts[0].TrimStart('0');
        return $"{sign}{(whole.Length == 0 ? "0" : whole)}{(parts.Length > 1 && parts[1].Length > 0 ? "." + parts[1] : "")}{power}";
    }
}
