using System.Globalization;
using StrategySim.Api.GameDocuments;
using StrategySim.Api.Hosting;
using StrategySim.Experiments.Runs;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Api.Documents;

/// <summary>Reads the body of <c>POST /runs</c>: a submission that names or holds a scenario, or a scenario by itself.</summary>
internal static class RunSubmissionReader
{
    /// <summary>The fields of a submission.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["scenario", "seed", "replications", "execution", "startPaused", "roundsPerSecond"];

    /// <summary>Reads the body.</summary>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static async Task<RunRequest> ReadAsync(RequestBody body, ScenarioLibrary library, ApiLimits limits, CancellationToken cancellationToken)
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
        RunExecution execution = NodeReader.Word(map, "", "execution", ["actors", "batch"], required: false, faults) == "actors" ? RunExecution.Actors : RunExecution.Batch;
        int? replications = Replications(map, execution, limits, faults);
        bool startPaused = NodeReader.Flag(map, "", "startPaused", faults) ?? false;
        double? pace = Pace(map, execution, limits.Games, faults);
        Scenario? scenario = await ScenarioAsync(map, library, faults, cancellationToken);
        return scenario is not null && faults.Count == 0
            ? new RunRequest(scenario, seed, replications, execution, startPaused, pace)
            : throw new InvalidInputException(NodeReader.InOrder(faults));
    }

    /// <summary>The scenario that a body names or holds under <c>scenario</c>; null with faults where it does neither.</summary>
    public static async Task<Scenario?> ScenarioAsync(MapNode map, ScenarioLibrary library, List<Fault> faults, CancellationToken cancellationToken)
    {
        Scenario? found = map["scenario"] is ScalarNode { Kind: ScalarKind.Text or ScalarKind.Number } id ? await library.FindAsync(id.Text, cancellationToken) : null;
        return ScenarioOf(map, found, library.Shipped.Select(shipped => shipped.Scenario.Id).Append("the id of a kept scenario"), faults);
    }

    /// <summary>As above, where what the id means is known.</summary>
    /// <param name="map">The body.</param>
    /// <param name="found">The scenario of the id that stands there; null where there is none.</param>
    /// <param name="known">The ids that there are, for the fault.</param>
    /// <param name="faults">Faults found so far.</param>
    public static Scenario? ScenarioOf(MapNode map, Scenario? found, IEnumerable<string> known, List<Fault> faults)
    {
        const string Expected = "the id of a scenario, or a scenario document";
        switch (map["scenario"])
        {
            case null:
                NodeReader.Missing(map, "", "scenario", Expected, faults);
                return null;
            case ScalarNode { Kind: ScalarKind.Text or ScalarKind.Number } id:
                if (found is null) faults.Add(ShapeChecker.At(id, "/scenario", ShapeChecker.Show(id), $"one of {string.Join(", ", known)}; or a scenario document", "There is no such scenario."));
                return found;
            case MapNode document:
                ScenarioReadResult read = ScenarioReader.Read(document);
                faults.AddRange(read.Faults.Select(fault => fault with { Pointer = "/scenario" + fault.Pointer }));
                return read.Scenario;
            case { } other:
                faults.Add(ShapeChecker.At(other, "/scenario", ShapeChecker.Show(other), Expected, "The value has the wrong kind."));
                return null;
        }
    }

    /// <summary>The seed that a map of a body gives; null where it gives none, or with a fault.</summary>
    public static ulong? Seed(MapNode map, List<Fault> faults, string pointer = "")
    {
        if (map["seed"] is not { } node) return null;
        // A 64-bit seed is beyond what many JSON writers keep exactly, so text is taken too.
        if (node is ScalarNode { Kind: ScalarKind.Number or ScalarKind.Text } scalar && ulong.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)) return seed;
        faults.Add(ShapeChecker.At(node, JsonPointer.Append(pointer, "seed"), ShapeChecker.Show(node), $"a whole number from 0 to {ulong.MaxValue}, as a number or as text", "This cannot be a seed."));
        return null;
    }

    private static int? Replications(MapNode map, RunExecution execution, ApiLimits limits, List<Fault> faults)
    {
        const string Field = "replications", Detail = "This cannot be the number of replications.";
        if (execution == RunExecution.Batch) return NodeReader.WholeNumber(map, "", Field, 1, limits.MaximumReplications, Detail, faults);
        return NodeReader.WholeNumber(
            map, "", Field, 1, Math.Min(RunOptions.MaxActorsUnits, limits.MaximumReplications), $"{Detail[..^1]} of a run of the execution actors, which is there to be watched; a batch takes more.", faults);
    }

    private static double? Pace(MapNode map, RunExecution execution, GameDocumentLimits numbers, List<Fault> faults)
    {
        if (map["roundsPerSecond"] is not { } node) return null;
        if (execution == RunExecution.Batch) faults.Add(ShapeChecker.At(node, "/roundsPerSecond", ShapeChecker.Show(node), "the execution actors, or no pace", "A batch has no pace."));
        if (node is ScalarNode { Kind: ScalarKind.Number or ScalarKind.Text } scalar && scalar.Text.Length <= numbers.MaximumNumberLength && Rational.TryParse(scalar.Text, out Rational pace)
            && pace.ToDouble() is >= RunOptions.MinRoundsPerSecond and <= RunOptions.MaxRoundsPerSecond and var rounds) return rounds;
        faults.Add(ShapeChecker.At(
            node, "/roundsPerSecond", ShapeChecker.Show(node), $"a number from 1/3600 (one round an hour) to {RunOptions.MaxRoundsPerSecond}, or exact text such as \"5/2\"", "This cannot be a pace."));
        return null;
    }
}
