using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Discovery;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Tests.Analysis;
using StrategySim.Simulation.Faults;
using static StrategySim.Experiments.Tests.Sweeps.SweepText;

namespace StrategySim.Experiments.Tests.Sweeps;

/// <summary>The sections of a sweep document that say what is to be made of its outcomes.</summary>
public class SweepAnalysisTests
{
    private const string Factors = "{ a: { parameter: D0, uniform: [0, 1] }, k: { parameter: k_us, uniform: [0, 15] }, play: { at: /games/us-china/rules/CN, oneOf: [grudger, random] } }";

    private static IReadOnlyList<Fault> Faults(string section, string design = "{ method: latin-hypercube, points: 40 }", string factors = Factors) =>
        Read(Document(factors, design, $"{MadeStudy.Outcomes}\n{section}")).Faults;

    [Fact]
    public void WhatIsAskedFor_IsReadAndDone()
    {
        Sweep sweep = MadeStudy.Sweep(
            Factors,
            "{ method: latin-hypercube, points: 40 }",
            """
            analysis:
              sensitivity: [{ outcome: o }, { outcome: o, method: pawn, intervals: 4 }]
              discovery: { method: prim, interesting: o > 0.5, peel: 0.1, objective: density }
            compare: { baseline: { k: 50/7 }, against: { k: 0 } }
            """);
        Assert.Equal(new PrimOptions(0.1, Objective: PrimObjective.Density), sweep.Analysis!.Discovery!.Options);
        Assert.Equal("50/7", sweep.Comparison!.Baseline["k"].Text);
        Assert.Equal("0", sweep.Comparison.Against["k"].Text);

        StudyData data = MadeStudy.Of(sweep, values => values[0].Number!.Value.ToDouble());
        SweepAnalysisResult result = SweepAnalyses.Of(data, TestContext.Current.CancellationToken);
        Assert.NotNull(result.Sensitivity[0].RankCorrelation);
        Assert.Equal(4, result.Sensitivity[1].Pawn!.Intervals);
        Assert.Null(result.Sensitivity[1].RankCorrelation);
        Assert.Equal("a", result.Discovery!.Boxes[^1].Restrictions[0].Input);
        Assert.Null(result.Robustness);
    }

    [Fact]
    public void Robustness_IsReadAndDone()
    {
        Sweep sweep = MadeStudy.Sweep(
            "{ a: { parameter: D0, list: [0, 1] }, play: { at: /games/us-china/rules/CN, oneOf: [grudger, random] } }",
            "{ method: grid }",
            "analysis: { robustness: { choice: [play], outcome: o, best: lowest, quantile: 1/4, threshold: 1/2 } }");
        RobustnessResult result = SweepAnalyses.Of(MadeStudy.Of(sweep, v => v[1].Text == "random" ? 1 : 0), TestContext.Current.CancellationToken).Robustness!;
        Assert.Equal((false, 0.25, 0.5), (result.HigherIsBetter, result.Quantile, result.Threshold));
        Assert.Equal(["grudger"], result.Maximin);
    }

    [Fact]
    public void WhatTheDataDoNotAllow_HasItsPlaceInTheDocument()
    {
        Sweep sweep = MadeStudy.Sweep(Factors, "{ method: latin-hypercube, points: 40 }", "analysis: { sensitivity: [{ outcome: o, method: pawn, intervals: 50 }], discovery: { interesting: o > 2 } }");
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => SweepAnalyses.Of(MadeStudy.Of(sweep, _ => 1), TestContext.Current.CancellationToken));
        Assert.Equal(["/analysis/sensitivity/0/points", "/analysis/discovery/interesting"], error.Faults.Select(f => f.Pointer));
        Sweep without = MadeStudy.Sweep(Factors, "{ method: latin-hypercube, points: 40 }");
        Assert.Equal("/analysis", Assert.Throws<InvalidInputException>(() => SweepAnalyses.Of(MadeStudy.Of(without, _ => 1), TestContext.Current.CancellationToken)).Faults[0].Pointer);
    }

    [Theory]
    [InlineData("analysis: {}", "/analysis", "at least one of")]
    [InlineData("analysis: { magic: true }", "/analysis/magic", "one of sensitivity")]
    [InlineData("analysis: { sensitivity: [{ outcome: joy }] }", "/analysis/sensitivity/0/outcome", "one of o")]
    [InlineData("analysis: { sensitivity: [{ outcome: o, method: magic }] }", "/analysis/sensitivity/0/method", "one of sobol")]
    [InlineData("analysis: { sensitivity: [{ outcome: o, method: morris }] }", "/analysis/sensitivity/0/method", "the design morris")]
    [InlineData("analysis: { sensitivity: [{ outcome: o, estimand: conditional-mean }] }", "/analysis/sensitivity/0/estimand", "Sobol indices only")]
    [InlineData("analysis: { sensitivity: [{ outcome: o, method: rank-correlation, intervals: 5 }] }", "/analysis/sensitivity/0/intervals", "PAWN only")]
    [InlineData("analysis: { discovery: { interesting: joy > 1 } }", "/analysis/discovery/interesting", "one of o")]
    [InlineData("analysis: { discovery: { interesting: o } }", "/analysis/discovery/interesting", "such as concession > 0.5")]
    [InlineData("analysis: { discovery: { interesting: o > 1, peel: 2 } }", "/analysis/discovery/peel", "below 1")]
    [InlineData("analysis: { discovery: { method: cart, interesting: o > 1 } }", "/analysis/discovery/method", "prim")]
    [InlineData("analysis: { robustness: { choice: [play], outcome: o } }", "/analysis/robustness/choice", "the design grid")]
    [InlineData("compare: { baseline: { k: 1 } }", "/compare/against", "a map")]
    [InlineData("compare: { baseline: { k: 1 }, against: { z: 1 } }", "/compare/against/z", "one of a, k, play")]
    [InlineData("compare: { baseline: { k: 1 }, against: { k: much } }", "/compare/against/k", "an exact number")]
    [InlineData("compare: { baseline: { k: 1 }, against: { k: 16 } }", "/compare/against/k", "from 0 to 15")]
    [InlineData("compare: { baseline: { play: random }, against: { play: tit-for-tat } }", "/compare/against/play", "one of grudger, random")]
    [InlineData("compare: { baseline: { k: 1/2 }, against: { k: 0.5 } }", "/compare", "another value")]
    public void ASection_IsRefusedWithItsPlace(string section, string pointer, string expected)
    {
        Fault fault = Assert.Single(Faults(section));
        Assert.Equal(pointer, fault.Pointer);
        Assert.Contains(expected, fault.Expected, StringComparison.Ordinal);
        Assert.True(fault.Line >= 1);
    }

    [Theory]
    [InlineData("{ choice: [play, z], outcome: o }", "/analysis/robustness/choice/1")]
    [InlineData("{ choice: [play, a], outcome: o }", "/analysis/robustness/choice")]
    [InlineData("{ choice: [play], outcome: joy }", "/analysis/robustness/outcome")]
    [InlineData("{ choice: [play], outcome: o, quantile: 2 }", "/analysis/robustness/quantile")]
    public void ARobustness_IsRefusedWithItsPlace(string section, string pointer) =>
        Assert.Equal(pointer, Assert.Single(Faults($"analysis: {{ robustness: {section} }}", "{ method: grid }", "{ a: { parameter: D0, list: [0, 1] }, play: { at: /games/us-china/rules/CN, oneOf: [grudger, random] } }")).Pointer);

    [Theory]
    [InlineData("{ method: shapley, permutations: all, variance: 1 }", "/design/variance", "from 2")]
    [InlineData("{ method: shapley, permutations: some, variance: 9 }", "/design/permutations", "'all'")]
    [InlineData("{ method: shapley, variance: 9 }", "/design/permutations", "all")]
    [InlineData("{ method: shapley, permutations: all, variance: 9, inner: 1 }", "/design/inner", "from 2")]
    [InlineData("{ method: shapley, permutations: 1000000, variance: 9 }", "/design", "1,000,000 points")]
    public void AShapleyDesign_IsRefusedWithItsPlace(string design, string pointer, string expected)
    {
        Fault fault = Assert.Single(Faults("", design));
        Assert.Equal(pointer, fault.Pointer);
        Assert.Contains(expected, fault.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void AllPermutations_AreForTwelveFactorsAtMost()
    {
        string factors = $"{{ {string.Join(", ", Enumerable.Range(0, 13).Select(i => $"f{i}: {{ uniform: [0, 1] }}"))}, sum: {{ parameter: D0, derived: {string.Join(" + ", Enumerable.Range(0, 13).Select(i => $"f{i}"))} }} }}";
        Fault fault = Assert.Single(Faults("", "{ method: shapley, permutations: all, variance: 10 }", factors));
        Assert.Equal("/design/permutations", fault.Pointer);
        Assert.Contains("random permutations", fault.Expected, StringComparison.Ordinal);
    }
}
