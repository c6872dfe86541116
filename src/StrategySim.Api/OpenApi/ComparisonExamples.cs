using System.Text.Json.Nodes;
using StrategySim.Api.Documents;

namespace StrategySim.Api.OpenApi;

/// <summary>Bodies of <c>POST /comparisons</c>; a test posts each of them once the runs that it is about are completed.</summary>
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
    ];

    private static BodyExample Json(string id, string summary, string text) => new(id, summary, RequestBody.Json, JsonNode.Parse(text)!);
}
