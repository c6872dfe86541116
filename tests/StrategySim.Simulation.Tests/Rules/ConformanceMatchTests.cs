using System.Text.Json;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Play;
using StrategySim.Testing;

namespace StrategySim.Simulation.Tests.Rules;

/// <summary>Matches with complete known answers: see Conformance/README.md for how they were obtained.</summary>
public sealed class ConformanceMatchTests
{
    private static readonly JsonElement Games = Load("games.json");
    private static readonly string[] Outcomes = ["CC", "CD", "DC", "DD"];

    private static JsonElement Load(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Conformance", name))).RootElement;

    private static string Rule(string id) => id.Replace('_', '-');

    private static string[] Payoffs(string game, string side) => [.. Outcomes.Select(o => Games.GetProperty(game).GetProperty(side).GetProperty(o).ToString())];

    private static CompiledScenario Match(string game, string row, string column, int rounds, string noise) =>
        ScenarioText.Compile(ScenarioText.Match(Payoffs(game, "row"), Payoffs(game, "col"), row, column, rounds, noise));

    [Fact]
    public void DeterministicMatches_AreExact()
    {
        int played = 0;
        foreach (JsonElement match in Load("deterministic_200.json").GetProperty("matches").EnumerateArray())
        {
            string row = Rule(match.GetProperty("row").GetString()!), column = Rule(match.GetProperty("col").GetString()!);
            played++;
            string game = new[] { "ipd", "chicken", "called_bluff" }[played % 3];
            IReadOnlyList<RoundRecord> rounds = ScenarioText.Rounds(Match(game, row, column, match.GetProperty("turns").GetInt32(), "0"));
            int[] counts = [.. Outcomes.Select(o => rounds.Count(r => Played(r) == o))];
            Assert.Equal(match.GetProperty("counts").EnumerateArray().Select(c => c.GetInt32()), counts);
            Assert.Equal(match.GetProperty("opening_row").GetString(), string.Concat(rounds.Take(12).Select(r => r.Games[0].Seats[0].Executed)));
            Assert.Equal(match.GetProperty("opening_col").GetString(), string.Concat(rounds.Take(12).Select(r => r.Games[0].Seats[1].Executed)));
            int[] totals = [.. match.GetProperty("total").GetProperty(game).EnumerateArray().Select(t => t.GetInt32())];
            for (int seat = 0; seat < 2; seat++)
            {
                Assert.Equal((Rational)totals[seat], rounds.Aggregate(Rational.Zero, (sum, r) => sum + r.Games[0].Seats[seat].Payoff));
            }
        }

        Assert.Equal(344, played);
    }

    [Fact]
    public void StochasticMatches_AgreeWithExactExpectations()
    {
        const int Replications = 400, Rounds = 50;
        double sum = 0, squares = 0;
        int n = 0;
        foreach (JsonElement pair in Load("memory_one_exact.json").GetProperty("pairs").EnumerateArray())
        {
            string row = Rule(pair.GetProperty("row").GetString()!), column = Rule(pair.GetProperty("col").GetString()!);
            CompiledScenario scenario = Match("chicken", row, column, Rounds, pair.GetProperty("noise").GetString()!);
            var counts = new int[3, 4];
            for (int replication = 0; replication < Replications; replication++)
            {
                var stepper = new UnitStepper(scenario, 11, replication);
                for (int round = 0; round < 3; round++)
                {
                    stepper.Step();
                    counts[round, Array.IndexOf(Outcomes, Played(RoundRecord.Of(stepper)))]++;
                }
            }

            for (int round = 0; round < 3; round++)
            {
                for (int outcome = 0; outcome < 4; outcome++)
                {
                    double p = Rational.Parse(pair.GetProperty("rounds")[round][outcome].GetString()!).ToDouble();
                    if (p is 0 or 1)
                    {
                        Assert.Equal(p * Replications, counts[round, outcome]);
                        continue;
                    }

                    double z = (counts[round, outcome] - (p * Replications)) / Math.Sqrt(p * (1 - p) * Replications);
                    // Rare outcomes have skewed counts; the normal bound is for the others.
                    if (p * Replications < 10 || (1 - p) * Replications < 10) continue;
                    Assert.True(Math.Abs(z) < 4.5, $"{row} v {column}, round {round + 1}, {Outcomes[outcome]}: z = {z}");
                    sum += z;
                    squares += z * z;
                    n++;
                }
            }
        }

        // Pairs share their draws, so the scores are dependent; the bounds are wide enough for that and catch a bias.
        Assert.InRange(sum / n, -0.5, 0.5);
        Assert.InRange(squares / n, 0.5, 1.6);
    }

    private static string Played(RoundRecord round) => round.Games[0].Seats[0].Executed + round.Games[0].Seats[1].Executed;
}
