using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Simulation.Tests.Scenarios;

public sealed class ScenarioPartsTests
{
    // Good and bad in most places: numbers of any size, names that are known in some places, and what is neither.
    private static readonly DocumentNode[] Values =
    [
        .. new[] { "0", "-1", "3/7", "delta", "US", "tension/0.5", "1 +" }.Select(Scalar),
        new MapNode([new MapEntry("derived", Scalar("delta/2"), 1, 1)], 1, 1),
        new ListNode([], 1, 1),
    ];

    [Theory]
    [InlineData("everything")]
    [InlineData("coordination-to-chicken")]
    public void ChangedDocuments_ReadTheSame_WithThePartsOfTheOriginal(string id)
    {
        string text = id == "everything" ? SmallScenarios.Everything : File.ReadAllText(Repository.Path("configs", "scenarios", id + ".yaml"));
        DocumentNode root = DocumentParser.Parse(text, DocumentFormat.Yaml).Root!;
        ScenarioParts parts = ScenarioReader.Read(root).Parts!;
        foreach (string[] place in Places(root, []))
        {
            foreach (DocumentNode value in Values)
            {
                DocumentNode changed = DocumentEdit.Set(root, place, value);
                ScenarioReadResult anew = ScenarioReader.Read(changed), known = ScenarioReader.Read(changed, parts);
                string where = $"{string.Join('/', place)} = {ShapeChecker.Show(value)}";
                Assert.True(anew.Faults.SequenceEqual(known.Faults), where);
                Assert.True(anew.Scenario?.ToCanonicalJson() == known.Scenario?.ToCanonicalJson(), where);
                if (anew.Scenario is { Time.Horizon: < 100 } scenario) Assert.Equal(Play(scenario), Play(known.Scenario!));
            }
        }
    }

    [Fact]
    public void WhatADocumentDoesNotTouch_IsShared()
    {
        DocumentNode root = DocumentParser.Parse(SmallScenarios.Everything, DocumentFormat.Yaml).Root!;
        ScenarioReadResult read = ScenarioReader.Read(root);
        Scenario other = ScenarioReader.Read(DocumentEdit.Set(root, ["parameters", "low", "value"], new ScalarNode(ScalarKind.Text, "-1/3", 1, 1)), read.Parts!).Require();
        Assert.Same(read.Scenario!.Games, other.Games);
        Assert.Same(read.Scenario.States["Calm"], other.States["Calm"]);
        Assert.Same(CompiledScenario.Compile(read.Scenario).Layout, CompiledScenario.Compile(other).Layout);
        Assert.NotEqual(read.Scenario.PointId, other.PointId);
    }

    private static ScalarNode Scalar(string text) => new(DocumentParser.KindOfPlain(text), text, 1, 1);

    private static string Play(Scenario scenario) => UnitPlayer.Play(CompiledScenario.Compile(scenario), 1, 0, TestContext.Current.CancellationToken).TrajectoryHash;

    private static IEnumerable<string[]> Places(DocumentNode node, string[] place) => node switch
    {
        MapNode map => [.. map.Entries.SelectMany(entry => Places(entry.Value, [.. place, entry.Key])), place],
        ListNode list => [.. list.Items.SelectMany((item, i) => Places(item, [.. place, $"{i}"])), place],
        _ => [place],
    };
}
