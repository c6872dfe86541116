using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Packages;

/// <summary>What a package holds, from which study, and what is needed to play it again.</summary>
/// <param name="Schema">Name and version of this format.</param>
/// <param name="StudyId">The study in the store that it was made from.</param>
/// <param name="Status">Where the study ended.</param>
/// <param name="SweepId">The sweep's own id.</param>
/// <param name="SweepTitle">Its title.</param>
/// <param name="DocumentHash">SHA-256 of <c>sweep.json</c>, the sweep with its scenario inside.</param>
/// <param name="ScenarioHash">SHA-256 of the canonical model of the scenario without the sweep.</param>
/// <param name="Seed">The seed of all units, as decimal digits: JSON numbers are exact to 2⁵³ only.</param>
/// <param name="Generator">The random generator and how it is keyed.</param>
/// <param name="Replications">Units of every point at the least.</param>
/// <param name="MaxReplications">Units of every point at the most.</param>
/// <param name="ModelVersion">Version of the model of play.</param>
/// <param name="ProgramVersion">Version of the program that wrote the package.</param>
/// <param name="Environment">Program and machine that played the study last; null where no unit was played.</param>
/// <param name="ResultsHash">SHA-256 over index, point and trajectory hashes of all points in the order of the design; null where the study was not completed.</param>
/// <param name="Coverage">How much of the study there is.</param>
/// <param name="Command">What plays the package again.</param>
/// <param name="CreatedAt">When the study was accepted, UTC.</param>
/// <param name="StartedAt">When its first unit was started, UTC.</param>
/// <param name="FinishedAt">When it ended, UTC.</param>
/// <param name="Varies">The files that say when and where it was played; every other file is the same bytes for the same study and program.</param>
/// <param name="Files">Every other file of the package, by path.</param>
public sealed record PackageManifest(
    string Schema,
    string StudyId,
    RunStatus Status,
    string SweepId,
    string SweepTitle,
    string DocumentHash,
    string ScenarioHash,
    string Seed,
    string Generator,
    int Replications,
    int MaxReplications,
    int ModelVersion,
    string ProgramVersion,
    RunEnvironment? Environment,
    string? ResultsHash,
    PackageCoverage Coverage,
    string Command,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    IReadOnlyList<string> Varies,
    IReadOnlyList<PackagedFile> Files)
{
    /// <summary>The value of <see cref="Schema"/> that this program writes and reads.</summary>
    public const string CurrentSchema = "strategysim/package/v1";

    /// <summary>The manifest of a study's package.</summary>
    /// <param name="progress">The study.</param>
    /// <param name="scenarioHash">SHA-256 of the canonical model of its scenario.</param>
    /// <param name="coverage">How much of it there is.</param>
    /// <param name="files">The files, by path.</param>
    internal static PackageManifest Of(StudyProgress progress, string scenarioHash, PackageCoverage coverage, IReadOnlyList<PackagedFile> files)
    {
        StudyRecord study = progress.Study;
        return new PackageManifest(
            CurrentSchema,
            study.Id,
            study.Status,
            study.SweepId,
            study.SweepTitle,
            study.DocumentHash,
            scenarioHash,
            study.Seed.ToString(),
            SimulationModel.Generator,
            study.Replications,
            study.MaxReplications,
            study.ModelVersion,
            RunEnvironment.CurrentProgramVersion,
            study.Environment,
            study.ResultsHash,
            coverage,
            PackageFiles.Command,
            study.CreatedAt,
            study.StartedAt,
            study.FinishedAt,
            PackageFiles.Varying,
            files);
    }

    // Text as it is; attributes cannot say so.
    private static readonly JsonSerializerOptions Writing = new(PackageJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The manifest as indented JSON in camelCase; nulls are written, so that every manifest has the same members.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Writing) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is not a manifest.</exception>
    public static PackageManifest FromJson(string json) =>
        JsonSerializer.Deserialize(json, PackageJson.Default.PackageManifest) ?? throw new JsonException("Expected a manifest; found null.");
}

/// <summary>How much of a study a package holds.</summary>
/// <param name="Points">Points, those that a constraint drops left out.</param>
/// <param name="Units">Units that were played to their end.</param>
/// <param name="Failed">Units that failed.</param>
/// <param name="Missing">Units that are neither.</param>
public sealed record PackageCoverage(long Points, long Units, long Failed, long Missing);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(CamelCaseEnumConverter<RunStatus>)],
    WriteIndented = true,
    NewLine = "\n",
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PackageManifest))]
internal sealed partial class PackageJson : JsonSerializerContext;
