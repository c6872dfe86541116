using Spectre.Console;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Packages;
using StrategySim.Experiments.Runs;

namespace StrategySim.Cli.Views;

/// <summary>Packages written and played again, for people.</summary>
internal static class PackageView
{
    private const int LongestValue = 60;

    // Differences of one file that are shown.
    private const int MostShown = 3;

    /// <summary>A package that was written.</summary>
    public static void ShowExport(Page page, string file, PackageReceipt receipt)
    {
        PackageManifest manifest = receipt.Manifest;
        page.Title(manifest.SweepTitle, $"{manifest.SweepId}, seed {manifest.Seed}");
        page.Say($"Written: {file}", Page.Good);
        page.Blank();
        page.Facts(
        [
            ("files", $"{Numbers.Count(manifest.Files.Count + 1)}, in {Numbers.Count(receipt.Bytes)} bytes"),
            ("SHA-256", receipt.Sha256),
            ("covers", Covers(manifest.Status, manifest.Coverage)),
            ("results", manifest.ResultsHash ?? "no hash: the sweep was not completed"),
            ("play again", $"strategysim reproduce {Path.GetFileName(file)}"),
        ]);
        page.Blank();
        page.Say("Authors, licence and purpose are yours: CITATION.cff, STRESS-ABS.md and ro-crate-metadata.json say where.", Page.Quiet);
    }

    /// <summary>A package that was played again.</summary>
    public static void ShowReproduction(Page page, Reproduction result, PackageManifest manifest, RunEnvironment now, TimeSpan elapsed)
    {
        page.Title(result.SweepTitle, $"{result.SweepId}, seed {result.Seed}");
        if (result.Same) page.Say($"The same: all {Numbers.Count(result.Values)} values.", Page.Good);
        else page.Say(result.Differing == 0 ? "Not the same: the values are, the hash of the results is not." : $"Not the same: {Of(result.Differing, "difference")} in {Numbers.Count(result.Values)} values.", Page.Strong);
        page.Blank();
        page.Facts(Facts(result, manifest, now, elapsed));
        FileComparison[] differing = [.. result.Files.Where(file => file.Differing > 0)];
        if (differing.Length > 0) Differences(page, differing);
    }

    private static IEnumerable<(string Name, string Value)> Facts(Reproduction result, PackageManifest manifest, RunEnvironment now, TimeSpan elapsed)
    {
        yield return ("files", $"{Numbers.Count(manifest.Files.Count)}, each as the manifest says; {Numbers.Count(result.Files.Count)} of them made again and compared");
        yield return ("covers", Covers(result.Status, result.Coverage));
        if (result.ResultsHash is not null)
            yield return ("results", result.ResultsHash == result.FoundResultsHash ? result.ResultsHash : $"{result.ResultsHash} packaged, {result.FoundResultsHash} played now");
        // Equal bits are promised on one runtime and architecture.
        if (manifest.Environment is { } then && (then.Runtime, then.Architecture, then.ProgramVersion) != (now.Runtime, now.Architecture, now.ProgramVersion))
            yield return ("played by", $"{then.ProgramVersion} on {then.Runtime}, {then.Architecture}; now by {now.ProgramVersion} on {now.Runtime}, {now.Architecture}");
        if (result.DrawnOtherwise.Count > 0)
            yield return ("figures", $"{string.Join(", ", result.DrawnOtherwise)}: drawn otherwise by this version of the program, from the same tables");
        yield return ("took", Numbers.Duration(elapsed));
    }

    private static void Differences(Page page, FileComparison[] files)
    {
        page.Heading("Differences", "the first of each file; --json has more");
        Table table = Page.NewTable();
        foreach (string header in (string[])["file", "place", "packaged", "played now"]) table.AddColumn(Page.Column(header, wrap: header != "file"));
        foreach (FileComparison file in files)
        {
            foreach (ValueDifference difference in file.Differences.Take(MostShown))
                table.AddRow(Page.Cell(file.Path), Page.Cell(difference.Place), Page.Cell(Short(difference.Packaged)), Page.Cell(Short(difference.Found)));
            if (file.Stopped) table.AddRow(Page.Cell(file.Path), Page.Cell("from there on rows do not belong to each other and were not compared", Page.Quiet));
        }

        page.Write(table);
    }

    private static string Covers(RunStatus status, PackageCoverage coverage)
    {
        string units = $"{Of(coverage.Units, "unit")} of {Of(coverage.Points, "point")}{(coverage.Failed > 0 ? $", {Numbers.Count(coverage.Failed)} failed" : "")}";
        return status == RunStatus.Completed ? $"the whole sweep: {units}" : $"part of the sweep, which was {status.ToString().ToLowerInvariant()}: {units}, {Numbers.Count(coverage.Missing)} missing";
    }

    private static string Of(long count, string what) => $"{Numbers.Count(count)} {what}{(count == 1 ? "" : "s")}";

    private static string Short(string? value) => value is null ? "nothing" : value.Length == 0 ? "empty" : value.Length <= LongestValue ? value : string.Concat(value.AsSpan(0, LongestValue), "…");
}
