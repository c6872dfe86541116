using StrategySim.GameTheory.Concession;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Types;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.GameDocuments;

/// <summary>Reads a game of holding or yielding from its primitives; the words are those of scenarios, the values are numbers.</summary>
internal static class ConcessionGameReader
{
    private const string Common = "common";

    private static readonly string[] Primitives = ["surplus", "winnerShare", "compromiseCost", "outsideOption", "concessionCost", "clashDamage"];

    /// <summary>The fields beside <c>format</c>.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["title", "players", "primitives"];

    public static NormalFormGame? Read(MapNode map, string pointer, GameDocumentLimits limits, List<Fault> faults)
    {
        string at = JsonPointer.Append(pointer, "primitives");
        string title = NodeReader.Text(map, pointer, "title", "text", required: false, faults) ?? "";
        (string A, string B)? players = NodeReader.TwoPlayers(map, pointer, faults);
        if (map["primitives"] is not { } node)
        {
            NodeReader.Missing(map, pointer, "primitives", "a map with primitives under 'common' and under the players' ids", faults);
            return null;
        }

        if (NodeReader.AsMap(node, at, "a map with primitives under 'common' and under the players' ids", faults) is not { } primitives || players is not var (a, b)) return null;
        int before = faults.Count;
        NodeReader.KnownFields(primitives, at, [Common, a, b], faults);
        var given = new Dictionary<string, Dictionary<string, Rational?>>(StringComparer.Ordinal);
        foreach (MapEntry entry in primitives.Entries.Where(e => e.Key == Common || e.Key == a || e.Key == b))
        {
            given[entry.Key] = Numbers(entry.Value, JsonPointer.Append(at, entry.Key), limits, faults);
        }

        HoldYieldPayoffs? payoffsA = Payoffs(a), payoffsB = Payoffs(b);
        return faults.Count == before && payoffsA is { } forA && payoffsB is { } forB ? NormalFormGame.HoldYield(forA, forB, a, b, title) : null;

        HoldYieldPayoffs? Payoffs(string player)
        {
            Rational?[] values = [.. Primitives.Select(name => Value(player, name))];
            return values is [{ } v, { } sigma, { } c, { } d, { } rho, { } kappa]
                ? ConcessionPrimitives.Payoffs(v, sigma, c, new ConcessionSide(d, rho, kappa))
                : null;
        }

        Rational? Value(string player, string name)
        {
            if (given.TryGetValue(player, out var own) && own.TryGetValue(name, out Rational? value)) return value;
            if (given.TryGetValue(Common, out var common) && common.TryGetValue(name, out value)) return value;
            faults.Add(ShapeChecker.At(
                primitives, JsonPointer.Append(JsonPointer.Append(at, player), name), null, $"a number under '{player}' or under 'common'", $"The primitive '{name}' of '{player}' is missing."));
            return null;
        }
    }

    /// <summary>The numbers of one side; null under a name stands for a number that was at fault.</summary>
    private static Dictionary<string, Rational?> Numbers(DocumentNode node, string pointer, GameDocumentLimits limits, List<Fault> faults)
    {
        var numbers = new Dictionary<string, Rational?>(StringComparer.Ordinal);
        if (NodeReader.AsMap(node, pointer, $"a map with {string.Join(", ", Primitives)}", faults) is not { } map) return numbers;
        NodeReader.KnownFields(map, pointer, Primitives, faults);
        foreach (MapEntry entry in map.Entries.Where(e => Primitives.Contains(e.Key)))
        {
            string at = JsonPointer.Append(pointer, entry.Key);
            Rational? value = NodeReader.Number(entry.Value, at, limits, faults);
            if (entry.Key == "winnerShare" && value is { } share && (share.Sign < 0 || share > Rational.One))
            {
                faults.Add(ShapeChecker.At(entry.Value, at, share.ToString(), "a share from 0 to 1", "The winner's share is out of range."));
            }

            numbers[entry.Key] = value;
        }

        return numbers;
    }
}
