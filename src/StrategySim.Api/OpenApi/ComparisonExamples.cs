using System.Text.Json.Nodes;
using StrategySim.Api.Documents;

namespace StrategySim.Api.OpenApi;

/// <summary>Bodies of <c>POST /comparisons</c>; a test posts each of them once the runs and sweeps that it is about are completed.</summary>
internal static class ComparisonExamples
{
    public static IReadOnlyList<BodyExample> All { get; } =
    [
        Json("latest-runs", "The latest runs of two scenarios (start by-id-coordination-to-chicken and by-id-us-china-rare-earths first)", """
            {
              "sides": [
                { "name": "path", "latestRunOf": "coordination-to-chicken" },
                { "name": "rare earths", "latestRunOf": "us-china-rare-earths" }
              ],
              "baseline": "path",
              "games": ["us-china"]
            }
            """),
        Json("chosen-outcomes", "Who concedes and how often they clash, of one actor", """
            {
              "sides": [ { "latestRunOf": "us-china-rare-earths" }, { "latestRunOf": "coordination-to-chicken" } ],
              "outcomes": ["concessionRate", "clashRate"],
              "actors": ["CN"]
            }
            """),
        Json("slices", "Slices of the latest sweep of a document (start path-grid first): a clash that costs little against one that costs much, where stress is high", """
            {
              "sides": [
                { "name": "mild", "latestSweepOf": "path-grid", "where": { "k": { "to": 2 }, "s": { "from": 2 } } },
                { "name": "severe", "latestSweepOf": "path-grid", "where": { "k": { "from": 6 }, "s": { "from": 2 } } }
              ],
              "outcomes": ["payoffMean", "concessionRate"]
            }
            """),
        Json("points", "Two points of the latest sweep of a document, by index and by exact values (start path-grid first)", """
            {
              "sides": [
                { "latestSweepOf": "path-grid", "point": 12 },
                { "latestSweepOf": "path-grid", "where": { "k": 8, "s": "5/2" } }
              ]
            }
            """),
    ];

    private static BodyExample Json(string id, string summary, string text) => new(id, summary, RequestBody.Json, JsonNode.Parse(text)!);
}
