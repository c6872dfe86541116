using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Packages;

/// <summary>A package that was opened and found to be what its manifest says.</summary>
public sealed class Package : IAsyncDisposable
{
    // Manifests list files: some hundred bytes each. More than this no program of ours has written.
    private const int MaximumManifestBytes = 16_000_000;

    private const int MaximumSweepBytes = 100_000_000;

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries;

    private Package(ZipArchive zip, Dictionary<string, ZipArchiveEntry> entries, PackageManifest manifest, Sweep sweep)
    {
        _zip = zip;
        _entries = entries;
        Manifest = manifest;
        Sweep = sweep;
        Seed = ulong.Parse(manifest.Seed, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>The manifest.</summary>
    public PackageManifest Manifest { get; }

    /// <summary>The sweep, with its scenario inside.</summary>
    public Sweep Sweep { get; }

    /// <summary>The seed of all units.</summary>
    public ulong Seed { get; }

    /// <summary>Opens a package and checks it: every file against the manifest, none missing, none too many, of this format and this model of play, and with a valid sweep.</summary>
    /// <param name="stream">The archive; seekable, left open.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidInputException">It is no package, or was altered; lists every fault, with the file as its place.</exception>
    public static async Task<Package> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        ZipArchive zip;
        try
        {
            zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw new InvalidInputException([new Fault("", "something else, or a part of one", "a package as 'strategysim export' writes it", "This is not a zip archive.")]);
        }

        try
        {
            return await CheckAsync(zip, cancellationToken);
        }
        catch
        {
            await zip.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens one of the files of the manifest.</summary>
    internal Task<Stream> OpenAsync(string path, CancellationToken cancellationToken) => _entries[path].OpenAsync(cancellationToken);

    /// <summary>Whether there is a file.</summary>
    internal bool Contains(string path) => _entries.ContainsKey(path);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _zip.DisposeAsync();

    private static async Task<Package> CheckAsync(ZipArchive zip, CancellationToken cancellationToken)
    {
        var faults = new List<Fault>();
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            // Archivers add entries for folders.
            if (entry.FullName.EndsWith('/') && entry.Length == 0) continue;
            if (!entries.TryAdd(entry.FullName, entry)) faults.Add(new Fault(entry.FullName, "two files of this name", "one", "The file is there twice."));
        }

        PackageManifest manifest = await ReadManifestAsync(entries, faults, cancellationToken);
        await CheckFilesAsync(manifest, entries, faults, cancellationToken);
        if (manifest.ModelVersion != SimulationModel.Version)
        {
            faults.Add(new Fault(
                $"{PackageFiles.Manifest}#/modelVersion", $"{manifest.ModelVersion}", $"{SimulationModel.Version}",
                $"The package belongs to another version of the model of play than this program plays; take the program that wrote it, {manifest.ProgramVersion}."));
        }

        if (!ulong.TryParse(manifest.Seed, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            faults.Add(new Fault($"{PackageFiles.Manifest}#/seed", manifest.Seed, "a whole number from 0 to 18446744073709551615, in digits", "The seed is none."));
        if (faults.Count > 0) throw new InvalidInputException(faults);
        return new Package(zip, entries, manifest, await ReadSweepAsync(entries[PackageFiles.Sweep], manifest, cancellationToken));
    }

    private static async Task<PackageManifest> ReadManifestAsync(Dictionary<string, ZipArchiveEntry> entries, List<Fault> faults, CancellationToken cancellationToken)
    {
        if (!entries.TryGetValue(PackageFiles.Manifest, out ZipArchiveEntry? entry))
        {
            string found = entries.Count == 0 ? "no files" : $"{entries.Count} files, such as {entries.Keys.Order(StringComparer.Ordinal).First()}";
            throw new InvalidInputException([.. faults, new Fault(PackageFiles.Manifest, found, "a package as 'strategysim export' writes it, with its files at the top", "The archive has no manifest.")]);
        }

        try
        {
            string json = await ReadTextAsync(entry, MaximumManifestBytes, cancellationToken);
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement schema = default;
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("schema", out schema) || schema.ValueKind != JsonValueKind.String || schema.GetString() != PackageManifest.CurrentSchema)
                throw new InvalidInputException([.. faults, new Fault($"{PackageFiles.Manifest}#/schema", schema.ValueKind == JsonValueKind.Undefined ? null : schema.ToString(), PackageManifest.CurrentSchema, "The package has a format that this program does not know.")]);
            return PackageManifest.FromJson(json);
        }
        catch (Exception error) when (error is JsonException or InvalidDataException or DecoderFallbackException)
        {
            throw new InvalidInputException([.. faults, new Fault(PackageFiles.Manifest, error.Message.TrimEnd('.'), "a manifest as 'strategysim export' writes it", "The manifest cannot be read.")]);
        }
    }

    private static async Task CheckFilesAsync(PackageManifest manifest, Dictionary<string, ZipArchiveEntry> entries, List<Fault> faults, CancellationToken cancellationToken)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal) { PackageFiles.Manifest };
        foreach (PackagedFile file in manifest.Files)
        {
            if (!listed.Add(file.Path))
            {
                faults.Add(new Fault(PackageFiles.Manifest, $"{file.Path} twice", "each file once", "The manifest names a file twice."));
            }
            else if (!entries.TryGetValue(file.Path, out ZipArchiveEntry? entry))
            {
                faults.Add(new Fault(file.Path, null, $"SHA-256 {file.Sha256}", "The file is missing."));
            }
            else if (await HashAsync(entry, file.Bytes, cancellationToken) is var found && found != file.Sha256)
            {
                faults.Add(new Fault(file.Path, found.Length == 64 ? $"SHA-256 {found}" : found, $"SHA-256 {file.Sha256}", "The file was altered."));
            }
        }

        faults.AddRange(Needed().Except(listed).Select(path => new Fault(PackageFiles.Manifest, null, path, "The manifest does not name a file that every package has.")));
        faults.AddRange(entries.Keys.Except(listed).Order(StringComparer.Ordinal).Select(path => new Fault(path, "a file", "none: the manifest does not name it", "The file does not belong to the package.")));
    }

    private static IEnumerable<string> Needed() => [PackageFiles.Sweep, PackageFiles.Scenario, .. new[] { "failures", "outcomes", "points", "units" }.Select(name => $"{PackageFiles.Data}{name}.csv")];

    // The hash, or what is wrong with the file. Reading stops where it grows beyond what the manifest says: archives can be made that never end.
    private static async Task<string> HashAsync(ZipArchiveEntry entry, long bytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        long length = 0;
        try
        {
            await using Stream stream = await entry.OpenAsync(cancellationToken);
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                length += read;
                if (length > bytes) return $"more than the {bytes} bytes that the manifest says";
                hash.AppendData(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            return "bytes that cannot be unpacked";
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task<Sweep> ReadSweepAsync(ZipArchiveEntry entry, PackageManifest manifest, CancellationToken cancellationToken)
    {
        string json = await ReadTextAsync(entry, MaximumSweepBytes, cancellationToken);
        SweepReadResult read = StudyDocument.Read(json);
        if (read.Sweep is not { } sweep) throw new InvalidInputException([.. read.Faults.Select(fault => fault with { Pointer = $"{PackageFiles.Sweep}#{fault.Pointer}" })]);
        var faults = new List<Fault>();
        Require("documentHash", manifest.DocumentHash, StudyDocument.HashOf(json), $"of {PackageFiles.Sweep}");
        Require("sweepId", manifest.SweepId, sweep.Id, $"as in {PackageFiles.Sweep}");
        Require("scenarioHash", manifest.ScenarioHash, sweep.Scenario.Hash, $"of the model in {PackageFiles.Sweep}");
        if (faults.Count > 0) throw new InvalidInputException(faults);
        return sweep;

        void Require(string member, string found, string expected, string what)
        {
            if (found != expected) faults.Add(new Fault($"{PackageFiles.Manifest}#/{member}", found, $"{expected}, {what}", "The manifest does not belong to the sweep."));
        }
    }

    private static async Task<string> ReadTextAsync(ZipArchiveEntry entry, int maximum, CancellationToken cancellationToken)
    {
        if (entry.Length > maximum) throw new InvalidDataException($"it has {entry.Length} bytes, more than {maximum}");
        await using Stream stream = await entry.OpenAsync(cancellationToken);
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > maximum) throw new InvalidDataException($"it has more than {maximum} bytes");
        }

        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
