using System.Text.Json.Nodes;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Api.Tests.Equilibria;

/// <summary>Checks answers of <c>/equilibria</c> for games of holding or yielding.</summary>
internal static class Expected
{
    /// <summary>A table in the format of requests: strategies H and Y, payoffs from T, R, S, P of both players.</summary>
    public static JsonObject Table(string[] a, string[] b) => new()
    {
        ["format"] = "table",
        ["players"] = new JsonArray(Player("A"), Player("B")),
        ["payoffs"] = new JsonArray(
            new JsonArray(new JsonArray(a[3], b[3]), new JsonArray(a[0], b[2])),
            new JsonArray(new JsonArray(a[2], b[0]), new JsonArray(a[1], b[1]))),
    };

    public static JsonObject Ask(JsonObject game, string method = "all") => new() { ["game"] = game, ["concept"] = "nash", ["method"] = method };

    /// <summary>Requires exactly these isolated equilibria and segments, in any order.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="points">Isolated ones as "p q: payoffA payoffB", p and q the probabilities of holding.</param>
    /// <param name="segments">Segments as "p1 q1 – p2 q2".</param>
    public static void Set(JsonNode answer, string[] points, string[] segments)
    {
        Assert.True((bool)answer["exact"]!);
        Assert.True((bool)answer["complete"]!);
        JsonNode[] equilibria = [.. answer["equilibria"]!.AsArray()!];
        string[] isolated =
        [
            .. equilibria.Where(e => (bool)e["isolated"]!).Select(e => $"{Hold(e["profile"]!, 0)} {Hold(e["profile"]!, 1)}: {(string)e["payoffs"]![0]!} {(string)e["payoffs"]![1]!}"),
        ];
        Assert.Equal(points.Order(StringComparer.Ordinal), isolated.Order(StringComparer.Ordinal));
        string[] found =
        [
            .. answer["components"]!.AsArray()
                .SelectMany(component => component!["maximalNashSubsets"]!.AsArray())
                .Select(subset => (X: subset![0]!.AsArray(), Y: subset[1]!.AsArray()))
                .Where(subset => subset.X.Count + subset.Y.Count > 2)
                .Select(subset =>
                {
                    string[] ends = [.. from x in subset.X from y in subset.Y select $"{(string)x![0]!} {(string)y![0]!}"];
                    return string.Join(" – ", ends.Order(StringComparer.Ordinal));
                }),
        ];
        Assert.Equal(segments.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        foreach (JsonNode equilibrium in equilibria) Consistent(equilibrium);
    }

    /// <summary>Whether exact numbers and decimals agree, probabilities sum to one, and the certificate holds.</summary>
    public static void Consistent(JsonNode equilibrium)
    {
        Assert.Equal("0", (string)equilibrium["regret"]!);
        for (int player = 0; player < equilibrium["profile"]!.AsArray().Count; player++)
        {
            Rational sum = default;
            for (int strategy = 0; strategy < equilibrium["profile"]![player]!.AsArray().Count; strategy++)
            {
                var exact = Rational.Parse((string)equilibrium["profile"]![player]![strategy]!);
                Assert.Equal(exact.ToDouble(), (double)equilibrium["decimal"]![player]![strategy]!);
                sum += exact;
            }

            Assert.Equal(Rational.One, sum);
            Assert.Equal(Rational.Parse((string)equilibrium["payoffs"]![player]!).ToDouble(), (double)equilibrium["payoffsDecimal"]![player]!);
        }
    }

    private static string Hold(JsonNode profile, int player) => (string)profile[player]![0]!;

    private static JsonObject Player(string id) => new() { ["id"] = id, ["strategies"] = new JsonArray("H", "Y") };
}
