using System.Globalization;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.GameDocuments;

/// <summary>Reads a payoff table: players in order, and payoffs nested by player that end in one number for each of them.</summary>
internal static class TableGameReader
{
    // A table of the wrong shape has as many faults as cells; a reader needs the first ones.
    private const int MaximumFaults = 100;

    /// <summary>The fields beside <c>format</c>.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["title", "players", "payoffs"];

    /// <summary>A player as written: strategies by name, by number, or left to the payoffs.</summary>
    private sealed record Seat(string? Id, List<string>? Strategies, int? Count, DocumentNode? Place, string Pointer);

    public static NormalFormGame? Read(MapNode map, string pointer, GameDocumentLimits limits, List<Fault> faults)
    {
        int before = faults.Count;
        string title = NodeReader.Text(map, pointer, "title", "text", required: false, faults) ?? "";
        string at = JsonPointer.Append(pointer, "payoffs");
        ListNode? payoffs = map["payoffs"] as ListNode;
        if (map["payoffs"] is not { } node) NodeReader.Missing(map, pointer, "payoffs", "a list nested once for each player", faults);
        else if (payoffs is null) faults.Add(ShapeChecker.At(node, at, ShapeChecker.Show(node), "a list nested once for each player", "The value has the wrong kind."));

        // Numbers are checked whatever the players are, so that both kinds of fault are listed at once.
        var numbers = new List<Rational>();
        if (payoffs is not null) Numbers(payoffs, at, limits, numbers, faults, faults.Count + MaximumFaults);
        List<Seat>? seats = map["players"] is { } players
            ? Seats(players, JsonPointer.Append(pointer, "players"), limits, faults)
            : payoffs is null ? null : Inferred(payoffs);
        if (seats is null || payoffs is null) return null;
        if (TooLarge(seats, [.. seats.Select(seat => seat.Count ?? 1)], map, pointer, limits, faults)) return null;
        if (Counts(seats, payoffs, faults) is not { } counts || TooLarge(seats, counts, map, pointer, limits, faults)) return null;
        Shape(payoffs, at, 0, seats, counts, faults, faults.Count + MaximumFaults);
        if (faults.Count > before) return null;
        Player[] list = [.. seats.Select((seat, i) => seat.Strategies is { } names ? new Player(seat.Id!, names) : Player.Numbered(seat.Id!, counts[i]))];
        return new NormalFormGame(list, numbers, title, limits.Game);
    }

    private static List<Seat>? Seats(DocumentNode node, string pointer, GameDocumentLimits limits, List<Fault> faults)
    {
        if (node is not ListNode { Items.Count: > 0 } list)
        {
            faults.Add(ShapeChecker.At(node, pointer, ShapeChecker.Show(node), "a list of players, at least one", "A table needs players."));
            return null;
        }

        int before = faults.Count;
        var seats = new List<Seat>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < list.Items.Count; i++)
        {
            Seat seat = ReadSeat(list.Items[i], JsonPointer.Append(pointer, i), limits, faults);
            seats.Add(seat);
            if (seat.Id is { } id && !seen.Add(id)) faults.Add(NodeReader.Twice(list.Items[i], seat.Pointer, id));
        }

        return faults.Count == before ? seats : null;
    }

    private static Seat ReadSeat(DocumentNode node, string pointer, GameDocumentLimits limits, List<Fault> faults)
    {
        if (node is ScalarNode) return new Seat(NodeReader.Id(node, pointer, faults), null, null, node, pointer);
        if (NodeReader.AsMap(node, pointer, "a player: an id, or a map with id and strategies", faults) is not { } map) return new Seat(null, null, null, node, pointer);
        NodeReader.KnownFields(map, pointer, ["id", "strategies"], faults);
        string? id = null;
        if (map["id"] is { } name) id = NodeReader.Id(name, JsonPointer.Append(pointer, "id"), faults);
        else NodeReader.Missing(map, pointer, "id", "the player's id", faults);

        string at = JsonPointer.Append(pointer, "strategies");
        switch (map["strategies"])
        {
            case null:
                return new Seat(id, null, null, node, pointer);
            case ListNode { Items.Count: > 0 } list:
                return new Seat(id, NodeReader.Ids(list, at, faults), list.Items.Count, node, pointer);
            case ScalarNode { Kind: ScalarKind.Number } number
                when int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 1 && count <= limits.MaximumPayoffs:
                return new Seat(id, null, count, node, pointer);
            case { } other:
                faults.Add(ShapeChecker.At(
                    other, at, ShapeChecker.Show(other), $"a list of strategy ids, at least one, or their number from 1 to {limits.MaximumPayoffs}", "These cannot be strategies."));
                return new Seat(id, null, null, node, pointer);
        }
    }

    /// <summary>Players "1", "2", … as many as the first payoffs stand deep.</summary>
    private static List<Seat> Inferred(ListNode payoffs)
    {
        int depth = 0;
        for (DocumentNode node = payoffs; node is ListNode { Items: [ListNode first, ..] }; node = first) depth++;
        return [.. Enumerable.Range(1, depth).Select(i => new Seat(i.ToString(CultureInfo.InvariantCulture), null, null, null, ""))];
    }

    /// <summary>Adds a fault where the table would be too large, found by multiplying counts before memory is touched.</summary>
    private static bool TooLarge(List<Seat> seats, int[] counts, MapNode map, string pointer, GameDocumentLimits limits, List<Fault> faults)
    {
        DocumentNode place = map["players"] ?? map["payoffs"]!;
        string at = JsonPointer.Append(pointer, map["players"] is null ? "payoffs" : "players");
        if (seats.Count == 0)
        {
            faults.Add(ShapeChecker.At(place, at, ShapeChecker.Show(place), "a list nested once for each player, with one number for each player innermost", "The payoffs are not nested."));
            return true;
        }

        try
        {
            limits.Game.CheckTable(counts);
            return false;
        }
        catch (GameTooLargeException error)
        {
            faults.Add(GameDocumentReader.TooLarge(error, at, place));
            return true;
        }
    }

    /// <summary>The number of strategies of each player: as given, else as many as the first list at that depth has entries.</summary>
    private static int[]? Counts(List<Seat> seats, ListNode payoffs, List<Fault> faults)
    {
        int[] counts = new int[seats.Count];
        DocumentNode? node = payoffs;
        for (int i = 0; i < counts.Length; i++)
        {
            ListNode? list = node as ListNode;
            node = list?.Items.FirstOrDefault();
            if (seats[i].Count is int given)
            {
                counts[i] = given;
            }
            else if (list is { Items.Count: > 0 })
            {
                counts[i] = list.Items.Count;
            }
            else
            {
                DocumentNode place = seats[i].Place ?? payoffs;
                faults.Add(ShapeChecker.At(place, JsonPointer.Append(seats[i].Pointer, "strategies"), null, "a list of strategy ids or their number", $"The strategies of '{seats[i].Id}' are not given, and the payoffs do not show how many there are."));
                return null;
            }
        }

        return counts;
    }

    /// <summary>Reads every number in the order of the text, which is that of the table where its shape is right.</summary>
    private static void Numbers(DocumentNode node, string pointer, GameDocumentLimits limits, List<Rational> numbers, List<Fault> faults, int mostFaults)
    {
        if (node is ListNode list)
        {
            for (int i = 0; i < list.Items.Count && faults.Count < mostFaults; i++) Numbers(list.Items[i], JsonPointer.Append(pointer, i), limits, numbers, faults, mostFaults);
        }
        else if (NodeReader.Number(node, pointer, limits, faults) is { } number)
        {
            numbers.Add(number);
        }

        Stop(faults, mostFaults);
    }

    /// <summary>Checks that lists are as long as the players say, and as deep.</summary>
    private static void Shape(DocumentNode node, string pointer, int depth, List<Seat> seats, int[] counts, List<Fault> faults, int mostFaults)
    {
        if (faults.Count >= mostFaults) return;
        bool leaf = depth == seats.Count;
        int expected = leaf ? seats.Count : counts[depth];
        string what = leaf ? $"a list of {expected} numbers, one for each player" : $"a list of {expected}, one entry for each strategy of '{seats[depth].Id}'";
        if (node is not ListNode list || list.Items.Count != expected || (leaf && list.Items.Any(item => item is ListNode)))
        {
            string found = node is ListNode ? $"a list of {((ListNode)node).Items.Count}" : ShapeChecker.Show(node);
            if (leaf && node is ListNode deep && deep.Items.Any(item => item is ListNode)) found += " that nests further lists";
            faults.Add(ShapeChecker.At(node, pointer, found, what, "The table has the wrong shape."));
            Stop(faults, mostFaults);
            return;
        }

        for (int i = 0; i < expected && !leaf; i++) Shape(list.Items[i], JsonPointer.Append(pointer, i), depth + 1, seats, counts, faults, mostFaults);
    }

    private static void Stop(List<Fault> faults, int mostFaults)
    {
        const string Stopped = " Reading of the payoffs stopped here: there are more faults than are listed.";
        if (faults.Count >= mostFaults && !faults[^1].Detail.EndsWith(Stopped, StringComparison.Ordinal)) faults[^1] = faults[^1] with { Detail = faults[^1].Detail + Stopped };
    }
}
