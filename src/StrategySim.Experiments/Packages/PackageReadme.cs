using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using static StrategySim.Experiments.Packages.Markdown;

namespace StrategySim.Experiments.Packages;

/// <summary>Writes <c>README.md</c>: what the package is, what its files are, and how it is played again.</summary>
internal static class PackageReadme
{
    /// <summary>The text.</summary>
    /// <param name="study">The study.</param>
    /// <param name="sweep">Its sweep.</param>
    /// <param name="coverage">How much of it there is.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="figures">The figures.</param>
    public static string Write(StudyRecord study, Sweep sweep, PackageCoverage coverage, PackageTables tables, IReadOnlyList<PackageFigure> figures)
    {
        var text = new Markdown();
        text.Heading(1, sweep.Title);
        if (sweep.Description.Length > 0) text.Quote(sweep.Description);
        text.Paragraph($"All results of the sweep `{sweep.Id}` over the scenario `{sweep.Scenario.Id}`: design `{sweep.Method}`, {coverage.Points} points, {coverage.Units} units of play, made with StrategySim.");
        text.Paragraph(Covers(study, coverage));
        text.Heading(2, "Play it again");
        text.Code(PackageFiles.Command);
        text.Paragraph($"checks every file against `{PackageFiles.Manifest}`, plays all units again from `{PackageFiles.Sweep}` alone, and says whether every number is the same. It takes StrategySim with version {study.ModelVersion} of the model of play, such as the program {RunEnvironment.CurrentProgramVersion}.");
        text.Heading(2, "The files");
        text.Table(["File", "What it is"],
        [
            [PackageFiles.Sweep, "the sweep with its scenario inside: all that is needed to play it, but for the seed, which stands in manifest.json"],
            [PackageFiles.Scenario, "the scenario without the sweep, in canonical form, with titles and sources"],
            .. tables.All.Select(table => (IReadOnlyList<string>)[table.Path, table.Description]),
            [PackageFiles.DataPackage, "what every column of the tables means: a Frictionless Data Package"],
            .. figures.Select(figure => (IReadOnlyList<string>)[figure.Path, $"{figure.Title}: a Vega-Lite document with its data inside"]),
            [PackageFiles.Checklist, "the checklist of Monks et al. (2019), filled in as far as the program knows; the rest is the author's"],
            [PackageFiles.Manifest, "length and SHA-256 of every other file; seed, versions, program and machine"],
            [PackageFiles.RoCrate, "the same package as an RO-Crate, for archives"],
            [PackageFiles.Citation, "how to cite it; the author's names are to be filled in"],
        ]);
        text.Paragraph($"Tables are CSV in UTF-8 with a header, commas and line feeds; an empty cell is a missing value. Numbers are written in the fewest digits that read back as the same double. {Join(PackageFiles.Varying)} say when and where the study was played; every other file is the same bytes whoever plays it with this version of the program.");
        text.Heading(2, "Factors");
        text.Table(["Factor", "Place in the scenario", "Values"], sweep.Factors.Select(factor => (IReadOnlyList<string>)[factor.Name, factor.Place.Length > 0 ? factor.Place : "none: serves derived factors", FactorText.Values(sweep, factor)]));
        if (sweep.Constraints.Count > 0)
        {
            text.Paragraph("Points at which one of these does not hold are left out:");
            text.List(sweep.Constraints.Select(Inline));
        }

        return text.ToString();
    }

    /// <summary>How much of the study there is, in a sentence or two.</summary>
    public static string Covers(StudyRecord study, PackageCoverage coverage)
    {
        string played = $"{coverage.Units} units were played to their end";
        string failed = coverage.Failed == 0 ? "none failed" : $"{coverage.Failed} failed, each with its reason in data/failures.csv, and are in no mean";
        return study.Status == RunStatus.Completed
            ? $"The study was completed: {played}; {failed}. The hash of the results is `{study.ResultsHash}`."
            : $"The study was not completed ({study.Status.ToString().ToLowerInvariant()}): {played}; {failed}; {coverage.Missing} are missing. The tables hold what there is, and data/points.csv says where units are missing.";
    }

    private static string Join(IReadOnlyList<string> files) => $"{string.Join(", ", files.SkipLast(1).Select(file => $"`{file}`"))} and `{files[^1]}`";
}
