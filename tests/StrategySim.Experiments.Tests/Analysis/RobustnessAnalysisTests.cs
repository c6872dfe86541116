using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Tests.Analysis;

/// <summary>Which choice is best over the other factors.</summary>
public class RobustnessAnalysisTests
{
    private const string Factors = "{ a: { parameter: D0, list: [1, 2, 3, 4] }, play: { at: /games/us-china/rules/CN, oneOf: [grudger, random] } }";

    // Grudger: 0, 2, 8, 10; random: 3, 3, 4, 4.
    private static double Payoff(IReadOnlyList<FactorValue> values)
    {
        int state = (int)values[0].Number!.Value.ToDouble() - 1;
        return values[1].Text == "grudger" ? new double[] { 0, 2, 8, 10 }[state] : new double[] { 3, 3, 4, 4 }[state];
    }

    private static StudyData Study(string design = "{ method: grid }", string extra = "", Func<StudyPoint, StudyPoint>? change = null) =>
        MadeStudy.Of(MadeStudy.Sweep(Factors, design, extra), 1, (values, _) => Payoff(values), change);

    [Fact]
    public void TwoRulesInFourStates_HaveTheMeasuresWorkedByHand()
    {
        RobustnessResult result = RobustnessAnalysis.Of(Study(), ["play"], "o", new() { Quantile = 0.5, Threshold = 3 });
        Assert.Equal((4, 0), (result.States, result.LeftOut));
        ChoiceResult grudger = result.Choices[0], random = result.Choices[1];
        Assert.Equal(("grudger", 0, 3, 5, 5, 0.5), (grudger.Choice, grudger.Worst, grudger.MaximumRegret, grudger.Mean, grudger.Quantile, grudger.Satisficing!.Value));
        Assert.Equal(("random", 3, 6, 3.5, 3.5, 1), (random.Choice, random.Worst, random.MaximumRegret, random.Mean, random.Quantile, random.Satisficing!.Value));
        Assert.Equal("1", grudger.WorstState["a"]);
        Assert.Equal(["random"], result.Maximin);
        Assert.Equal(["grudger"], result.MinimaxRegret);
        Assert.Equal(["grudger"], result.BestMean);
        Assert.Equal(["random"], result.BestSatisficing);
        Assert.Equal(1, random.SatisficingInterval!.Upper);
    }

    [Fact]
    public void OfACost_TheLeastIsBest()
    {
        RobustnessResult result = RobustnessAnalysis.Of(Study(), ["play"], "o", new() { HigherIsBetter = false, Quantile = 0, Threshold = 3 });
        Assert.Equal((10, 10, 6, 5), (result.Choices[0].Worst, result.Choices[0].Quantile, result.Choices[0].MaximumRegret, result.Choices[0].Mean));
        Assert.Equal("4", result.Choices[0].WorstState["a"]);
        Assert.Equal(["random"], result.Maximin);
        Assert.Equal(0.5, result.Choices[1].Satisficing);
    }

    [Fact]
    public void StatesWhereAChoiceIsMissing_AreLeftOutAndCounted()
    {
        RobustnessResult result = RobustnessAnalysis.Of(Study(change: point => point.Index == 0 ? MadeStudy.Cut(point, 0, missing: 1) : point), ["play"], "o");
        Assert.Equal((3, 1), (result.States, result.LeftOut));
        Assert.Equal(2, result.Choices.Single(c => c.Choice == "grudger").Worst);
        Assert.Empty(result.BestSatisficing);
        Assert.Null(result.Choices[0].Satisficing);
    }

    [Fact]
    public void ChoicesThatWereTriedInDifferentStates_AreRefused()
    {
        StudyData sampled = MadeStudy.Of(
            MadeStudy.Sweep("{ a: { parameter: D0, uniform: [0, 1] }, play: { at: /games/us-china/rules/CN, oneOf: [grudger, random] } }", "{ method: latin-hypercube, points: 20 }"), _ => 1);
        Fault fault = Assert.Single(Assert.Throws<InvalidInputException>(() => RobustnessAnalysis.Of(sampled, ["play"], "o")).Faults);
        Assert.Equal("/choice", fault.Pointer);
        Assert.Contains("the design grid", fault.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongNamesAndSettings_AreSaidAllAtOnce()
    {
        IReadOnlyList<Fault> faults = Assert.Throws<InvalidInputException>(() => RobustnessAnalysis.Of(Study(), ["play", "rule", "play"], "joy", new() { Quantile = 2 })).Faults;
        Assert.Equal(["/choice/1", "/choice/2", "/quantile", "/outcome"], faults.Select(f => f.Pointer));
        Assert.Equal("/choice", Assert.Single(Assert.Throws<InvalidInputException>(() => RobustnessAnalysis.Of(Study(), ["play", "a"], "o")).Faults).Pointer);
    }
}
