using System.Text.Json.Nodes;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Experiments.Sweeps;

namespace StrategySim.Api.OpenApi;

/// <summary>The named examples of the bodies of <c>/sweeps</c>; a test posts each of them.</summary>
internal sealed class SweepExamples
{
    /// <summary>The example that takes least time, of which the examples of extending are.</summary>
    public const string Small = "path-grid";

    public SweepExamples(IReadOnlyCollection<ShippedSweep> shipped) => Submissions =
    [
        .. shipped.Select(s => Json($"by-id-{s.Sweep.Id}", $"{s.Sweep.Title}, by id", new JsonObject { ["sweep"] = s.Sweep.Id })),
        .. shipped.Where(s => s.Sweep.Id == "black-swans").Select(s => Json("other-replications", $"{s.Sweep.Title}, with other replications and another seed, paused before its first unit", new JsonObject
        {
            ["sweep"] = s.Sweep.Id,
            ["seed"] = 2026,
            ["replications"] = 30,
            ["startPaused"] = true,
        })),
        .. Documents,
    ];

    /// <summary>Bodies of <c>POST /sweeps:validate</c>: sweep documents.</summary>
    public IReadOnlyList<BodyExample> Documents { get; } =
    [
        Json(Small, "Stress against the cost of escalation, on a grid", Parse($$"""
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
            """)),
        Json("rules-hypercube", "Numbers and decision rules together, on a Latin hypercube", Parse($$"""
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
            """)),
        new("indices", "What moves concessions? Crossed points for Sobol indices, as YAML", RequestBody.Yaml, JsonValue.Create($$"""
            schema: {{SweepShape.SchemaId}}
            id: indices
            scenario: us-china-rare-earths
            factors:
              exposure:       { parameter: cn_exposure, uniform: [0, 1] }
              friend_shoring: { parameter: d_us, uniform: [0, 2] }
            design: { method: saltelli, rows: 16, randomisations: 8, seed: 1 }
            outcomes:
              conceding: { measure: concessionRate, game: us-china, actor: CN }
            replications: 4

            """)),
    ];

    /// <summary>Bodies of <c>POST /sweeps</c>.</summary>
    public IReadOnlyList<BodyExample> Submissions { get; }

    /// <summary>Bodies of <c>POST /sweeps/{id}:extend</c>, for sweeps with a fixed number of replications.</summary>
    public IReadOnlyList<BodyExample> Extensions { get; } =
    [
        Json("replications", "Two replications of every point in all, for a sweep with a fixed number", new JsonObject { ["replications"] = 2 }),
        Json("take-up", "Nothing new: takes up a sweep that was cancelled", new JsonObject()),
    ];

    private static JsonNode Parse(string text) => JsonNode.Parse(text)!;

    private static BodyExample Json(string id, string summary, JsonNode value) => new(id, summary, RequestBody.Json, value);
}
