using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;

namespace StrategySim.Testing;

/// <summary>Builds small scenario documents for tests.</summary>
public static class ScenarioText
{
    /// <summary>A table game of two actors with strategies C and D.</summary>
    /// <param name="row">The row player's payoffs at CC, CD, DC, DD (own letter first).</param>
    /// <param name="column">The column player's payoffs at CC, CD, DC, DD, the row player's letter first.</param>
    /// <param name="rowRule">YAML of the row player's rule.</param>
    /// <param name="columnRule">YAML of the column player's rule.</param>
    /// <param name="rounds">Horizon.</param>
    /// <param name="noise">Execution noise.</param>
    /// <param name="extra">Further sections.</param>
    /// <param name="moves">YAML of <c>moves</c>.</param>
    public static string Match(string[] row, string[] column, string rowRule, string columnRule, int rounds, string noise = "0", string extra = "", string moves = "simultaneous") => $$"""
        schema: strategysim/scenario/v1
        id: match
        status: stylised
        time: { horizon: {{rounds}}, discountFactor: 9/10 }
        payoffs: { comparableAcrossActors: true, acrossGames: sum }
        actors: { R: Row, K: Column }
        games:
          match:
            form: table
            players: { A: R, B: K }
            moves: {{moves}}
            strategies: { R: [C, D], K: [C, D] }
            cooperate: C
            payoffs:
              C/C: { R: {{row[0]}}, K: {{column[0]}} }
              C/D: { R: {{row[1]}}, K: {{column[1]}} }
              D/C: { R: {{row[2]}}, K: {{column[2]}} }
              D/D: { R: {{row[3]}}, K: {{column[3]}} }
            rules: { R: {{rowRule}}, K: {{columnRule}} }
        run: { executionNoise: {{noise}} }
        {{extra}}
        """;

    /// <summary>A concession game of A and B along a state s.</summary>
    /// <param name="s">YAML of the state s.</param>
    /// <param name="extra">Further sections: shocks, reputation, run.</param>
    /// <param name="ruleA">YAML of A's rule.</param>
    /// <param name="ruleB">YAML of B's rule.</param>
    /// <param name="horizon">Horizon.</param>
    public static string Path(string s = "{ path: [[1, 0], [61, 3]] }", string extra = "", string ruleA = "myopic-best-reply", string ruleB = "myopic-best-reply", int horizon = 61) => $$"""
        schema: strategysim/scenario/v1
        id: path
        status: stylised
        time: { horizon: {{horizon}}, discountFactor: 0.95 }
        payoffs: { comparableAcrossActors: true }
        actors: { A: First, B: Second }
        states:
          s: {{s}}
        games:
          rivalry:
            form: concession
            players: { A: A, B: B }
            primitives:
              common: { surplus: 7, winnerShare: 4/7, compromiseCost: 3/2 }
              A: { outsideOption: 1 + s, concessionCost: s, clashDamage: "4*max(0, s - 3/2)" }
              B: { outsideOption: 1, concessionCost: "3/2*max(0, s - 1)", clashDamage: "4*max(0, s - 3/2)" }
            rules: { A: {{ruleA}}, B: {{ruleB}} }
        {{extra}}
        """;

    /// <summary>Reads a YAML scenario that must be valid.</summary>
    public static Scenario Read(string yaml) => ScenarioReader.Read(yaml, DocumentFormat.Yaml).Require();

    /// <summary>Reads and compiles a YAML scenario that must be valid.</summary>
    public static CompiledScenario Compile(string yaml) => CompiledScenario.Compile(Read(yaml));

    /// <summary>Plays a unit to its end and returns every round.</summary>
    public static IReadOnlyList<RoundRecord> Rounds(CompiledScenario scenario, ulong seed = 0, int replication = 0)
    {
        var rounds = new List<RoundRecord>();
        var stepper = new UnitStepper(scenario, seed, replication);
        while (stepper.Step()) rounds.Add(RoundRecord.Of(stepper));
        return rounds;
    }
}
