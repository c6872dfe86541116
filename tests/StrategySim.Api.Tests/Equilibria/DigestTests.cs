using System.Text.Json.Nodes;
using StrategySim.Api.Tests.Hosting;

namespace StrategySim.Api.Tests.Equilibria;

/// <summary>Every default table and every row of the path from coordination to chicken gives exactly the equilibria worked out by hand.</summary>
public sealed class DigestTests(ServiceFixture fixture)
{
    private const string MixedHalf = "1/2 1/2: 5/2 5/2";

    /// <summary>T,R,S,P of A; of B; the isolated equilibria as "p q: payoffA payoffB"; the family; the named game.</summary>
    public static TheoryData<string, string, string, string, string> Tables => new()
    {
        { "4,2,3,1", "4,2,3,1", $"1 0: 4 3;0 1: 3 4;{MixedHalf}", "coordination", "coordination/symmetric" },
        { "3,0,2,0", "3,0,2,0", "1 0: 3 2;0 1: 2 3;3/5 3/5: 6/5 6/5", "coordination", "coordination/battle-of-the-sexes" },
        { "5,2,3,1", "3,1,2,0", "1 0: 5 2;0 1: 3 3;1/2 3/5: 13/5 3/2", "coordination", "coordination/asymmetric" },
        { "4,2,1,3", "4,3,2,1", "1 0: 4 2", "blackmail", "blackmail/bully" },
        { "4,3,1,2", "4,3,2,1", "1 0: 4 2", "blackmail", "blackmail/called-bluff" },
        { "4,3,2,1", "4,2,1,3", "0 1: 2 4", "blackmail", "blackmail/reverse" },
        { "4,3,1,2", "4,3,1,2", "1 1: 2 2", "confrontation", "" },
        { "4,2,1,3", "4,2,1,3", "1 1: 3 3", "confrontation", "" },
        { "4,3,2,1", "4,3,2,1", $"1 0: 4 2;0 1: 2 4;{MixedHalf}", "chicken", "chicken/ordinal" },
        { "4,3,1,-2", "4,3,1,-2", "1 0: 4 1;0 1: 1 4;1/4 1/4: 5/2 5/2", "chicken", "chicken/cardinal" },
        { "4,3,1,-1", "4,3,1,-5", "1 0: 4 1;0 1: 1 4;1/7 1/3: 7/3 19/7", "chicken", "chicken/asymmetric" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task EveryDefaultTable_HasExactlyTheEquilibriaOfTheDigest(string a, string b, string points, string family, string named)
    {
        JsonObject table = Expected.Table(a.Split(','), b.Split(','));
        Answer answer = (await fixture.Service.PostAsync("/equilibria", Expected.Ask(table))).Require(200);
        Expected.Set(answer.Json, points.Split(';'), []);
        Answer classified = (await fixture.Service.PostAsync("/games:classify", new JsonObject { ["game"] = table.DeepClone() })).Require(200);
        Assert.Equal(family, (string)classified["gameType"]["family"]!);
        if (named.Length == 0) return;

        var byName = new JsonObject { ["format"] = "named", ["id"] = named.Split('/')[0], ["variant"] = named.Split('/')[1] };
        Answer same = (await fixture.Service.PostAsync("/equilibria", Expected.Ask(byName))).Require(200);
        Assert.Equal(answer["equilibria"].ToJsonString(), same["equilibria"].ToJsonString());
    }

    /// <summary>D, ρ, κ of A; of B; the isolated equilibria; at a threshold the segment and the isolated one; the family; s.</summary>
    public static TheoryData<string, string, string, string, string> Path => new()
    {
        // At s = 3 the mix pays B (5/7)·2 = 10/7.
        { "1,0,0;1,0,0", $"1 0: 4 3;0 1: 3 4;{MixedHalf}", "", "coordination", "0" },
        { "3/2,1/2,0;1,0,0", "1 0: 4 3;0 1: 5/2 4;1/2 2/3: 7/3 5/2", "", "coordination", "1/2" },
        { "2,1,0;1,0,0", "", "1/2 1 – 0 1|1 0", "threshold", "1" },
        { "5/2,3/2,0;1,3/4,0", "1 0: 4 9/4", "", "blackmail", "3/2" },
        { "3,2,2;1,3/2,2", "", "0 1 – 4/9 1|1 0", "threshold", "2" },
        { "7/2,5/2,4;1,9/4,4", "1 0: 4 3/4;0 1: 1/2 4;8/23 2/3: 1 36/23", "", "chicken", "5/2" },
        { "4,3,6;1,3,6", "1 0: 4 0;0 1: 0 4;2/7 1/2: 1 10/7", "", "chicken", "3" },
    };

    [Theory]
    [MemberData(nameof(Path))]
    public async Task EveryRowOfThePath_HasExactlyTheEquilibriaOfTheDigest(string sides, string points, string segment, string family, string s)
    {
        JsonObject game = PathGame(sides);
        Answer answer = (await fixture.Service.PostAsync("/equilibria", Expected.Ask(game))).Require(200);
        if (segment.Length > 0)
        {
            // A threshold: the outcome in which A holds and B yields, and a segment on which B holds for certain.
            string[] parts = segment.Split('|');
            string[] ends = [.. parts[0].Split(" – ").Order(StringComparer.Ordinal)];
            string payoffsHY = s == "1" ? "4 3" : "4 3/2";
            Expected.Set(answer.Json, [$"{parts[1]}: {payoffsHY}"], [string.Join(" – ", ends)]);
        }
        else
        {
            Expected.Set(answer.Json, points.Split(';'), []);
        }

        Answer classified = (await fixture.Service.PostAsync("/games:classify", new JsonObject { ["game"] = game.DeepClone() })).Require(200);
        Assert.Equal(family, (string)classified["gameType"]["family"]!);
        if (family == "threshold") Assert.Equal(["h.US"], classified["gameType"]["thresholds"]!.AsArray().Select(t => (string)t!));
        // The first row is symmetric; from there on A's scheme is risk dominant wherever two equilibria are left.
        string dominant = classified.Json["riskDominance"]?["dominant"]!.ToJsonString() ?? "none";
        Assert.Equal(s switch { "0" => """["HY","YH"]""", "1/2" or "5/2" or "3" => """["HY"]""", _ => "none" }, dominant);
    }

    internal static JsonObject PathGame(string sides)
    {
        string[][] own = [.. sides.Split(';').Select(side => side.Split(','))];
        return new JsonObject
        {
            ["format"] = "concession",
            ["players"] = new JsonArray("US", "CN"),
            ["primitives"] = new JsonObject
            {
                ["common"] = new JsonObject { ["surplus"] = 7, ["winnerShare"] = "4/7", ["compromiseCost"] = 1.5 },
                ["US"] = Side(own[0]),
                ["CN"] = Side(own[1]),
            },
        };

        static JsonObject Side(string[] values) => new() { ["outsideOption"] = values[0], ["concessionCost"] = values[1], ["clashDamage"] = values[2] };
    }
}
