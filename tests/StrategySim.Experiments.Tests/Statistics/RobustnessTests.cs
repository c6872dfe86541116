using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Tests.Statistics;

public class RobustnessTests
{
    [Fact]
    public void ThreeChoicesOverFourPoints_HaveTheMeasuresWorkedByHand()
    {
        // Best at each point: 10, 6, 5, 8.
        var robustness = Robustness.Of([[10, 0, 5, 8], [4, 6, 3, 5], [4, 4, 4, 4]], quantile: 0.5, threshold: 4);
        Assert.Equal(
            [
                new ChoiceRobustness(0, 6, 5.75, 6.5, 0.75),
                new ChoiceRobustness(3, 6, 4.5, 4.5, 0.75),
                new ChoiceRobustness(4, 6, 4, 4, 1),
            ],
            robustness.Choices);
        Assert.Equal([2], robustness.Maximin);
        Assert.Equal([0, 1, 2], robustness.MinimaxRegret);
        Assert.Equal([0], robustness.BestMean);
        Assert.Equal([0], robustness.BestQuantile);
        Assert.Equal([2], robustness.BestSatisficing);
    }

    [Fact]
    public void SavagesRule_DiffersFromWalds()
    {
        // Regrets: 0 and 1; 9 and 0.
        var robustness = Robustness.Of([[10, 0], [1, 1]], 0.1, 1);
        Assert.Equal([0], robustness.MinimaxRegret);
        Assert.Equal([1], robustness.Maximin);
    }

    [Fact]
    public void TablesWithHoles_AreRefusedByPlace()
    {
        Assert.Contains("values[1] has 1 points; expected 2", Assert.Throws<ArgumentException>(() => Robustness.Of([[1, 2], [1]], 0.5, 0)).Message);
        Assert.Contains("values[0][1] is NaN", Assert.Throws<ArgumentException>(() => Robustness.Of([[1, double.NaN]], 0.5, 0)).Message);
        Assert.Throws<ArgumentException>(() => Robustness.Of([], 0.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Robustness.Of([[1]], 1.5, 0));
    }
}
