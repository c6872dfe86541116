using System.Xml.Linq;
using StrategySim.Testing;

namespace StrategySim.Cli.Tests.Architecture;

/// <summary>The arrows between projects point down only.</summary>
public sealed class ReferenceTests
{
    /// <summary>The floors from the ground up, and what each may stand on.</summary>
    private static readonly Dictionary<string, string[]> Floors = new()
    {
        ["StrategySim.GameTheory"] = [],
        ["StrategySim.Minerals"] = [],
        ["StrategySim.Simulation"] = ["StrategySim.GameTheory", "StrategySim.Minerals"],
        ["StrategySim.Experiments"] = ["StrategySim.Simulation"],
        ["StrategySim.Storage"] = ["StrategySim.Experiments"],
        ["StrategySim.Grains"] = ["StrategySim.Experiments"],
        ["StrategySim.Api"] = ["StrategySim.Storage", "StrategySim.Grains"],
        ["StrategySim.Cli"] = ["StrategySim.Api", "StrategySim.Storage"],
    };

    /// <summary>The libraries of the pure floors.</summary>
    private static readonly Dictionary<string, string[]> Packages = new()
    {
        ["StrategySim.GameTheory"] = ["MathNet.Numerics"],
        ["StrategySim.Minerals"] = [],
        ["StrategySim.Simulation"] = ["MathNet.Numerics", "YamlDotNet"],
    };

    public static TheoryData<string> SourceProjects => [.. Directory
        .EnumerateFiles(Repository.Path("src"), "*.csproj", SearchOption.AllDirectories)
        .Select(file => Path.GetFileNameWithoutExtension(file))
        .Order(StringComparer.Ordinal)];

    [Fact]
    public void TheFloors_StandOnFloorsBelowThem()
    {
        string[] order = [.. Floors.Keys];
        Assert.All(Floors, floor => Assert.All(floor.Value, below => Assert.True(Array.IndexOf(order, below) < Array.IndexOf(order, floor.Key), $"{floor.Key} → {below}")));
    }

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void EverySourceProject_ReferencesOnlyTheFloorsBeneathIt(string project)
    {
        Assert.True(Floors.ContainsKey(project), $"{project} is on no floor; give it one here and in the map of the README.");
        Assert.Empty(References(project, "ProjectReference").Select(include => Path.GetFileNameWithoutExtension(include.Replace('\\', '/'))).Except(Floors[project]));
    }

    [Theory]
    [InlineData("StrategySim.GameTheory")]
    [InlineData("StrategySim.Minerals")]
    [InlineData("StrategySim.Simulation")]
    public void ThePureFloors_UseOnlyTheirLibraries(string project) => Assert.Empty(References(project, "PackageReference").Except(Packages[project]));

    private static IEnumerable<string> References(string project, string element) =>
        XDocument.Load(Repository.Path("src", project, $"{project}.csproj"))
            .Descendants(element)
            .Select(reference => reference.Attribute("Include")!.Value);
}
