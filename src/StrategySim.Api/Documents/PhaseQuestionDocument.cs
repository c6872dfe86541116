using StrategySim.Api.GameDocuments;
using StrategySim.Api.Hosting;
using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Documents;

/// <summary>Reads the body of <c>POST /phase-diagrams</c>.</summary>
internal static class PhaseQuestionDocument
{
    /// <summary>The fields of the body.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["scenario", "game", "factor", "by", "width", "at"];

    /// <summary>The fields of the factor.</summary>
    public static IReadOnlyList<string> FactorFields { get; } = ["name", "range"];

    /// <summary>The fields of the second factor.</summary>
    public static IReadOnlyList<string> SecondFactorFields { get; } = ["name", "range", "points"];

    /// <summary>Reads the body and checks it against its scenario.</summary>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static async Task<PhaseQuestion> ReadAsync(RequestBody body, ScenarioLibrary library, ApiLimits limits, PhaseLimits phases, CancellationToken cancellationToken)
    {
        List<Fault> faults = [.. body.Faults];
        if (NodeReader.AsMap(body.Root, "", $"a map with {string.Join(", ", Fields)}", faults) is not { } map) throw new InvalidInputException(faults);
        NodeReader.KnownFields(map, "", Fields, faults);
        string? game = NodeReader.Text(map, "", "game", "the id of a game of the scenario", required: false, faults);
        PhaseFactorQuestion? factor = Factor(map, "factor", FactorFields, limits, faults), by = Factor(map, "by", SecondFactorFields, limits, faults);
        int? points = map["by"] is MapNode second ? NodeReader.WholeNumber(second, "/by", "points", 2, phases.MaximumPoints, "This cannot be the number of points.", faults) : null;
        Rational? width = map["width"] is { } node ? NodeReader.Number(node, "/width", limits.Games, faults) : null;
        Dictionary<string, Rational> at = At(map, limits, faults);
        if (await RunSubmissionReader.ScenarioAsync(map, library, faults, cancellationToken) is not { } scenario) throw new InvalidInputException(NodeReader.InOrder(faults));

        var question = new PhaseQuestion { Scenario = scenario, Game = game, Factor = factor, By = by, ByPoints = points, Width = width, At = at };
        // What could not be read counts as left out; that it is missing is not said besides.
        string[] unread = [.. faults.Select(fault => fault.Pointer)];
        faults.AddRange(PhaseDiagramSolver.Check(question, phases).Where(fault => !unread.Any(pointer => Concerns(fault.Pointer, pointer))).Select(fault => Placed(fault, map)));
        return faults.Count == 0 ? question : throw new InvalidInputException(NodeReader.InOrder(faults));
    }

    private static PhaseFactorQuestion? Factor(MapNode map, string field, IReadOnlyList<string> fields, ApiLimits limits, List<Fault> faults)
    {
        if (map[field] is not { } node || NodeReader.AsMap(node, "/" + field, $"a map with {string.Join(", ", fields)}", faults) is not { } factor) return null;
        string pointer = "/" + field, range = pointer + "/range";
        NodeReader.KnownFields(factor, pointer, fields, faults);
        string? name = NodeReader.Text(factor, pointer, "name", "the name of a state or parameter", required: false, faults);
        switch (factor["range"])
        {
            case null:
                return new PhaseFactorQuestion(name, null, null);
            case ListNode { Items: [var low, var high] }:
                return new PhaseFactorQuestion(name, NodeReader.Number(low, range + "/0", limits.Games, faults), NodeReader.Number(high, range + "/1", limits.Games, faults));
            case { } other:
                faults.Add(ShapeChecker.At(other, range, ShapeChecker.Show(other), "a list of two numbers, the lower end first", "This cannot be a range."));
                return new PhaseFactorQuestion(name, null, null);
        }
    }

    private static Dictionary<string, Rational> At(MapNode map, ApiLimits limits, List<Fault> faults)
    {
        var at = new Dictionary<string, Rational>(StringComparer.Ordinal);
        if (map["at"] is not { } node || NodeReader.AsMap(node, "/at", "a map from names of states and parameters to numbers", faults) is not { } values) return at;
        foreach (MapEntry entry in values.Entries)
        {
            if (NodeReader.Number(entry.Value, JsonPointer.Append("/at", entry.Key), limits.Games, faults) is { } value) at[entry.Key] = value;
        }

        return at;
    }

    private static bool Concerns(string pointer, string unread) =>
        pointer == unread || unread.StartsWith(pointer + "/", StringComparison.Ordinal) || (unread.Length > 0 && pointer.StartsWith(unread + "/", StringComparison.Ordinal));

    private static Fault Placed(Fault fault, MapNode root)
    {
        DocumentNode? node = root;
        foreach (string step in JsonPointer.Split(fault.Pointer)) node = (node as MapNode)?[step] ?? node;
        return fault with { Line = node.Line, Column = node.Column };
    }
}
