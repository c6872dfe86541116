using System.Text;
using System.Text.Json.Nodes;
using StrategySim.Experiments.Packages;
using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Tests.Packages;

public sealed class PackageComparisonTests
{
    public static TheoryData<string> Files => new(
        "CITATION.cff", "README.md", "STRESS-ABS.md", "data/failures.csv", "data/outcomes.csv", "data/points.csv", "data/units.csv",
        "datapackage.json", "figures/units-by-point.vl.json", "ro-crate-metadata.json", "scenario.json", "sweep.json");

    [Fact]
    public async Task AStudyPlayedAgain_IsTheSame()
    {
        Reproduction result = await ZipText.CompareAsync(await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain)), PlayedContent.Of(PlayedContent.Plain, id: "9f", hours: 3));
        Assert.True(result.Same);
        Assert.Equal(0, result.Differing);
        Assert.Equal(result.ResultsHash, result.FoundResultsHash);
        // 24 units of 6 columns, 8 rows of outcomes of 13, 4 points of 9, and the figure's 4 rows of 2.
        Assert.Equal([0, 8 * 13, 4 * 9, 24 * 6, 4 * 2], result.Files.Take(5).Select(file => file.Values));
        Assert.Equal(["data/failures.csv", "data/outcomes.csv", "data/points.csv", "data/units.csv", "figures/units-by-point.vl.json", "scenario.json"], result.Files.Select(file => file.Path));
    }

    [Fact]
    public async Task UnitsThatFail_FailAgain()
    {
        Reproduction result = await ZipText.CompareAsync(await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Failing)), PlayedContent.Of(PlayedContent.Failing));
        Assert.True(result.Same);
        Assert.True(result.Coverage.Failed > 0);
        Assert.Equal(4 * result.Coverage.Failed, result.Files[0].Values);
    }

    [Fact]
    public async Task AStudyThatWasNotCompleted_IsComparedInWhatItHas()
    {
        // The second point has some of its units, in two stretches; the first one has none.
        PlayedContent part = PlayedContent.Of(PlayedContent.Failing, RunStatus.Cancelled, (point, replication) => point == 1 && replication is < 9 or 17 or 18);
        byte[] zip = await ZipText.WriteAsync(part);
        Reproduction result = await ZipText.CompareAsync(zip, PlayedContent.Of(PlayedContent.Failing));
        Assert.True(result.Same, string.Join('\n', result.Files.SelectMany(file => file.Differences)));
        Assert.Equal(11, result.Coverage.Units + result.Coverage.Failed);
        Assert.Equal(49, result.Coverage.Missing);
        Assert.Null(result.ResultsHash);
        Assert.True(result.Values > 0);

        byte[] changed = ZipText.Replace(zip, "data/units.csv", text => text.Replace(",10,", ",9,", StringComparison.Ordinal), hashes: true);
        Assert.NotEqual(ZipText.Text(zip, "data/units.csv"), ZipText.Text(changed, "data/units.csv"));
        Assert.False((await ZipText.CompareAsync(changed, PlayedContent.Of(PlayedContent.Failing))).Same);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task AnAlteredFile_IsNamedWithBothHashes(string path)
    {
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain));
        string was = PackageManifest.FromJson(ZipText.Text(zip, "manifest.json")).Files.Single(file => file.Path == path).Sha256;
        byte[] changed = ZipText.Change(zip, files => files[path][^2] ^= 1);
        Fault fault = Assert.Single(await ZipText.FaultsAsync(changed));
        Assert.Equal(path, fault.Pointer);
        Assert.Contains("altered", fault.Detail);
        Assert.Equal($"SHA-256 {was}", fault.Expected);
        Assert.Matches("^SHA-256 [0-9a-f]{64}$", fault.Found);

        Fault longer = Assert.Single(await ZipText.FaultsAsync(ZipText.Change(zip, files => files[path] = [.. files[path], 10])));
        Assert.Equal(path, longer.Pointer);
        Assert.Contains("more than", longer.Found);
    }

    [Fact]
    public async Task EveryAlteredMissingAndForeignFile_IsNamedAtOnce()
    {
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain));
        IReadOnlyList<Fault> faults = await ZipText.FaultsAsync(ZipText.Change(zip, files =>
        {
            files.Remove("data/units.csv");
            files["README.md"][0] ^= 1;
            files["notes.txt"] = [1];
        }));
        Assert.Equal(["README.md", "data/units.csv", "notes.txt"], faults.Select(fault => fault.Pointer));
        Assert.Equal(["The file was altered.", "The file is missing.", "The file does not belong to the package."], faults.Select(fault => fault.Detail));
    }

    [Fact]
    public async Task AFileThatIsThereTwice_IsRefused()
    {
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain));
        byte[] twice = ZipText.Zip(ZipText.Files(zip).Append(new("README.md", [1])));
        Assert.Contains(await ZipText.FaultsAsync(twice), fault => fault is { Pointer: "README.md", Detail: "The file is there twice." });
    }

    [Fact]
    public async Task WhatIsNoPackage_IsSaidToBeNone()
    {
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain));
        Assert.Contains("not a zip", Assert.Single(await ZipText.FaultsAsync(Encoding.UTF8.GetBytes("schema: strategysim/sweep/v1"))).Detail);
        Assert.Contains("not a zip", Assert.Single(await ZipText.FaultsAsync([])).Detail);
        Assert.Contains("not a zip", Assert.Single(await ZipText.FaultsAsync(zip[..(zip.Length / 2)])).Detail);
        Assert.Equal("manifest.json", Assert.Single(await ZipText.FaultsAsync(ZipText.Zip([new("a.txt", [1])]))).Pointer);
        // Packed again with its folder around it.
        Assert.Contains("CITATION.cff", Assert.Single(await ZipText.FaultsAsync(ZipText.Zip(ZipText.Files(zip).Select(file => new KeyValuePair<string, byte[]>("package/" + file.Key, file.Value))))).Found);
    }

    [Theory]
    [InlineData("\"schema\": \"strategysim/package/v1\"", "\"schema\": \"strategysim/package/v9\"", "manifest.json#/schema", "strategysim/package/v9")]
    [InlineData("\"schema\"", "\"scheme\"", "manifest.json#/schema", null)]
    [InlineData("\"seed\": \"7\"", "\"seed\": \"-7\"", "manifest.json#/seed", "-7")]
    [InlineData("\"modelVersion\": 1", "\"modelVersion\": 2", "manifest.json#/modelVersion", "2")]
    [InlineData("\"sweepId\": \"Plain-one\"", "\"sweepId\": \"other\"", "manifest.json#/sweepId", "other")]
    public async Task AManifestThatIsNotOfThisPackageOrProgram_IsRefusedByName(string was, string becomes, string pointer, string? found)
    {
        Assert.Equal(1, SimulationModel.Version);
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain));
        Assert.Contains(was, ZipText.Text(zip, "manifest.json"));
        Fault fault = Assert.Single(await ZipText.FaultsAsync(ZipText.Replace(zip, "manifest.json", text => text.Replace(was, becomes, StringComparison.Ordinal))));
        Assert.Equal((pointer, found), (fault.Pointer, fault.Found));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"schema\":\"strategysim/package/v1\"}")]
    public async Task AManifestThatCannotBeRead_IsRefused(string text)
    {
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain));
        Assert.StartsWith("manifest.json", Assert.Single(await ZipText.FaultsAsync(ZipText.Replace(zip, "manifest.json", _ => text))).Pointer);
    }

    [Fact]
    public async Task ASweepThatIsNotValid_IsRefusedWithThePlaceInIt()
    {
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain));
        byte[] changed = ZipText.Replace(zip, "sweep.json", text => text.Replace("\"1/3\"", "\"nil\"", StringComparison.Ordinal), hashes: true);
        Assert.Contains(await ZipText.FaultsAsync(changed), fault => fault.Pointer == "sweep.json#/factors/noise/list/1");
    }

    [Fact]
    public async Task AChangedNumberWhoseHashWasChangedToo_IsFound()
    {
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain));
        string[] unit = (await ZipText.RowsAsync(zip, "data/units.csv"))[9];
        byte[] changed = ZipText.Replace(zip, "data/units.csv", text => text.Replace(string.Join(',', unit), string.Join(',', [.. unit[..5], "0.125"]), StringComparison.Ordinal), hashes: true);
        Reproduction result = await ZipText.CompareAsync(changed, PlayedContent.Of(PlayedContent.Plain));
        Assert.False(result.Same);
        Assert.Equal(1, result.Differing);
        FileComparison file = Assert.Single(result.Files, file => file.Differing > 0);
        Assert.Equal("data/units.csv", file.Path);
        Assert.Equal(new ValueDifference("row 9 (point 1, replication 2), column pay-b", 9, "pay-b", "0.125", unit[5]), Assert.Single(file.Differences));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ARowTooManyOrTooFew_IsFound(bool more)
    {
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain));
        string[] lines = ZipText.Text(zip, "data/units.csv").Split('\n');
        string text = string.Join('\n', more ? [.. lines[..4], lines[3], .. lines[4..]] : [.. lines[..3], .. lines[4..]]);
        Reproduction result = await ZipText.CompareAsync(ZipText.Replace(zip, "data/units.csv", _ => text, hashes: true), PlayedContent.Of(PlayedContent.Plain));
        FileComparison file = Assert.Single(result.Files, file => file.Differing > 0);
        Assert.True(file.Stopped);
        Assert.Equal(more ? "row 4" : "row 3", Assert.Single(file.Differences).Place);
    }

    [Fact]
    public async Task AnotherHeader_IsFound()
    {
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain));
        Reproduction result = await ZipText.CompareAsync(ZipText.Replace(zip, "data/outcomes.csv", text => text.Replace("lower,upper", "upper,lower", StringComparison.Ordinal), hashes: true), PlayedContent.Of(PlayedContent.Plain));
        Assert.Equal("header", Assert.Single(Assert.Single(result.Files, file => file.Differing > 0).Differences).Place);
    }

    [Fact]
    public async Task AChangedNumberOfAFigure_IsFound_AndAnotherTitleIsNotANumber()
    {
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain));
        Assert.True((await ZipText.CompareAsync(ZipText.Replace(zip, "figures/units-by-point.vl.json", text => text.Replace("Units", "Einheiten", StringComparison.Ordinal), hashes: true), PlayedContent.Of(PlayedContent.Plain))).Same);
        Reproduction result = await ZipText.CompareAsync(
            ZipText.Replace(zip, "figures/units-by-point.vl.json", text => text.Replace("{\"point\":2,\"units\":6}", "{\"point\":2,\"units\":7}", StringComparison.Ordinal), hashes: true), PlayedContent.Of(PlayedContent.Plain));
        Assert.Equal(new ValueDifference("/data/values/2/units", null, null, "7", "6"), Assert.Single(Assert.Single(result.Files, file => file.Differing > 0).Differences));
    }

    [Fact]
    public async Task AFigureThatAnotherVersionOfTheProgramDrew_IsNamed_AndNoNumber()
    {
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain));
        const string Figure = "figures/units-by-point.vl.json";
        byte[] drawn = ZipText.Replace(zip, Figure, text => text.Replace("{\"point\":2,\"units\":6}", "{\"point\":2,\"units\":6.0}", StringComparison.Ordinal), hashes: true);
        byte[] other = ZipText.Replace(drawn, "manifest.json", text =>
        {
            JsonNode manifest = JsonNode.Parse(text)!;
            manifest["programVersion"] = "0.0.9";
            return manifest.ToJsonString();
        });
        Reproduction result = await ZipText.CompareAsync(other, PlayedContent.Of(PlayedContent.Plain));
        Assert.True(result.Same);
        Assert.Equal([Figure], result.DrawnOtherwise);
        Assert.False((await ZipText.CompareAsync(drawn, PlayedContent.Of(PlayedContent.Plain))).Same);
        Assert.Equal(0, result.Differing);
    }

    [Fact]
    public async Task AScenarioThatIsNotThatOfTheSweep_IsFound()
    {
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain));
        Reproduction result = await ZipText.CompareAsync(ZipText.Replace(zip, "scenario.json", text => text.Replace("\"Ann\"", "\"Eve\"", StringComparison.Ordinal), hashes: true), PlayedContent.Of(PlayedContent.Plain));
        Assert.Equal("scenario.json", Assert.Single(result.Files, file => file.Differing > 0).Path);
    }

    [Fact]
    public async Task AnotherSeedInTheManifest_GivesOtherNumbers()
    {
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain));
        await using Package package = await Package.OpenAsync(new MemoryStream(ZipText.Replace(zip, "manifest.json", text => text.Replace("\"seed\": \"7\"", "\"seed\": \"8\"", StringComparison.Ordinal))), default);
        Assert.Equal(8UL, package.Seed);
        PlayedContent again = PlayedContent.Of(PlayedContent.Plain.Replace("\"seed\":7", "\"seed\":8", StringComparison.Ordinal));
        Reproduction result = await PackageComparison.CompareAsync(package, again, default);
        Assert.False(result.Same);
        Assert.Contains(result.Files.SelectMany(file => file.Differences), difference => difference.Column == "trajectory_hash");
    }
}
