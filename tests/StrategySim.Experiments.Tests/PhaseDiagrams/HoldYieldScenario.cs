using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;

namespace StrategySim.Experiments.Tests.PhaseDiagrams;

/// <summary>Scenarios with one game of A and B whose T, R, S, P are given as expressions over a state x.</summary>
internal static class HoldYieldScenario
{
    /// <summary>A scenario; x stands at its start and goes to its end.</summary>
    /// <param name="a">A's T, R, S, P.</param>
    /// <param name="b">B's T, R, S, P.</param>
    /// <param name="start">x in round 1.</param>
    /// <param name="end">x in round 11.</param>
    /// <param name="extra">Further sections.</param>
    public static string Yaml(string[] a, string[] b, string start = "0", string end = "3", string extra = "") => $$"""
        schema: strategysim/scenario/v1
        id: made
        status: stylised
        time: { horizon: 11, discountFactor: 9/10 }
        actors: { A: First, B: Second }
        states:
          x: { path: [[1, {{start}}], [11, {{end}}]] }
        games:
          g:
            form: table
            players: { A: A, B: B }
            strategies: { A: [hold, yield], B: [hold, yield] }
            cooperate: yield
            payoffs:
              hold/hold: { A: "{{a[3]}}", B: "{{b[3]}}" }
              hold/yield: { A: "{{a[0]}}", B: "{{b[2]}}" }
              yield/hold: { A: "{{a[2]}}", B: "{{b[0]}}" }
              yield/yield: { A: "{{a[1]}}", B: "{{b[1]}}" }
            rules: { A: random, B: random }
        {{extra}}
        """;

    public static Scenario Read(string[] a, string[] b, string start = "0", string end = "3", string extra = "") => ScenarioText.Read(Yaml(a, b, start, end, extra));

    public static Rational Q(string text) => Rational.Parse(text);
}
