using System.Globalization;
using StrategySim.Api.GameDocuments;
using StrategySim.Api.Hosting;
using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Api.Documents;

/// <summary>Reads the body of <c>POST /runs</c>: a submission that names or holds a scenario, or a scenario by itself.</summary>
internal static class RunSubmissionReader
{
    /// <summary>The fields of a submission.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["scenario", "seed", "replications", "execution"];

    /// <summary>Reads the body.</summary>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static async Task<RunRequest> ReadAsync(RequestBody body, ScenarioLibrary library, int maximumReplications, CancellationToken cancellationToken)
    {
        List<Fault> faults = [.. body.Faults];
        // A scenario says its schema, a submission never does.
        if (body.Root is MapNode whole && whole["schema"] is not null && whole["scenario"] is null)
        {
            return new RunRequest(ScenarioReader.Read(body.Root, body.Faults).Require());
        }

        if (NodeReader.AsMap(body.Root, "", $"a map with {string.Join(", ", Fields)}", faults) is not { } map) throw new InvalidInputException(faults);
        NodeReader.KnownFields(map, "", Fields, faults);
        ulong? seed = Seed(map, faults);
        int? replications = Replications(map, maximumReplications, faults);
        NodeReader.Word(map, "", "execution", ["batch"], required: false, faults);
        Scenario? scenario = await ScenarioAsync(map, library, faults, cancellationToken);
        return scenario is not null && faults.Count == 0
            ? new RunRequest(scenario, seed, replications, RunExecution.Batch)
            : throw new InvalidInputException(NodeReader.InOrder(faults));
    }

    private static async Task<Scenario?> ScenarioAsync(MapNode map, ScenarioLibrary library, List<Fault> faults, CancellationToken cancellationToken)
    {
        const string Expected = "the id of a scenario, or a scenario document";
        switch (map["scenario"])
        {
            case null:
                NodeReader.Missing(map, "", "scenario", Expected, faults);
                return null;
            case ScalarNode { Kind: ScalarKind.Text or ScalarKind.Number } id:
                if (await library.FindAsync(id.Text, cancellationToken) is { } found) return found;
                string known = string.Join(", ", library.Shipped.Select(shipped => shipped.Scenario.Id).Append("the id of a kept scenario"));
                faults.Add(ShapeChecker.At(id, "/scenario", ShapeChecker.Show(id), $"one of {known}; or a scenario document", "There is no such scenario."));
                return null;
            case MapNode document:
                ScenarioReadResult read = ScenarioReader.Read(document);
                faults.AddRange(read.Faults.Select(fault => fault with { Pointer = "/scenario" + fault.Pointer }));
                return read.Scenario;
            case { } other:
                faults.Add(ShapeChecker.At(other, "/scenario", ShapeChecker.Show(other), Expected, "The value has the wrong kind."));
                return null;
        }
    }

    private static ulong? Seed(MapNode map, List<Fault> faults)
    {
        if (map["seed"] is not { } node) return null;
        // A 64-bit seed is beyond what many JSON writers keep exactly, so text is taken too.
        if (node is ScalarNode { Kind: ScalarKind.Number or ScalarKind.Text } scalar && ulong.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)) return seed;
        faults.Add(ShapeChecker.At(node, "/seed", ShapeChecker.Show(node), $"a whole number from 0 to {ulong.MaxValue}, as a number or as text", "This cannot be a seed."));
        return null;
    }

    private static int? Replications(MapNode map, int maximum, List<Fault> faults)
    {
        if (map["replications"] is not { } node) return null;
        if (node is ScalarNode { Kind: ScalarKind.Number } scalar && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 1 && count <= maximum) return count;
        faults.Add(ShapeChecker.At(node, "/replications", ShapeChecker.Show(node), $"a whole number from 1 to {maximum}", "This cannot be the number of replications."));
        return null;
    }
}
