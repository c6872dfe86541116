using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;

namespace StrategySim.Experiments.Tests.Studies;

/// <summary>Sweeps for tests of studies: units of some microseconds.</summary>
internal static class SmallSweeps
{
    /// <summary>Points of five rounds played at random, which differ in a payoff.</summary>
    /// <param name="factors">Factors over <c>win</c>, <c>lose</c> and anything else of the scenario.</param>
    /// <param name="replications">A number, or until when.</param>
    /// <param name="design">The design.</param>
    /// <param name="extra">Further fields of the sweep.</param>
    public static Sweep Of(string factors, string replications = "10", string design = "{ method: grid }", string extra = "") => SweepReader.Read(
        $$"""
        schema: strategysim/sweep/v1
        id: small
        title: A small sweep
        scenario:
          schema: strategysim/scenario/v1
          id: tiny
          status: stylised
          time: { horizon: 5, discountFactor: 9/10 }
          actors: { A: Ann, B: Bob }
          parameters:
            win: { value: 4, assumption: for a test }
            lose: { value: +1, assumption: for a test }
            rate: { value: .5, assumption: for a test }
          states:
            arrivals: { initial: 0 }
          games:
            g:
              form: table
              players: { A: A, B: B }
              strategies: { A: [x, Y], B: [x, Y] }
              payoffs:
                x/x: { A: 1/(arrivals - 4), B: 0 }
                x/Y: { A: win, B: lose }
                Y/x: { A: lose, B: win }
                Y/Y: { A: 3, B: 3 }
              rules: { A: random, B: random }
          shocks:
            arrival: { process: poisson, rate: rate, target: arrivals, size: 1 }
          run: { replications: 10, seed: 7 }
        factors: {{factors}}
        design: {{design}}
        replications: {{replications}}
        {{extra}}
        """,
        DocumentFormat.Yaml,
        static _ => null).Require();

    /// <summary>A number of points, none of whose units fails.</summary>
    public static Sweep Points(int points, string replications = "10", string extra = "") =>
        Of($"{{ win: {{ parameter: win, list: [{string.Join(", ", Enumerable.Range(4, points))}] }}, rate: {{ parameter: rate, list: [0] }} }}", replications, extra: extra);

    /// <summary>Three points; some units of the second and third fail, where exactly four shocks have arrived.</summary>
    public static Sweep Failing(string replications = "40") => Of("{ rate: { parameter: rate, list: [0, 1/2, 1] } }", replications);
}
