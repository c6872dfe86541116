using StrategySim.Api.GameDocuments;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Models;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Documents;

/// <summary>A model with its solution.</summary>
/// <param name="Model">The model.</param>
/// <param name="Parameters">The numbers that were given.</param>
/// <param name="Solution">What it comes to.</param>
public sealed record ModelQuestion(StrategicModel Model, IReadOnlyDictionary<string, Rational> Parameters, ModelSolution Solution);

/// <summary>Reads the body of <c>POST /models/{id}</c>; the terminal makes one of its options.</summary>
public static class ModelRequestReader
{
    /// <summary>The fields of the document.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["parameters"];

    /// <summary>Reads the document and solves the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="root">The document.</param>
    /// <param name="faults">Faults found so far.</param>
    /// <param name="limits">Bounds on numbers.</param>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static ModelQuestion Read(StrategicModel model, DocumentNode root, IReadOnlyList<Fault> faults, GameDocumentLimits limits)
    {
        ArgumentNullException.ThrowIfNull(model);
        List<Fault> all = [.. faults];
        if (NodeReader.AsMap(root, "", "a map with parameters", all) is not { } map) throw new InvalidInputException(NodeReader.InOrder(all));
        NodeReader.KnownFields(map, "", Fields, all);
        var given = new Dictionary<string, Rational>();
        MapNode? parameters = map["parameters"] is { } node ? NodeReader.AsMap(node, "/parameters", "a map from names to numbers", all) : null;
        foreach (MapEntry entry in parameters?.Entries ?? [])
        {
            if (NodeReader.Number(entry.Value, JsonPointer.Append("/parameters", entry.Key), limits, all) is { } value) given[entry.Key] = value;
        }

        try
        {
            ModelSolution solution = model.With(given);
            return all.Count == 0 ? new ModelQuestion(model, given, solution) : throw new InvalidInputException(NodeReader.InOrder(all));
        }
        catch (InvalidGameException unfit)
        {
            // What is at fault in itself, and what does not fit the model.
            all.AddRange(unfit.Faults.Select(f => ShapeChecker.At(parameters?[f.Pointer[(f.Pointer.LastIndexOf('/') + 1)..]] ?? root, f.Pointer, f.Found, f.Expected, $"The model {model.Id} does not take this.")));
            throw new InvalidInputException(NodeReader.InOrder(all));
        }
    }
}
