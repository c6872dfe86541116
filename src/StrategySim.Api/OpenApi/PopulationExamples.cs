using System.Text.Json.Nodes;
using StrategySim.Api.Documents;

namespace StrategySim.Api.OpenApi;

/// <summary>Bodies of <c>POST /populations</c>; a test posts each of them.</summary>
internal sealed class PopulationExamples
{
    /// <summary>The bodies.</summary>
    public IReadOnlyList<BodyExample> All { get; } =
    [
        Json("blackmail-in-two-populations", "Replicator dynamics of a blackmail game between unlike states, one population for each role", """
            {
              "game": { "format": "named", "id": "blackmail", "variant": "bully" },
              "dynamics": "replicator",
              "start": [["1/2", "1/2"], ["9/10", "1/10"]],
              "times": [0, 1, 5, 20, 100]
            }
            """),
        Json("best-replies-in-shapleys-game", "Best-reply dynamics that never come to rest: rock, paper, scissors with heavy losses", """
            {
              "game": {
                "format": "table",
                "players": [ { "id": "A", "strategies": ["R", "P", "S"] }, { "id": "B", "strategies": ["R", "P", "S"] } ],
                "payoffs": [[[0, 0], [-2, 1], [1, -2]], [[1, -2], [0, 0], [-2, 1]], [[-2, 1], [1, -2], [0, 0]]]
              },
              "dynamics": "best-reply",
              "start": [["1/2", "3/10", "1/5"]],
              "times": [0, 5, 20, 50]
            }
            """),
        Json("logit-in-chicken", "Logit dynamics of chicken in one population", """
            { "game": { "format": "named", "id": "chicken", "variant": "cardinal" }, "dynamics": "logit", "noise": "1/4" }
            """),
        Json("fixation-with-simulation", "A Moran process in chicken: exact fixation probabilities, mutations, and a simulation", """
            {
              "game": {
                "format": "table",
                "players": [ { "id": "A", "strategies": ["C", "D"] }, { "id": "B", "strategies": ["C", "D"] } ],
                "payoffs": [[[3, 3], [2, 4]], [[4, 2], [1, 1]]]
              },
              "dynamics": "moran",
              "population": 10,
              "selection": "1/10",
              "simulation": { "seed": 1, "replications": 2000, "steps": 100000, "mutant": "C", "resident": "D" }
            }
            """),
        Json("imitation-with-mutations", "Pairwise imitation with mutations: the distribution over the number that yield", """
            {
              "game": {
                "format": "table",
                "players": [ { "id": "A", "strategies": ["C", "D"] }, { "id": "B", "strategies": ["C", "D"] } ],
                "payoffs": [[[3, 3], [2, 4]], [[4, 2], [1, 1]]]
              },
              "dynamics": "pairwise",
              "population": 12,
              "strength": 1,
              "mutation": "1/100"
            }
            """),
        Json("alpha-rank-with-roles", "α-rank of a game between unlike states: a population for each", """
            { "game": { "format": "named", "id": "blackmail", "variant": "bully" }, "dynamics": "alpha-rank", "population": 20, "strength": 1 }
            """),
    ];

    private static BodyExample Json(string id, string summary, string body) => new(id, summary, RequestBody.Json, JsonNode.Parse(body)!);
}
