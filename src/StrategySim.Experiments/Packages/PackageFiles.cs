using System.Text.Encodings.Web;
using System.Text.Json;

namespace StrategySim.Experiments.Packages;

/// <summary>The files of a package, by path.</summary>
internal static class PackageFiles
{
    public const string
        Citation = "CITATION.cff",
        Readme = "README.md",
        Checklist = "STRESS-ABS.md",
        Data = "data/",
        DataPackage = "datapackage.json",
        Figures = "figures/",
        Manifest = "manifest.json",
        RoCrate = "ro-crate-metadata.json",
        Scenario = "scenario.json",
        Sweep = "sweep.json";

    /// <summary>The command that plays a package again.</summary>
    public const string Command = "strategysim reproduce PACKAGE.zip";

    /// <summary>Those that say when and where a study was played; all others are the same bytes for the same study.</summary>
    public static IReadOnlyList<string> Varying { get; } = [Citation, Manifest, RoCrate];

    /// <summary>How documents are written: indented, text as it is, lines ending alike everywhere.</summary>
    public static JsonSerializerOptions Json { get; } = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

/// <summary>A file of a package.</summary>
/// <param name="Path">Its path in the package, with <c>/</c>.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">SHA-256 of its bytes, 64 hexadecimal digits.</param>
public sealed record PackagedFile(string Path, long Bytes, string Sha256);
