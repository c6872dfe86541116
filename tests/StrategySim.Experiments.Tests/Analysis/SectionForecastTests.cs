using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Tests.Sweeps;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Tests.Analysis;

/// <summary>What a design cannot feed is said before anything is played, in the words in which results say it.</summary>
public class SectionForecastTests
{
    private static IReadOnlyList<Fault> NotMade(Sweep sweep) => SectionForecast.NotMade(sweep, TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("{ method: grid }", "integers: [0, 1]", "analysis: { sensitivity: [{ outcome: o, method: pawn }, { outcome: o }] }", "/analysis/sensitivity/0/points")]
    [InlineData("{ method: grid }", "integers: [0, 1]", "{ constraints: ['a = b'], analysis: { robustness: { choice: [a], outcome: o } } }", "/analysis/robustness/choice")]
    [InlineData("{ method: grid }", "integers: [0, 1]", "{ constraints: ['a = 1'], analysis: { phaseDiagram: { x: a } } }", "/analysis/phaseDiagram/x")]
    [InlineData("{ method: sobol, points: 16 }", "uniform: [0, 1]", "compare: { baseline: { a: 0 }, against: { a: { from: 1/2 } } }", "/compare/baseline")]
    [InlineData("{ method: saltelli, rows: 8 }", "uniform: [0, 1]", "analysis: { sensitivity: [{ outcome: o, method: sobol, estimand: single-replication }] }", "/analysis/sensitivity/0/estimand")]
    [InlineData("{ method: saltelli, rows: 8 }", "uniform: [0, 1]", "analysis: { sensitivity: [{ outcome: o, method: sobol }], discovery: { interesting: o > 2 } }", "")]
    public void WhatADesignCannotFeed_HasItsPlace_AndTheSweepIsValid(string design, string source, string sections, string pointers)
    {
        string extra = sections.StartsWith('{') ? sections[2..^2].Replace("], analysis", "]\nanalysis", StringComparison.Ordinal) : sections;
        Sweep sweep = MadeStudy.Sweep(MadeStudy.Factors(2, source), design, $"replications: 1\n{extra}");
        Assert.Equal(pointers, string.Join(' ', NotMade(sweep).Select(fault => fault.Pointer)));
        SweepText.Plan(sweep).Require();
    }

    [Fact]
    public void ItIsWhatTheResultsSay()
    {
        Sweep sweep = MadeStudy.Sweep(
            MadeStudy.Factors(2, "integers: [0, 1]"),
            "{ method: grid }",
            "constraints: ['a = b']\nanalysis: { sensitivity: [{ outcome: o, method: pawn }], robustness: { choice: [a], outcome: o } }");
        List<Fault> made = [];
        SweepAnalyses.Make(MadeStudy.Of(sweep, _ => 1), made, TestContext.Current.CancellationToken);
        Assert.Equal(made, NotMade(sweep));
    }

    [Fact]
    public void ProfilesOfRulesThatAreNotPlayed_AreMissed()
    {
        const string Rules = "{ us: { at: /games/us-china/rules/US, oneOf: [grudger, random] }, cn: { at: /games/us-china/rules/CN, oneOf: [grudger, random] } }";
        const string List = "{ method: list, points: [{ us: grudger, cn: grudger }, { us: random, cn: random }] }";
        Fault[] faults = [.. NotMade(SweepText.Require(Rules.Replace(", oneOf: [grudger, random]", "", StringComparison.Ordinal), List, "replications: 1\nanalysis: { empiricalGame: {} }"))];
        Assert.Equal(["points for 2 of 4 profiles of rules", "1 replication of every profile"], faults.Select(fault => fault.Found));
        Assert.All(faults, fault => Assert.Equal("/analysis/empiricalGame", fault.Pointer));
        Assert.Empty(NotMade(SweepText.Require(Rules, extra: "replications: 2\nanalysis: { empiricalGame: {} }")));
    }
}
