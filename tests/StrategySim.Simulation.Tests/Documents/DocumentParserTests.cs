using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Simulation.Tests.Documents;

public sealed class DocumentParserTests
{
    private static DocumentNode Root(string text, DocumentFormat format)
    {
        (DocumentNode? root, IReadOnlyList<Fault> faults) = DocumentParser.Parse(text, format);
        Assert.Empty(faults);
        return root!;
    }

    [Theory]
    [InlineData("NO", ScalarKind.Text)]
    [InlineData("Y", ScalarKind.Text)]
    [InlineData("yes", ScalarKind.Text)]
    [InlineData("off", ScalarKind.Text)]
    [InlineData("true", ScalarKind.Boolean)]
    [InlineData("null", ScalarKind.Null)]
    [InlineData("~", ScalarKind.Null)]
    [InlineData("4/7", ScalarKind.Text)]
    [InlineData("0.80", ScalarKind.Number)]
    [InlineData("-1e3", ScalarKind.Number)]
    [InlineData("2024-Q1", ScalarKind.Text)]
    [InlineData("1_000", ScalarKind.Text)]
    [InlineData(".nan", ScalarKind.Number)]
    public void Yaml_ReadsTheCoreTypesOfVersion12(string plain, ScalarKind kind)
    {
        var map = Assert.IsType<MapNode>(Root($"x: {plain}", DocumentFormat.Yaml));
        var scalar = Assert.IsType<ScalarNode>(map["x"]);
        Assert.Equal(kind, scalar.Kind);
        Assert.Equal(plain, scalar.Text);
    }

    [Fact]
    public void Yaml_QuotedNumbersAreText() =>
        Assert.Equal(ScalarKind.Text, ((ScalarNode)((MapNode)Root("x: \"12\"", DocumentFormat.Yaml))["x"]!).Kind);

    [Fact]
    public void JsonAndYaml_GiveTheSameTree_WithPlaces()
    {
        var json = (MapNode)Root("{\n  \"a\": [1, 0.10],\n  \"ü\": { \"b\": true }\n}", DocumentFormat.Json);
        var yaml = (MapNode)Root("a: [1, 0.10]\nü: { b: true }\n", DocumentFormat.Yaml);
        Assert.Equal(["a", "ü"], json.Entries.Select(e => e.Key));
        Assert.Equal(json.Entries.Select(e => e.Key), yaml.Entries.Select(e => e.Key));
        Assert.Equal("0.10", ((ScalarNode)((ListNode)json["a"]!).Items[1]).Text);
        Assert.Equal("0.10", ((ScalarNode)((ListNode)yaml["a"]!).Items[1]).Text);
        Assert.Equal((3, 3), (json.Entries[1].Line, json.Entries[1].Column));
        Assert.Equal((2, 1), (yaml.Entries[1].Line, yaml.Entries[1].Column));
    }

    [Theory]
    [InlineData("{ \"a\": 1, \"a\": 2 }", DocumentFormat.Json)]
    [InlineData("a: 1\na: 2", DocumentFormat.Yaml)]
    public void DuplicateKeys_AreFaultsWithTheirPlace(string text, DocumentFormat format)
    {
        (_, IReadOnlyList<Fault> faults) = DocumentParser.Parse(text, format);
        Fault fault = Assert.Single(faults);
        Assert.Equal("/a", fault.Pointer);
        Assert.Contains("twice", fault.Detail, StringComparison.Ordinal);
        Assert.NotNull(fault.Line);
    }

    [Theory]
    [InlineData("{ \"a\": 1,, }", DocumentFormat.Json, 1)]
    [InlineData("{ \"a\": NaN }", DocumentFormat.Json, 1)]
    [InlineData("{\n\"a\": 1", DocumentFormat.Json, 2)]
    [InlineData("{} {}", DocumentFormat.Json, 1)]
    // The list is open where the text ends, after its last line.
    [InlineData("a: [1, 2", DocumentFormat.Yaml, 2)]
    [InlineData("a: 1\n  b: 2", DocumentFormat.Yaml, 2)]
    [InlineData("a: &x 1\nb: *x", DocumentFormat.Yaml, 2)]
    [InlineData("a: 1\n---\nb: 2", DocumentFormat.Yaml, 2)]
    [InlineData("", DocumentFormat.Yaml, 1)]
    [InlineData("  ", DocumentFormat.Json, 1)]
    public void MalformedText_IsAFaultWithItsLine(string text, DocumentFormat format, int line)
    {
        (_, IReadOnlyList<Fault> faults) = DocumentParser.Parse(text, format);
        Assert.Equal(line, Assert.Single(faults).Line);
    }

    [Fact]
    public void HostileDocuments_AreRefused()
    {
        string deepJson = new string('[', 150) + new string(']', 150);
        Assert.Contains("deeply", Assert.Single(DocumentParser.Parse(deepJson, DocumentFormat.Json).Faults).Detail, StringComparison.Ordinal);
        Assert.Contains("deeply", Assert.Single(DocumentParser.Parse(deepJson, DocumentFormat.Yaml).Faults).Detail, StringComparison.Ordinal);
        string veryDeepJson = new string('[', 100_000);
        Assert.NotEmpty(DocumentParser.Parse(veryDeepJson, DocumentFormat.Json).Faults);
        string wide = "[" + string.Join(',', Enumerable.Repeat("1", 200_001)) + "]";
        Assert.Contains("too large", Assert.Single(DocumentParser.Parse(wide, DocumentFormat.Json).Faults).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void RandomMutations_NeverThrow()
    {
        string text = "schema: strategysim/scenario/v1\nactors: { A: x, B: [1, 'two', {c: d}] }\nlist:\n  - 1\n  - \"q\\n\"\n";
        const string Alphabet = "{}[]:,'\"\\-#&*!|>%@`\n\t a1\0";
        var random = new MathNet.Numerics.Random.Xoshiro256StarStar(7);
        for (int i = 0; i < 5000; i++)
        {
            char[] mutated = text.ToCharArray();
            for (int k = 0; k < 3; k++) mutated[random.Next(mutated.Length)] = Alphabet[random.Next(Alphabet.Length)];
            foreach (DocumentFormat format in new[] { DocumentFormat.Yaml, DocumentFormat.Json })
            {
                (DocumentNode? root, IReadOnlyList<Fault> faults) = DocumentParser.Parse(new string(mutated), format);
                Assert.True(root is not null || faults.Count > 0);
            }
        }
    }
}
