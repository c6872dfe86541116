using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Testing.Scenarios;

/// <summary>Scenarios for tests of everything above the simulation: small, and varied where it matters.</summary>
public static class SmallScenarios
{
    /// <summary>Every form of game, rule and shock; nothing in ordinal order; words that need escapes, and some that do not.</summary>
    public const string Everything = """
        schema: strategysim/scenario/v1
        title: "Quotes \", a \\ and a tab\t; 锂 and <em> & 'as they are'"
        id: everything
        description: ü
        status: historical
        time: { start: 2024-Q1, period: quarter, horizon: 9, discountFactor: { US: delta, CN: 9/10, EU: 0.5 } }
        payoffs: { comparableAcrossActors: true, acrossGames: sum }
        actors: { US: United States, EU: { name: Union, kind: bloc }, CN: { name: China, kind: state } }
        clubs: { Zeta: { members: [US, EU] }, MSP: { title: Partnership, members: [US], active: false } }
        sources: { s2: { title: Second }, s1: { title: A source, year: 2025, url: https://example.org/a?b=c&d, doi: 10.1/x, publisher: P } }
        parameters:
          low: { value: -1/2, source: s1, year: 2024, unit: utility, range: [-1, 0], note: below }
          delta: { value: 0.99, assumption: patient }
          High: { derived: "max(2*delta, -low) - 1e-2" }
        states:
          tension: { initial: delta, drift: 1/40, min: 0, max: 3, halfLife: 10, unit: index, note: rises }
          Calm: { path: [[1, 0], [5, 7/3]] }
        games:
          b-table:
            title: Three in one room
            note: with a first mover
            form: table
            players: { C: US, A: EU, B: CN }
            moves: { first: US }
            strategies: { US: [y, x], EU: [z], CN: [q, p, Z] }
            cooperate: { US: x, EU: z, CN: p }
            payoffs:
              z/q/y: { US: 1, EU: 2, CN: 3 }
              z/q/x: { US: 1 + tension, EU: 2, CN: 3*Zeta }
              z/p/y: { EU: 1, US: 2, CN: MSP.US }
              z/p/x: { CN: 1, US: "(2 - tension) - (1 - 2)", EU: 3 }
              z/Z/y: { US: 1, EU: -2, CN: 3 }
              z/Z/x: { US: 1, EU: 2, CN: 1/3 }
            rules: { US: random, EU: random, CN: random }
          a-named: { form: named, game: chicken, players: { B: CN, A: US }, actions: [stay, Swerve], rules: { US: { use: memory-one, first: 1, DC: 1/4 }, CN: tit-for-tat } }
          Concession:
            form: concession
            players: { A: US, B: CN }
            primitives:
              common: { winnerShare: 4/7, surplus: 7, compromiseCost: 3/2, clashDamage: 0 }
              US: { outsideOption: 1 + Calm, concessionCost: -High }
              CN: { outsideOption: "-(1 - Calm)", concessionCost: 0 }
            rules: { CN: { use: equilibrium, select: favours:CN, else: { use: memory-one, CD: 1/3 } }, US: myopic-best-reply }
          threat:
            form: threat
            players: { A: US, B: CN }
            primitives: { harm: 3, executionCost: tension, demand: 2, backDownCost: 1 }
            rules: { US: random, CN: random }
          Machines:
            form: table
            players: { A: US, B: EU }
            strategies: { US: [C, D], EU: [C, D] }
            cooperate: C
            payoffs: { C/C: { US: 3, EU: 3 }, C/D: { US: 0, EU: 5 }, D/C: { US: 5, EU: 0 }, D/D: { US: 1, EU: 1 } }
            rules:
              US:
                use: machine
                start: "calm & <quiet>"
                states:
                  war: { next: war, play: { D: 1/2, C: 1/2 } }
                  "calm & <quiet>": { next: { "*": war, CC: "calm & <quiet>" }, cooperate: 1 }
              EU: { use: shared-machine, start: { é: 1/4, A: 3/4 }, states: { é: { outcome: D/C, next: A }, A: { outcome: C/C, next: { é: 0.5, A: 0.5 }, ifRowDeparts: é } } }
        shocks:
          wave: { process: poisson, rate: tension/20, target: tension, size: { uniform: [0, 1/2] }, halfLife: 8, title: A wave, note: often }
          Boom: { process: scheduled, rounds: [5, 3], target: low, size: { normal: [0, 1/10] } }
          drop: { process: poisson, rate: 0, target: tension, size: -1/10 }
          rise: { process: poisson, rate: 1, target: tension, size: { exponential: 1/2 } }
        reputation: { scope: general, prior: [1, 2], memory: 0.9, feedsBack: { cost: delta } }
        run: { seed: 18446744073709551615, replications: 3, executionNoise: 0.01, quantum: 1/1000, continuation: 0.9 }
        """;

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
