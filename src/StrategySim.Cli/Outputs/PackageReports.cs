using System.Text.Json;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Packages;

namespace StrategySim.Cli.Outputs;

/// <summary>What <c>export --json</c> writes.</summary>
/// <remarks>What differs between exports of equal sweeps stands only in <see cref="Id"/>, <see cref="Package"/>, <see cref="Environment"/> and <see cref="Manifest"/>.</remarks>
/// <param name="Id">The started sweep.</param>
/// <param name="SweepId">The sweep's own id.</param>
/// <param name="Coverage">How much of the sweep the package holds.</param>
/// <param name="ResultsHash">The hash of all results; null where the sweep was not completed.</param>
/// <param name="Command">What plays the package again.</param>
/// <param name="Package">The file.</param>
/// <param name="Environment">Program and machine that played the sweep.</param>
/// <param name="Manifest">The manifest of the package.</param>
internal sealed record ExportReport(
    string Id, string SweepId, PackageCoverage Coverage, string? ResultsHash, string Command, ExportedFile Package, RunEnvironment? Environment, JsonElement Manifest)
{
    /// <summary>The report on a package.</summary>
    public static ExportReport Of(string file, PackageReceipt receipt)
    {
        PackageManifest manifest = receipt.Manifest;
        using JsonDocument document = JsonDocument.Parse(manifest.ToJson());
        return new ExportReport(
            manifest.StudyId, manifest.SweepId, manifest.Coverage, manifest.ResultsHash, manifest.Command.Replace("PACKAGE.zip", Path.GetFileName(file), StringComparison.Ordinal),
            new ExportedFile(file, receipt.Bytes, receipt.Sha256), manifest.Environment, document.RootElement.Clone());
    }
}

/// <summary>A package that was written.</summary>
/// <param name="File">Its full path.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256.</param>
internal sealed record ExportedFile(string File, long Bytes, string Sha256);

/// <summary>What <c>reproduce --json</c> writes.</summary>
/// <remarks>What differs between equal reproductions stands only in <see cref="ElapsedMs"/> and <see cref="Environment"/>.</remarks>
/// <param name="Same">Whether every number is the same.</param>
/// <param name="SweepId">The sweep's own id.</param>
/// <param name="SweepTitle">Its title.</param>
/// <param name="Seed">The seed of all units, as decimal digits.</param>
/// <param name="ModelVersion">Version of the model of play.</param>
/// <param name="Status">Where the packaged sweep ended.</param>
/// <param name="Coverage">How much of the sweep the package holds, and so what was compared.</param>
/// <param name="ResultsHash">The hash of all results as packaged; null where the sweep was not completed.</param>
/// <param name="FoundResultsHash">The hash of all results as played now.</param>
/// <param name="Values">Values that were compared.</param>
/// <param name="Differing">Those of them that differ.</param>
/// <param name="Files">The files that were compared, with their first differences.</param>
/// <param name="DrawnOtherwise">Figures that this version of the program draws otherwise than the one that wrote the package.</param>
/// <param name="ElapsedMs">How long the command took, milliseconds.</param>
/// <param name="Environment">Who played the package, and who played it again.</param>
internal sealed record ReproductionReport(
    bool Same,
    string SweepId,
    string SweepTitle,
    string Seed,
    int ModelVersion,
    string Status,
    PackageCoverage Coverage,
    string? ResultsHash,
    string? FoundResultsHash,
    long Values,
    long Differing,
    IReadOnlyList<FileComparison> Files,
    IReadOnlyList<string> DrawnOtherwise,
    double ElapsedMs,
    ReproductionEnvironment Environment)
{
    /// <summary>The report on a reproduction.</summary>
    public static ReproductionReport Of(Reproduction result, PackageManifest manifest, RunEnvironment now, TimeSpan elapsed) => new(
        result.Same,
        result.SweepId,
        result.SweepTitle,
        result.Seed,
        result.ModelVersion,
        JsonNamingPolicy.CamelCase.ConvertName(result.Status.ToString()),
        result.Coverage,
        result.ResultsHash,
        result.FoundResultsHash,
        result.Values,
        result.Differing,
        result.Files,
        result.DrawnOtherwise,
        Math.Round(elapsed.TotalMilliseconds, 3),
        new ReproductionEnvironment(manifest.Environment, now));
}

/// <summary>Who played a package, and who played it again.</summary>
/// <param name="Packaged">Program and machine of the package; null where it has no units.</param>
/// <param name="Now">This program and machine; the store is a new one, and gone when it is said.</param>
internal sealed record ReproductionEnvironment(RunEnvironment? Packaged, RunEnvironment Now);
