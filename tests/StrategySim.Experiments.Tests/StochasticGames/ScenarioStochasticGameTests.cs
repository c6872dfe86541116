using StrategySim.Experiments.StochasticGames;
using StrategySim.Experiments.Tests.PhaseDiagrams;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Stochastic;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Experiments.Tests.StochasticGames;

public class ScenarioStochasticGameTests
{
    private const string Header = """
        schema: strategysim/scenario/v1
        id: small
        status: stylised
        time: { period: year, start: 2024, horizon: 20, discountFactor: 9/10 }
        payoffs: { comparableAcrossActors: true, acrossGames: separate }
        actors: { A: { name: A, kind: state }, B: { name: B, kind: state } }
        games:
          g:
            form: table
            players: { A: A, B: B }
            strategies: { A: [hold, yield], B: [hold, yield] }
            cooperate: yield
            payoffs:
              hold/hold: { A: p, B: 0 }
              hold/yield: { A: 4, B: 1 }
              yield/hold: { A: 1, B: 4 }
              yield/yield: { A: 2, B: 2 + 0*q }
            rules: { A: random, B: random }
        """;

    [Fact]
    public void StressInSteps_MakesSixStates_WithTheirGameTypes_AndTheLawOfMotionOfPlay()
    {
        Scenario scenario = ExactPhaseTests.Shipped("calm-and-crisis");
        ScenarioStochasticGame built = ScenarioStochasticGame.Of(scenario, scenario.Games["us-china"]);
        Assert.Equal(["stress=0", "stress=1/2", "stress=1", "stress=3/2", "stress=2", "stress=5/2"], built.States.Select(state => state.Id));
        Assert.Equal(
            ["coordination", "coordination", "threshold (h.US)", "blackmail by US (bully)", "threshold (h.US)", "chicken"],
            built.States.Select(state => state.Type!.Label("US", "CN")));
        Assert.Equal(Rational.Create(99, 100), built.Game.Discount);
        // e^-1/4 is the probability of no arrival, e^-1/4/4 of one; what is left goes to the bound.
        double none = Math.Exp(-0.25);
        Assert.Equal(none, built.States[3].Next[2].ToDouble(), 1e-12);
        Assert.Equal(none / 4, built.States[3].Next[4].ToDouble(), 1e-12);
        Assert.Equal(1 - (none * 1.25), built.States[3].Next[5].ToDouble(), 1e-12);
        Assert.All(built.States, state => Assert.Equal(Rational.One, state.Next.Aggregate(Rational.Zero, (sum, p) => sum + p)));
    }

    [Fact]
    public void SharesOfStates_AreThoseOfPlay()
    {
        // Rounds 1 to 60 of 400 replications against the same rounds of the chain.
        Scenario scenario = ExactPhaseTests.Shipped("calm-and-crisis");
        ScenarioStochasticGame built = ScenarioStochasticGame.Of(scenario, scenario.Games["us-china"]);
        const int Rounds = 60, Replications = 400;
        double[] now = [.. built.States.Select(state => state.Start)], expected = new double[now.Length];
        for (int round = 1; round <= Rounds; round++)
        {
            for (int s = 0; s < now.Length; s++) expected[s] += now[s] / Rounds;
            now = [.. built.States.Select((_, t) => now.Select((p, s) => p * built.States[s].Next[t].ToDouble()).Sum())];
        }

        var seen = new double[now.Length];
        CompiledScenario compiled = CompiledScenario.Compile(scenario);
        for (int replication = 0; replication < Replications; replication++)
        {
            var stepper = new UnitStepper(compiled, scenario.Run.Seed, replication);
            for (int round = 1; round <= Rounds; round++)
            {
                stepper.Step();
                Rational stress = RoundRecord.Of(stepper).States["stress"];
                seen[built.States.ToList().FindIndex(state => state.Values["stress"] == stress)] += 1.0 / (Rounds * Replications);
            }
        }

        // A replication's shares differ from the chain's by some 0.1; 400 of them by 0.005.
        for (int s = 0; s < seen.Length; s++) Assert.Equal(expected[s], seen[s], 0.02);
    }

    [Fact]
    public void WhatTheGameDoesNotRead_IsNoPartOfIt()
    {
        Scenario scenario = Read("parameters: { p: { value: 0, assumption: x } }\nstates: { q: { initial: 0, drift: 1 } }");
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => ScenarioStochasticGame.Of(scenario, scenario.Games["g"]));
        Assert.Equal(("/states/q", true), (error.Faults[0].Pointer, error.Faults[0].Found!.EndsWith("values and more", StringComparison.Ordinal)));
        Scenario still = Read("parameters: { p: { value: 0, assumption: x }, q: { value: 1, assumption: x } }\nstates: { unread: { initial: 0, drift: 1 } }");
        ScenarioState only = Assert.Single(ScenarioStochasticGame.Of(still, still.Games["g"]).States);
        Assert.Equal(("always", 1.0), (only.Id, only.Start));
    }

    [Fact]
    public void WorldsThatPlayAlike_AreOneState()
    {
        // q changes no payoff, so that only p counts: two values, one after the other.
        Scenario scenario = Read("states: { p: { path: [[1, 0], [2, 3]] }, q: { path: [[1, 0], [4, 3]] } }");
        ScenarioStochasticGame built = ScenarioStochasticGame.Of(scenario, scenario.Games["g"]);
        Assert.Equal(["p=0, q=0", "p=3, q=1"], built.States.Select(state => state.Id));
        Assert.Equal([Rational.Zero, Rational.One], built.States[0].Next);
        Assert.Equal([Rational.Zero, Rational.One], built.States[1].Next);
    }

    [Fact]
    public void SlipsOfExecution_AreInThePayoffs()
    {
        Scenario scenario = Read("parameters: { p: { value: 0, assumption: x }, q: { value: 0, assumption: x } }\nrun: { executionNoise: 1/10 }");
        StochasticGame game = ScenarioStochasticGame.Of(scenario, scenario.Games["g"]).Game;
        // (hold, yield) slips to (hold, hold), (yield, yield) and (yield, hold): 81/100·4 + 9/100·0 + 9/100·2 + 1/100·1.
        Assert.Equal(Rational.Create(343, 100), game.Stages[0].PayoffAt(1, 0));
    }

    [Fact]
    public void EveryObstacle_IsNamedAtItsPlace()
    {
        Scenario scenario = Read("""
            parameters: { p: { value: 0, assumption: x } }
            states: { q: { initial: 0, min: 0, max: 1 } }
            shocks:
              drawn: { process: poisson, rate: 1, target: q, size: { uniform: [0, 1] } }
              fading: { process: scheduled, rounds: [3], target: p, size: 1, halfLife: 2 }
            """);
        InvalidInputException error = Assert.Throws<InvalidInputException>(() => ScenarioStochasticGame.Of(scenario, scenario.Games["g"]));
        Assert.Equal(["/shocks/drawn/size", "/shocks/fading/halfLife"], error.Faults.Select(fault => fault.Pointer).Order());
        Scenario threat = ExactPhaseTests.Shipped("export-threat");
        Assert.Contains(Assert.Throws<InvalidInputException>(() => ScenarioStochasticGame.Of(threat, threat.Games["china-us"])).Faults, fault => fault.Pointer == "/games/china-us/form");
        Scenario unequal = Read("parameters: { p: { value: 0, assumption: x }, q: { value: 0, assumption: x } }", "discountFactor: { A: 9/10, B: 1/2 }");
        Assert.Equal("/time/discountFactor", Assert.Throws<InvalidInputException>(() => ScenarioStochasticGame.Of(unequal, unequal.Games["g"])).Faults.Single().Pointer);
        Assert.Single(ScenarioStochasticGame.Of(unequal, unequal.Games["g"], Rational.Half).States);
    }

    private static Scenario Read(string rest, string discount = "discountFactor: 9/10") =>
        ScenarioReader.Read($"{Header.Replace("discountFactor: 9/10", discount, StringComparison.Ordinal)}\n{rest}\n", DocumentFormat.Yaml).Require();
}
