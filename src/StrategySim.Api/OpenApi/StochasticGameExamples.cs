using System.Text.Json.Nodes;
using StrategySim.Api.Documents;

namespace StrategySim.Api.OpenApi;

/// <summary>Bodies of <c>POST /stochastic-games</c>; a test posts each of them.</summary>
internal sealed class StochasticGameExamples
{
    /// <summary>The bodies.</summary>
    public IReadOnlyList<BodyExample> All { get; } =
    [
        Json("calm-and-crisis", "Chicken in calm and a sharper one in crisis; holding may start a crisis, and only mutual yielding ends it for certain", """
            {
              "discount": "9/10",
              "states": {
                "calm": {
                  "game": { "format": "table", "players": [ { "id": "A", "strategies": ["C", "D"] }, { "id": "B", "strategies": ["C", "D"] } ], "payoffs": [[[3, 3], [2, 4]], [[4, 2], [1, 1]]] },
                  "transitions": [
                    [ { "calm": 1 }, { "calm": "1/2", "crisis": "1/2" } ],
                    [ { "calm": "1/2", "crisis": "1/2" }, { "calm": "1/2", "crisis": "1/2" } ]
                  ]
                },
                "crisis": {
                  "game": { "format": "table", "players": [ { "id": "A", "strategies": ["C", "D"] }, { "id": "B", "strategies": ["C", "D"] } ], "payoffs": [[[1, 1], [0, 2]], [[2, 0], [-3, -3]]] },
                  "transitions": [
                    [ { "calm": 1 }, { "calm": "1/5", "crisis": "4/5" } ],
                    [ { "calm": "1/5", "crisis": "4/5" }, { "calm": "1/5", "crisis": "4/5" } ]
                  ]
                }
              }
            }
            """),
        Json("scenario", "A scenario's own states: stress that black swans push up and time brings down", """{ "scenario": "calm-and-crisis" }"""),
        Json("scenario-game-types", "Coordination, blackmail and chicken of a scenario; holding together raises the stress, yielding together calms it", """
            {
              "scenario": "coordination-to-chicken",
              "discount": "9/10",
              "states": {
                "coordination": { "at": { "stress": 0 }, "transitions": [[ { "coordination": "1/2", "blackmail": "1/2" }, "coordination" ], [ "coordination", "coordination" ]] },
                "blackmail": { "at": { "stress": "3/2" }, "transitions": [[ { "blackmail": "1/2", "chicken": "1/2" }, "blackmail" ], [ "blackmail", "coordination" ]] },
                "chicken": { "at": { "stress": "5/2" }, "transitions": [[ "chicken", "chicken" ], [ "chicken", { "blackmail": "1/2", "chicken": "1/2" } ]] }
              }
            }
            """),
    ];

    private static BodyExample Json(string id, string summary, string body) => new(id, summary, RequestBody.Json, JsonNode.Parse(body)!);
}
