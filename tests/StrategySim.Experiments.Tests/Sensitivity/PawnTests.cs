using StrategySim.Experiments.Designs;
using StrategySim.Experiments.Sensitivity;

namespace StrategySim.Experiments.Tests.Sensitivity;

public class PawnTests
{
    [Fact]
    public void TheOutputThatIsItsFirstInput_HasDistancesFromOneHalfToNineTenths_AndTheInertInputNone()
    {
        double[][] points = [.. new FullGrid(100, 100).Points()];
        IReadOnlyList<PawnIndex> indices = Pawn.Of(points, [.. points.Select(p => p[0])]);

        // Given that X₁ is in the k-th tenth, k = 0 … 9, F climbs from 0 to 1 in it: distance max(k, 9 − k)/10, twice each of 0.5 to 0.9.
        Assert.Equal(0.5, indices[0].Minimum, 1e-12);
        Assert.Equal(0.7, indices[0].Mean, 1e-12);
        Assert.Equal(0.7, indices[0].Median, 1e-12);
        Assert.Equal(0.9, indices[0].Maximum, 1e-12);
        Assert.Equal(10, indices[0].Intervals);
        Assert.Equal(new PawnIndex(1, 0, 0, 0, 0, 10), indices[1]);
    }

    [Fact]
    public void AnInputWithFewValues_HasAnIntervalForEach()
    {
        double[][] points = [.. new FullGrid(3, 50).Points()];
        PawnIndex index = Pawn.Of(points, [.. points.Select(p => p[0])])[0];
        // Three equal atoms: distances 2/3, 1/3, 2/3.
        Assert.Equal(3, index.Intervals);
        Assert.Equal(5 / 9.0, index.Mean, 1e-12);
        Assert.Equal(2 / 3.0, index.Maximum, 1e-12);
    }

    [Fact]
    public void AConstantOutput_HasNoDistances()
    {
        double[][] points = [.. new FullGrid(10, 10).Points()];
        Assert.All(Pawn.Of(points, new double[100]), index => Assert.Equal(0, index.Maximum));
    }

    [Fact]
    public void TheOrderOfTheSample_DoesNotMatter()
    {
        double[][] points = [.. new MonteCarloDesign(3, 500, 1, "pawn").Points()];
        IReadOnlyList<PawnIndex> forwards = Pawn.Of(points, [.. points.Select(TestModels.Ishigami)]);
        Array.Reverse(points);
        Assert.Equal(forwards, Pawn.Of(points, [.. points.Select(TestModels.Ishigami)]));
    }

    [Fact]
    public void WhatDoesNotFitTogether_IsRefused()
    {
        double[][] two = [[1, 2], [3, 4]];
        Assert.Contains("2 rows; expected 3", Assert.Throws<ArgumentException>(() => Pawn.Of(two, [1, 2, 3], 2)).Message);
        Assert.Contains("2 numbers; expected at least 10", Assert.Throws<ArgumentException>(() => Pawn.Of(two, [1, 2])).Message);
        Assert.Contains("inputs[1] has 1 numbers", Assert.Throws<ArgumentException>(() => Pawn.Of([[1, 2], [3]], [1, 2], 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Pawn.Of(two, [1, 2], 1));
    }
}
