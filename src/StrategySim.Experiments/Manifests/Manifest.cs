using System.Text.Json;
using System.Text.Json.Serialization;
using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Manifests;

/// <summary>Everything needed to play a run again and to see that the result is the same.</summary>
/// <param name="Schema">Name and version of this format.</param>
/// <param name="RunId">The run.</param>
/// <param name="Status">Where it stood when the manifest was made.</param>
/// <param name="Scenario">The canonical scenario with titles and provenance, seed and replications as played.</param>
/// <param name="ScenarioHash">SHA-256 of the canonical model.</param>
/// <param name="PointId">SHA-256 of the model less seed and replications.</param>
/// <param name="Seed">The seed, as decimal digits: JSON numbers are exact to 2⁵³ only.</param>
/// <param name="Generator">The random generator and how it is keyed.</param>
/// <param name="Replications">Units of the run: replications 0 to this less one.</param>
/// <param name="Execution">How units were played.</param>
/// <param name="Interventions">What was done to its units from outside, in the order in which it was done.</param>
/// <param name="ModelVersion">Version of the model of play.</param>
/// <param name="Environment">Program and machine that played it; null before the first unit, and for runs of a program that did not record it.</param>
/// <param name="ResultsHash">SHA-256 over the trajectory hashes in replication order; null until completed.</param>
/// <param name="CreatedAt">When it was accepted, UTC.</param>
/// <param name="StartedAt">When the first unit was started, UTC.</param>
/// <param name="FinishedAt">When it reached its final status, UTC.</param>
public sealed record Manifest(
    string Schema,
    string RunId,
    RunStatus Status,
    JsonElement Scenario,
    string ScenarioHash,
    string PointId,
    string Seed,
    string Generator,
    int Replications,
    RunExecution Execution,
    IReadOnlyList<Intervention> Interventions,
    int ModelVersion,
    RunEnvironment? Environment,
    string? ResultsHash,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt)
{
    /// <summary>The value of <see cref="Schema"/> that this program writes.</summary>
    public const string CurrentSchema = "strategysim/manifest/v1";

    /// <summary>The manifest of a run as it stands.</summary>
    /// <exception cref="ModelVersionException">The run belongs to another model version, whose generator this program cannot vouch for.</exception>
    /// <exception cref="JsonException">The stored scenario is not JSON.</exception>
    public static Manifest Of(RunRecord run)
    {
        ModelVersionException.ThrowIfOther(run);
        using JsonDocument scenario = JsonDocument.Parse(run.ScenarioJson);
        return new Manifest(
            CurrentSchema,
            run.Id,
            run.Status,
            scenario.RootElement.Clone(),
            run.ScenarioHash,
            run.PointId,
            run.Seed.ToString(),
            SimulationModel.Generator,
            run.Replications,
            run.Execution,
            run.Interventions.Entries,
            run.ModelVersion,
            run.Environment,
            run.ResultsHash,
            run.CreatedAt,
            run.StartedAt,
            run.FinishedAt);
    }

    /// <summary>The manifest as indented JSON in camelCase; nulls are written, so that every manifest has the same members.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ManifestJson.Default.Manifest);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is not a manifest.</exception>
    public static Manifest FromJson(string json) =>
        JsonSerializer.Deserialize(json, ManifestJson.Default.Manifest) ?? throw new JsonException("Expected a manifest; found null.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(CamelCaseEnumConverter<RunStatus>), typeof(CamelCaseEnumConverter<RunExecution>)],
    WriteIndented = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;

internal sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
