using StrategySim.Api.Hosting;
using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Documents;

/// <summary>Reads the body of <c>POST /empirical-games</c>.</summary>
internal static class EmpiricalGameRequestReader
{
    /// <summary>The fields of the body.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. EmpiricalGameShape.Document.Fields.Select(field => field.Name)];

    /// <summary>Reads the body.</summary>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static async Task<StudyRequest> ReadAsync(RequestBody body, ScenarioLibrary library, CancellationToken cancellationToken)
    {
        DocumentNode root = body.Root;
        // A 64-bit seed is beyond what many JSON writers keep exactly, so text is taken too.
        if (root is MapNode map && map["seed"] is ScalarNode { Kind: ScalarKind.Text } seed) root = DocumentEdit.With(map, "seed", seed with { Kind = ScalarKind.Number });
        EmpiricalGameReadResult read = EmpiricalGameReader.Read(root, await SweepRequestReader.ScenariosAsync(root, library, cancellationToken), body.Faults);
        return read.Sweep is { } sweep ? new StudyRequest(sweep, read.Seed) : throw new InvalidInputException(read.Faults);
    }

    /// <summary>Where in the body a fault of the sweep that plays the game is.</summary>
    public static string PointerOf(Fault fault) => JsonPointer.Split(fault.Pointer).ToArray() switch
    {
        ["factors", var actor, "oneOf", .. var rest] => rest.Aggregate(JsonPointer.Append("/candidates", actor), JsonPointer.Append),
        ["replications", ..] or ["scenario", ..] => fault.Pointer,
        _ => "/candidates",
    };
}
