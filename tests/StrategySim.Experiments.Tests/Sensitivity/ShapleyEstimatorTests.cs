using StrategySim.Experiments.Randomness;
using StrategySim.Experiments.Sensitivity;
using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Tests.Sensitivity;

public class ShapleyEstimatorTests
{
    [Fact]
    public void Ishigami_HasItsKnownEffects_OverEverySet()
    {
        ShapleyDesign[] designs = [.. Enumerable.Range(0, 10).Select(k => ShapleyDesign.Exact(new ConstrainedCube(3), 1000, 200, 3, 1, "shapley", k))];
        Assert.Equal(ShapleyDesign.ExactCount(3, 1000, 200, 3), designs[0].Points.Count);
        // Independent inputs share an interaction equally: S₁ + S₁₃/2, S₂, S₁₃/2.
        Near([0.435747, 0.442411, 0.121842], Evaluate(designs, TestModels.Ishigami));
    }

    [Fact]
    public void Ishigami_HasItsKnownEffects_OverRandomPermutations()
    {
        ShapleyDesign[] designs = [.. Enumerable.Range(0, 10).Select(k => ShapleyDesign.Random(new ConstrainedCube(3), 600, 1000, 1, 3, 1, "shapley", k))];
        Assert.Equal(ShapleyDesign.RandomCount(3, 600, 1000, 1, 3), designs[0].Points.Count);
        Near([0.435747, 0.442411, 0.121842], Evaluate(designs, TestModels.Ishigami));
    }

    [Fact]
    public void ALinearModelOfCorrelatedNormalInputs_HasTheEffectsOfTheFormula()
    {
        // X₁ + 2X₂, standard normal with correlation ρ = 0.6: V = 1 + 4 + 4ρ = 7.4;
        // V·Sh₁ = β₁²(1 − ρ²/2) + ρβ₁β₂ + β₂²ρ²/2 = 0.82 + 1.2 + 0.72 = 2.74 (Owen and Prieur 2017, SIAM/ASA JUQ 5(1), 986–1002; Iooss and Prieur 2019).
        ShapleyDesign[] designs = [.. Enumerable.Range(0, 10).Select(k => ShapleyDesign.Exact(new NormalPair(0.6), 2000, 1000, 3, 1, "shapley", k))];
        Near([2.74 / 7.4, 4.66 / 7.4], Evaluate(designs, x => x[0] + (2 * x[1])));
    }

    [Fact]
    public void AnInputThatTheModelIgnores_HasAnEffectThroughTheConstraint()
    {
        // On the triangle x ≤ y the output Y = X₁ depends on X₂ through the constraint: V = 1/18. Given y, x is uniform on (0, y): E Var = E y²/12 = 1/24,
        // so c({1}) = 1/24, c({2}) = 0 and the shares are (1/24 + 1/18)/2 : (1/18 − 1/24)/2 of 1/18, 7/8 and 1/8.
        ShapleyDesign[] designs = [.. Enumerable.Range(0, 10).Select(k => ShapleyDesign.Exact(new ConstrainedCube(2, p => p[0] <= p[1]), 2000, 1000, 3, 1, "shapley", k))];
        Assert.All(designs[0].Points, p => Assert.True(p[0] <= p[1]));
        Near([0.875, 0.125], Evaluate(designs, x => x[0]));
    }

    [Fact]
    public void EffectsAddUpToOne()
    {
        ShapleyDesign[] designs = [.. Enumerable.Range(0, 2).Select(k => ShapleyDesign.Random(new ConstrainedCube(6), 5, 10, 1, 3, 1, "shapley", k))];
        Assert.Equal(1, Evaluate(designs, p => p[0] * p[1] / (1 + p[5])).Effects.Sum(effect => effect.Mean), 1e-12);
    }

    [Fact]
    public void AnOutputThatDoesNotVary_HasNoEffects()
    {
        ShapleyDesign[] designs = [.. Enumerable.Range(0, 2).Select(k => ShapleyDesign.Exact(new ConstrainedCube(2), 10, 2, 2, 1, "shapley", k))];
        Assert.Empty(Evaluate(designs, _ => 0.1).Effects);
    }

    [Fact]
    public void BadInput_IsRefusedInWords()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ShapleyDesign.Exact(new ConstrainedCube(13), 10, 2, 2, 1, "s", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ShapleyDesign.Random(new ConstrainedCube(3), 0, 10, 2, 2, 1, "s", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ShapleyDesign.Exact(new ConstrainedCube(3), 10, 2, 1, 1, "s", 0));
        Assert.Contains(
            "No point that the constraint allows",
            Assert.Throws<InvalidOperationException>(() => ShapleyDesign.Exact(new ConstrainedCube(1, _ => false), 2, 1, 2, 1, "s", 0)).Message);
        var design = ShapleyDesign.Exact(new ConstrainedCube(2), 2, 1, 2, 1, "s", 0);
        Assert.Contains("5 numbers; expected one for each of 6", Assert.Throws<ArgumentException>(() => ShapleyEstimator.Estimate([design, design], [Zeros(5), Zeros(6)])).Message);
        Assert.Throws<ArgumentException>(() => ShapleyEstimator.Estimate([design], [Zeros(6)]));
    }

    [Fact]
    public void NoiseIsTakenOutOfTheEffects_WhetherPointsShareItOrNot()
    {
        // f = X₁ + X₂/2: V = (1 + 1/4)/12, shares 4/5 and 1/5. Two replications with noise of variance 1/4, much more than V.
        foreach (bool shared in new[] { false, true })
        {
            ShapleyDesign[] designs = [.. Enumerable.Range(0, 16).Select(k => ShapleyDesign.Exact(new ConstrainedCube(2), 4000, 2000, 3, 1, "shapley", k))];
            double[][][] outputs = [.. designs.Select((design, k) =>
            {
                var draws = new DrawSequence(2, "noise", k);
                double[] common = [draws.NextNormal(), draws.NextNormal()];
                return design.Points.Select(p => common.Select(c => p[0] + (p[1] / 2) + ((shared ? c : draws.NextNormal()) / 2)).ToArray()).ToArray();
            })];
            ShapleyEffects effects = ShapleyEstimator.Estimate(designs, outputs);
            Assert.Equal(1.25 / 12, effects.Variance.Mean, 0.01);
            Near([0.8, 0.2], effects);
        }
    }

    private static double[][] Zeros(int points) => [.. Enumerable.Range(0, points).Select(_ => new double[1])];

    private static ShapleyEffects Evaluate(ShapleyDesign[] designs, Func<double[], double> model) =>
        ShapleyEstimator.Estimate(designs, [.. designs.Select(design => design.Points.Select(p => new[] { model(p) }).ToArray())]);

    private static void Near(double[] known, ShapleyEffects effects)
    {
        for (int i = 0; i < known.Length; i++)
        {
            Estimate effect = effects.Effects[i];
            Assert.Equal(known[i], effect.Mean, 0.03);
            Assert.InRange(known[i], effect.Lower!.Value, effect.Upper!.Value);
        }
    }

    /// <summary>Two standard normal inputs with a correlation.</summary>
    private sealed class NormalPair(double correlation) : IInputDistribution
    {
        public int Dimension => 2;

        public void Draw(double[] point, bool[] free, DrawSequence draws)
        {
            double rest = Math.Sqrt(1 - (correlation * correlation));
            if (free[0]) point[0] = free[1] ? draws.NextNormal() : (correlation * point[1]) + (rest * draws.NextNormal());
            if (free[1]) point[1] = (correlation * point[0]) + (rest * draws.NextNormal());
        }
    }
}
