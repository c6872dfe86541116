using MathNet.Numerics.Distributions;
using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Statistics;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Tests.Sensitivity;
using StrategySim.Experiments.Tests.Sweeps;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Tests.Analysis;

/// <summary>From the outcomes of a study to what its factors do.</summary>
public class SensitivityAnalysisTests
{
    // N = 2¹⁴ rows in all.
    private const string Saltelli = "{ method: saltelli, rows: 1024, randomisations: 16, seed: 2 }";

    private static SensitivityResult Analyse(StudyData data, SensitivityOptions? options = null) => SensitivityAnalysis.Of(data, "o", options, TestContext.Current.CancellationToken);

    private static IReadOnlyList<Fault> Refused(StudyData data, SensitivityOptions options, string outcome = "o") =>
        Assert.Throws<InvalidInputException>(() => SensitivityAnalysis.Of(data, outcome, options, TestContext.Current.CancellationToken)).Faults;

    [Fact]
    public void Ishigami_OverASaltelliSweep_HasItsKnownIndices_AndTheyHaveConverged()
    {
        Sweep sweep = MadeStudy.Sweep(MadeStudy.Factors(3), "{ method: saltelli, rows: 1024, randomisations: 16, secondOrder: true, seed: 2 }");
        SensitivityResult result = Analyse(MadeStudy.Of(sweep, values => TestModels.Ishigami(MadeStudy.Numbers(values))), new() { Method = "sobol" });
        SobolResult sobol = result.Sobol!;
        Near(TestModels.IshigamiFirst, sobol.Indices.Select(i => i.First));
        Near(TestModels.IshigamiTotal, sobol.Indices.Select(i => i.Total));
        Near([0, 0.243684, 0], sobol.Pairs.Select(p => p.Index));
        Assert.Equal(["a", "b", "c"], sobol.Indices.Select(i => i.Input));
        Assert.Equal([("a", "b"), ("a", "c"), ("b", "c")], sobol.Pairs.Select(p => (p.First, p.Second)));
        Assert.Equal(("conditional-mean", 1024, 16, 1), (sobol.Estimand, sobol.Rows, sobol.Randomisations, sobol.Replications));
        Assert.Null(result.Pawn);

        ConvergenceSeries total = result.Convergence.Single(s => s is { Figure: "total", Input: "c", Over: "rows" });
        Assert.Equal([32, 64, 128, 256, 512, 1024], total.Steps.Select(s => s.Size));
        Assert.Equal(sobol.Indices[2].Total.Mean, total.Steps[^1].Value);
        Assert.True(total.Steps[^1].Upper - total.Steps[^1].Lower < (total.Steps[0].Upper - total.Steps[0].Lower) / 4);
        Assert.Contains(result.Notes, note => note.Contains("one replication of each point", StringComparison.Ordinal));
    }

    [Fact]
    public void SobolG_OverASaltelliSweep_HasItsKnownIndices()
    {
        Sweep sweep = MadeStudy.Sweep(MadeStudy.Factors(8), Saltelli);
        SobolResult sobol = Analyse(MadeStudy.Of(sweep, values => TestModels.SobolG(MadeStudy.Numbers(values))), new() { Method = "sobol" }).Sobol!;
        Near(TestModels.SobolGFirst, sobol.Indices.Select(i => i.First));
        Near(TestModels.SobolGTotal, sobol.Indices.Select(i => i.Total));
    }

    [Fact]
    public void NoiseThatPointsShare_IsSaidToBeShared_AndAddsToTheTotalIndicesOfASingleReplicationOnly()
    {
        // Y = a + ω_r over four replications: ω has the sample variance 1/12, as much as a's.
        double[] omega = [-0.25, 0.25, -0.25, 0.25];
        Sweep sweep = MadeStudy.Sweep(MadeStudy.Factors(2), "{ method: saltelli, rows: 256 }");
        StudyData data = MadeStudy.Of(sweep, 4, (values, r) => values[0].Number!.Value.ToDouble() + omega[r]);

        SobolResult mean = Analyse(data, new() { Method = "sobol" }).Sobol!;
        Assert.Equal([1, 0], mean.Indices.Select(i => Math.Round(i.Total.Mean, 2)));
        Assert.Equal(0.5, mean.NoiseShare!.Mean, 0.01);
        Assert.Equal(mean.NoiseShare.Mean, mean.SharedNoiseShare!.Mean, 1e-9);

        SensitivityResult single = Analyse(data, new() { Method = "sobol", Estimand = "single-replication" });
        Assert.Equal([1, 0.5], single.Sobol!.Indices.Select(i => Math.Round(i.Total.Mean, 2)));
        Assert.Equal([2, 4], single.Convergence.First(s => s.Over == "replications").Steps.Select(s => s.Size));
        Assert.Contains(single.Notes, note => note.Contains("same random numbers", StringComparison.Ordinal));
        Assert.Contains("at least 2 replications", Assert.Single(Refused(MadeStudy.Of(sweep, _ => 1), new() { Method = "sobol", Estimand = "single-replication" })).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void WherePointsDifferInReplications_SobolIndicesTakeThoseThatAllHave()
    {
        Sweep sweep = MadeStudy.Sweep(MadeStudy.Factors(2), "{ method: saltelli, rows: 64 }");
        static double Model(IReadOnlyList<FactorValue> values, int r) => values[0].Number!.Value.ToDouble() * (r < 3 ? 1 : 1000);
        SensitivityResult uneven = Analyse(MadeStudy.Of(sweep, 6, Model, point => MadeStudy.Cut(point, point.Index % 2 == 0 ? 3 : 6)), new() { Method = "sobol" });
        Assert.Equal(3, uneven.Sobol!.Replications);
        Assert.Equal(Analyse(MadeStudy.Of(sweep, 3, Model), new() { Method = "sobol" }).Sobol!.Indices, uneven.Sobol.Indices);
        Assert.Contains(uneven.Notes, note => note.Contains("3 to 6 replications; the 3 that all points have", StringComparison.Ordinal));
    }

    [Fact]
    public void WhereUnitsDifferInLength_MeasuresAreOfTheRatioOfSums()
    {
        // Units of 1 and 3 rounds with a and b a round: the mean per round is (a + 3b)/4.
        Sweep sweep = MadeStudy.Sweep(MadeStudy.Factors(2), "{ method: morris, trajectories: 16 }");
        StudyData data = MadeStudy.Of(sweep, 2, (values, r) => MadeStudy.Numbers(values)[r], point => point with
        {
            Samples = [.. point.Samples.Select(s => new OutcomeSample(s.Key, s.Replications, s.Values, [1, 3]))],
        });
        SensitivityResult result = Analyse(data);
        Assert.Equal([0.25, 0.75], result.Morris!.Measures.Select(m => Math.Round(m.MuStar.Mean, 12)));
        // Linearised, z₁ = r + (a − r)/2 and z₂ = r + 3(b − r)/2: a step of a moves them by 5/8 and −1/8, one of b by 3/8 and 9/8; variance 9/32 both times, over two 9/64.
        Assert.Equal([0.375, 0.375], result.Morris.Measures.Select(m => Math.Round(m.NoiseSd!.Value, 12)));
    }

    [Fact]
    public void Ishigami_OnTheWholeMorrisGrid_HasItsKnownMeasures()
    {
        Sweep sweep = MadeStudy.Sweep(MadeStudy.Factors(3), "{ method: morris, trajectories: all }");
        SensitivityResult result = Analyse(MadeStudy.Of(sweep, values => TestModels.Ishigami(MadeStudy.Numbers(values))));
        Assert.Equal([7.704054, 7.875, 6.248796], result.Morris!.Measures.Select(m => Math.Round(m.MuStar.Mean, 6)));
        Assert.Equal([6.248796, 7.875, 8.837132], result.Morris.Measures.Select(m => Math.Round(m.Sigma!.Value, 6)));
        Assert.Null(result.Morris.Trajectories);
        Assert.Null(result.Pawn);
        Assert.All(result.Convergence, series => Assert.Equal("replications", series.Over));
    }

    [Fact]
    public void MorrisTrajectories_SayWhatNoiseAloneWouldShow()
    {
        // ω·b with ω = ±1 in turn: its mean is 0, and an effect of b over 4 replications has the standard error √((4/3)/4).
        Sweep sweep = MadeStudy.Sweep(MadeStudy.Factors(2), "{ method: morris, trajectories: 16 }");
        SensitivityResult result = Analyse(MadeStudy.Of(sweep, 4, (values, r) => (2 * values[0].Number!.Value.ToDouble()) + (values[1].Number!.Value.ToDouble() * (r % 2 == 0 ? 1 : -1))));
        Assert.Equal([2, 0], result.Morris!.Measures.Select(m => Math.Round(m.MuStar.Mean, 12)));
        Assert.Equal([0, Math.Round(Math.Sqrt(1 / 3.0), 9)], result.Morris.Measures.Select(m => Math.Round(m.NoiseSd!.Value, 9)));
        Assert.Equal([2, 4, 8, 16], result.Convergence.Single(s => s is { Figure: "muStar", Input: "a", Over: "trajectories" }).Steps.Select(s => s.Size));
    }

    [Fact]
    public void TheOutcomeThatIsItsFirstFactor_HasPawnOfSevenTenths_AndTheInertFactorNone()
    {
        Sweep sweep = MadeStudy.Sweep(MadeStudy.Factors(2, "range: { from: 0.01, to: 1, steps: 99 }"), "{ method: grid }");
        SensitivityResult result = Analyse(MadeStudy.Of(sweep, values => MadeStudy.Numbers(values)[0]));
        Assert.Equal([0.7, 0], result.Pawn!.Indices.Select(i => Math.Round(i.Mean, 12)));
        Assert.All(result.Pawn.Indices, i => Assert.InRange(i.Inert, 0.005, 0.05));
        Assert.Equal([1, 0], result.RankCorrelation!.Correlations.Select(c => Math.Round(c.Spearman!.Value, 12)));
        Assert.Equal("utility", result.Inputs[0].Unit);
        Assert.Equal("payoff per round", result.Unit);
        // A part of a grid is no smaller grid.
        Assert.DoesNotContain(result.Convergence, series => series.Over == "points");
    }

    [Fact]
    public void Options_AreGroupsForPawn_InWhateverOrder_AndHaveNoRanks()
    {
        StudyData Study(string options) => MadeStudy.Of(
            MadeStudy.Sweep($"{{ a: {{ parameter: D0, uniform: [0, 1] }}, play: {{ at: /games/us-china/rules/CN, oneOf: {options} }} }}", "{ method: latin-hypercube, points: 300, seed: 1 }"),
            values => values[1].Text == "grudger" ? 1 : 0);

        SensitivityResult result = Analyse(Study("[random, grudger, tit-for-tat]"));
        PawnInputIndex play = result.Pawn!.Indices[1];
        // F is 2/3 at 0; given grudger 0, given another 1: distances 2/3, 1/3, 1/3.
        Assert.Equal(3, play.Groups);
        Assert.Equal(4 / 9.0, play.Mean, 1e-12);
        Assert.True(play.Mean > play.Inert && result.Pawn.Indices[0].Mean < 2 * result.Pawn.Indices[0].Inert);
        Assert.Equal(["a"], result.RankCorrelation!.Correlations.Select(c => c.Input));
        Assert.Contains("no order", Assert.Single(result.RankCorrelation.Refused).Reason, StringComparison.Ordinal);
        Assert.Equal("play", result.RankCorrelation.Refused[0].Input);
    }

    [Fact]
    public void ShapleyEffects_TakeConstraints_AndTellAnInputThatMattersThroughThem()
    {
        // On a ≤ b the outcome a has the effects 7/8 and 1/8, as worked in ShapleyEstimatorTests.
        Sweep sweep = MadeStudy.Sweep(MadeStudy.Factors(2), "{ method: shapley, permutations: all, variance: 1000, outer: 500, seed: 1 }", "constraints: ['a <= b']");
        Assert.Equal(8 * (1000 + (2 * 500 * 3)), sweep.Count);
        StudyData data = MadeStudy.Of(sweep, values => MadeStudy.Numbers(values)[0]);
        Assert.Equal(sweep.Count, data.Points.Count);
        SensitivityResult result = Analyse(data);
        Assert.Equal(["a", "b"], result.Shapley!.Effects.Select(e => e.Input));
        Assert.Equal(0.875, result.Shapley.Effects[0].Effect.Mean, 0.03);
        Assert.InRange(0.875, result.Shapley.Effects[0].Effect.Lower!.Value, result.Shapley.Effects[0].Effect.Upper!.Value);
        Assert.Equal(1, result.Shapley.Effects.Sum(e => e.Effect.Mean), 1e-9);
        // The others are of the points for the variance alone: those are plain draws.
        Assert.Null(result.Sobol);
        Assert.Contains(result.Notes, note => note.Contains("8000 points that are plain draws", StringComparison.Ordinal));
        Assert.Equal([2, 4, 8], result.Convergence.Single(s => s is { Figure: "effect", Input: "a", Over: "randomisations" }).Steps.Select(s => s.Size));
    }

    [Fact]
    public void ShapleyEffects_TakeOptions_AndRandomPermutations()
    {
        // 1 for one of two equally likely options, and b: variances 1/4 and 1/12, shares 3/4 and 1/4.
        Sweep sweep = MadeStudy.Sweep(
            "{ b: { parameter: D0, uniform: [0, 1] }, play: { at: /games/us-china/rules/CN, oneOf: [grudger, random] } }", "{ method: shapley, permutations: 1000, variance: 2000, seed: 3 }");
        Assert.Equal(8 * (2000 + (1000 * 3)), sweep.Count);
        ShapleyResult shapley = Analyse(MadeStudy.Of(sweep, values => values[0].Number!.Value.ToDouble() + (values[1].Text == "grudger" ? 1 : 0)), new() { Method = "shapley" }).Shapley!;
        Assert.Equal(0.25, shapley.Effects[0].Effect.Mean, 0.03);
        Assert.Equal(0.75, shapley.Effects[1].Effect.Mean, 0.03);
    }

    [Fact]
    public void ConstraintsThatLeaveNextToNothing_AreAFaultOfThePlan()
    {
        SweepPlanResult plan = SweepText.Plan(MadeStudy.Sweep(MadeStudy.Factors(2), "{ method: shapley, permutations: 2, variance: 2 }", "constraints: ['a = b']"));
        Fault fault = Assert.Single(plan.Faults);
        Assert.Equal("/constraints", fault.Pointer);
        Assert.Contains("no equalities", fault.Expected, StringComparison.Ordinal);
        Assert.True(fault.Line >= 1);
    }

    [Fact]
    public void SobolIndices_AreRefusedForConstrainedFactorsAndOptions_WithShapleyEffectsOffered()
    {
        Sweep sweep = MadeStudy.Sweep(
            "{ a: { parameter: D0, uniform: [0, 1] }, b: { parameter: r_us, uniform: [0, 1] }, play: { at: /games/us-china/rules/CN, oneOf: [grudger, random] } }",
            "{ method: latin-hypercube, points: 20 }",
            "constraints: ['a <= b']");
        IReadOnlyList<Fault> faults = Refused(MadeStudy.Of(sweep, _ => 1), new() { Method = "sobol" });
        Assert.Equal(["'sobol', and 1 constraint at /constraints", "'sobol', and options at /factors/play/oneOf", "'sobol', and 'latin-hypercube' at /design/method"], faults.Select(f => f.Found));
        Assert.All(faults, fault => Assert.Equal("/method", fault.Pointer));
        Assert.All(faults.Take(2), fault => Assert.Contains("shapley", fault.Expected, StringComparison.Ordinal));
        Assert.Contains("pawn", faults[2].Expected, StringComparison.Ordinal);
        Assert.Equal(["pawn", "rank-correlation"], SensitivityMethods.For(sweep));
    }

    [Theory]
    [InlineData("{ method: morris, trajectories: 4 }", "pawn", "morris")]
    [InlineData("{ method: morris, trajectories: 4 }", "sobol", "saltelli")]
    [InlineData("{ method: sobol, points: 16 }", "morris", "pawn and rank-correlation")]
    [InlineData("{ method: saltelli, rows: 4 }", "shapley", "sobol, pawn")]
    public void AMethodThatTheDesignDoesNotAllow_IsRefused_WithWhatItDoesAllow(string design, string method, string offered)
    {
        Fault fault = Assert.Single(Refused(MadeStudy.Of(MadeStudy.Sweep(MadeStudy.Factors(2), design), _ => 1), new() { Method = method }));
        Assert.Equal("/method", fault.Pointer);
        Assert.EndsWith(" at /design/method", fault.Found, StringComparison.Ordinal);
        Assert.Contains(offered, fault.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void IndicesThatNeedEveryUnit_AreLeftOutWhereUnitsFailedForGood_UnlessTheyAreAskedFor()
    {
        Sweep sweep = MadeStudy.Sweep(MadeStudy.Factors(2), "{ method: saltelli, rows: 8 }");
        StudyData failed = Study(failed: 1, missing: 0);
        SensitivityResult result = Analyse(failed);
        Assert.Null(result.Sobol);
        Assert.NotNull(result.Pawn);
        Assert.NotNull(result.RankCorrelation);
        Assert.Contains(result.Notes, note => note.StartsWith("The design's own indices are left out: of 256 points 0 absent, 1 without a unit, 0 with units not yet played, 1 with failed units.", StringComparison.Ordinal));
        Assert.Equal("/points", Assert.Single(Refused(failed, new() { Method = "sobol" })).Pointer);
        // What is missing may still come.
        Assert.Equal("/points", Assert.Single(Refused(Study(failed: 1, missing: 1), new())).Pointer);

        StudyData Study(int failed, int missing) =>
            MadeStudy.Of(sweep, 1, (values, _) => MadeStudy.Numbers(values)[0], point => point.Index == 5 ? MadeStudy.Cut(point, 0, failed, missing) : point);
    }

    [Fact]
    public void AMethodThatNobodyAskedFor_IsLeftOutWhereItHasTooFewPoints_AsLongAsSomethingIsLeft()
    {
        StudyData six = MadeStudy.Of(MadeStudy.Sweep("{ a: { parameter: D0, integers: [1, 6] } }", "{ method: grid }"), values => MadeStudy.Numbers(values)[0]);
        SensitivityResult result = Analyse(six);
        Assert.Null(result.Pawn);
        Assert.Equal(1, Assert.Single(result.RankCorrelation!.Correlations).Spearman);
        Assert.Contains("There are too few points for PAWN. It takes at least 10, as many as conditioning intervals; there are 6 points.", result.Notes);
        Assert.Equal(("/points", "6 points"), (Refused(six, new() { Method = "pawn" })[0].Pointer, Refused(six, new() { Method = "pawn" })[0].Found));

        StudyData two = MadeStudy.Of(MadeStudy.Sweep("{ a: { parameter: D0, integers: [1, 2] } }", "{ method: grid }"), _ => 1);
        Assert.Equal(["There are too few points for PAWN.", "There are too few points for rank correlations."], Refused(two, new()).Select(fault => fault.Detail));
    }

    [Fact]
    public void WhatIsNotKnown_IsSaidAllAtOnce()
    {
        StudyData data = MadeStudy.Of(MadeStudy.Sweep(MadeStudy.Factors(2), "{ method: sobol, points: 16 }"), _ => 1);
        Assert.Equal(["/outcome", "/method", "/estimand", "/intervals"], Refused(data, new() { Method = "magic", Estimand = "mean", Intervals = 1 }, "joy").Select(f => f.Pointer));
        Assert.Equal(["/estimand"], Refused(data, new() { Estimand = "conditional-mean" }).Select(f => f.Pointer));
        Assert.Equal(["/intervals"], Refused(data, new() { Method = "rank-correlation", Intervals = 5 }).Select(f => f.Pointer));
        Assert.Equal(["/points"], Refused(data, new() { Method = "pawn", Intervals = 20 }).Select(f => f.Pointer));
    }

    [Fact]
    public void DesignsWhosePointsBelongTogether_NeedAllOfThem_AndOthersSayWhatIsLeftOut()
    {
        int place = 0;
        StudyPoint Cut(StudyPoint point) => place++ switch { 3 => MadeStudy.Cut(point, 0, missing: 2), 5 => MadeStudy.Cut(point, 1, failed: 1), _ => point };
        static double Model(IReadOnlyList<FactorValue> values, int r) => values[0].Number!.Value.ToDouble() + r;
        StudyData crossed = MadeStudy.Of(MadeStudy.Sweep(MadeStudy.Factors(2), "{ method: saltelli, rows: 4, randomisations: 2 }"), 2, Model, Cut);
        Fault fault = Assert.Single(Refused(crossed, new()));
        Assert.Equal("/points", fault.Pointer);
        Assert.Contains("of 32 points 0 absent, 1 without a unit, 1 with units not yet played, 1 with failed units", fault.Found, StringComparison.Ordinal);

        place = 0;
        SensitivityResult sampled = Analyse(MadeStudy.Of(MadeStudy.Sweep(MadeStudy.Factors(2), "{ method: latin-hypercube, points: 40 }", "constraints: ['a <= 3/4']"), 2, Model, Cut));
        Assert.Equal((40, 10, 1, 1, 29), (sampled.Points.Design, sampled.Points.Dropped, sampled.Points.LeftOut, sampled.Points.Partial, sampled.Points.Used));
        Assert.Contains(sampled.Notes, note => note.Contains("1 point is left out", StringComparison.Ordinal));
        Assert.Contains(sampled.Notes, note => note.Contains("depend on each other", StringComparison.Ordinal));
    }

    [Fact]
    public void FactorsThatMoveTogether_AreOneInput_AndDerivedOnesNone()
    {
        Sweep sweep = MadeStudy.Sweep(
            "{ a: { parameter: D0, uniform: [0, 1] }, b: { parameter: r_us, uniform: [1, 2] }, c: { parameter: d_us, uniform: [0, 1] }, d: { parameter: r_cn, derived: a + c } }", "{ method: latin-hypercube, points: 64 }", "together: [[a, b]]");
        SensitivityResult result = Analyse(MadeStudy.Of(sweep, values => MadeStudy.Numbers(values)[1]));
        Assert.Equal(["a + b", "c"], result.Inputs.Select(i => i.Name));
        Assert.Equal(1, result.RankCorrelation!.Correlations[0].Spearman!.Value, 1e-12);
    }

    // SobolEstimatorTests has the intervals one by one; here they are widened so that all of a study hold at once (Bonferroni).
    private static void Near(IReadOnlyList<double> known, IEnumerable<Estimate> estimates)
    {
        foreach ((double value, Estimate estimate) in known.Zip(estimates))
        {
            Assert.Equal(value, estimate.Mean, 0.015);
            double half = StudentT.InvCDF(0, 1, estimate.N - 1, 1 - (0.025 / 16)) * estimate.Sd!.Value / Math.Sqrt(estimate.N);
            // Known values have six decimals.
            Assert.True(Math.Abs(value - estimate.Mean) <= half + 5e-7, $"{value} is not within {half} of {estimate}.");
        }
    }
}
