using System.Text.Json.Nodes;
using StrategySim.Api.Documents;
using StrategySim.Experiments.Sweeps;

namespace StrategySim.Api.OpenApi;

/// <summary>Bodies of <c>POST /sweeps:validate</c>; a test posts each of them.</summary>
internal static class SweepExamples
{
    public static IReadOnlyList<BodyExample> All { get; } =
    [
        Json("path-grid", "Stress against the cost of escalation, on a grid", $$"""
            {
              "schema": "{{SweepShape.SchemaId}}",
              "id": "path-grid",
              "scenario": "coordination-to-chicken",
              "factors": {
                "s": { "initialState": "stress", "range": { "from": 0, "to": 3, "step": "1/4" } },
                "k": { "parameter": "k_us", "range": { "from": 0, "to": 8, "steps": 8 } }
              },
              "design": { "method": "grid" },
              "outcomes": { "conceding": { "measure": "concessionRate", "game": "us-china", "actor": "CN" } },
              "replications": 1
            }
            """),
        Json("rules-hypercube", "Numbers and decision rules together, on a Latin hypercube", $$"""
            {
              "schema": "{{SweepShape.SchemaId}}",
              "id": "rules-hypercube",
              "scenario": "us-china-rare-earths",
              "factors": {
                "k": { "parameter": "k_scale", "uniform": [0, 15] },
                "swans": { "parameter": "swan_rate", "uniform": [0, "1/5"] },
                "play": { "at": "/games/us-china/rules/CN", "oneOf": ["reputation-reader", "tit-for-tat", "grudger"] }
              },
              "constraints": ["k >= 20*swans"],
              "design": { "method": "latin-hypercube", "points": 40, "seed": 7 },
              "outcomes": { "conceding": { "measure": "concessionRate", "game": "us-china", "actor": "CN" } },
              "replications": { "initial": 60, "until": { "outcome": "conceding", "halfWidth": 0.02 }, "max": 480 }
            }
            """),
    ];

    private static BodyExample Json(string id, string summary, string text) => new(id, summary, RequestBody.Json, JsonNode.Parse(text)!);
}
