using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Shocks;
using StrategySim.Testing;

namespace StrategySim.Simulation.Tests.Shocks;

public sealed class ShockTests
{
    private static string Shocked(string shocks, string s = "{ initial: 0, min: -1000, max: 1000 }", int horizon = 61) =>
        ScenarioText.Path(s: s, extra: $"shocks:\n{shocks}", horizon: horizon);

    private static double[] States(string yaml, int replication = 0, ulong seed = 5) =>
        [.. ScenarioText.Rounds(ScenarioText.Compile(yaml), seed, replication).Select(r => r.States["s"].ToDouble())];

    [Fact]
    public void PoissonCounts_HaveTheirMeanAndVariance()
    {
        const double Rate = 0.7;
        CompiledScenario scenario = ScenarioText.Compile(Shocked("  x: { process: poisson, rate: 7/10, target: s, size: 1 }", horizon: 1000));
        var counts = new List<int>();
        for (int replication = 0; replication < 20; replication++) counts.AddRange(ScenarioText.Rounds(scenario, 3, replication).Select(r => r.Arrivals));
        double mean = counts.Average(), variance = counts.Sum(c => (c - mean) * (c - mean)) / (counts.Count - 1);
        // n = 20,000: standard error of the mean √(0.7/n) = 0.0059, of the variance about √((0.7 + 2·0.49)/n) = 0.0092; five of each.
        Assert.Equal(Rate, mean, 0.03);
        Assert.Equal(Rate, variance, 0.046);
    }

    [Fact]
    public void AHigherRate_OnlyAddsArrivals_AndMovesNoSize()
    {
        double[] low = States(Shocked("  x: { process: poisson, rate: 1/10, target: s, size: { exponential: 1 } }"));
        double[] high = States(Shocked("  x: { process: poisson, rate: 1/2, target: s, size: { exponential: 1 } }"));
        double Step(double[] path, int t) => path[t] - (t == 0 ? 0 : path[t - 1]);
        int more = 0;
        for (int t = 0; t < low.Length; t++)
        {
            if (Step(low, t) > 0) Assert.True(Step(high, t) >= Step(low, t) - 1e-12);
            if (Step(high, t) > Step(low, t)) more++;
        }

        Assert.True(more > 3);
    }

    [Theory]
    [InlineData("{ exponential: 2 }", 2.0, 4.0)]
    [InlineData("{ uniform: [-1, 3] }", 1.0, 4 / 3.0)]
    [InlineData("{ normal: [1, 2] }", 1.0, 4.0)]
    public void Sizes_HaveTheirMeanAndVariance(string size, double mean, double variance)
    {
        // One arrival a round, lasting: the increments are the sizes.
        string rounds = string.Join(", ", Enumerable.Range(1, 5000));
        double[] path = States(Shocked($"  x: {{ process: scheduled, rounds: [{rounds}], target: s, size: {size} }}", s: "{ initial: 0 }", horizon: 5000));
        double[] sizes = [.. path.Select((v, t) => v - (t == 0 ? 0 : path[t - 1]))];
        double m = sizes.Average(), v = sizes.Sum(x => (x - m) * (x - m)) / (sizes.Length - 1);
        Assert.Equal(mean, m, 5 * Math.Sqrt(variance / sizes.Length));
        // The fourth moment of the exponential is the heaviest of the three: variance of the sample variance at most 8σ⁴/n.
        Assert.Equal(variance, v, 5 * variance * Math.Sqrt(8.0 / sizes.Length));
        Assert.All(sizes, x => Assert.Equal(0, (x * 1e6) - Math.Round(x * 1e6), 3));
    }

    [Fact]
    public void APassingShock_HalvesInItsHalfLife_AndALastingOneStays()
    {
        double[] passing = States(Shocked("  x: { process: scheduled, rounds: [3], target: s, size: 8, halfLife: 2 }"));
        Assert.Equal([0, 0, 8, 5.656854, 4, 2.828427, 2], passing.Take(7), (a, b) => Math.Abs(a - b) < 2e-6);
        double[] lasting = States(Shocked("  x: { process: scheduled, rounds: [3], target: s, size: 8 }"));
        Assert.Equal([0, 0, 8, 8, 8], lasting.Take(5));
    }

    [Fact]
    public void ALastingShock_MovesTheBase_WhichReturnsByTheStatesHalfLife()
    {
        double[] path = States(Shocked("  x: { process: scheduled, rounds: [2], target: s, size: 4 }", s: "{ initial: 1, halfLife: 1 }"));
        Assert.Equal([1, 5, 3, 2, 1.5], path.Take(5));
    }

    [Fact]
    public void Bounds_HoldForTheSum()
    {
        double[] path = States(Shocked("  x: { process: scheduled, rounds: [2], target: s, size: 10, halfLife: 1 }", s: "{ initial: 0, drift: 1/2, min: 0, max: 3 }"));
        Assert.Equal([0, 3, 3, 3], path.Take(4));
        Assert.All(path, v => Assert.InRange(v, 0, 3));
    }

    [Fact]
    public void Drift_StaysExact()
    {
        IReadOnlyList<RoundRecord> rounds = ScenarioText.Rounds(ScenarioText.Compile(ScenarioText.Path(s: "{ initial: 1/3, drift: 1/7 }")));
        Assert.Equal(Rational.Create(1, 3) + (Rational.Create(1, 7) * 60), rounds[60].States["s"]);
    }

    [Fact]
    public void AShockOnAParameter_MovesWhatDerivesFromIt()
    {
        string yaml = ScenarioText.Path(s: "{ initial: 0, drift: doubled }", extra: """
            parameters:
              speed: { value: 1/4, assumption: test, range: [0, 1/2] }
              doubled: { derived: 2*speed }
            shocks:
              faster: { process: scheduled, rounds: [3], target: speed, size: 1 }
            """, horizon: 4);
        IReadOnlyList<RoundRecord> rounds = ScenarioText.Rounds(ScenarioText.Compile(yaml));
        Assert.Equal(["1/4", "1/4", "1/2", "1/2"], rounds.Select(r => r.States["speed"].ToString()));
        Assert.Equal(["1/2", "1/2", "1", "1"], rounds.Select(r => r.States["doubled"].ToString()));
        // Drift reads parameters as they stood when the round began: 0, 1/2, 1, then with the faster speed 2.
        Assert.Equal(["0", "1/2", "1", "2"], rounds.Select(r => r.States["s"].ToString()));
    }

    [Fact]
    public void ADivisionByZeroInALaterRound_IsNamedWithItsRound()
    {
        string yaml = ScenarioText.Path(s: "{ initial: 0, drift: 1 }").Replace("outsideOption: 1 + s", "outsideOption: 1/(3 - s)", StringComparison.Ordinal);
        var error = Assert.Throws<ScenarioPlayException>(() => ScenarioText.Rounds(ScenarioText.Compile(yaml)));
        Assert.Equal((4, "/games/rivalry"), (error.Round, error.Pointer));
    }

    [Fact]
    public void Causes_AreTestedByReplayingWithoutTheShock()
    {
        // s drifts to 1 by round 41; the shock in round 10 lifts it over the threshold at once and fades.
        string yaml = ScenarioText.Path(
            s: "{ initial: 0, drift: 1/40, max: 3/2 }",
            extra: """
                shocks:
                  embargo: { process: scheduled, rounds: [10], target: s, size: 5/4, halfLife: 1 }
                  noise: { process: scheduled, rounds: [12], target: s, size: 1/1000, halfLife: 1 }
                """,
            horizon: 60);
        GameTypeHistory history = GameTypeHistory.Of(ScenarioText.Compile(yaml), 0, 0, InterventionLog.Empty, CancellationToken.None)[0];
        Assert.Equal(["coordination", "blackmail", "coordination", "threshold", "blackmail"], history.Phases.Select(p => p.Type!.FamilyName));
        GameTypeChange up = history.Phases[1].Change!, down = history.Phases[2].Change!, last = history.Phases[4].Change!;
        Assert.Equal((10, ChangeCause.Shock), (up.Round, up.Cause));
        Assert.Equal("embargo", Assert.Single(up.Decisive).Shock);
        // Without the embargo there is no direct step from coordination to blackmail: the drift meets the threshold exactly.
        Assert.Null(up.Decisive[0].StillComesIn);
        Assert.Equal(ChangeCause.Shock, down.Cause);
        Assert.Equal((42, ChangeCause.OwnMotion), (last.Round, last.Cause));
    }

    [Fact]
    public void Causes_ShocksThatOnlyMatterTogether_AreNamedSo()
    {
        // Either of two equal shocks alone is enough to cross from coordination to blackmail in round 5.
        string yaml = ScenarioText.Path(
            s: "{ initial: 0 }",
            extra: """
                shocks:
                  one: { process: scheduled, rounds: [5], target: s, size: 11/10 }
                  two: { process: scheduled, rounds: [5], target: s, size: 11/10 }
                """,
            horizon: 10).Replace("4*max(0, s - 3/2)", "0", StringComparison.Ordinal);
        GamePhase phase = GameTypeHistory.Of(ScenarioText.Compile(yaml), 0, 0, InterventionLog.Empty, CancellationToken.None)[0].Phases[1];
        Assert.Equal(ChangeCause.ShocksTogether, phase.Change!.Cause);
    }
}
