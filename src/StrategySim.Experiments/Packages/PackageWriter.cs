using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using CsvHelper;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;

namespace StrategySim.Experiments.Packages;

/// <summary>What was written.</summary>
/// <param name="Bytes">Length of the archive.</param>
/// <param name="Sha256">SHA-256 of the archive, 64 hexadecimal digits.</param>
/// <param name="Manifest">Its manifest.</param>
public sealed record PackageReceipt(long Bytes, string Sha256, PackageManifest Manifest);

/// <summary>Writes the package of a study: a zip archive with its files in the order of their paths.</summary>
/// <remarks>
/// The same study gives the same bytes: nothing depends on the time of writing. Units are read twice, once for the outcomes and once for themselves,
/// and never held; the archive is written forwards only.
/// </remarks>
internal sealed class PackageWriter
{
    // Times would be those of writing; the first one that zip archives know says nothing.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // RFC 4180 with bare line feeds; a minus sign at the start of a field is a number here, never a formula.
    private static readonly CsvWriterOptions Csv = CsvWriterOptions.Default with { NewLine = "\n", WriteByteOrderMark = false, Injection = CsvInjection.None };

    private readonly IStudyContent _content;
    private readonly HashingStream _archive;
    private readonly PackageTables _tables;
    private readonly List<PackagedFile> _files = [];

    private PackageWriter(IStudyContent content, HashingStream archive)
    {
        _content = content;
        _archive = archive;
        _tables = new PackageTables(content.Sweep);
    }

    /// <summary>Writes a package.</summary>
    /// <param name="content">The study.</param>
    /// <param name="destination">Where to; written forwards, left open.</param>
    /// <param name="check">Called when all units were read: throws where the study has changed meanwhile. The archive has no manifest then.</param>
    /// <param name="cancellationToken">Cancels writing; what was written until then is no package.</param>
    public static async Task<PackageReceipt> WriteAsync(IStudyContent content, Stream destination, Func<CancellationToken, Task> check, CancellationToken cancellationToken)
    {
        await using var stream = new HashingStream(destination);
        var writer = new PackageWriter(content, stream);
        PackageManifest manifest;
        await using (ZipArchive zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
            manifest = await writer.WriteAsync(zip, check, cancellationToken);
        await stream.DrainAsync(cancellationToken);
        return new PackageReceipt(stream.Written, stream.Finish(), manifest);
    }

    /// <summary>The canonical scenario, laid out to be read.</summary>
    public static string ScenarioJson(Sweep sweep) => JsonNode.Parse(sweep.Scenario.ToCanonicalJson())!.ToJsonString(PackageFiles.Json) + "\n";

    private async Task<PackageManifest> WriteAsync(ZipArchive zip, Func<CancellationToken, Task> check, CancellationToken cancellationToken)
    {
        StudyRecord study = _content.Progress.Study;
        Sweep sweep = _content.Sweep;
        IReadOnlyList<PackageFigure> figures = await _content.DrawAsync(cancellationToken);
        PackageCoverage coverage = await CountAsync(cancellationToken);

        await AddAsync(zip, PackageFiles.Citation, CitationDocument.Write(study, sweep.Description), cancellationToken);
        await AddAsync(zip, PackageFiles.Readme, PackageReadme.Write(study, sweep, coverage, _tables, figures), cancellationToken);
        await AddAsync(zip, PackageFiles.Checklist, StressChecklist.Write(study, sweep, _tables.Measured), cancellationToken);
        int first = _files.Count;
        foreach (PackageTable table in _tables.All) await AddAsync(zip, table.Path, stream => WriteTableAsync(table, stream, cancellationToken), cancellationToken);
        await check(cancellationToken);
        await AddAsync(zip, PackageFiles.DataPackage, DataPackageDocument.Write(study, sweep.Description, _tables.All, _files[first..]), cancellationToken);
        foreach (PackageFigure figure in figures) await AddAsync(zip, figure.Path, stream => stream.WriteAsync(figure.Document, cancellationToken).AsTask(), cancellationToken);

        // The manifest comes before the files that stand after it, and names them: these are made first.
        string scenarioJson = ScenarioJson(sweep);
        string crate = RoCrateDocument.Write(study, sweep.Description, Parts(figures, [FileOf(PackageFiles.Scenario, scenarioJson), FileOf(PackageFiles.Sweep, study.DocumentJson)]));
        PackagedFile[] later = [FileOf(PackageFiles.RoCrate, crate), FileOf(PackageFiles.Scenario, scenarioJson), FileOf(PackageFiles.Sweep, study.DocumentJson)];
        var manifest = PackageManifest.Of(_content.Progress, sweep.Scenario.Hash, coverage, [.. _files, .. later]);
        await AddAsync(zip, PackageFiles.Manifest, manifest.ToJson(), cancellationToken);
        await AddAsync(zip, PackageFiles.RoCrate, crate, cancellationToken);
        await AddAsync(zip, PackageFiles.Scenario, scenarioJson, cancellationToken);
        await AddAsync(zip, PackageFiles.Sweep, study.DocumentJson, cancellationToken);
        return manifest;
    }

    private async Task<PackageCoverage> CountAsync(CancellationToken cancellationToken)
    {
        long points = 0, units = 0, failed = 0, missing = 0;
        await foreach (ContentPoint point in _content.ReadPointsAsync(cancellationToken))
        {
            points++;
            // Shared units are counted once.
            if (point.SameAs is not null) continue;
            units += point.Stored;
            failed += point.Failed;
            missing += point.Missing;
        }

        return new PackageCoverage(points, units, failed, missing);
    }

    private async Task WriteTableAsync(PackageTable table, Stream stream, CancellationToken cancellationToken)
    {
        CsvWriter csv = CsvWriter.Create(stream, Csv, leaveOpen: true);
        await using (csv)
        {
            await csv.WriteRecordAsync([.. table.Fields.Select(field => field.Name)], cancellationToken);
            await foreach (string[] row in table.Rows(_content, cancellationToken)) await csv.WriteRecordAsync(row, cancellationToken);
            await csv.FlushAsync(cancellationToken);
        }
    }

    private Task AddAsync(ZipArchive zip, string path, string text, CancellationToken cancellationToken) =>
        AddAsync(zip, path, stream => stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask(), cancellationToken);

    private async Task AddAsync(ZipArchive zip, string path, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        ZipArchiveEntry entry = zip.CreateEntry(path);
        entry.LastWriteTime = NoTime;
        await using (Stream inside = await entry.OpenAsync(cancellationToken))
        {
            await using var hashing = new HashingStream(inside);
            await write(hashing);
            await hashing.DrainAsync(cancellationToken);
            _files.Add(new PackagedFile(path, hashing.Written, hashing.Finish()));
        }

        await _archive.DrainAsync(cancellationToken);
    }

    private static PackagedFile FileOf(string path, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return new PackagedFile(path, bytes.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
    }

    private List<CratePart> Parts(IReadOnlyList<PackageFigure> figures, IReadOnlyList<PackagedFile> later)
    {
        Dictionary<string, long> lengths = _files.Concat(later).ToDictionary(file => file.Path, file => file.Bytes);
        return
        [
            Part(PackageFiles.Citation, "How to cite this package", "text/yaml", CrateRole.Documentation),
            Part(PackageFiles.Readme, "What this package is", "text/markdown", CrateRole.Documentation),
            Part(PackageFiles.Checklist, "STRESS-ABS checklist", "text/markdown", CrateRole.Documentation),
            .. _tables.All.Select(table => Part(table.Path, table.Title, "text/csv", CrateRole.Result)),
            Part(PackageFiles.DataPackage, "Data dictionary (Frictionless Data Package)", "application/json", CrateRole.Documentation),
            .. figures.Select(figure => Part(figure.Path, figure.Title, "application/json", CrateRole.Result)),
            Part(PackageFiles.Manifest, "Manifest: hashes, seed, versions", "application/json", CrateRole.Documentation),
            Part(PackageFiles.Scenario, "The scenario without the sweep", "application/json", CrateRole.Documentation),
            Part(PackageFiles.Sweep, "The sweep with its scenario", "application/json", CrateRole.Input),
        ];

        CratePart Part(string path, string title, string mediaType, CrateRole role) => new(path, title, mediaType, role, lengths.TryGetValue(path, out long bytes) ? bytes : null);
    }
}
