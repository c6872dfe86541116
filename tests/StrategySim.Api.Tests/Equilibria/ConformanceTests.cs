using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Api.Tests.Equilibria;

/// <summary>Games with known answers, sent as .nfg text; the folder of the games says how the answers were obtained.</summary>
public sealed class ConformanceTests(ServiceFixture fixture)
{
    public static TheoryData<string> TwoPlayers =>
    [
        "c03-chicken", "c15-rock-paper-scissors", "c17-cyclic-3x3", "d01-all-zero-2x2", "d04-duplicate-row", "d06-component-3x2",
        "d07-single-strategy-row", "d08-one-by-one", "d15-random-5x5-0to3", "q02-decimal-5x4", "q03-large-integers-4x4", "r03-random-5x5", "z02-zero-sum-5x5",
    ];

    public static TheoryData<string> ManyPlayers => ["n04-three-player-coordination", "n05-public-goods-3", "n19-random-4x4x4-pure", "n20-minority-game-5-pure"];

    [Theory]
    [MemberData(nameof(TwoPlayers))]
    public async Task TwoPlayerGame_IsAnsweredExactly_ComponentsIncluded(string name)
    {
        JsonNode known = Known(name);
        Answer answer = await SolveAsync(name);
        Assert.True((bool)answer["complete"]);
        JsonArray found = answer["equilibria"].AsArray(), expected = known["equilibria"]!.AsArray();
        Assert.Equal(expected.Select(e => e!["profile"]!.ToJsonString()), found.Select(e => e!["profile"]!.ToJsonString()));
        Assert.Equal(expected.Select(e => e!["payoffs"]!.ToJsonString()), found.Select(e => e!["payoffs"]!.ToJsonString()));
        Assert.Equal(Sets(known["components"]!), Sets(answer["components"]));
        foreach (JsonNode? equilibrium in found) Expected.Consistent(equilibrium!);
    }

    [Theory]
    [MemberData(nameof(ManyPlayers))]
    public async Task GameOfManyPlayers_IsComplete_AndHasEveryKnownEquilibrium(string name)
    {
        JsonNode known = Known(name);
        Answer answer = await SolveAsync(name);
        Assert.True((bool)answer["complete"], (string)answer["completeBecause"]!);
        Assert.Equal(1, (int)answer["indexSum"]!);
        Assert.Empty(answer["open"].AsArray());
        JsonNode[] found = [.. answer["equilibria"].AsArray().Select(e => e!)];
        foreach (JsonNode? expected in known["equilibria"]!.AsArray())
        {
            JsonNode same = Assert.Single(found, e => IsSame(e["profile"]!, expected!["profile"]!));
            bool exact = (bool?)expected!["exact"] ?? true;
            Assert.Equal(exact, (bool)same["exact"]!);
            if (exact) Assert.Equal(expected["profile"]!.ToJsonString(), same["profile"]!.ToJsonString());
            else Assert.Equal("1e-30", (string)same["radius"]!);
        }

        if ((bool)known["complete"]!) Assert.Equal(known["equilibria"]!.AsArray().Count, found.Length);
    }

    private static bool IsSame(JsonNode a, JsonNode b) =>
        a.AsArray().SelectMany(own => own!.AsArray()).Zip(b.AsArray().SelectMany(own => own!.AsArray()))
            .All(pair => (Rational.Parse((string)pair.First!) - Rational.Parse((string)pair.Second!)).Abs() < Rational.Parse("1e-24"));

    private async Task<Answer> SolveAsync(string name)
    {
        string text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "conformance", $"{name}.nfg"));
        return (await fixture.Service.PostAsync("/equilibria", Expected.Ask(new JsonObject { ["format"] = "nfg", ["text"] = text }))).Require(200);
    }

    private static JsonNode Known(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "conformance", $"{name}.json")))!;

    /// <summary>Components as sets of maximal subsets, each a pair of sets of vertices.</summary>
    private static string[] Sets(JsonNode components) =>
    [
        .. components.AsArray()
            .Select(c => string.Join(" | ", c!["maximalNashSubsets"]!.AsArray()
                .Select(s => string.Join(" × ", s!.AsArray().Select(side => string.Join(' ', side!.AsArray().Select(v => v!.ToJsonString()).Order(StringComparer.Ordinal)))))
                .Order(StringComparer.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];
}
