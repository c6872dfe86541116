using System.Globalization;
using System.Text.Json.Nodes;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;

namespace StrategySim.Experiments.Packages;

/// <summary>Writes <c>ro-crate-metadata.json</c>: the package as an RO-Crate 1.1 with the profile Process Run Crate 0.5 (w3id.org/ro/wfrun/process/0.5).</summary>
/// <remarks>Who ran the study and under which licence it may be used, the program does not know: both stand there by name, to be completed.</remarks>
internal static class RoCrateDocument
{
    private const string Profile = "https://w3id.org/ro/wfrun/process/0.5", Author = "#author", License = "#license", Program = "#strategysim", Seed = "#seed";

    /// <summary>The document.</summary>
    /// <param name="study">The study.</param>
    /// <param name="description">What the sweep's author says of it; may be empty.</param>
    /// <param name="parts">Every file of the package but this one.</param>
    public static string Write(StudyRecord study, string description, IReadOnlyList<CratePart> parts)
    {
        string action = $"#study-{study.Id}";
        JsonNode[] graph =
        [
            new JsonObject { ["@id"] = PackageFiles.RoCrate, ["@type"] = "CreativeWork", ["conformsTo"] = Id("https://w3id.org/ro/crate/1.1"), ["about"] = Id("./") },
            new JsonObject
            {
                ["@id"] = "./",
                ["@type"] = "Dataset",
                ["conformsTo"] = Id(Profile),
                ["name"] = study.SweepTitle,
                ["description"] = description.Length > 0 ? description : $"The sweep {study.SweepId}, played with StrategySim: its design, its scenario, and what came of every unit.",
                ["datePublished"] = (study.FinishedAt ?? study.CreatedAt).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["author"] = Id(Author),
                ["license"] = Id(License),
                ["hasPart"] = Ids(parts.Select(part => part.Path)),
                ["mentions"] = Id(action),
            },
            new JsonObject { ["@id"] = Profile, ["@type"] = "CreativeWork", ["name"] = "Process Run Crate", ["version"] = "0.5" },
            Software(study.Environment),
            Action(action, study, parts),
            new JsonObject { ["@id"] = Seed, ["@type"] = "PropertyValue", ["name"] = "seed", ["description"] = "The seed of all units.", ["value"] = study.Seed.ToString() },
            new JsonObject { ["@id"] = Author, ["@type"] = "Person", ["name"] = "To be completed by the author" },
            new JsonObject { ["@id"] = License, ["@type"] = "CreativeWork", ["name"] = "To be completed by the author", ["description"] = "No licence has been chosen yet." },
            .. parts.Select(File),
        ];
        var document = new JsonObject
        {
            ["@context"] = new JsonArray("https://w3id.org/ro/crate/1.1/context", "https://w3id.org/ro/terms/workflow-run/context"),
            ["@graph"] = new JsonArray(graph),
        };
        return document.ToJsonString(PackageFiles.Json) + "\n";
    }

    private static JsonObject Software(RunEnvironment? environment) => new()
    {
        ["@id"] = Program,
        ["@type"] = "SoftwareApplication",
        ["name"] = "StrategySim",
        ["softwareVersion"] = environment?.ProgramVersion ?? RunEnvironment.CurrentProgramVersion,
        ["description"] = "Exact equilibria and repeated play of strategic games over critical-mineral supply.",
    };

    private static JsonObject Action(string id, StudyRecord study, IReadOnlyList<CratePart> parts)
    {
        var action = new JsonObject
        {
            ["@id"] = id,
            ["@type"] = "CreateAction",
            ["name"] = $"Play of the sweep {study.SweepId}",
            ["description"] = $"All units of {PackageFiles.Sweep} with the seed {study.Seed}. '{PackageFiles.Command}' does it again.",
            ["instrument"] = Id(Program),
            ["object"] = Ids([.. parts.Where(part => part.Role == CrateRole.Input).Select(part => part.Path), Seed]),
            ["result"] = Ids(parts.Where(part => part.Role == CrateRole.Result).Select(part => part.Path)),
            ["agent"] = Id(Author),
        };
        if (study.StartedAt is { } start) action["startTime"] = Time(start);
        if (study.FinishedAt is { } end) action["endTime"] = Time(end);
        action["actionStatus"] = Id(study.Status == RunStatus.Completed ? "http://schema.org/CompletedActionStatus" : "http://schema.org/FailedActionStatus");
        if (study.Status != RunStatus.Completed) action["error"] = study.Error ?? $"The study was {study.Status.ToString().ToLowerInvariant()} before its end.";
        return action;
    }

    private static JsonNode File(CratePart part)
    {
        var file = new JsonObject { ["@id"] = part.Path, ["@type"] = "File", ["name"] = part.Title, ["encodingFormat"] = part.MediaType };
        if (part.Bytes is long bytes) file["contentSize"] = bytes.ToString(CultureInfo.InvariantCulture);
        return file;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static JsonObject Id(string id) => new() { ["@id"] = id };

    private static JsonArray Ids(IEnumerable<string> ids) => new([.. ids.Select(id => (JsonNode)Id(id))]);
}

/// <summary>What a file is to the play of a study.</summary>
internal enum CrateRole
{
    /// <summary>It says something of it.</summary>
    Documentation,

    /// <summary>It went into it.</summary>
    Input,

    /// <summary>It came of it.</summary>
    Result,
}

/// <summary>A file as the crate lists it.</summary>
/// <param name="Path">Its path; letters, digits, <c>-</c>, <c>_</c>, <c>.</c> and <c>/</c>, so that it is a URI as it stands.</param>
/// <param name="Title">What it is.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Role">What it is to the play.</param>
/// <param name="Bytes">Its length; null where it is written after the crate.</param>
internal sealed record CratePart(string Path, string Title, string MediaType, CrateRole Role, long? Bytes);
