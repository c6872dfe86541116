using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Matches;
using StrategySim.Simulation.Matches.Exact;
using StrategySim.Simulation.Matches.Simulated;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Simulation.Tests.Matches;
using StrategySim.Testing;

namespace StrategySim.Simulation.Tests.Rules;

/// <summary>Machines that both players share: one public draw a round, in scenarios and in matches.</summary>
public sealed class SharedMachineTests
{
    // Turns by lot: somebody yields in every round.
    private const string Turns = """{ "give": { "outcome": "C/D", "next": { "give": "1/4", "take": "3/4" } }, "take": { "outcome": "D/C", "next": { "give": "1/4", "take": "3/4" } } }""";

    private static RuleReference Rule(string start, string states = Turns) => new("shared-machine", new SortedDictionary<string, string> { ["start"] = start, ["states"] = states });

    private static Match Between(RuleReference row, RuleReference column, MatchSettings settings) => new(Conformance.Game("chicken"), row, column, settings);

    private static ExactMatchResult Solve(Match match) => ExactMatch.Solve(match, new ExactOptions(), TestContext.Current.CancellationToken);

    private static Rational[] Quarters(params int[] numerators) => [.. numerators.Select(n => Rational.Create(n, 4))];

    [Fact]
    public void BothPlayers_SeeTheOneDrawOfAScenario()
    {
        string rule = $"{{ use: shared-machine, start: {{ give: 1/4, take: 3/4 }}, states: {Turns} }}";
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Match(["3", "2", "4", "1"], ["3", "4", "2", "1"], rule, rule, 400));
        string[] outcomes = [.. ScenarioText.Rounds(scenario, 11).Select(r => string.Concat(r.Games[0].Seats.Select(s => s.Executed)))];
        Assert.Equal(["CD", "DC"], outcomes.Distinct().Order());
        // 400 draws of 1/4: 100 ± 8.66, here within 4.5 of it.
        Assert.InRange(outcomes.Count(o => o == "CD"), 61, 139);
    }

    [Fact]
    public void LotteriesThatDiffer_LieAlongTheSameDraw()
    {
        // Below 1/4 both are at C/D and from 3/4 on at D/C. In between the row player is at C/D and plays C, and the column player at D/C and plays C.
        var match = Between(Rule("""{ "give": "3/4", "take": "1/4" }"""), Rule("""{ "give": "1/4", "take": "3/4" }"""), new MatchSettings { Rounds = 1 });
        Assert.Equal(Quarters(2, 1, 1, 0), Solve(match).Rounds[0]);
    }

    [Fact]
    public void OneLottery_GivesItsOdds_InEveryRoundAndForEver()
    {
        ExactMatchResult result = Solve(Between(Rule("""{ "give": "1" }"""), Rule("""{ "give": "1" }"""), new MatchSettings { Rounds = 3, Discount = Rational.Half }));
        Assert.Equal(Quarters(0, 4, 0, 0), result.Rounds[0]);
        Assert.Equal(Quarters(0, 1, 3, 0), result.Rounds[1]);
        Assert.Equal(Quarters(0, 1, 3, 0), result.LongRun!.Frequencies);
        // Half the weight on round one.
        Assert.Equal(Rational.Create(5, 8), result.DiscountedFrequencies![1]);
        Assert.Null(result.Played);
        // Independent rounds: the variance of 2 and 4 at 1/4 and 3/4.
        Assert.Equal(Rational.Create(3, 4), result.LongRun.Variances![0]);
    }

    [Fact]
    public void SimulatedLotteries_AgreeWithTheExactOnes()
    {
        const string Keep = """{ "keep": { "outcome": "C/C", "next": { "keep": "2/3", "turn": "1/3" }, "ifRowDeparts": "down", "ifColumnDeparts": "down" }, "turn": { "outcome": "D/C", "next": "keep" }, "down": { "outcome": "D/D", "next": { "down": "1/2", "keep": "1/2" } } }""";
        string states = ReadStates(Keep);
        var match = Between(Rule("""{ "keep": "1" }""", states), Rule("""{ "keep": "1" }""", states), new MatchSettings { Rounds = 60, Noise = Rational.Create(1, 20) });
        MatchTally tally = MatchSimulator.Play([match], new SimulationOptions { Repetitions = 2000, Seed = 2 }, TestContext.Current.CancellationToken)[0];
        double[] means = [.. Enumerable.Range(0, 2000).Select(r => tally.Mean(r, 0))];
        double mean = means.Average(), error = Math.Sqrt(means.Sum(x => (x - mean) * (x - mean)) / 1999 / 2000);
        double expected = match.Game.Payoff(Solve(match).ExpectedFrequencies, 0).ToDouble();
        Assert.InRange((mean - expected) / error, -4.5, 4.5);
    }

    [Fact]
    public void Faults_NameStatesAndLotteries()
    {
        const string Rule = """{ use: shared-machine, start: { a: 1/2, c: 1/3 }, states: { a: { outcome: C/X, next: { a: 1/2 } }, b: { next: a, ifRowDeparts: z, plays: C } } }""";
        var result = ScenarioReader.Read(ScenarioText.Match(["3", "2", "4", "1"], ["3", "4", "2", "1"], Rule, "random", 3), DocumentFormat.Yaml);
        const string At = "/games/match/rules/R/";
        Assert.Equal(
            [At + "start", At + "start", At + "states/a/next", At + "states/a/outcome", At + "states/b/ifRowDeparts", At + "states/b/outcome", At + "states/b/plays"],
            result.Faults.Select(f => f.Pointer).Order(StringComparer.Ordinal));
        Assert.Contains(result.Faults, f => f.Found == "probabilities that sum to 5/6");
    }

    // The canonical text of states, as the reader of documents makes it.
    private static string ReadStates(string states)
    {
        Scenario scenario = ScenarioText.Read(ScenarioText.Match(["3", "2", "4", "1"], ["3", "4", "2", "1"], $"{{ use: shared-machine, start: keep, states: {states} }}", "random", 3));
        return scenario.Games["match"].Rules[0].Parameters["states"];
    }
}
