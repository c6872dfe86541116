using StrategySim.Api.GameDocuments;
using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Documents;

/// <summary>Reads the bodies of <c>POST /runs/{id}:step</c> and <c>POST /runs/{id}:intervene</c>.</summary>
internal static class RunControlReader
{
    private const string AddressForms = "/states/NAME, /parameters/NAME or /games/GAME/actions/ACTOR";

    /// <summary>The fields of a step.</summary>
    public static IReadOnlyList<string> StepFields { get; } = ["rounds"];

    /// <summary>The fields of an intervention.</summary>
    public static IReadOnlyList<string> InterventionFields { get; } = ["address", "value", "action", "round", "replication"];

    /// <summary>How many rounds to step; 1 where there is no body, or none are named.</summary>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static int ReadStep(RequestBody? body)
    {
        if (body is null) return 1;
        List<Fault> faults = [.. body.Faults];
        MapNode map = Map(body, StepFields, faults);
        int? rounds = NodeReader.WholeNumber(map, "", "rounds", 1, int.MaxValue, "This cannot be the number of rounds.", faults);
        return faults.Count == 0 ? rounds ?? 1 : throw new InvalidInputException(NodeReader.InOrder(faults));
    }

    /// <summary>The intervention asked for; what it names is checked where the scenario is known.</summary>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static InterventionRequest ReadIntervention(RequestBody body, GameDocumentLimits numbers)
    {
        List<Fault> faults = [.. body.Faults];
        MapNode map = Map(body, InterventionFields, faults);
        string? address = NodeReader.Text(map, "", "address", AddressForms, required: true, faults);
        string? value = Scalar(map, "value", "an exact number such as 3/2", numbers.MaximumNumberLength, faults);
        string? action = Scalar(map, "action", "the id of a strategy", NodeReader.MaximumIdLength, faults);
        int? round = NodeReader.WholeNumber(map, "", "round", 1, int.MaxValue, "This cannot be a round.", faults);
        int? replication = NodeReader.WholeNumber(map, "", "replication", 0, int.MaxValue, "This cannot be a replication.", faults);
        return address is not null && faults.Count == 0
            ? new InterventionRequest(address, value, action, round, replication)
            : throw new InvalidInputException(NodeReader.InOrder(faults));
    }

    private static MapNode Map(RequestBody body, IReadOnlyList<string> fields, List<Fault> faults)
    {
        if (NodeReader.AsMap(body.Root, "", $"a map with {string.Join(", ", fields)}", faults) is not { } map) throw new InvalidInputException(faults);
        NodeReader.KnownFields(map, "", fields, faults);
        return map;
    }

    // Numbers may be written as numbers or as text, and ids of strategies too.
    private static string? Scalar(MapNode map, string field, string expected, int maximumLength, List<Fault> faults)
    {
        if (map[field] is not { } node) return null;
        if (node is ScalarNode { Kind: ScalarKind.Number or ScalarKind.Text } scalar && scalar.Text.Length <= maximumLength) return scalar.Text;
        bool isLong = node is ScalarNode { Kind: ScalarKind.Number or ScalarKind.Text };
        faults.Add(ShapeChecker.At(
            node, "/" + field, ShapeChecker.Show(node), isLong ? $"{expected}, of at most {maximumLength} characters" : expected, isLong ? "The value is too long." : "The value has the wrong kind."));
        return null;
    }
}
