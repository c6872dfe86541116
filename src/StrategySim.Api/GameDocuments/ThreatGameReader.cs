using StrategySim.GameTheory.ExtensiveForm;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Threat;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.GameDocuments;

/// <summary>Reads the threat game from its primitives d, k, r, h, b; the words are those of scenarios, the values are numbers.</summary>
internal static class ThreatGameReader
{
    private static readonly string[] Primitives = ["demand", "executionCost", "backDownCost", "harm", "backDownGain"];

    /// <summary>The fields beside <c>format</c>.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["title", "players", "primitives"];

    public static ExtensiveGame? Read(MapNode map, string pointer, GameDocumentLimits limits, List<Fault> faults)
    {
        string at = JsonPointer.Append(pointer, "primitives");
        string title = NodeReader.Text(map, pointer, "title", "text", required: false, faults) ?? "";
        (string A, string B)? players = NodeReader.TwoPlayers(map, pointer, faults);
        if (map["primitives"] is not { } node)
        {
            NodeReader.Missing(map, pointer, "primitives", $"a map with {string.Join(", ", Primitives)}", faults);
            return null;
        }

        if (NodeReader.AsMap(node, at, $"a map with {string.Join(", ", Primitives)}", faults) is not { } given) return null;
        NodeReader.KnownFields(given, at, Primitives, faults);
        Rational?[] values = [.. Primitives.Select(Value)];
        if (players is not var (a, b) || values is not [{ } d, { } k, { } r, { } h, { } gain]) return null;
        try
        {
            return new ThreatPrimitives(d, k, r, h, gain).ToTree(a, b, title);
        }
        catch (InvalidGameException error)
        {
            faults.AddRange(error.Faults.Select(fault => ShapeChecker.At(given[fault.Pointer[1..]]!, at + fault.Pointer, fault.Found, fault.Expected, "The primitive is out of range.")));
            return null;
        }

        Rational? Value(string name)
        {
            if (given[name] is { } number) return NodeReader.Number(number, JsonPointer.Append(at, name), limits, faults);
            NodeReader.Missing(given, at, name, "a number", faults);
            return null;
        }
    }
}
