using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Experiments.Tests.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Play;
using StrategySim.Testing;

namespace StrategySim.Experiments.Tests.EmpiricalGames;

public class EmpiricalGameReaderTests
{
    private const string TwoGames = """
        scenario:
          schema: strategysim/scenario/v1
          id: two-games
          status: stylised
          time: { horizon: 5, discountFactor: 9/10 }
          payoffs: { comparableAcrossActors: true, acrossGames: SUM }
          actors: { A: Ann, B: Bob }
          games:
            first-game: { form: named, game: chicken, players: { A: A, B: B }, rules: { A: random, B: random } }
            other: { form: named, game: coordination, players: { A: A, B: B }, rules: { A: random, B: random } }
          run: { replications: 10, seed: 7 }

        """;

    [Fact]
    public void Profiles_AreThePointsOfTheShippedSweepOverTheSameRules()
    {
        Sweep shipped = SweepText.Read(File.ReadAllText(Repository.Path("configs", "sweeps", "rules-in-chicken.yaml"))).Require();
        Sweep own = Read("""
            scenario: chicken
            game: cardinal
            candidates:
              CN: [defector, grudger, myopic-best-reply, random, reputation-reader, tit-for-tat]
              US: [defector, grudger, myopic-best-reply, random, reputation-reader, tit-for-tat]
            replications: 200
            """);
        Assert.Equal(SweepText.Ids(shipped).Order(), SweepText.Ids(own).Order());
        foreach (Sweep sweep in new[] { shipped, own })
        {
            var setup = EmpiricalGameSetup.Of(sweep);
            // The game's first player first, whatever the factors are called.
            Assert.Equal(("cardinal", "US", "CN"), (setup.Game, setup.Players[0].Actor, setup.Players[1].Actor));
            Assert.Equal("defector grudger myopic-best-reply random reputation-reader tit-for-tat", string.Join(' ', setup.Players[0].Rules));
            Assert.Equal([new OutcomeKey("US", "cardinal", "payoffMean"), new OutcomeKey("CN", "cardinal", "payoffMean")], setup.Outcomes.Select(outcome => outcome.Key));
        }
    }

    [Fact]
    public void ADocument_SaysPayoffEpsilonReplicationsAndSeed()
    {
        EmpiricalGameReadResult read = Try("""
            scenario: chicken
            game: cardinal
            candidates: { US: [defector, { use: memory-one, first: 1/2 }], CN: [random] }
            payoff: payoffDiscounted
            epsilon: 1/20
            replications: 12
            seed: 18446744073709551615
            """);
        Assert.Empty(read.Faults);
        var setup = EmpiricalGameSetup.Of(read.Sweep!);
        Assert.Equal(("payoffDiscounted", 0.05, 12, ulong.MaxValue), (setup.Payoff, setup.Epsilon, read.Sweep!.Replications.Maximum, read.Seed));
        Assert.Equal(["defector", "memory-one(first: 1/2)"], setup.Players[0].Rules);
        Assert.Equal("payoffTotal", EmpiricalGameSetup.Of(read.Sweep, "payoffTotal").Payoff);
        Assert.Contains("'joy'", Assert.Throws<InvalidInputException>(() => EmpiricalGameSetup.Of(read.Sweep, "joy")).Faults[0].Found);
    }

    [Fact]
    public void WhatAStudyPlayed_BecomesTheGame()
    {
        Sweep sweep = Read("scenario: chicken\ngame: cardinal\ncandidates: { US: [defector, cooperator], CN: [defector, cooperator] }\nreplications: 40\n");
        var setup = EmpiricalGameSetup.Of(sweep);
        StudyData data = Play(sweep, setup.Outcomes);
        EmpiricalGameResult result = EmpiricalGame.Of(setup.Players, setup.Observed(data), new EmpiricalGameOptions { Epsilon = 0.01 }, TestContext.Current.CancellationToken);
        // Chicken: whoever always holds against one who always yields gets more than both would by yielding.
        EmpiricalProfile hold = result.Profiles.Single(profile => profile.Rules.SequenceEqual(["defector", "cooperator"])), yield = result.Profiles.Single(profile => profile.Rules.SequenceEqual(["cooperator", "cooperator"]));
        Assert.True(hold.Payoffs[0].Mean > yield.Payoffs[0].Mean);
        Assert.Equal(["0 1 | 1 0", "1 0 | 0 1"], result.Equilibria.Where(e => e.Pure).Select(e => string.Join(" | ", e.Profile.Select(p => string.Join(' ', p)))).Order());
        Assert.All(result.Equilibria.Where(e => e.Pure), e => Assert.Equal(1, e.Survival.Share));
        Assert.Contains("/outcomes", Assert.Throws<InvalidInputException>(() => EmpiricalGameSetup.Of(sweep, "payoffTotal").Observed(data)).Faults.Select(fault => fault.Pointer));
        // The document asks for the game among its analyses.
        Assert.Equal(result.Equilibria.Count, SweepAnalyses.Of(data, TestContext.Current.CancellationToken).EmpiricalGame!.Equilibria.Count);
    }

    [Fact]
    public void InAllGames_TheRuleHoldsInEach_AndPayoffsAreTotals()
    {
        Sweep sweep = Read(TwoGames.Replace("SUM", "sum", StringComparison.Ordinal) + "candidates: { A: [defector, cooperator] }\n");
        var setup = EmpiricalGameSetup.Of(sweep);
        Assert.Null(setup.Game);
        Assert.Equal([new OutcomeKey("A", "*", "payoffMean")], setup.Outcomes.Select(outcome => outcome.Key));
        Assert.Equal(["/games/first-game/rules/A", "/games/other/rules/A"], sweep.Factors.Select(factor => factor.Place));
        Assert.Equal(2, sweep.Count);
        Assert.All(sweep.Points().First().Scenario.Games.Values, game => Assert.Equal("defector", game.Rules[0].Id));
    }

    [Theory]
    [InlineData("scenario: chicken\ngame: poker\ncandidates: { US: [defector, random] }\n", "2:7 /game 'poker'")]
    [InlineData("scenario: nowhere\ncandidates: { US: [defector, random] }\n", "1:11 /scenario 'nowhere'")]
    [InlineData("scenario: chicken\ncandidates: { US: [defector, random] }\n", "1:1 /game ")]
    [InlineData("scenario: chicken\ngame: cardinal\ncandidates: { US: [defector, random], EU: [random] }\n", "3:39 /candidates/EU 'EU'")]
    [InlineData("scenario: chicken\ngame: cardinal\ncandidates: { US: [defector, tit4tat] }\n", "3:30 /candidates/US/1 'tit4tat'")]
    [InlineData("scenario: chicken\ngame: cardinal\ncandidates: { US: [defector, { use: memory-one, cake: 1 }] }\n", "3:49 /candidates/US/1/cake 'cake'")]
    [InlineData("scenario: chicken\ngame: cardinal\ncandidates: { US: [random, { use: random }] }\n", "3:28 /candidates/US/1 a map with use, the same as the candidate 0")]
    [InlineData("scenario: chicken\ngame: cardinal\ncandidates: { US: [random], CN: [random] }\n", "3:13 /candidates one rule for everybody")]
    [InlineData("scenario: chicken\ngame: cardinal\ncandidates: { US: [] }\n", "3:19 /candidates/US a list of 0")]
    [InlineData("scenario: chicken\ngame: cardinal\ncandidates: { US: [defector, random] }\nepsilon: -1\n", "4:10 /epsilon -1")]
    [InlineData("scenario: chicken\ngame: cardinal\ncandidates: { US: [defector, random] }\npayoff: joy\n", "4:9 /payoff 'joy'")]
    [InlineData("scenario: chicken\ngame: cardinal\ncandidates: { US: [defector, random] }\nreplications: 1\n", "4:15 /replications 1")]
    [InlineData("scenario: chicken\ngame: cardinal\ncandidates: { US: [defector, random] }\ncolour: red\n", "4:1 /colour 'colour'")]
    public void AFault_IsNamedWithItsPlace(string text, string expected) => Assert.Contains(expected, Try(text).Faults.Select(fault => $"{fault.Line}:{fault.Column} {fault.Pointer} {fault.Found}"));

    [Fact]
    public void EveryFault_IsListedAtOnce()
    {
        IReadOnlyList<Fault> faults = Try("scenario: chicken\ngame: cardinal\ncandidates: { US: [defector, tit4tat, no], EU: [random] }\npayoff: joy\nepsilon: -1\n").Faults;
        Assert.Equal(["/candidates/US/1", "/candidates/US/2", "/candidates/EU", "/payoff", "/epsilon"], faults.Select(fault => fault.Pointer));
    }

    [Fact]
    public void TooManyProfiles_AreRefusedWithTheirNumber()
    {
        string rules = string.Join(", ", Enumerable.Range(0, 51).Select(i => $"{{ use: memory-one, first: {i}/100 }}"));
        Fault fault = Assert.Single(Try($"scenario: chicken\ngame: cardinal\ncandidates: {{ US: [{rules}], CN: [{rules}] }}\n").Faults);
        Assert.Equal(("/candidates", "2601 profiles", "at most 2500 profiles"), (fault.Pointer, fault.Found, fault.Expected));
    }

    [Fact]
    public void ASweepOverOtherThings_IsNoGame()
    {
        Sweep swans = SweepText.Read(File.ReadAllText(Repository.Path("configs", "sweeps", "black-swans.yaml"))).Require();
        Assert.All(Assert.Throws<InvalidInputException>(() => EmpiricalGameSetup.Of(swans)).Faults, fault => Assert.StartsWith("/factors/", fault.Pointer));
        const string Asked = """
            schema: strategysim/sweep/v1
            id: asked
            scenario: chicken
            factors: { r: { at: /games/cardinal/rules/US, oneOf: [random, defector] }, h: { at: /time/horizon, integers: [5, 6] } }
            design: { method: grid }
            analysis: { empiricalGame: { epsilon: -1 } }
            """;
        Assert.Equal(["/analysis/empiricalGame/epsilon"], SweepText.Read(Asked).Faults.Select(fault => fault.Pointer));
        Fault kind = Assert.Single(SweepText.Read(Asked.Replace("-1", "1/20", StringComparison.Ordinal)).Faults);
        Assert.Equal(("/factors/h", 4), (kind.Pointer, kind.Line));
    }

    private static EmpiricalGameReadResult Try(string text)
    {
        (DocumentNode? root, IReadOnlyList<Fault> faults) = DocumentParser.Parse(text, DocumentFormat.Yaml);
        return EmpiricalGameReader.Read(root!, SweepText.Shipped, faults);
    }

    private static Sweep Read(string text)
    {
        EmpiricalGameReadResult read = Try(text);
        Assert.Empty(read.Faults);
        return read.Sweep!;
    }

    private static StudyData Play(Sweep sweep, IReadOnlyList<SweepOutcome> outcomes)
    {
        int replications = sweep.Replications.Maximum;
        StudyPoint[] points =
        [
            .. sweep.Points().Select(point =>
            {
                var compiled = CompiledScenario.Compile(point.Scenario);
                UnitSummary[] units = [.. Enumerable.Range(0, replications).Select(r => UnitPlayer.Play(compiled, 7, r, TestContext.Current.CancellationToken))];
                return new StudyPoint(
                    point.Index,
                    point.Values,
                    point.PointId,
                    [.. outcomes.Select(o => new OutcomeSample(o.Key, [.. Enumerable.Range(0, replications)], [.. units.Select(u => u.Values[compiled.Layout.IndexOf(o.Key)])], [.. units.Select(u => u.Rounds)]))],
                    0,
                    0);
            }),
        ];
        return new StudyData(sweep, outcomes, points);
    }
}
