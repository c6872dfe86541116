using StrategySim.Minerals.Figures;

namespace StrategySim.Minerals.Tests.Figures;

public sealed class ConcentrationTests
{
    [Fact]
    public void NickelRefining_WorkedByHand()
    {
        // 2023: Indonesia 0.37, China 0.28, unallocated 0.35. 0.37² + 0.28² = 0.2153; + 0.35² = 0.3378.
        Concentration index = MineralCatalog.Find("nickel").Concentration(Stage.Refining)!;

        Assert.Equal((0.2153m, 0.35m, 0.3378m), (index.NamedIndex, index.Unallocated, index.UpperIndex));
        Assert.Null(index.TopThree); // two countries are named
        Assert.False(index.HasBounds);
    }

    [Theory]
    [InlineData("rare-earths", Stage.Mining, "0.5024", "0.8872")]
    [InlineData("cobalt", Stage.Mining, "0.5867", "0.8852")]
    [InlineData("nickel", Stage.Mining, "0.3706", "0.7406")]
    [InlineData("copper", Stage.Refining, "0.2201", "0.6074")]
    [InlineData("gallium", Stage.Refining, "0.9739", "0.9986")]
    [InlineData("platinum-group", Stage.Reserves, "0.6443", "0.9901")]
    public void KnownIndices(string mineral, Stage stage, string index, string topThree)
    {
        Concentration concentration = MineralCatalog.Find(mineral).Concentration(stage)!;

        // Reference values rounded to four decimals, from quantities rather than rounded shares.
        Assert.Equal(double.Parse(index), (double)concentration.NamedIndex, 0.00015);
        Assert.Equal(topThree, concentration.TopThree!.Value.ToString());
    }

    [Fact]
    public void RemaindersOfTheSource_CountAsUnallocated()
    {
        Concentration index = MineralCatalog.Find("rare-earths").Concentration(Stage.Refining)!;

        Assert.Equal(0.02m, index.Unallocated); // OTHER is no country
        Assert.Equal(0.98m, index.TopThree);
    }

    [Fact]
    public void SharesOfARoundedTotal_MayAddToMoreThanOne_WithoutRaisingTheUpperIndex()
    {
        Concentration index = MineralCatalog.Find("rare-earths").Concentration(Stage.Reserves)!;

        Assert.True(index.Unallocated < 0);
        Assert.Equal(index.NamedIndex, index.UpperIndex);
    }

    [Fact]
    public void ABoundAmongTheShares_IsSaid() =>
        Assert.True(MineralCatalog.Find("cobalt").Concentration(Stage.Refining)!.HasBounds); // China "more than" 0.75

    [Fact]
    public void WhereNoShareIsKnown_ThereIsNoIndex()
    {
        Assert.Null(MineralCatalog.Find("gallium").Concentration(Stage.Reserves));
        Assert.Null(MineralCatalog.Find("gallium").Concentration(Stage.Refining, product: "high purity"));
    }

    [Fact]
    public void EveryIndex_LiesBetweenItsLargestShareSquared_AndOne()
    {
        foreach (StageTable table in MineralCatalog.All.SelectMany(mineral => mineral.Stages))
        {
            if (table.Concentration is not { } index)
                continue;
            decimal largest = table.Shares.Where(row => row.Country != "OTHER").Max(row => row.Share ?? 0);
            Assert.InRange(index.NamedIndex, largest * largest, 1);
            Assert.InRange(index.UpperIndex, index.NamedIndex, 1);
        }
    }
}
