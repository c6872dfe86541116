using StrategySim.Experiments.Designs;
using StrategySim.Experiments.Sensitivity;

namespace StrategySim.Experiments.Tests.Sensitivity;

public class RankCorrelationTests
{
    [Fact]
    public void TenPairsWithATie_HaveSpearmansRhoWorkedByHand()
    {
        // Ranks of x: 1, 2.5, 2.5, 4, 5; of y: 2, 1, 3, 5, 4. Centred products −2·−1 + −0.5·−2 + −0.5·0 + 1·2 + 2·1 = 7; squares 9.5 and 10.
        RankCorrelations result = RankCorrelation.Of([[1], [2], [2], [7], [9]], [20, 10, 30, 50, 40])[0];
        Assert.Equal(7 / Math.Sqrt(95), result.Spearman!.Value, 1e-14);
        Assert.Equal(result.Spearman.Value, result.Partial!.Value, 1e-14);
    }

    [Fact]
    public void TwoInputs_HaveThePartialCorrelationOfTheTextbookFormula()
    {
        double[][] inputs = [.. new MonteCarloDesign(2, 300, 1, "prcc").Points().Select(p => new[] { p[0], p[0] + p[1] })];
        double[] y = [.. new MonteCarloDesign(1, 300, 1, "noise").Points().Select((p, i) => Math.Exp(inputs[i][0]) - inputs[i][1] + p[0])];
        IReadOnlyList<RankCorrelations> result = RankCorrelation.Of(inputs, y);

        // r_{1y·2} = (r_{1y} − r_{12}·r_{2y})/√((1 − r_{12}²)(1 − r_{2y}²)).
        double r1 = result[0].Spearman!.Value, r2 = result[1].Spearman!.Value;
        double r12 = RankCorrelation.Of([.. inputs.Select(p => new[] { p[0] })], [.. inputs.Select(p => p[1])])[0].Spearman!.Value;
        Assert.Equal((r1 - (r12 * r2)) / Math.Sqrt((1 - (r12 * r12)) * (1 - (r2 * r2))), result[0].Partial!.Value, 1e-12);
    }

    [Fact]
    public void AMonotoneModel_HasCorrelationOne_HoweverCurved()
    {
        double[][] inputs = [.. new MonteCarloDesign(1, 100, 1, "monotone").Points()];
        Assert.Equal(1, RankCorrelation.Of(inputs, [.. inputs.Select(p => Math.Exp(20 * p[0]))])[0].Spearman!.Value, 1e-14);
        Assert.Equal(-1, RankCorrelation.Of(inputs, [.. inputs.Select(p => -Math.Log(p[0]))])[0].Partial!.Value, 1e-14);
    }

    [Fact]
    public void InputsThatDetermineEachOther_HaveNoPartialCorrelation()
    {
        double[][] inputs = [.. new MonteCarloDesign(2, 50, 1, "collinear").Points().Select(p => new[] { p[0], 2 * p[0], p[1] })];
        IReadOnlyList<RankCorrelations> result = RankCorrelation.Of(inputs, [.. inputs.Select(p => p[0] + (0.1 * p[2]))]);
        Assert.Null(result[0].Partial);
        Assert.Null(result[1].Partial);
        Assert.NotNull(result[2].Partial);
        Assert.NotNull(result[0].Spearman);
    }

    [Fact]
    public void AConstant_HasNoCorrelation()
    {
        Assert.Equal(new RankCorrelations(0, null, null), RankCorrelation.Of([[1], [2], [3]], [5, 5, 5])[0]);
        Assert.Equal(new RankCorrelations(0, null, null), RankCorrelation.Of([[4], [4], [4]], [5, 6, 7])[0]);
    }

    [Fact]
    public void TooFewOutputs_AreRefused() =>
        Assert.Contains("3 outputs for 2 inputs; expected at least 4", Assert.Throws<ArgumentException>(() => RankCorrelation.Of([[1, 2], [3, 5], [4, 4]], [1, 2, 3])).Message);
}
