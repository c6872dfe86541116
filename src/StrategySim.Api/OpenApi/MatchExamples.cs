using System.Text.Json.Nodes;
using StrategySim.Api.Documents;

namespace StrategySim.Api.OpenApi;

/// <summary>Bodies of <c>POST /matches</c>; a test posts each of them.</summary>
internal static class MatchExamples
{
    /// <summary>The bodies.</summary>
    public static IReadOnlyList<BodyExample> All { get; } =
    [
        new("exact", "Tit for tat against a forgiving memory-one rule, with slips: exact", RequestBody.Json, JsonNode.Parse("""
            {
              "game": { "format": "named", "id": "prisoners-dilemma" },
              "players": [ { "rule": "tit-for-tat" }, { "rule": "memory-one", "parameters": { "first": "1", "CC": "1", "CD": "1/3", "DC": "1", "DD": "0" } } ],
              "rounds": 200,
              "noise": "1/20",
              "discount": "9/10",
              "mode": "exact"
            }
            """)!),
        new("extortion", "Extortion on a table that says which strategy is C: 41/11 and 21/11", RequestBody.Json, JsonNode.Parse("""
            {
              "game": {
                "format": "table",
                "players": [ { "id": "row", "strategies": ["C", "D"] }, { "id": "column", "strategies": ["C", "D"] } ],
                "payoffs": [ [ [3, 3], [0, 5] ], [ [5, 0], [1, 1] ] ],
                "cooperate": "C"
              },
              "players": ["zd-extort-3", "cooperator"],
              "mode": "exact"
            }
            """)!),
        new("simulate", "A learner against a reader of names in chicken, simulated", RequestBody.Json, JsonNode.Parse("""
            {
              "game": { "format": "named", "id": "chicken" },
              "players": [ { "rule": "q-learning", "parameters": { "exploration": 0.05 } }, "reputation-reader" ],
              "rounds": 500,
              "mode": "simulate",
              "repetitions": 50,
              "seed": 7
            }
            """)!),
        new("machine", "A machine of one's own, misperception, and a match that ends by chance; as YAML", RequestBody.Yaml, JsonValue.Create("""
            game: { format: named, id: chicken }
            players:
              - rule: machine
                parameters:
                  start: calm
                  states:
                    calm: { cooperate: 1, next: { CC: calm, CD: angry, DC: calm, DD: angry } }
                    angry: { cooperate: 1/10, next: { CC: calm, DC: calm, "*": angry } }
              - tit-for-two-tats
            continuation: 19/20
            discount: 99/100
            perceptionNoise: 1/50

            """)),
        new("batch", "Several pairs at once", RequestBody.Json, JsonNode.Parse("""
            {
              "game": { "format": "named", "id": "coordination" },
              "rounds": 100,
              "matches": [
                { "players": ["turn-taking", "turn-taking"] },
                { "players": ["grudger", "gradual"] },
                { "players": ["fictitious-play", "tit-for-tat"], "mode": "simulate" }
              ]
            }
            """)!),
    ];
}
