using StrategySim.Experiments.Designs;
using StrategySim.Experiments.Randomness;
using StrategySim.Experiments.Sensitivity;
using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Tests.Sensitivity;

public class SobolEstimatorTests
{
    // 16 randomisations of 2¹⁰ rows: N = 2¹⁴ rows in all.
    private const int Rows = 1 << 10, Randomisations = 16;

    [Fact]
    public void Ishigami_HasItsKnownIndices_InsideTheIntervalsAndWithin0015()
    {
        SobolIndices indices = Estimate(3, TestModels.Ishigami, 1, secondOrder: true);
        Assert.Equal(TestModels.IshigamiVariance, indices.Variance.Mean, 0.1);
        Near(TestModels.IshigamiFirst, indices.First);
        Near(TestModels.IshigamiTotal, indices.Total);
        Assert.Equal([(0, 1), (0, 2), (1, 2)], indices.Second.Select(pair => (pair.First, pair.Second)));
        // Only x₁ and x₃ interact: V₁₃/V.
        Near([0, 0.243684, 0], [.. indices.Second.Select(pair => pair.Index)]);
    }

    [Fact]
    public void SobolG_HasItsKnownIndices_InsideTheIntervalsAndWithin0015()
    {
        SobolIndices indices = Estimate(8, TestModels.SobolG, 1, secondOrder: false);
        Assert.Equal(TestModels.SobolGVariance, indices.Variance.Mean, 0.005);
        Near(TestModels.SobolGFirst, indices.First);
        Near(TestModels.SobolGTotal, indices.Total);
        Assert.Empty(indices.Second);
    }

    [Fact]
    public void Intervals_HoldTheTruthAsOftenAsTheySay()
    {
        // 200 studies of 8 randomisations of 128 rows; 2·3 first and total indices of Ishigami each, 1,200 intervals.
        int held = 0;
        for (int study = 0; study < 200; study++)
        {
            SobolIndices indices = Estimate(3, TestModels.Ishigami, (ulong)study, secondOrder: false, rows: 128, randomisations: 8);
            held += indices.First.Concat(indices.Total).Zip(TestModels.IshigamiFirst.Concat(TestModels.IshigamiTotal)).Count(pair => Holds(pair.First, pair.Second));
        }

        Assert.InRange(held / 1200.0, 0.935, 0.965);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Noise_RaisesEachTotalIndexOfASingleReplicationByItsShare_AndIsTakenOutOfTheConditionalMean(bool shared)
    {
        // Y = X₁ + noise of variance 1/12, as much as X₁'s: share 1/2. One replication: S₁ = 1/2, T₁ = 1, T₂ = 1/2; the mean given the factors: 1, 1, 0.
        // Shared, replication r has one draw for all points, as with common random numbers.
        IReadOnlyList<SaltelliDesign> designs = SaltelliDesign.Scrambled(2, 4096, 16, false, 1, "noise");
        var common = new DrawSequence(3, "common");
        double[] draw = [.. Enumerable.Range(0, 400).Select(_ => common.NextUniform())];
        int replications = shared ? draw.Length : 2;
        double[][][] outputs = [.. designs.Select((design, k) =>
        {
            var draws = new DrawSequence(2, "noise", k);
            return design.Points().Select(p => Enumerable.Range(0, replications).Select(r => p[0] + (shared ? draw[r] : draws.NextUniform())).ToArray()).ToArray();
        })];

        SobolIndices single = SobolEstimator.Estimate(designs, outputs, SobolEstimand.SingleReplication);
        Assert.Equal(0.5, single.NoiseShare!.Mean, 0.02);
        Assert.Equal(shared ? single.NoiseShare.Mean : 0, single.SharedNoiseShare!.Mean, 0.001);
        Assert.Equal([0.5, 0], single.First.Select(s => s.Mean), Within(0.02));
        Assert.Equal([1, 0.5], single.Total.Select(s => s.Mean), Within(0.02));

        SobolIndices mean = SobolEstimator.Estimate(designs, outputs, SobolEstimand.ConditionalMean);
        Assert.Equal(single.NoiseShare.Mean, mean.NoiseShare!.Mean);
        Assert.Equal(1 / 12.0, mean.Variance.Mean, 0.002);
        Assert.Equal([1, 0], mean.First.Select(s => s.Mean), Within(0.04));
        Assert.Equal([1, 0], mean.Total.Select(s => s.Mean), Within(0.04));
    }

    [Fact]
    public void SharedNoiseThatDependsOnAFactor_IsNoEffectOfThatFactorOnTheMean()
    {
        // Y = X₁ + (2X₂ − 1)·ω with ω = ±1, the same for all points of a replication: f = X₁, of variance 1/12. Over the ten replications the plain mean of outputs
        // keeps Var((2X₂ − 1)·ω̄) = ω̄²/3, which looks like an effect of X₂; pairs of replications take it out: for Σω = 0 all but −1/(R − 1) of 1/3.
        IReadOnlyList<SaltelliDesign> designs = SaltelliDesign.Scrambled(2, 1024, 8, true, 1, "noise");
        double[] signs = [1, 1, 1, 1, 1, 1, 1, -1, -1, -1];
        double[][][] outputs = [.. designs.Select(design => design.Points().Select(p => signs.Select(w => p[0] + (((2 * p[1]) - 1) * w)).ToArray()).ToArray())];
        SobolIndices mean = SobolEstimator.Estimate(designs, outputs, SobolEstimand.ConditionalMean);

        // The mean of ω_r·ω_r′ over r ≠ r′ is (4² − 10)/90 = 1/15: V₂ = 1/45 is estimated instead of 0, where ω̄² = 0.16 would give 0.0533.
        Assert.Equal((1 / 12.0) + (1 / 45.0), mean.Variance.Mean, 0.001);
        Assert.Equal(1 / 45.0 / ((1 / 12.0) + (1 / 45.0)), mean.Total[1].Mean, 0.005);
        Assert.Equal(0, mean.Second[0].Index.Mean, 0.01);
    }

    [Fact]
    public void FewerRowsOrReplications_AreThoseOfASmallerStudy()
    {
        IReadOnlyList<SaltelliDesign> large = SaltelliDesign.Scrambled(3, 64, 4, true, 1, "prefix"), small = SaltelliDesign.Scrambled(3, 16, 4, true, 1, "prefix");
        static double[][][] Outputs(IReadOnlyList<SaltelliDesign> designs, int n) =>
            [.. designs.Select(design => design.Points().Select(p => Enumerable.Range(1, n).Select(r => TestModels.Ishigami(p) + (r * p[0])).ToArray()).ToArray())];

        SobolIndices part = SobolEstimator.Estimate(large, Outputs(large, 5), SobolEstimand.ConditionalMean, 16, 2);
        SobolIndices whole = SobolEstimator.Estimate(small, Outputs(small, 2), SobolEstimand.ConditionalMean);
        Assert.Equal(whole.Total, part.Total);
        Assert.Equal(whole.Second, part.Second);
        Assert.Equal((16, 2), (part.Rows, part.Replications));
    }

    [Fact]
    public void AnOutputThatDoesNotVary_HasNoIndices()
    {
        SobolIndices indices = Estimate(2, _ => 0.1, 1, secondOrder: true, rows: 64, randomisations: 4);
        Assert.Equal(0, indices.Variance.Mean);
        Assert.Empty(indices.First);
        Assert.Empty(indices.Total);
        Assert.Empty(indices.Second);
    }

    [Fact]
    public void WhatDoesNotFitTogether_IsRefusedInWords()
    {
        IReadOnlyList<SaltelliDesign> designs = SaltelliDesign.Scrambled(2, 4, 2, false, 1, "s");
        double[][] right = Zeros(16);
        Refused("1 randomisations; expected at least 2", () => SobolEstimator.Estimate([designs[0]], [right], SobolEstimand.ConditionalMean));
        Refused("outputs of 1 randomisations; expected 2", () => SobolEstimator.Estimate(designs, [right], SobolEstimand.ConditionalMean));
        Refused("15 outputs; expected one for each of 16", () => SobolEstimator.Estimate(designs, [right, right[..15]], SobolEstimand.ConditionalMean));
        Refused("outputs[1][3][0] is NaN", () => SobolEstimator.Estimate(designs, [right, [.. right[..3], [double.NaN], .. right[4..]]], SobolEstimand.ConditionalMean));
        Refused("outputs[0][1] has 2 replications; expected 1", () => SobolEstimator.Estimate(designs, [[right[0], [0, 0], .. right[2..]], right], SobolEstimand.ConditionalMean));
        Refused("one replication of each point", () => SobolEstimator.Estimate(designs, [right, right], SobolEstimand.SingleReplication));
        Refused("1 to 4 rows", () => SobolEstimator.Estimate(designs, [right, right], SobolEstimand.ConditionalMean, 8));
        Refused("another dimension", () => SobolEstimator.Estimate(
            [designs[0], SaltelliDesign.Scrambled(3, 4, 2, false, 1, "s")[0]], [right, Zeros(20)], SobolEstimand.ConditionalMean));

        static void Refused(string message, Action action) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message);
    }

    private static double[][] Zeros(int points) => [.. Enumerable.Range(0, points).Select(_ => new double[1])];

    private static SobolIndices Estimate(
        int dimension, Func<double[], double> model, ulong seed, bool secondOrder, int rows = Rows, int randomisations = Randomisations)
    {
        IReadOnlyList<SaltelliDesign> designs = SaltelliDesign.Scrambled(dimension, rows, randomisations, secondOrder, seed, "saltelli");
        return SobolEstimator.Estimate(designs, [.. designs.Select(design => design.Points().Select(p => new[] { model(p) }).ToArray())], SobolEstimand.ConditionalMean);
    }

    private static void Near(IReadOnlyList<double> known, IReadOnlyList<Estimate> estimates)
    {
        Assert.Equal(known.Count, estimates.Count);
        for (int i = 0; i < known.Count; i++)
        {
            Assert.Equal(known[i], estimates[i].Mean, 0.015);
            Assert.True(Holds(estimates[i], known[i]), $"Index {i}: {known[i]} is not in {estimates[i]}.");
        }
    }

    // Known values have six decimals.
    private static bool Holds(Estimate estimate, double known) => estimate.Lower <= known + 5e-7 && known - 5e-7 <= estimate.Upper;

    private static EqualityComparer<double> Within(double tolerance) => EqualityComparer<double>.Create((x, y) => Math.Abs(x - y) <= tolerance);
}
