using System.Globalization;
using System.Text;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;
using StrategySim.GameTheory.Tests.Equilibria;
using StrategySim.GameTheory.Types;

namespace StrategySim.GameTheory.Tests.Types;

/// <summary>The committed table of every order and every sign case: derived anew and compared, and checked against the solver.</summary>
public sealed class GameTypeTableTests
{
    private static readonly int[] Signs = [1, 0, -1];

    [Fact]
    public void CommittedTable_IsWhatTheCodeSays()
    {
        string derived = Derive();
        string path = Path.Combine(AppContext.BaseDirectory, "Types", "game-types.csv");
        if (string.Equals(File.ReadAllText(path), derived, StringComparison.Ordinal)) return;
        string received = Path.ChangeExtension(path, "received.csv");
        File.WriteAllText(received, derived);
        Assert.Fail($"src/StrategySim.GameTheory/Types/game-types.csv differs from what the code derives, written to {received}. Compare the two, and copy it where the change is meant.");
    }

    /// <remarks>Ten random games a sign case, payoffs drawn so that g and h have the signs, solved by the reference solver.</remarks>
    [Fact]
    public void NashSetOfEverySignCase_IsThatOfTheReferenceSolver()
    {
        var random = new RandomGames(81);
        foreach ((int gA, int hA, int gB, int hB) in SignCases())
        {
            for (int k = 0; k < 10; k++)
            {
                HoldYieldPayoffs a = Draw(random, gA, hA), b = Draw(random, gB, hB);
                string label = GameTypes.Of(a, b).NashSet;
                NashResult result = NashSolvers.Solve(NormalFormGame.HoldYield(a, b), "vertex-enumeration");
                Assert.True(
                    Pieces(label).SetEquals(Pieces(result)), $"{a} against {b}: label {label}, solver {ResultText.Of(result)}");
                Assert.Equal(label.Split(" + ").Length, result.Components.Length);
            }
        }
    }

    [Fact]
    public void TypesOfOneSignCase_ShareOneNashSet() => Assert.All(
        GameTypes.All.GroupBy(type => (type.OrderA.SignG, type.OrderA.SignH, type.OrderB.SignG, type.OrderB.SignH)),
        group => Assert.Single(group.Select(type => type.NashSet).Distinct(StringComparer.Ordinal)));

    [Fact]
    public void ExchangingThePlayers_ExchangesTheType() => Assert.All(GameTypes.All, type =>
    {
        GameType mirror = GameTypes.All[(type.OrderB.Index * GameTypes.OrderCount) + type.OrderA.Index];
        Assert.Equal((type.Family, type.Variant, 1 - type.By), (mirror.Family, mirror.Variant, mirror.By));
        Assert.True(Mirror(Pieces(type.NashSet)).SetEquals(Pieces(mirror.NashSet)));
    });

    private static string Derive()
    {
        var csv = new StringBuilder();
        csv.Append("# The 75 weak orders of T, R, S, P; signs of g = T - R and h = S - P.\n");
        csv.Append("index,order,g,h,name,description\n");
        foreach (PlayerOrder order in GameTypes.Orders)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{order.Index},{order.Text},{Sign(order.SignG)},{Sign(order.SignH)},{order.Name},{order.Description}\n");
        }

        csv.Append("# The 81 cases of signs of A's and B's g and h; where they leave the family or variant open, the orders that decide.\n");
        csv.Append("g.A,h.A,g.B,h.B,nash set,family,decided by orders\n");
        foreach ((int gA, int hA, int gB, int hB) in SignCases())
        {
            GameType[] types =
            [
                .. GameTypes.All.Where(type =>
                    (type.OrderA.SignG, type.OrderA.SignH, type.OrderB.SignG, type.OrderB.SignH) == (gA, hA, gB, hB)),
            ];
            string[] families = [.. types.GroupBy(type => type.Family).Select(group => group.Key).Order().Select(Family)];
            csv.Append(CultureInfo.InvariantCulture, $"{Sign(gA)},{Sign(hA)},{Sign(gB)},{Sign(hB)},{types[0].NashSet},{string.Join(" | ", families)},{Decided(types)}\n");

            string Family(GameFamily family)
            {
                GameType type = types.First(t => t.Family == family);
                return family == GameFamily.Threshold ? type.Label("A", "B").Replace(", ", " ", StringComparison.Ordinal)
                    : type.By is int by ? $"{type.FamilyName} by {"AB"[by]}" : type.FamilyName;
            }
        }

        return csv.ToString();
    }

    /// <summary>Which orders make which family or variant, where one sign case has several.</summary>
    private static string Decided(GameType[] types)
    {
        string[] Names(GameFamily family) => [.. types.Where(t => t.Family == family && t.OrderA == t.OrderB).Select(t => t.OrderA.Text)];
        return types[0].Family switch
        {
            GameFamily.Coordination or GameFamily.Chicken or GameFamily.MixedOrder =>
                $"coordination: both of {string.Join(' ', Names(GameFamily.Coordination))}; chicken: both {string.Join(' ', Names(GameFamily.Chicken))}; otherwise mixed-order",
            GameFamily.Blackmail =>
                string.Join("; ", types.GroupBy(t => t.Variant, t => (t.By == 0 ? t.OrderA : t.OrderB).Text)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => $"{group.Key ?? "no variant"}: holder {string.Join(' ', group.Distinct())}")),
            GameFamily.Confrontation =>
                $"prisoners-dilemma: both of {string.Join(' ', types.Where(t => t.Variant == "prisoners-dilemma").Select(t => t.OrderA.Text).Distinct())}; " +
                $"deadlock: both of {string.Join(' ', types.Where(t => t.Variant == "deadlock").Select(t => t.OrderA.Text).Distinct())}; otherwise mixed",
            _ => "",
        };
    }

    private static IEnumerable<(int GA, int HA, int GB, int HB)> SignCases() =>
        from gA in Signs from hA in Signs from gB in Signs from hB in Signs select (gA, hA, gB, hB);

    private static char Sign(int sign) => sign > 0 ? '+' : sign < 0 ? '-' : '0';

    private static HoldYieldPayoffs Draw(RandomGames random, int signG, int signH)
    {
        Rational r = random.Next(-9, 9), p = random.Next(-9, 9);
        return new HoldYieldPayoffs(r + (signG * random.Next(1, 9)), r, p + (signH * random.Next(1, 9)), p);
    }

    /// <summary>The points and segments of a label, each segment as its two ends in order.</summary>
    private static HashSet<string> Pieces(string label)
    {
        if (label == "whole square") return new(["HH HY YH YY"], StringComparer.Ordinal);
        HashSet<string> pieces = new(StringComparer.Ordinal);
        foreach (string component in label.Split(" + "))
        {
            string[] chain = component.Replace("mixed", "mm", StringComparison.Ordinal).Split('–');
            if (chain.Length == 1) pieces.Add(chain[0]);
            for (int i = 1; i < chain.Length; i++) pieces.Add(Write([chain[i - 1], chain[i]]));
        }

        return pieces;
    }

    private static HashSet<string> Pieces(NashResult result) => new(
        result.Components.SelectMany(component => component.MaximalNashSubsets)
            .Select(subset => Write(subset.X.SelectMany(_ => subset.Y, (x, y) => $"{Letter(x)}{Letter(y)}"))),
        StringComparer.Ordinal);

    private static HashSet<string> Mirror(HashSet<string> pieces) =>
        new(pieces.Select(piece => Write(piece.Split(' ').Select(vertex => $"{vertex[1]}{vertex[0]}"))), StringComparer.Ordinal);

    private static string Write(IEnumerable<string> vertices) => string.Join(' ', vertices.Order(StringComparer.Ordinal));

    private static char Letter(MixedStrategy strategy) => strategy[0].IsZero ? 'Y' : strategy.IsPure ? 'H' : 'm';
}
