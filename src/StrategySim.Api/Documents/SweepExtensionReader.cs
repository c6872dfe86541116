using StrategySim.Api.GameDocuments;
using StrategySim.Api.Hosting;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Api.Documents;

/// <summary>Reads the body of <c>POST /sweeps/{id}:extend</c>.</summary>
internal static class SweepExtensionReader
{
    /// <summary>The fields of the body.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["replications", "max", "halfWidth", "sweep"];

    /// <summary>Reads the body; what does not suit the sweep is found where that is known.</summary>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static async Task<StudyExtension> ReadAsync(RequestBody body, ScenarioLibrary scenarios, ShippedSweeps shipped, GameDocumentLimits numbers, CancellationToken cancellationToken)
    {
        List<Fault> faults = [.. body.Faults];
        if (NodeReader.AsMap(body.Root, "", $"a map with {string.Join(", ", Fields)}", faults) is not { } map) throw new InvalidInputException(faults);
        NodeReader.KnownFields(map, "", Fields, faults);
        int? replications = NodeReader.WholeNumber(map, "", "replications", 1, ScenarioShape.MaximumReplications, "This cannot be the number of replications.", faults);
        int? most = NodeReader.WholeNumber(map, "", "max", 4, ScenarioShape.MaximumReplications, "This cannot be the highest number of replications.", faults);
        Rational? halfWidth = map["halfWidth"] is { } node ? NodeReader.Number(node, "/halfWidth", numbers, faults) : null;
        if (halfWidth is { Sign: <= 0 }) faults.Add(ShapeChecker.At(map["halfWidth"]!, "/halfWidth", ShapeChecker.Show(map["halfWidth"]!), "a number greater than 0", "This cannot be the half-width of an interval."));
        Sweep? sweep = map["sweep"] is null ? null : await SweepSubmissionReader.SweepAsync(DocumentEdit.Without(map, "replications"), scenarios, shipped, faults, cancellationToken);
        return faults.Count == 0
            ? new StudyExtension(replications, most, halfWidth?.ToString(), sweep)
            : throw new InvalidInputException(NodeReader.InOrder(faults));
    }

    /// <summary>Where in the body a fault of the extended sweep is.</summary>
    public static string PointerOf(Fault fault, StudyExtension extension) => fault.Pointer switch
    {
        "/maxReplications" or "/replications/max" when extension.MaxReplications is not null => "/max",
        "/halfWidth" or "/replications/until/halfWidth" when extension.HalfWidth is not null => "/halfWidth",
        "/replications" when extension.Replications is not null => "/replications",
        _ when extension.Sweep is not null => "/sweep" + fault.Pointer,
        // The sweep's own document shows it, now that more is asked.
        _ => "",
    };
}
