using System.Text.Json.Nodes;
using StrategySim.Api.Documents;

namespace StrategySim.Api.OpenApi;

/// <summary>Bodies of <c>POST /repeated-games</c>; a test posts each of them.</summary>
internal sealed class RepeatedGameExamples
{
    /// <summary>The bodies.</summary>
    public IReadOnlyList<BodyExample> All { get; } =
    [
        Json("concessions-in-chicken", "Chicken among patient states: what can be sustained, and how patient must both be to yield for ever?", """
            {
              "game": { "format": "named", "id": "chicken", "variant": "cardinal" },
              "discount": "9/10",
              "path": { "cycle": [["Y", "Y"]] }
            }
            """),
        Json("taking-turns", "A prisoner's dilemma: turns are taken from 1/4 on, mutual restraint from 1/2 on", """
            {
              "game": {
                "format": "table",
                "players": [ { "id": "US", "strategies": ["C", "D"] }, { "id": "CN", "strategies": ["C", "D"] } ],
                "payoffs": [[[3, 3], [0, 5]], [[5, 0], [1, 1]]]
              },
              "discount": "1/2",
              "sustain": [3, 3],
              "path": { "cycle": [["C", "D"], ["D", "C"]] }
            }
            """),
        Json("three-by-three", "The 3 × 3 game of Abreu and Sannikov (2014), at 0.3", """
            {
              "game": {
                "format": "table",
                "players": [ { "id": "A", "strategies": ["1", "2", "3"] }, { "id": "B", "strategies": ["1", "2", "3"] } ],
                "payoffs": [[[16, 9], [3, 13], [0, 3]], [[21, 1], [10, 4], [-1, 0]], [[9, 0], [5, -4], [-5, -15]]]
              },
              "discount": "3/10"
            }
            """),
        Json("without-lotteries", "A game without an equilibrium of the stage game in pure actions: at 1/2 two payoffs can be sustained without public lotteries, and a machine for one of them", """
            {
              "game": {
                "format": "table",
                "players": [ { "id": "A", "strategies": ["C", "D"] }, { "id": "B", "strategies": ["C", "D"] } ],
                "payoffs": [[[4, 1], [0, 2]], [[1, 4], [3, 3]]]
              },
              "discount": "1/2",
              "publicRandomisation": false,
              "sustain": ["7/2", 2]
            }
            """),
        Json("a-game-that-may-end", "A game that goes on with probability 4/5 after each round, bounds from 24 supporting lines", """
            {
              "game": { "format": "named", "id": "blackmail", "variant": "bully" },
              "discount": 0.95,
              "continuation": "4/5",
              "method": "judd-yeltekin-conklin",
              "directions": 24
            }
            """),
    ];

    private static BodyExample Json(string id, string summary, string body) => new(id, summary, RequestBody.Json, JsonNode.Parse(body)!);
}
