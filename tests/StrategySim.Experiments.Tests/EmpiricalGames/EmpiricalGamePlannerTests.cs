using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Tests.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Experiments.Tests.EmpiricalGames;

public class EmpiricalGamePlannerTests
{
    private static readonly string[] Rules = ["defector", "grudger", "myopic-best-reply", "random", "reputation-reader", "tit-for-tat"];

    [Fact]
    public void Profiles_AreThePointsOfTheShippedSweepOverRules()
    {
        Sweep shipped = SweepText.Read(File.ReadAllText(Repository.Path("configs", "sweeps", "rules-in-chicken.yaml"))).Require();
        var setup = new EmpiricalGameSetup { Scenario = shipped.Scenario, Game = "cardinal", Players = [Player("US", Rules), Player("CN", Rules)] };
        Assert.Equal(36, setup.ProfileCount);
        Assert.Equal(shipped.Points().Select(point => point.PointId).Order(), setup.PointIds().Order());
        Assert.Equal([2, 1], setup.RulesOf(13));
    }

    [Fact]
    public void OnlyWhatIsMissing_IsPlanned()
    {
        EmpiricalGameSetup setup = Tiny();
        EmpiricalGamePlan plan = EmpiricalGamePlanner.Plan(setup, [30, 10, 30, 0], 30);
        Assert.Equal([1, 3], plan.Missing);
        Assert.Equal([setup.PointIds()[1], setup.PointIds()[3]], SweepText.Ids(plan.Sweep!));
        Assert.Equal(30, plan.Sweep!.Replications.Maximum);
        Assert.Equal(setup.Payoffs, plan.Sweep.Outcomes.Select(outcome => outcome.Key));
        Assert.Equal(SweepText.Ids(plan.Sweep), SweepText.Ids(SweepReader.Read(plan.Json!, DocumentFormat.Json, _ => null).Require()));
        EmpiricalGamePlan done = EmpiricalGamePlanner.Plan(setup, [30, 30, 31, 30], 30);
        Assert.Empty(done.Missing);
        Assert.Null(done.Sweep);
        Assert.Contains("expected 4", Assert.Throws<ArgumentException>(() => EmpiricalGamePlanner.Plan(setup, [1], 30)).Message);
    }

    [Fact]
    public void WhatAStudyPlayed_BecomesTheGame()
    {
        EmpiricalGameSetup setup = Tiny();
        Sweep sweep = setup.ToSweep([0, 1, 2, 3], 40).Sweep;
        StudyPoint[] points =
        [
            .. sweep.Points().Select(point =>
            {
                CompiledScenario compiled = CompiledScenario.Compile(point.Scenario);
                UnitSummary[] units = [.. Enumerable.Range(0, 40).Select(r => UnitPlayer.Play(compiled, 7, r, TestContext.Current.CancellationToken))];
                OutcomeSample[] samples =
                [
                    .. sweep.Outcomes.Select(o => new OutcomeSample(o.Key, [.. Enumerable.Range(0, 40)], [.. units.Select(u => u.Values[compiled.Layout.IndexOf(o.Key)])], [.. units.Select(u => u.Rounds)])),
                ];
                return new StudyPoint(point.Index, point.Values, point.PointId, samples, 0, 0);
            }),
        ];
        IReadOnlyList<ObservedProfile> observed = EmpiricalGamePlanner.Observations(setup, new StudyData(sweep, sweep.Outcomes, points));
        Assert.Equal(["0 0", "0 1", "1 0", "1 1"], observed.Select(profile => string.Join(' ', profile.Rules)));
        EmpiricalGameResult result = EmpiricalGame.Of(setup.Players, observed, new EmpiricalGameOptions { Epsilon = 0.01 }, TestContext.Current.CancellationToken);
        // Chicken: whoever always holds against one who always yields gets more than both would by yielding.
        Assert.Equal(["defector", "cooperator"], result.Profiles[1].Rules);
        Assert.True(result.Profiles[1].Payoffs[0].Mean > result.Profiles[3].Payoffs[0].Mean);
        Assert.Equal(["0 1 | 1 0", "1 0 | 0 1"], result.Equilibria.Where(e => e.Pure).Select(e => string.Join(" | ", e.Profile.Select(p => string.Join(' ', p)))).Order());
        Assert.All(result.Equilibria.Where(e => e.Pure), e => Assert.Equal(1, e.Survival.Share));
        Assert.Contains("was read without", Assert.Throws<ArgumentException>(() => EmpiricalGamePlanner.Observations(setup with { Outcome = "payoffTotal" }, new StudyData(sweep, sweep.Outcomes, points))).Message);
    }

    [Fact]
    public void EveryFaultOfASetup_IsListed()
    {
        Scenario scenario = SmallScenarios.Tiny();
        var bad = new EmpiricalGameSetup { Scenario = scenario, Game = "g", Outcome = "joy", Players = [Player("A", "grudger", "grudger"), Player("Z", "random"), new("B", [])] };
        Assert.Equal(["/outcome", "/players/A", "/players/Z", "/players/B"], bad.Check().Select(fault => fault.Pointer));
        Assert.Equal(["/game"], (bad with { Game = "h", Outcome = "payoffMean", Players = [Player("A", "grudger")] }).Check().Select(fault => fault.Pointer));
        // Payoffs are not summed across games here.
        Assert.Equal(["/game"], (bad with { Game = null, Outcome = "payoffMean", Players = [Player("A", "grudger")] }).Check().Select(fault => fault.Pointer));
        EmpiricalGameSetup same = Tiny() with { Players = [new("A", [EmpiricalRule.Of("grudger"), new("also", """{"use":"grudger"}""")])] };
        Fault fault = Assert.Single(Assert.Throws<InvalidInputException>(() => same.PointIds()).Faults);
        Assert.Equal(("/players/A/1", "'also', which is 'grudger'"), (fault.Pointer, fault.Found));
        EmpiricalGameSetup none = Tiny() with { Players = [Player("A", "no-such-rule")] };
        Assert.NotEmpty(Assert.Throws<InvalidInputException>(() => none.PointIds()).Faults);
    }

    [Fact]
    public void InAllGames_TheRuleHoldsInEach_AndPayoffsAreTotals()
    {
        Scenario scenario = ScenarioReader.Read("""
            schema: strategysim/scenario/v1
            id: two-games
            status: stylised
            time: { horizon: 5, discountFactor: 9/10 }
            payoffs: { comparableAcrossActors: true, acrossGames: sum }
            actors: { A: Ann, B: Bob }
            games:
              first-game: { form: named, game: chicken, players: { A: A, B: B }, rules: { A: random, B: random } }
              other: { form: named, game: coordination, players: { A: A, B: B }, rules: { A: random, B: random } }
            run: { replications: 10, seed: 7 }
            """, DocumentFormat.Yaml).Require();
        var setup = new EmpiricalGameSetup { Scenario = scenario, Game = null, Players = [Player("A", "defector", "cooperator")] };
        Assert.Equal([new OutcomeKey("A", "*", "payoffMean")], setup.Payoffs);
        Sweep sweep = setup.ToSweep([0, 1], 10).Sweep;
        Assert.Equal(["/games/first-game/rules/A", "/games/other/rules/A"], sweep.Factors.Select(factor => factor.Place));
        Assert.All(sweep.Points().First().Scenario.Games.Values, game => Assert.Equal("defector", game.Rules[0].Id));
    }

    private static EmpiricalGameSetup Tiny() => new()
    {
        Scenario = SmallScenarios.Tiny(), Game = "g", Players = [Player("A", "defector", "cooperator"), Player("B", "defector", "cooperator")],
    };

    private static EmpiricalPlayer Player(string actor, params string[] rules) => new(actor, [.. rules.Select(EmpiricalRule.Of)]);
}
