using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using StrategySim.Experiments.Packages;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using YamlDotNet.RepresentationModel;

namespace StrategySim.Experiments.Tests.Packages;

public sealed class PackageWriterTests
{
    public static TheoryData<string> Sweeps => new("plain", "failing", "all");

    [Fact]
    public async Task APackage_HasItsFilesInTheOrderOfTheirPaths()
    {
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain));
        string[] expected =
        [
            "CITATION.cff", "README.md", "STRESS-ABS.md", "data/failures.csv", "data/outcomes.csv", "data/points.csv", "data/units.csv",
            "datapackage.json", "figures/units-by-point.vl.json", "manifest.json", "ro-crate-metadata.json", "scenario.json", "sweep.json",
        ];
        Assert.Equal(expected, ZipText.Files(zip).Keys);
        Assert.Equal(expected.Order(StringComparer.Ordinal), expected);
    }

    [Fact]
    public async Task TheSameStudy_GivesTheSameBytes_WhateverItIsWrittenTo()
    {
        PlayedContent content = PlayedContent.Of(PlayedContent.Plain);
        byte[] seekable = await ZipText.WriteAsync(content);
        await using var stream = new ForwardStream();
        PackageReceipt receipt = await PackageWriter.WriteAsync(content, stream, static _ => Task.CompletedTask, default);
        Assert.Equal(seekable, stream.Bytes);
        Assert.Equal(seekable.Length, receipt.Bytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(seekable)), receipt.Sha256);
    }

    [Fact]
    public async Task AnotherStudyOfTheSameSweep_DiffersInTheFilesThatSaySo()
    {
        Dictionary<string, byte[]> one = ZipText.Files(await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain)));
        Dictionary<string, byte[]> other = ZipText.Files(await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain, id: "9f", hours: 30)));
        HashSet<string> varies = [.. JsonNode.Parse(one["manifest.json"])!["varies"]!.AsArray().Select(path => path!.GetValue<string>())];
        string[] differ = [.. one.Keys.Where(path => !one[path].SequenceEqual(other[path]))];
        Assert.Subset(varies, differ.ToHashSet());
        Assert.Contains("manifest.json", differ);
        Assert.Contains("ro-crate-metadata.json", differ);
    }

    [Fact]
    public async Task TheManifest_NamesEveryOtherFileWithItsHash_AndWhatIsNeededToPlayAgain()
    {
        PlayedContent content = PlayedContent.Of(PlayedContent.Plain);
        Dictionary<string, byte[]> files = ZipText.Files(await ZipText.WriteAsync(content));
        var manifest = PackageManifest.FromJson(Encoding.UTF8.GetString(files["manifest.json"]));
        Assert.Equal(files.Keys.Where(path => path != "manifest.json").Order(StringComparer.Ordinal), manifest.Files.Select(file => file.Path));
        Assert.All(manifest.Files, file => Assert.Equal((files[file.Path].Length, Convert.ToHexStringLower(SHA256.HashData(files[file.Path]))), (file.Bytes, file.Sha256)));
        Assert.Equal("strategysim/package/v1", manifest.Schema);
        Assert.Equal("7", manifest.Seed);
        Assert.Equal(RunStatus.Completed, manifest.Status);
        Assert.Equal(content.Progress.Study.ResultsHash, manifest.ResultsHash);
        Assert.Equal(new PackageCoverage(4, 24, 0, 0), manifest.Coverage);
        Assert.Equal(manifest.DocumentHash, Convert.ToHexStringLower(SHA256.HashData(files["sweep.json"])));
        Assert.Equal("strategysim reproduce PACKAGE.zip", manifest.Command);
        Assert.Contains("strategysim reproduce PACKAGE.zip", Encoding.UTF8.GetString(files["README.md"]));
    }

    [Fact]
    public async Task TheSweepAndTheScenario_ReadBack()
    {
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain));
        Sweep sweep = SweepReader.Read(ZipText.Text(zip, "sweep.json"), DocumentFormat.Json, static _ => null).Require();
        Assert.Equal(sweep.Scenario.Hash, Simulation.Scenarios.ScenarioReader.Read(ZipText.Text(zip, "scenario.json"), DocumentFormat.Json).Require().Hash);
        Assert.Equal(4, sweep.Count);
    }

    [Theory]
    [MemberData(nameof(Sweeps))]
    public async Task TheDataDictionary_IsADataPackage_AndEveryCellIsOfItsType(string kind)
    {
        byte[] zip = await ZipText.WriteAsync(Content(kind));
        Dictionary<string, byte[]> files = ZipText.Files(zip);
        JsonObject package = JsonNode.Parse(files["datapackage.json"])!.AsObject();
        Assert.Equal("tabular-data-package", Text(package, "profile"));
        Assert.Matches("^[a-z0-9._-]+$", Text(package, "name"));
        JsonObject[] resources = [.. package["resources"]!.AsArray().Select(resource => resource!.AsObject())];
        Assert.Equal(files.Keys.Where(path => path.StartsWith("data/", StringComparison.Ordinal)), resources.Select(resource => Text(resource, "path")));
        Dictionary<string, string[][]> rows = [];
        foreach (JsonObject resource in resources)
        {
            Assert.Matches("^[a-z0-9._-]+$", Text(resource, "name"));
            byte[] bytes = files[Text(resource, "path")];
            Assert.Equal(bytes.Length, (long)resource["bytes"]!);
            Assert.Equal($"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}", Text(resource, "hash"));
            rows[Text(resource, "name")] = await ZipText.RowsAsync(zip, Text(resource, "path"));
        }

        foreach (JsonObject resource in resources)
        {
            JsonObject schema = resource["schema"]!.AsObject();
            JsonObject[] fields = [.. schema["fields"]!.AsArray().Select(field => field!.AsObject())];
            string[] names = [.. fields.Select(field => Text(field, "name"))];
            string[][] table = rows[Text(resource, "name")];
            Assert.Equal(names, table[0]);
            Assert.Distinct(names);
            Assert.All(table, row => Assert.Equal(names.Length, row.Length));
            for (int column = 0; column < fields.Length; column++) CheckCells(fields[column], [.. table.Skip(1).Select(row => row[column])]);
            if (schema["primaryKey"] is JsonArray key) Assert.Distinct(table.Skip(1).Select(row => string.Join('|', key.Select(name => row[Array.IndexOf(names, (string)name!)]))));
            foreach (JsonNode? link in schema["foreignKeys"]?.AsArray() ?? [])
            {
                string own = Text(link!.AsObject(), "fields"), other = Text(link["reference"]!.AsObject(), "resource"), field = Text(link["reference"]!.AsObject(), "fields");
                string[][] target = rows[other.Length == 0 ? Text(resource, "name") : other];
                HashSet<string> known = [.. target.Skip(1).Select(row => row[Array.IndexOf(target[0], field)])];
                Assert.All(table.Skip(1).Select(row => row[Array.IndexOf(names, own)]).Where(cell => cell.Length > 0), cell => Assert.Contains(cell, known));
            }
        }
    }

    [Fact]
    public async Task Points_HaveTheirFactorsExactlyAndAsDoubles()
    {
        string[][] rows = await ZipText.RowsAsync(await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain)), "data/points.csv");
        Assert.Equal(["point", "point_id", "noise", "noise.exact", "rule", "same_as", "replications", "failed", "missing"], rows[0]);
        Assert.Equal(["0", "0", "{\"use\":\"random\"}", "", "6", "0", "0"], [rows[1][0], .. rows[1][3..]]);
        Assert.Equal(["3", "0.3333333333333333", "1/3", "{\"use\":\"tit-for-tat\"}"], [rows[4][0], .. rows[4][2..5]]);
    }

    [Fact]
    public async Task AFactorOrOutcomeNamedLikeAColumn_StandsUnderItsKind()
    {
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Failing));
        Assert.Equal(["point", "point_id", "factor.point", "factor.point.exact", "same_as", "replications", "failed", "missing"], (await ZipText.RowsAsync(zip, "data/points.csv"))[0]);
        Assert.Equal(["point", "replication", "rounds", "trajectory_hash", "outcome.rounds"], (await ZipText.RowsAsync(zip, "data/units.csv"))[0]);
    }

    [Fact]
    public async Task OutcomesAndUnits_HoldWhatWasPlayed()
    {
        PlayedContent content = PlayedContent.Of(PlayedContent.Plain);
        byte[] zip = await ZipText.WriteAsync(content);
        string[][] units = await ZipText.RowsAsync(zip, "data/units.csv"), outcomes = await ZipText.RowsAsync(zip, "data/outcomes.csv");
        Assert.Equal(1 + (4 * 6), units.Length);
        Assert.Equal(1 + (4 * 2), outcomes.Length);
        ContentPoint point = await content.ReadPointsAsync(default).FirstAsync(point => point.Index == 2);
        (int replication, Simulation.Play.UnitSummary summary) = await point.ReadUnits(default).ElementAtAsync(4);
        string[] unit = units.Single(row => row[0] == "2" && row[1] == "4");
        Assert.Equal(4, replication);
        Assert.Equal([$"{summary.Rounds}", summary.TrajectoryHash], unit[2..4]);
        int place = point.Layout().IndexOf(content.Sweep.Outcomes[1].Key);
        Assert.Equal(("pay-b", summary.Values[place]), (units[0][5], double.Parse(unit[5], CultureInfo.InvariantCulture)));

        // Units differ in length, so the mean per round is the ratio of sums.
        string[] row = outcomes.Single(row => row[0] == "2" && row[3] == "pay-b");
        double sum = units.Skip(1).Where(u => u[0] == "2").Sum(u => double.Parse(u[5], CultureInfo.InvariantCulture) * int.Parse(u[2], CultureInfo.InvariantCulture));
        double rounds = units.Skip(1).Where(u => u[0] == "2").Sum(u => int.Parse(u[2], CultureInfo.InvariantCulture));
        Assert.Equal(["B", "g", "payoffMean", "payoff per round"], row[4..8]);
        Assert.Equal(sum / rounds, double.Parse(row[8], CultureInfo.InvariantCulture), 1e-12);
        Assert.Equal("6", row[12]);
    }

    [Fact]
    public async Task WithoutNamedOutcomes_AllAreListed()
    {
        string[][] rows = await ZipText.RowsAsync(await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.All)), "data/outcomes.csv");
        Assert.Contains(rows, row => row[3] == "share:chicken/g/*");
        Assert.Equal(rows.Count(row => row[0] == "0"), rows.Count(row => row[0] == "3"));
    }

    [Fact]
    public async Task UnitsThatFailed_StandWithTheirReasons_AndWhatIsMissingIsSaid()
    {
        PlayedContent content = PlayedContent.Of(PlayedContent.Failing, RunStatus.Cancelled, (point, replication) => point == 0 || replication < 20);
        byte[] zip = await ZipText.WriteAsync(content);
        string[][] failures = await ZipText.RowsAsync(zip, "data/failures.csv"), points = await ZipText.RowsAsync(zip, "data/points.csv");
        Assert.True(failures.Length > 1, "Some units of this sweep divide by zero.");
        Assert.All(failures.Skip(1), row => Assert.Contains("zero", row[3]));
        Assert.Equal("10", points[2][^1]);
        Assert.Equal(50, points.Skip(1).Sum(row => int.Parse(row[^3], CultureInfo.InvariantCulture) + int.Parse(row[^2], CultureInfo.InvariantCulture)));
        Assert.Contains($"{failures.Length - 1} failed", ZipText.Text(zip, "README.md"));
        Assert.Contains("10 are missing", ZipText.Text(zip, "README.md"));
    }

    [Theory]
    [InlineData(RunStatus.Completed, "http://schema.org/CompletedActionStatus")]
    [InlineData(RunStatus.Cancelled, "http://schema.org/FailedActionStatus")]
    public async Task TheCrate_ListsEveryFile_AndEveryReferenceResolves(RunStatus status, string action)
    {
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain, status));
        JsonObject crate = JsonNode.Parse(ZipText.Text(zip, "ro-crate-metadata.json"))!.AsObject();
        Assert.Contains("https://w3id.org/ro/crate/1.1/context", crate["@context"]!.AsArray().Select(context => (string)context!));
        Dictionary<string, JsonObject> graph = crate["@graph"]!.AsArray().Select(entity => entity!.AsObject()).ToDictionary(entity => Text(entity, "@id"));
        Assert.Equal("https://w3id.org/ro/crate/1.1", Text(graph["ro-crate-metadata.json"]["conformsTo"]!.AsObject(), "@id"));
        Assert.Equal("./", Text(graph["ro-crate-metadata.json"]["about"]!.AsObject(), "@id"));
        JsonObject root = graph["./"];
        Assert.Equal("Dataset", Text(root, "@type"));
        Assert.Equal("https://w3id.org/ro/wfrun/process/0.5", Text(root["conformsTo"]!.AsObject(), "@id"));
        Assert.Equal("2026-11-21", Text(root, "datePublished"));
        Dictionary<string, byte[]> files = ZipText.Files(zip);
        Assert.Equal(files.Keys.Where(path => path != "ro-crate-metadata.json"), Ids(root["hasPart"]!));
        Assert.All(Ids(root["hasPart"]!), path => Assert.Equal("File", Text(graph[path], "@type")));
        Assert.All(Ids(root["hasPart"]!).Where(path => path != "manifest.json"), path => Assert.Equal($"{files[path].Length}", Text(graph[path], "contentSize")));

        JsonObject play = graph["#study-0a1b"];
        Assert.Equal("CreateAction", Text(play, "@type"));
        Assert.Equal("SoftwareApplication", Text(graph[Assert.Single(Ids(play["instrument"]!))], "@type"));
        Assert.Equal(["sweep.json", "#seed"], Ids(play["object"]!));
        Assert.Contains("data/units.csv", Ids(play["result"]!));
        Assert.Equal("2026-11-21T10:01:30Z", Text(play, "endTime"));
        Assert.Equal(action, Assert.Single(Ids(play["actionStatus"]!)));
        Assert.Equal("To be completed by the author", Text(graph[Assert.Single(Ids(play["agent"]!))], "name"));
        Assert.All(References(crate["@graph"]!).Where(id => !Uri.IsWellFormedUriString(id, UriKind.Absolute)), id => Assert.Contains(id, graph.Keys));
    }

    [Fact]
    public async Task TheCitation_HasWhatTheFormatAsksFor_AndNamesNobodyWhoIsNotKnown()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(ZipText.Text(await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain)), "CITATION.cff")));
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        Assert.Equal("1.2.0", Scalar(root, "cff-version"));
        Assert.Equal("dataset", Scalar(root, "type"));
        Assert.Equal("A \"plain\" sweep: two | factors", Scalar(root, "title"));
        Assert.Equal("First line.\n\n# Not a heading", Scalar(root, "abstract"));
        Assert.NotEmpty(Scalar(root, "message"));
        Assert.Equal("To be completed by the author of the study", Scalar((YamlMappingNode)Assert.Single((YamlSequenceNode)root["authors"]), "name"));
        var program = (YamlMappingNode)Assert.Single((YamlSequenceNode)root["references"]);
        Assert.Equal(["software", "StrategySim"], [Scalar(program, "type"), Scalar(program, "title")]);

        static string Scalar(YamlMappingNode node, string key) => ((YamlScalarNode)node[key]).Value!;
    }

    [Fact]
    public async Task TheChecklist_HasEveryItem_AndLeavesToTheAuthorWhatIsTheAuthors()
    {
        string text = ZipText.Text(await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain)), "STRESS-ABS.md");
        string[] parts = text.Split("\n### ");
        Assert.Equal(StressChecklist.Items.Select(item => $"{item.Number} {item.Name}"), parts.Skip(1).Select(part => part.Split('\n')[0]));
        string[] open = [.. parts.Skip(1).Where(part => part.Contains(StressChecklist.Open)).Select(part => part.Split(' ')[0])];
        Assert.Equal(["1.1", "1.3", "2.1", "3.1", "3.2", "3.4", "5.4", "6.1"], open);
        Assert.Contains("the seed is 7", text);
        Assert.Contains("> \\# Not a heading", text);
        Assert.Contains("At most 40 rounds; after each there is another one with probability `3/4`.", text);
        Assert.Contains("- `tit-for-tat`", text);
    }

    [Fact]
    public async Task WhatAuthorsWrote_IsEscapedOnce()
    {
        JsonNode sweep = JsonNode.Parse(PlayedContent.Plain)!;
        sweep["scenario"]!["parameters"] = new JsonObject
        {
            ["p_one"] = new JsonObject { ["value"] = "1", ["assumption"] = "for a test" },
            ["p_two"] = new JsonObject { ["derived"] = "p_one*p_one" },
        };
        byte[] zip = await ZipText.WriteAsync(PlayedContent.Of(sweep.ToJsonString()));
        Assert.Contains(@"| p\_two | 1 |  |  | derived: p\_one\*p\_one |", ZipText.Text(zip, "STRESS-ABS.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheReadme_SaysInWordsWhichValuesFactorsHave()
    {
        string readme = ZipText.Text(await ZipText.WriteAsync(PlayedContent.Of(PlayedContent.Plain)), "README.md");
        Assert.Contains("| noise | /run/executionNoise | 0, 1/3 |", readme, StringComparison.Ordinal);
        string range = PlayedContent.Plain.Replace("\"list\":[\"0\",\"1/3\"]", "\"range\":{\"from\":0,\"to\":\"1/3\",\"steps\":1}", StringComparison.Ordinal);
        Assert.Contains("| noise | /run/executionNoise | 0 to 1/3 in 1 step |", ZipText.Text(await ZipText.WriteAsync(PlayedContent.Of(range)), "README.md"), StringComparison.Ordinal);
    }

    private static PlayedContent Content(string kind) => kind switch
    {
        "plain" => PlayedContent.Of(PlayedContent.Plain),
        "failing" => PlayedContent.Of(PlayedContent.Failing, RunStatus.Cancelled, (point, replication) => point == 0 || replication < 20),
        _ => PlayedContent.Of(PlayedContent.All),
    };

    // Table Schema 1: types, and the constraints that the dictionary states.
    private static void CheckCells(JsonObject field, string[] cells)
    {
        Assert.NotEmpty(Text(field, "description"));
        JsonObject constraints = field["constraints"]?.AsObject() ?? [];
        if (constraints["required"] is not null) Assert.DoesNotContain("", cells);
        if (constraints["unique"] is not null) Assert.Distinct(cells);
        foreach (string cell in cells.Where(cell => cell.Length > 0))
        {
            switch (Text(field, "type"))
            {
                case "integer":
                    long whole = long.Parse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                    if (constraints["minimum"] is { } least) Assert.True(whole >= (long)least, cell);
                    break;
                case "number":
                    Assert.Equal(cell, double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture));
                    break;
                default:
                    Assert.Equal("string", Text(field, "type"));
                    if (constraints["pattern"] is { } pattern) Assert.Matches(new Regex($"^(?:{(string)pattern!})$", RegexOptions.None, TimeSpan.FromSeconds(5)), cell);
                    break;
            }
        }
    }

    private static string Text(JsonObject node, string member) => node[member]!.GetValue<string>();

    private static IEnumerable<string> Ids(JsonNode node) => node is JsonArray many ? many.Select(one => (string)one!["@id"]!) : [(string)node["@id"]!];

    private static IEnumerable<string> References(JsonNode node) => node switch
    {
        JsonArray items => items.SelectMany(item => References(item!)),
        JsonObject { Count: 1 } link when link["@id"] is { } id => [(string)id!],
        JsonObject map => map.Where(member => member.Value is not null && member.Value.GetValueKind() is JsonValueKind.Object or JsonValueKind.Array).SelectMany(member => References(member.Value!)),
        _ => [],
    };

    /// <summary>A stream as that of an HTTP response: forwards, and asynchronously only.</summary>
    private sealed class ForwardStream : Stream
    {
        private readonly MemoryStream _bytes = new();

        public byte[] Bytes => _bytes.ToArray();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => _bytes.WriteAsync(buffer, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            if (disposing) _bytes.Dispose();
            base.Dispose(disposing);
        }
    }
}
