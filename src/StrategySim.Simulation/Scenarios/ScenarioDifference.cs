using System.Text.Json.Nodes;
using StrategySim.Simulation.Documents;

namespace StrategySim.Simulation.Scenarios;

/// <summary>One place in which two scenarios differ.</summary>
/// <param name="Pointer">JSON pointer into the canonical form.</param>
/// <param name="Left">Compact JSON of the first scenario there; null where it has nothing.</param>
/// <param name="Right">Compact JSON of the second scenario there; null where it has nothing.</param>
public sealed record ScenarioDifference(string Pointer, string? Left, string? Right)
{
    /// <summary>Every place in which the models of two scenarios differ, by address; titles, provenance and notes do not count.</summary>
    public static IReadOnlyList<ScenarioDifference> Between(Scenario left, Scenario right)
    {
        var differences = new List<ScenarioDifference>();
        Compare(CanonicalForm.Write(left, includeProse: false), CanonicalForm.Write(right, includeProse: false), "", differences);
        return differences;
    }

    private static void Compare(JsonNode? left, JsonNode? right, string pointer, List<ScenarioDifference> differences)
    {
        if (left is JsonObject a && right is JsonObject b)
        {
            foreach (string key in a.Select(p => p.Key).Union(b.Select(p => p.Key)).Order(StringComparer.Ordinal))
            {
                Compare(a[key], b[key], JsonPointer.Append(pointer, key), differences);
            }

            return;
        }

        if (left is JsonArray x && right is JsonArray y)
        {
            for (int i = 0; i < Math.Max(x.Count, y.Count); i++)
            {
                Compare(i < x.Count ? x[i] : null, i < y.Count ? y[i] : null, JsonPointer.Append(pointer, i), differences);
            }

            return;
        }

        string? from = left?.ToJsonString(CanonicalForm.Options), to = right?.ToJsonString(CanonicalForm.Options);
        if (from != to) differences.Add(new ScenarioDifference(pointer, from, to));
    }
}
