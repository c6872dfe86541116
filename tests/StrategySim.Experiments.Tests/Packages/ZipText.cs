using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using StrategySim.Experiments.Packages;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Tests.Packages;

/// <summary>Packages taken apart and put together again.</summary>
internal static class ZipText
{
    public static async Task<byte[]> WriteAsync(IStudyContent content)
    {
        using var stream = new MemoryStream();
        await PackageWriter.WriteAsync(content, stream, static _ => Task.CompletedTask, default);
        return stream.ToArray();
    }

    public static Dictionary<string, byte[]> Files(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using Stream stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        });
    }

    public static string Text(byte[] zip, string path) => Encoding.UTF8.GetString(Files(zip)[path]);

    /// <summary>The archive with a change; with <paramref name="hashes"/> the manifest says what then is there.</summary>
    public static byte[] Change(byte[] zip, Action<Dictionary<string, byte[]>> change, bool hashes = false)
    {
        Dictionary<string, byte[]> files = Files(zip);
        change(files);
        if (hashes)
        {
            JsonObject manifest = JsonNode.Parse(files["manifest.json"])!.AsObject();
            manifest["files"] = new JsonArray([.. files.Where(file => file.Key != "manifest.json").Select(file => (JsonNode)new JsonObject
            {
                ["path"] = file.Key, ["bytes"] = file.Value.Length, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(file.Value)),
            })]);
            files["manifest.json"] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        }

        return Zip(files);
    }

    public static byte[] Replace(byte[] zip, string path, Func<string, string> change, bool hashes = false) =>
        Change(zip, files => files[path] = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(files[path]))), hashes);

    public static byte[] Zip(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string path, byte[] bytes) in files)
            {
                using Stream entry = archive.CreateEntry(path).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    public static async Task<IReadOnlyList<Fault>> FaultsAsync(byte[] zip) =>
        (await Assert.ThrowsAsync<InvalidInputException>(() => Package.OpenAsync(new MemoryStream(zip), default))).Faults;

    public static async Task<Reproduction> CompareAsync(byte[] zip, IStudyContent again)
    {
        await using Package package = await Package.OpenAsync(new MemoryStream(zip), default);
        return await PackageComparison.CompareAsync(package, again, default);
    }

    public static async Task<string[][]> RowsAsync(byte[] zip, string path)
    {
        using var stream = new MemoryStream(Files(zip)[path]);
        return await PackageComparison.ReadRowsAsync(stream, default).ToArrayAsync();
    }
}
