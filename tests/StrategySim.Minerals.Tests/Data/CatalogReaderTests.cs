using System.Reflection;
using StrategySim.Minerals.Data;

namespace StrategySim.Minerals.Tests.Data;

public sealed class CatalogReaderTests
{
    [Fact]
    public void EmbeddedFiles_ReadTwice_GiveTheSameIds()
    {
        CatalogData once = CatalogReader.ReadEmbedded();
        CatalogData twice = CatalogReader.ReadEmbedded();

        Assert.Equal(once.Minerals.Select(mineral => mineral.Id), twice.Minerals.Select(mineral => mineral.Id));
        Assert.Equal(10, once.Minerals.Length);
    }

    [Theory]
    [InlineData("Data/sources.json", "\"kind\": \"primary\"", "\"kind\": \"hearsay\"", "Data/sources.json")]
    [InlineData("Data/sources.json", "\"year\": 2011", "\"year\": 1492", "Data/sources.json")]
    [InlineData("Data/sources.json", "\"title\":", "\"titel\":", "titel")]
    [InlineData("Data/lead-times.json", "\"spgi-2023\"", "\"spgi-1923\"", "There is no source 'spgi-1923'")]
    [InlineData("Data/minerals/cobalt.json", "\"CD\": { \"quantity\"", "\"XX\": { \"quantity\"", "'XX', which is not defined")]
    [InlineData("Data/minerals/cobalt.json", "\"id\": \"cobalt\"", "\"id\": \"kobold\"", "file and id must agree")]
    [InlineData("Data/minerals/cobalt.json", "\"measure\"", "\"mesure\"", "Data/minerals/cobalt.json")]
    [InlineData("Data/minerals/cobalt.json", "\"2021\": 24.21, ", "", "skips a year")]
    [InlineData("Data/minerals/cobalt.json", "\"2020\": 15.7", "\"2020\": 0", "expected prices above 0")]
    [InlineData("Data/events.json", "\"minerals\": [\"cobalt\"]", "\"minerals\": [\"kobold\"]", "'kobold', which is not defined")]
    [InlineData("Data/conflicts.json", "\"id\": \"cobalt-drc-share\"", "\"id\": \"demand-multiples\"", "'demand-multiples' is given twice")]
    public void BrokenData_AreRefused_NamingThePlace(string file, string sound, string broken, string expected)
    {
        Dictionary<string, string> files = Embedded();
        Assert.Contains(sound, files[file], StringComparison.Ordinal);
        files[file] = files[file].Replace(sound, broken, StringComparison.Ordinal);

        var fault = Assert.Throws<InvalidDataException>(() => CatalogReader.Read(files));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFile_IsNamed()
    {
        Dictionary<string, string> files = Embedded();
        files.Remove("Data/countries.json");

        Assert.Equal("Data/countries.json is missing.", Assert.Throws<InvalidDataException>(() => CatalogReader.Read(files)).Message);
    }

    private static Dictionary<string, string> Embedded()
    {
        Assembly assembly = typeof(MineralCatalog).Assembly;
        return assembly.GetManifestResourceNames().ToDictionary(name => name, name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        });
    }
}
