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
    public static IReadOnlyList<ScenarioDifference> Between(Scenario left, Scenario right) =>
        [.. DifferingPlace.Among([left, right]).Select(place => new ScenarioDifference(place.Pointer, place.Values[0], place.Values[1]))];
}

/// <summary>One place in which some of several scenarios differ.</summary>
/// <param name="Pointer">JSON pointer into the canonical form.</param>
/// <param name="Values">Compact JSON of each scenario there, in their order; null where one has nothing.</param>
public sealed record DifferingPlace(string Pointer, IReadOnlyList<string?> Values)
{
    /// <summary>Every place in which the models of the scenarios are not all the same, by address; titles, provenance and notes do not count.</summary>
    public static IReadOnlyList<DifferingPlace> Among(IReadOnlyList<Scenario> scenarios)
    {
        var places = new List<DifferingPlace>();
        Compare([.. scenarios.Select(scenario => (JsonNode?)CanonicalForm.Write(scenario, includeProse: false))], "", places);
        return places;
    }

    private static void Compare(IReadOnlyList<JsonNode?> nodes, string pointer, List<DifferingPlace> places)
    {
        if (nodes.All(node => node is JsonObject))
        {
            foreach (string key in nodes.SelectMany(node => node!.AsObject().Select(pair => pair.Key)).Distinct().Order(StringComparer.Ordinal))
            {
                Compare([.. nodes.Select(node => node![key])], JsonPointer.Append(pointer, key), places);
            }

            return;
        }

        if (nodes.All(node => node is JsonArray))
        {
            for (int i = 0; i < nodes.Max(node => node!.AsArray().Count); i++)
            {
                int index = i;
                Compare([.. nodes.Select(node => index < node!.AsArray().Count ? node[index] : null)], JsonPointer.Append(pointer, i), places);
            }

            return;
        }

        string?[] texts = [.. nodes.Select(node => node?.ToJsonString(CanonicalForm.Options))];
        if (texts.Any(text => text != texts[0])) places.Add(new DifferingPlace(pointer, texts));
    }
}
