using StrategySim.Api.Contracts;
using StrategySim.Api.GameDocuments;
using StrategySim.Experiments.Models;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Models;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Documents;

/// <summary>A model with its solution, and play where that is asked for.</summary>
/// <param name="Model">The model.</param>
/// <param name="Values">All its parameters.</param>
/// <param name="Solution">What it comes to.</param>
/// <param name="Simulate">The play; null for none.</param>
public sealed record ModelQuestion(StrategicModel Model, IReadOnlyDictionary<string, Rational> Values, ModelSolution Solution, ModelSimulationQuestion? Simulate) : IQuestion<ModelResponse>
{
    /// <inheritdoc/>
    public string Work => $"Playing the model {Model.Id}";

    /// <inheritdoc/>
    public string Pointer => "/simulate";

    /// <inheritdoc/>
    public ModelResponse Answer(TimeProvider time, CancellationToken cancellationToken) => ModelResponse.Of(this, cancellationToken);
}

/// <summary>Play that is asked for.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Replications">How often.</param>
public sealed record ModelSimulationQuestion(ulong Seed, int Replications);

/// <summary>Reads the body of <c>POST /models/{id}</c>; the terminal makes one of its options.</summary>
public static class ModelRequestReader
{
    /// <summary>How often a model is played where the request does not say.</summary>
    public const int DefaultReplications = 10_000;

    /// <summary>The fields of the document.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["parameters", "simulate"];

    /// <summary>The fields of the play.</summary>
    public static IReadOnlyList<string> SimulationFields { get; } = ["replications", "seed"];

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
        if (NodeReader.AsMap(root, "", $"a map with {string.Join(", ", Fields)}", all) is not { } map) throw new InvalidInputException(NodeReader.InOrder(all));
        NodeReader.KnownFields(map, "", Fields, all);
        ModelSimulationQuestion? simulate = map["simulate"] is { } play ? Simulation(play, all) : null;
        var given = new Dictionary<string, Rational>();
        MapNode? parameters = map["parameters"] is { } node ? NodeReader.AsMap(node, "/parameters", "a map from names to numbers", all) : null;
        foreach (MapEntry entry in parameters?.Entries ?? [])
        {
            if (NodeReader.Number(entry.Value, JsonPointer.Append("/parameters", entry.Key), limits, all) is { } value) given[entry.Key] = value;
        }

        try
        {
            IReadOnlyDictionary<string, Rational> values = model.Complete(given);
            ModelSolution solution = model.Solve(values);
            return all.Count == 0 ? new ModelQuestion(model, values, solution, simulate) : throw new InvalidInputException(NodeReader.InOrder(all));
        }
        catch (InvalidGameException unfit)
        {
            // What is at fault in itself, and what does not fit the model.
            all.AddRange(unfit.Faults.Select(f => ShapeChecker.At(parameters?[f.Pointer[(f.Pointer.LastIndexOf('/') + 1)..]] ?? root, f.Pointer, f.Found, f.Expected, $"The model {model.Id} does not take this.")));
            throw new InvalidInputException(NodeReader.InOrder(all));
        }
    }

    private static ModelSimulationQuestion? Simulation(DocumentNode node, List<Fault> faults)
    {
        const string At = "/simulate";
        if (NodeReader.AsMap(node, At, $"a map with {string.Join(", ", SimulationFields)}", faults) is not { } map) return null;
        NodeReader.KnownFields(map, At, SimulationFields, faults);
        int replications = NodeReader.WholeNumber(map, At, "replications", 1, ModelSimulation.MaximumReplications, "This cannot be the number of replications.", faults) ?? DefaultReplications;
        return new ModelSimulationQuestion(RunSubmissionReader.Seed(map, faults, At) ?? 0, replications);
    }
}
