using System.Text.Json;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Matches;
using StrategySim.Simulation.Matches.Exact;

namespace StrategySim.Simulation.Tests.Matches;

/// <summary>Exact matches against known answers: see Conformance/README.md for how these were obtained.</summary>
public sealed class ExactMatchTests
{
    private static readonly Rational Place20 = Rational.Parse("1e-20");

    [Fact]
    public void DeterministicMatches_AreThoseOfTheFile_InEveryGame()
    {
        foreach (JsonElement match in Conformance.Load("deterministic_200.json").GetProperty("matches").EnumerateArray())
        {
            foreach (string game in Conformance.GameIds)
            {
                ExactMatchResult result = ExactMatch.Solve(Conformance.Match(match, game, new MatchSettings { Rounds = match.GetProperty("turns").GetInt32() }), new ExactOptions { LongRun = false });
                Assert.NotNull(result.Played);
                Assert.Equal(match.GetProperty("counts").EnumerateArray().Select(c => c.GetInt64()), result.Played.Counts);
                Assert.Equal(match.GetProperty("opening_row").GetString(), string.Concat(result.Played.Opening[0].Select(s => "CD"[s])));
                Assert.Equal(match.GetProperty("opening_col").GetString(), string.Concat(result.Played.Opening[1].Select(s => "CD"[s])));
                for (int seat = 0; seat < 2; seat++)
                {
                    Rational mean = Conformance.Game(game).Payoff(result.ExpectedFrequencies, seat);
                    Assert.Equal((Rational)match.GetProperty("total").GetProperty(game)[seat].GetInt32(), mean * 200);
                    Assert.Equal(Rational.Parse(match.GetProperty("mean").GetProperty(game)[seat].GetString()!), mean);
                }
            }
        }
    }

    [Fact]
    public void MemoryOnePairs_HaveTheExactFiguresOfTheFile()
    {
        int pairs = 0;
        foreach (JsonElement pair in Conformance.Load("memory_one_exact.json").GetProperty("pairs").EnumerateArray())
        {
            Check(pair, longRunIsRational: true);
            pairs++;
        }

        Assert.Equal(430, pairs);
    }

    [Fact]
    public void PairsWithLongerMemory_HaveTheFiguresOfTheFile()
    {
        int pairs = 0;
        foreach (JsonElement pair in Conformance.Load("finite_state_noise.json").GetProperty("pairs").EnumerateArray())
        {
            Check(pair, longRunIsRational: false);
            pairs++;
        }

        Assert.Equal(44, pairs);
    }

    private static void Check(JsonElement pair, bool longRunIsRational)
    {
        string name = $"{pair.GetProperty("row")} v {pair.GetProperty("col")} at {(pair.TryGetProperty("noise", out JsonElement at) ? at.GetString() : "1/20")}";
        var settings = new MatchSettings
        {
            Rounds = pair.GetProperty("horizon").GetInt32(),
            Noise = Rational.Parse(pair.TryGetProperty("noise", out JsonElement noise) ? noise.GetString()! : "1/20"),
            Discount = Rational.Parse(pair.GetProperty("discount").GetString()!),
        };
        foreach (string id in Conformance.GameIds)
        {
            MatchGame game = Conformance.Game(id);
            ExactMatchResult result = ExactMatch.Solve(Conformance.Match(pair, id, settings), new ExactOptions());
            for (int t = 0; t < 3; t++)
            {
                Assert.True(result.RoundsAreExact[t], name);
                Assert.Equal(Conformance.Numbers(pair.GetProperty("rounds")[t]), result.Rounds[t]);
            }

            LongRun longRun = result.LongRun!;
            Assert.Equal(pair.GetProperty("unique_long_run").GetBoolean(), longRun.IsUnique);
            Near(Conformance.Numbers(pair.GetProperty("long_run")), longRun.Frequencies, longRunIsRational ? Rational.Zero : Rational.Parse("1e-29"), name);
            Near(Conformance.Numbers(pair.GetProperty("long_run_payoff").GetProperty(id)), longRun.Payoffs, longRunIsRational ? Rational.Zero : Rational.Parse("1e-29"), name);
            Near(Conformance.Numbers(pair.GetProperty("discounted_payoff").GetProperty(id)), [game.Payoff(result.DiscountedFrequencies!, 0), game.Payoff(result.DiscountedFrequencies!, 1)], Place20, name);
            Near(Conformance.Numbers(pair.GetProperty("expected_mean").GetProperty(id)), [game.Payoff(result.ExpectedFrequencies, 0), game.Payoff(result.ExpectedFrequencies, 1)], Place20, name);
            Assert.Equal(longRun.IsUnique, pair.TryGetProperty("asymptotic_variance", out JsonElement variances));
            if (!longRun.IsUnique) continue;
            foreach ((Rational expected, Rational found) in Conformance.Numbers(variances.GetProperty(id)).Zip(longRun.Variances!))
            {
                Assert.True((expected - found).Abs() <= Rational.Parse("1e-9") * expected, $"{name}: variance {found.ToDouble()}, expected {expected.ToDouble()}");
            }
        }
    }

    private static void Near(Rational[] expected, IReadOnlyList<Rational> found, Rational tolerance, string name)
    {
        Assert.Equal(expected.Length, found.Count);
        for (int i = 0; i < expected.Length; i++) Assert.True((expected[i] - found[i]).Abs() <= tolerance, $"{name}: {found[i]}, expected {expected[i]}");
    }
}
