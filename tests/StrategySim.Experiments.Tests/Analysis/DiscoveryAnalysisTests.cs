using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Discovery;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Tests.Analysis;

/// <summary>From the outcomes of a study to boxes of its factors.</summary>
public class DiscoveryAnalysisTests
{
    private const string Factors = "{ a: { parameter: D0, uniform: [0, 1] }, b: { parameter: r_us, uniform: [0, 1] }, play: { at: /games/us-china/rules/CN, oneOf: [grudger, random, tit-for-tat] } }";

    // 1 where a ≤ 0.4 and China plays grudger, whatever b is.
    private static double Known(IReadOnlyList<FactorValue> values) => values[0].Number!.Value.ToDouble() <= 0.4 && values[2].Text == "grudger" ? 1 : 0;

    private static Sweep Sweep(string design) => MadeStudy.Sweep(Factors, design);

    [Fact]
    public void AKnownBox_IsFound_WithUnitsOptionsAndIntervals()
    {
        StudyData data = MadeStudy.Of(Sweep("{ method: sobol, points: 1024, seed: 1 }"), Known);
        DiscoveryResult result = DiscoveryAnalysis.Of(data, OutcomeCondition.Parse("o > 0.5"));
        Assert.Equal("o > 1/2", result.Condition);
        // 0.4 · 1/3 of the points.
        Assert.Equal(0.4 / 3, result.Share, 0.005);
        Assert.True(result.ShareInterval.Lower < result.Share && result.Share < result.ShareInterval.Upper);
        Assert.Equal((1, 1), (result.Boxes[0].Coverage, result.Boxes[0].Mass));
        Assert.Equal("start", result.Boxes[0].Step);

        DiscoveryBox box = result.Boxes[^1];
        Assert.Equal(1, box.Density);
        Assert.True(box.Coverage > 0.9, $"Coverage is {box.Coverage}.");
        Assert.Equal(["a", "play"], box.Restrictions.Select(r => r.Input));
        Assert.Equal("utility", box.Restrictions[0].Unit);
        Assert.Null(box.Restrictions[0].Lower);
        Assert.InRange(box.Restrictions[0].Upper!.Value, 0.36, 0.4);
        Assert.Equal(["grudger"], box.Restrictions[1].Options);
        Assert.All(box.Restrictions, r => Assert.True(r.QuasiPValue < 1e-6));
        Assert.Equal(1, box.DensityInterval.Upper);
        Assert.InRange(box.DensityInterval.Lower!.Value, 0.95, 0.999);
    }

    [Fact]
    public void OfASaltelliDesign_OnlyThePlainPointsAreCases()
    {
        DiscoveryResult result = DiscoveryAnalysis.Of(MadeStudy.Of(MadeStudy.Sweep(MadeStudy.Factors(2), "{ method: saltelli, rows: 64, randomisations: 2 }"), v => MadeStudy.Numbers(v)[0]), OutcomeCondition.Parse("o >= 1/2"));
        Assert.Equal((256, 256), (result.Points.Used, result.Points.Apart));
        Assert.Equal(0.5, result.Share, 1e-12);
        Assert.Equal("a", Assert.Single(result.Boxes[^1].Restrictions).Input);
    }

    [Fact]
    public void WhereEveryPointIsOfInterest_TheNotesSayThatNothingIsToBeFound()
    {
        DiscoveryResult result = DiscoveryAnalysis.Of(MadeStudy.Of(Sweep("{ method: latin-hypercube, points: 40 }"), Known), OutcomeCondition.Parse("o >= 0"));
        Assert.Equal(1, Assert.Single(result.Boxes).Density);
        Assert.Contains(result.Notes, note => note.StartsWith("Every point is of interest", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatCannotBe_IsRefusedWithItsPlace()
    {
        StudyData data = MadeStudy.Of(Sweep("{ method: monte-carlo, points: 20 }"), Known);
        Assert.Equal(["/peel", "/mass", "/interesting"], Refused(data, "joy > 1", new PrimOptions(PeelShare: 0, MinimumMass: 1)).Select(f => f.Pointer));
        Assert.Contains("the outcome is 0 to 1 there", Assert.Single(Refused(data, "o > 1", null)).Found, StringComparison.Ordinal);
        StudyData morris = MadeStudy.Of(MadeStudy.Sweep(MadeStudy.Factors(2), "{ method: morris, trajectories: 4 }"), _ => 1);
        Assert.Equal("/design/method", Assert.Single(Refused(morris, "o > 0", null)).Pointer);

        static IReadOnlyList<Fault> Refused(StudyData data, string condition, PrimOptions? options) =>
            Assert.Throws<InvalidInputException>(() => DiscoveryAnalysis.Of(data, OutcomeCondition.Parse(condition), options)).Faults;
    }

    [Theory]
    [InlineData("conceding-cn > 0.5", "conceding-cn", ">", 0.6, 0.5)]
    [InlineData("o <= 1/4", "o", "<=", 0.25, 0.26)]
    [InlineData("o<0", "o", "<", -1, 0)]
    [InlineData("o ≥ -2", "o", ">=", -2, -2.1)]
    public void Conditions_AreReadAsWritten(string text, string outcome, string comparison, double holds, double fails)
    {
        var condition = OutcomeCondition.Parse(text);
        Assert.Equal((outcome, comparison), (condition.Outcome, condition.Operator));
        Assert.True(condition.Holds(holds));
        Assert.False(condition.Holds(fails));
    }

    [Theory]
    [InlineData("o")]
    [InlineData("> 1")]
    [InlineData("o > high")]
    [InlineData("o > ")]
    [InlineData("0 < o < 1")]
    public void WhatIsNoCondition_IsRefused(string text) =>
        Assert.Equal("/interesting", Assert.Single(Assert.Throws<InvalidInputException>(() => OutcomeCondition.Parse(text)).Faults).Pointer);
}
