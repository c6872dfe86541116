using System.Text.Json;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Simulation.Tests.Scenarios;

public sealed class CanonicalFormTests
{
    public static TheoryData<string> Shipped => [.. Directory.GetFiles(Repository.Path("configs", "scenarios"), "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void EveryScenarioInConfigs_IsWrittenInOrder_AndReadsBackAsWritten(string id) =>
        IsCanonical(ScenarioText.Read(File.ReadAllText(Repository.Path("configs", "scenarios", id + ".yaml"))));

    [Fact]
    public void EveryPartOfAScenario_IsWrittenInOrder_AndReadsBackAsWritten() => IsCanonical(ScenarioText.Read(SmallScenarios.Everything));

    // Stored results are found by these: they are those of the first version of the format.
    [Fact]
    public void Hashes_AreThoseThatResultsWereStoredUnder()
    {
        Scenario scenario = ScenarioText.Read(SmallScenarios.Everything);
        Assert.Equal(("98c36f5a6829d0cdb153669fc610d31824de57e380d5b05d9c0fcea14618e796", "d48fcc66e3363299a7b0b080185f4f3cb5f2ac877657101e74cc21e3c058d046"), (scenario.Hash, scenario.PointId));
    }

    [Fact]
    public void Words_AreEscapedNoFurtherThanTheyMust()
    {
        string text = ScenarioText.Read(SmallScenarios.Everything).ToCanonicalJson();
        Assert.Contains("""
            "title":"Quotes \", a \\ and a tab\t; 锂 and <em> & 'as they are'"
            """, text, StringComparison.Ordinal);
        Assert.Contains("""
            "calm & <quiet>":{"cooperate":"1","next":{"*":"war","CC":"calm & <quiet>"}}
            """, text, StringComparison.Ordinal);
    }

    private static void IsCanonical(Scenario scenario)
    {
        string text = scenario.ToCanonicalJson();
        Scenario again = ScenarioReader.Read(text, DocumentFormat.Json).Require();
        Assert.Equal(text, again.ToCanonicalJson());
        Assert.Equal((scenario.ToModelJson(), scenario.Hash, scenario.PointId), (again.ToModelJson(), again.Hash, again.PointId));
        foreach (string json in new[] { text, scenario.ToModelJson() })
        {
            using var document = JsonDocument.Parse(json);
            IsInOrder(document.RootElement, "");
        }
    }

    private static void IsInOrder(JsonElement element, string pointer)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            int index = 0;
            foreach (JsonElement item in element.EnumerateArray()) IsInOrder(item, JsonPointer.Append(pointer, index++));
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            string? before = null;
            foreach (JsonProperty property in element.EnumerateObject())
            {
                Assert.True(string.CompareOrdinal(before, property.Name) < 0, $"'{property.Name}' comes after '{before}' at '{pointer}'.");
                before = property.Name;
                IsInOrder(property.Value, JsonPointer.Append(pointer, property.Name));
            }
        }
    }
}
