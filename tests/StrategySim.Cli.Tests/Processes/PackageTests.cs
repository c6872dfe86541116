using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrategySim.Testing.Files;

namespace StrategySim.Cli.Tests.Processes;

/// <summary>Sweeps exported as packages, and packages played again.</summary>
public sealed class PackageTests : IDisposable
{
    private const string Sweep = """
        schema: strategysim/sweep/v1
        id: two-rates
        title: Two rates of slips
        scenario:
          schema: strategysim/scenario/v1
          id: tiny
          status: stylised
          time: { horizon: 5, discountFactor: 9/10 }
          actors: { A: Ann, B: Bob }
          parameters: { slip: { value: 1/20, assumption: for a test } }
          games:
            g: { form: named, game: chicken, players: { A: A, B: B }, rules: { A: random, B: tit-for-tat } }
          run: { executionNoise: slip, seed: 3 }
        factors: { slip: { parameter: slip, list: [0, 1/3] } }
        design: { method: grid }
        outcomes: { pay: { measure: payoffMean, game: g, actor: A } }
        replications: 12
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AnExportedSweep_IsTheSame_PlayedAgainFromThePackageAlone()
    {
        (string id, string package) = await ExportAsync();
        Finished reproduced = await StrategySimProcess.RunAsync("reproduce", package, "--json");
        Assert.Equal(0, reproduced.ExitCode);
        Assert.True(reproduced.Json.GetProperty("same").GetBoolean());
        Assert.Equal("two-rates", reproduced.Json.GetProperty("sweepId").GetString());
        Assert.Equal("3", reproduced.Json.GetProperty("seed").GetString());
        Assert.Equal(24, reproduced.Json.GetProperty("coverage").GetProperty("units").GetInt64());
        Assert.Equal(0, reproduced.Json.GetProperty("differing").GetInt64());
        Assert.Equal(reproduced.Json.GetProperty("resultsHash").GetString(), reproduced.Json.GetProperty("foundResultsHash").GetString());
        JsonElement environment = reproduced.Json.GetProperty("environment");
        Assert.All((string[])["packaged", "now"], time => Assert.StartsWith("SQLite", environment.GetProperty(time).GetProperty("store").GetString(), StringComparison.Ordinal));

        Finished table = await StrategySimProcess.RunAsync("reproduce", package, "--table", "--threads", "1");
        Assert.Equal(0, table.ExitCode);
        Assert.Contains("The same: all", table.Out);
        Assert.Contains("the whole sweep: 24 units of 2 points", table.Out);

        // Nothing is written over.
        Finished again = await StrategySimProcess.RunAsync("export", id, "--data", _folder.File("data"), "--output", package);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("is there already", again.Error);
    }

    [Fact]
    public async Task TheSameSweep_PlayedInAnotherFolder_ExportsTheSameNumbers()
    {
        (_, string one) = await ExportAsync();
        (_, string other) = await ExportAsync("other");
        Dictionary<string, string> first = Hashes(one), second = Hashes(other);
        Assert.Equal(first.Keys, second.Keys);
        Assert.Equal(["manifest.json", "ro-crate-metadata.json"], first.Keys.Where(path => first[path] != second[path]));
    }

    [Fact]
    public async Task AnAlteredPackage_IsRefusedWithTheFile()
    {
        (_, string package) = await ExportAsync();
        Change(package, "data/outcomes.csv", text => text + " ");
        Finished refused = await StrategySimProcess.RunAsync("reproduce", package, "--json");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains($"{package}: data/outcomes.csv: The file was altered.", refused.Error);
        Assert.Equal("data/outcomes.csv", Assert.Single(refused.Json.GetProperty("faults").EnumerateArray().ToArray()).GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task ANumberThatDiffers_IsShown_AlsoWhereItsHashWasChanged()
    {
        (_, string package) = await ExportAsync();
        Change(package, "data/units.csv", text => text[..(text.TrimEnd().LastIndexOf(',') + 1)] + "0.123\n", hashes: true);
        Finished differs = await StrategySimProcess.RunAsync("reproduce", package, "--table");
        Assert.Equal(1, differs.ExitCode);
        Assert.Contains("Not the same: 1 difference in", differs.Out);
        Assert.Contains("0.123", differs.Out);
        Finished json = await StrategySimProcess.RunAsync("reproduce", package);
        JsonElement file = json.Json.GetProperty("files").EnumerateArray().Single(file => file.GetProperty("differing").GetInt64() > 0);
        Assert.Equal("row 24 (point 1, replication 11), column pay", file.GetProperty("differences")[0].GetProperty("place").GetString());
    }

    [Fact]
    public async Task WhatIsNoPackage_OrNoSweep_IsSaidToBeNone()
    {
        string text = _folder.File("notes.zip");
        await File.WriteAllTextAsync(text, "no archive");
        Finished noZip = await StrategySimProcess.RunAsync("reproduce", text);
        Assert.Equal(1, noZip.ExitCode);
        Assert.Contains("This is not a zip archive.", noZip.Error);
        Finished missing = await StrategySimProcess.RunAsync("reproduce", _folder.File("nowhere.zip"));
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("there is no such file", missing.Error);
        Finished unknown = await StrategySimProcess.RunAsync("export", "0123", "--data", _folder.File("data"));
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("no started sweep '0123'", unknown.Error);
    }

    private async Task<(string Id, string Package)> ExportAsync(string name = "data")
    {
        string sweep = _folder.File("sweep.yaml"), package = _folder.File(name + ".zip");
        await File.WriteAllTextAsync(sweep, Sweep);
        Finished played = await StrategySimProcess.RunAsync("sweep", sweep, "--data", _folder.File(name), "--json");
        Assert.Equal(0, played.ExitCode);
        string id = played.Json.GetProperty("id").GetString()!;
        Finished exported = await StrategySimProcess.RunAsync("export", id, "--data", _folder.File(name), "--output", package, "--json");
        Assert.Equal((0, id), (exported.ExitCode, exported.Json.GetProperty("id").GetString()));
        byte[] bytes = await File.ReadAllBytesAsync(package);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), exported.Json.GetProperty("package").GetProperty("sha256").GetString());
        Assert.Equal($"strategysim reproduce {name}.zip", exported.Json.GetProperty("command").GetString());
        return (id, package);
    }

    private static Dictionary<string, string> Hashes(string package)
    {
        using ZipArchive zip = ZipFile.OpenRead(package);
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using Stream stream = entry.Open();
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        });
    }

    private static void Change(string package, string path, Func<string, string> change, bool hashes = false)
    {
        using ZipArchive zip = ZipFile.Open(package, ZipArchiveMode.Update);
        string text = change(Read(path));
        Write(path, text);
        if (!hashes) return;
        JsonNode manifest = JsonNode.Parse(Read("manifest.json"))!;
        JsonNode file = manifest["files"]!.AsArray().Single(file => (string)file!["path"]! == path)!;
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        file["bytes"] = bytes.Length;
        file["sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Write("manifest.json", manifest.ToJsonString());

        string Read(string name)
        {
            using var reader = new StreamReader(zip.GetEntry(name)!.Open());
            return reader.ReadToEnd();
        }

        void Write(string name, string content)
        {
            zip.GetEntry(name)!.Delete();
            using var writer = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
            writer.Write(content);
        }
    }
}
