using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Testing.Scenarios;

/// <summary>Scenarios for tests of everything above the simulation: small, and varied where it matters.</summary>
public static class SmallScenarios
{
    /// <summary>Two actors who play chicken at random for five rounds: a unit takes some microseconds.</summary>
    public static Scenario Tiny(int replications = 100, ulong seed = 7) => Read($$"""
        schema: strategysim/scenario/v1
        id: tiny
        title: Five rounds of chicken at random
        status: stylised
        time: { horizon: 5, discountFactor: 9/10 }
        actors: { A: Ann, B: Bob }
        games:
          g: { form: named, game: chicken, players: { A: A, B: B }, rules: { A: random, B: random } }
        run: { replications: {{replications}}, seed: {{seed}} }
        """);

    /// <summary>As <see cref="Tiny"/>, but play ends after each round with probability 1/4, so units differ in length.</summary>
    public static Scenario RandomLength(int replications = 100, ulong seed = 7) => Read($$"""
        schema: strategysim/scenario/v1
        id: random-length
        status: stylised
        time: { horizon: 40, discountFactor: 9/10 }
        actors: { A: Ann, B: Bob }
        games:
          g: { form: named, game: chicken, players: { A: A, B: B }, rules: { A: random, B: random } }
        run: { continuation: 3/4, replications: {{replications}}, seed: {{seed}} }
        """);

    /// <summary>A payoff divides by zero in every round in which exactly four shocks have arrived: some units fail, most do not.</summary>
    public static Scenario SometimesFails(int replications = 100, ulong seed = 7) => Read($$"""
        schema: strategysim/scenario/v1
        id: sometimes-fails
        status: stylised
        time: { horizon: 10, discountFactor: 9/10 }
        actors: { A: Ann, B: Bob }
        parameters:
          rate: { value: 1/10, assumption: for a test }
        states:
          arrivals: { initial: 0 }
        games:
          g:
            form: table
            players: { A: A, B: B }
            strategies: { A: [x, y], B: [x, y] }
            payoffs:
              x/x: { A: 1/(arrivals - 4), B: 0 }
              x/y: { A: 0, B: 1 }
              y/x: { A: 1, B: 0 }
              y/y: { A: 0, B: 0 }
            rules: { A: random, B: random }
        shocks:
          arrival: { process: poisson, rate: rate, target: arrivals, size: 1 }
        run: { replications: {{replications}}, seed: {{seed}} }
        """);

    private static Scenario Read(string yaml) => ScenarioReader.Read(yaml, DocumentFormat.Yaml).Require();
}
