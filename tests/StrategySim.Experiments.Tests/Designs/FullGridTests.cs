using System.Numerics;
using StrategySim.Experiments.Designs;

namespace StrategySim.Experiments.Tests.Designs;

public class FullGridTests
{
    [Fact]
    public void TwoByThree_RunsLikeACounter_WithThePointsInTheMiddleOfTheirCells()
    {
        var grid = new FullGrid(2, 3);
        Assert.Equal(6, grid.Count);
        Assert.Equal(["00", "01", "02", "10", "11", "12"], Enumerable.Range(0, 6).Select(i => string.Join("", grid.Levels(i))));
        Assert.Equal([0.75, 0.5 / 3], grid.Point(3));
    }

    [Fact]
    public void EveryCoordinate_GivesItsLevelBack()
    {
        var grid = new FullGrid(1, 7, 49, 3);
        for (long index = 0; index < (long)grid.Count; index++)
        {
            int[] levels = grid.Levels(index);
            Assert.Equal(levels, grid.Point(index).Zip(new[] { 1, 7, 49, 3 }, (u, count) => (int)(u * count)));
            Assert.Equal(index, grid.IndexOf(levels));
        }
    }

    [Fact]
    public void AGridPastSixtyFourBits_SaysItsNumberOfPoints_AndIsRefusedInWords()
    {
        var grid = new FullGrid([.. Enumerable.Repeat(1000, 10)]);
        Assert.Equal(BigInteger.Pow(10, 30), grid.Count);
        var error = Assert.Throws<ArgumentException>(() => grid.CountAtMost(1_000_000));
        Assert.Contains("1,000,000,000,000,000,000,000,000,000,000 points; expected at most 1,000,000", error.Message);
        Assert.Throws<ArgumentException>(() => grid.Points());
        Assert.Equal(10, grid.Point(long.MaxValue).Length);
    }

    [Fact]
    public void FactorsWithoutLevels_AreRefusedByNumber()
    {
        Assert.Contains("Factor 1 has 0 levels", Assert.Throws<ArgumentException>(() => new FullGrid(3, 0)).Message);
        Assert.Throws<ArgumentException>(() => new FullGrid());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(6)]
    public void APointThatIsNotThere_IsRefused(long index) =>
        Assert.Contains("from 0 to 5", Assert.Throws<ArgumentOutOfRangeException>(() => new FullGrid(2, 3).Point(index)).Message);
}
