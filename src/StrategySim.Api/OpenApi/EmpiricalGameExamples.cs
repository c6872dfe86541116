using System.Text.Json.Nodes;
using StrategySim.Api.Documents;

namespace StrategySim.Api.OpenApi;

/// <summary>Bodies of <c>POST /empirical-games</c>; a test posts each of them.</summary>
internal sealed class EmpiricalGameExamples
{
    /// <summary>The bodies.</summary>
    public IReadOnlyList<BodyExample> All { get; } =
    [
        new("rules-in-chicken", "Which rule should each side choose in chicken?", RequestBody.Json, JsonNode.Parse("""
            {
              "scenario": "chicken",
              "game": "cardinal",
              "candidates": {
                "US": ["defector", "grudger", "tit-for-tat", "reputation-reader"],
                "CN": ["defector", "grudger", "tit-for-tat", "reputation-reader"]
              },
              "replications": 60
            }
            """)!),
        new("rules-with-parameters", "Rules with parameters, discounted payoffs and an ε of one's own", RequestBody.Json, JsonNode.Parse("""
            {
              "scenario": "chicken",
              "game": "cardinal",
              "candidates": {
                "US": ["myopic-best-reply", { "use": "equilibrium", "select": "risk-dominant", "else": "tit-for-tat" }],
                "CN": ["defector", "cooperator"]
              },
              "payoff": "payoffDiscounted",
              "epsilon": "1/20",
              "replications": 40,
              "seed": 7
            }
            """)!),
        new("one-side-chooses", "One side chooses, the other keeps its rule; as YAML", RequestBody.Yaml, JsonValue.Create("""
            scenario: coordination-to-chicken
            candidates:
              CN: [defector, tit-for-tat, myopic-best-reply]
            replications: 40

            """)),
    ];
}
