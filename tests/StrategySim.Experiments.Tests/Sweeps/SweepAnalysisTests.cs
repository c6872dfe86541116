using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Comparisons;
using StrategySim.Experiments.Discovery;
using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Tests.Analysis;
using StrategySim.GameTheory.Numerics;
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
        Assert.Equal("50/7", sweep.Comparison!.Baseline["k"].Value!.Text);
        Assert.Equal("0", sweep.Comparison.Against["k"].Value!.Text);

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

    [Fact]
    public void AnExactDiagram_OfASampledDesign_HoldsTheOtherFactorsAtTheScenariosOwnValues()
    {
        const string Text = """
            schema: strategysim/sweep/v1
            id: does-counter-leverage-end-blackmail
            scenario: us-china-rare-earths
            factors:
              k:     { parameter: k_scale, uniform: [0, 15] }
              s:     { initialState: stress, uniform: [0, 3] }
              swans: { parameter: swan_rate, uniform: [0, 1/5] }
              play:  { at: /games/us-china/rules/CN, oneOf: [reputation-reader, tit-for-tat, grudger] }   # categorical
            design: { method: latin-hypercube, points: 2000, seed: 7 }
            outcomes:
              concession: { measure: concessionRate, game: us-china, actor: CN }
              surplus:    { measure: jointSurplus, game: us-china }
            replications: { initial: 60, until: { outcome: concession, halfWidth: 0.02 }, max: 480 }
            analysis:
              phaseDiagram: { x: s, y: k, exact: [gameType, riskDominance], overlay: concession }
              discovery:    { method: prim, interesting: concession > 0.5, peel: 0.05 }
            compare: { baseline: { k: 50/7 }, against: { k: 0 } }
            """;
        Sweep sweep = Read(Text).Require();
        Assert.Equal(2000, Plan(sweep, maximumChecked: 60).Require().Points);
        SweepDiagramRequest asked = sweep.Analysis!.PhaseDiagram!;
        Assert.Equal(("s", "k", "us-china", "concession"), (asked.X, asked.Y, asked.Game, asked.Overlay));
        Assert.Equal(["gameType", "riskDominance"], asked.Exact);

        SweepPhaseQuestion question = SweepPhases.Ask(sweep, [.. Enumerable.Range(0, 8).Select(i => ((long)i, sweep.ValuesAt(i)))], asked);
        Assert.Equal(sweep.Scenario.Hash, question.Question.Scenario.Hash);
        Assert.Equal(["play", "swans"], question.Held.Keys);
        Assert.Equal(sweep.Scenario.Parameters["swan_rate"].Definition.AsConstant.ToString(), question.Held["swans"]);
        Assert.Equal((Rational.Zero, (Rational)3, Rational.Zero, (Rational)15), (question.Question.Factor!.From, question.Question.Factor.To, question.Question.By!.From, question.Question.By.To));
        PhaseDiagram diagram = PhaseDiagramSolver.Solve(question.Question, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(diagram.Exact);
        Assert.True(diagram.Lines.Count >= PhaseLimits.DefaultPoints);

        // The values of k are sampled, so that no point has those of the slices.
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => SweepPoints.Compared(sweep));
        Assert.Equal(["/compare/baseline", "/compare/against"], error.Faults.Select(fault => fault.Pointer));
        Assert.All(error.Faults, fault => Assert.Contains("a band of k", fault.Expected, StringComparison.Ordinal));
        Assert.Equal("k = 50/7", error.Faults[0].Found);
    }

    [Fact]
    public void AnExactDiagram_TakesWhatIsLeftOutFromTheScenario_AndPutsInWhatStandsStill()
    {
        Sweep sweep = MadeStudy.Sweep("{ s: { initialState: stress, list: [0, 3] }, k: { parameter: k_us, list: [2] } }", "{ method: grid }", "analysis: { phaseDiagram: { x: s, exact: [gameType] } }");
        SweepDiagramRequest asked = sweep.Analysis!.PhaseDiagram!;
        Assert.Equal(("us-china", null, null), (asked.Game, asked.Y, asked.Overlay));
        Assert.Equal(["gameType"], asked.Exact);
        SweepPhaseQuestion question = SweepPhases.Ask(sweep, [(0, sweep.ValuesAt(0)), (1, sweep.ValuesAt(1))], asked);
        Assert.Equal("2", question.Held["k"]);
        Assert.Equal((Rational)2, question.Question.Scenario.Parameters["k_us"].Definition.AsConstant);
        Assert.Null(question.Question.By);
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => SweepPhases.Ask(sweep, [(0, sweep.ValuesAt(0))], asked));
        Assert.Equal("/x", Assert.Single(error.Faults).Pointer);
    }

    [Fact]
    public void OfSeveralGames_TheOneOfAnExactDiagramHasToBeNamed()
    {
        Fault fault = Assert.Single(Read(Document("{ s: { initialState: stress, uniform: [0, 3] } }", "{ method: sobol, points: 8 }", "analysis: { phaseDiagram: { x: s } }", "us-china-rare-earths")).Faults);
        Assert.Equal("/analysis/phaseDiagram/game", fault.Pointer);
        Assert.Contains("us-china, us-eu", fault.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ x: z }", "/x", "one of a, d, k, one, play")]
    [InlineData("{ x: play }", "/x", "one of a, k")]
    [InlineData("{ x: one }", "/x", "one of a, k")]
    [InlineData("{ x: d }", "/x", "one of a, k")]
    [InlineData("{ x: a }", "/x", "no other follows")]
    [InlineData("{ x: k, y: z }", "/y", "one of a, d, k")]
    [InlineData("{ x: k, y: k }", "/y", "another factor")]
    [InlineData("{ y: k }", "/x", "a name")]
    [InlineData("{ x: k, game: eu }", "/game", "one of us-china")]
    [InlineData("{ x: k, exact: [equilibria] }", "/exact/0", "gameType")]
    [InlineData("{ x: k, exact: [gameType, gameType] }", "/exact", "once")]
    [InlineData("{ x: k, exact: [] }", "/exact", "1")]
    [InlineData("{ x: k, overlay: joy }", "/overlay", "one of o")]
    [InlineData("{ x: k, width: 1 }", "/width", "one of")]
    public void AnExactDiagram_IsRefusedWithItsPlace(string section, string pointer, string expected)
    {
        const string All = "{ a: { parameter: D0, uniform: [0, 1] }, one: { parameter: r_us, list: [1, 1] }, d: { parameter: d_us, derived: a / 2 }, k: { parameter: k_us, uniform: [0, 15] }, play: { at: /games/us-china/rules/CN, oneOf: [grudger, random] } }";
        Fault fault = Assert.Single(Faults($"analysis: {{ phaseDiagram: {section} }}", factors: All));
        Assert.Equal("/analysis/phaseDiagram" + pointer, fault.Pointer);
        Assert.Contains(expected, fault.Expected, StringComparison.Ordinal);
        Assert.True(fault.Line >= 1);
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
