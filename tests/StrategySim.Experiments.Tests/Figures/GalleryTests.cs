using StrategySim.Experiments.Figures;

namespace StrategySim.Experiments.Tests.Figures;

/// <summary>Figures of played units are whole. With STRATEGYSIM_FIGURES a folder, they are written there too, for rendering.</summary>
public class GalleryTests
{
    public static TheoryData<string> Ids => [.. Gallery.All.Select(figure => figure.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryFigureOfTheGallery_ReadsFieldsThatItsRowsHave_AndIsInWords(string id)
    {
        FigureDocument document = Gallery.All.Single(figure => figure.Id == id).Draw();
        if (Environment.GetEnvironmentVariable("STRATEGYSIM_FIGURES") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, $"{id}.vl.json"), document.ToJson());
        }

        Assert.Empty(SpecificationCheck.Faults(document));
    }

    [Fact]
    public void TheGallery_HasEveryKindOfFigure()
    {
        string[] kinds = [.. typeof(Figure).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Figure))).Select(type => type.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(kinds, Gallery.All.Select(figure => figure.GetType().Name).Distinct().Order(StringComparer.Ordinal));
    }
}
