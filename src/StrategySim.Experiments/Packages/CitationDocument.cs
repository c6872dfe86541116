using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Studies;

namespace StrategySim.Experiments.Packages;

/// <summary>Writes <c>CITATION.cff</c>, Citation File Format 1.2.0 (Druskat et al. 2021, doi 10.5281/zenodo.5171937).</summary>
/// <remarks>The format asks for an author, and the program knows none: the place is named as open, rather than the study ascribed to whoever wrote the program.</remarks>
internal static class CitationDocument
{
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document.</summary>
    /// <param name="study">The study.</param>
    /// <param name="description">What the sweep's author says of it; may be empty.</param>
    public static string Write(StudyRecord study, string description)
    {
        var text = new StringBuilder();
        text.Append("# To be completed by the author of the study: authors, licence, date of release, and a DOI once there is one.\n");
        text.Append("# An author is written as\n#   - family-names: …\n#     given-names: …\n#     orcid: https://orcid.org/…\n");
        text.Append("cff-version: 1.2.0\n");
        text.Append("message: \"If you use these data, please cite them as below, and the program that made them.\"\n");
        text.Append("type: dataset\n");
        text.Append("title: ").Append(Quote(study.SweepTitle)).Append('\n');
        if (description.Length > 0) text.Append("abstract: ").Append(Quote(description)).Append('\n');
        text.Append("authors:\n  - name: \"To be completed by the author of the study\"\n");
        text.Append("keywords:\n  - game theory\n  - agent-based simulation\n  - critical minerals\n");
        if (study.ResultsHash is not null)
        {
            text.Append("identifiers:\n  - type: other\n    value: ").Append(Quote($"sha256:{study.ResultsHash}"));
            text.Append("\n    description: \"SHA-256 of the results, over all trajectories\"\n");
        }

        text.Append("references:\n  - type: software\n    title: StrategySim\n    authors:\n      - name: \"The StrategySim authors\"\n    version: ");
        text.Append(Quote(study.Environment?.ProgramVersion ?? RunEnvironment.CurrentProgramVersion)).Append('\n');
        return text.ToString();
    }

    // A JSON string is a double-quoted scalar of YAML.
    private static string Quote(string value) => JsonSerializer.Serialize(value, Quoting);
}
