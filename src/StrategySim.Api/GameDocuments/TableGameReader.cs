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

        List<Seat>? seats = map["players"] is { } players
            ? Seats(players, JsonPointer.Append(pointer, "players"), limits, faults)
            : payoffs is null ? null : Inferred(payoffs);
        if (seats is null || faults.Count > before) return null;
        if (TooManyPlayers(seats, map, pointer, limits, faults)) return null;
        if (payoffs is null || Counts(seats, payoffs, faults) is not { } counts) return null;
        try
        {
            limits.Game.CheckTable(counts);
        }
        catch (GameTooLargeException error)
        {
            faults.Add(GameDocumentReader.TooLarge(error, JsonPointer.Append(pointer, map["players"] is null ? "payoffs" : "players"), map["players"] ?? payoffs));
            return null;
        }

        Player[] list = [.. seats.Select((seat, i) => seat.Strategies is { } names ? new Player(seat.Id!, names) : Player.Numbered(seat.Id!, counts[i]))];
        var flat = new List<Rational>();
        Flatten(payoffs, at, 0, list, limits, flat, faults, faults.Count + MaximumFaults);
        return faults.Count == before ? new NormalFormGame(list, flat, title, limits.Game) : null;
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

    private static bool TooManyPlayers(List<Seat> seats, MapNode map, string pointer, GameDocumentLimits limits, List<Fault> faults)
    {
        if (seats.Count is 0)
        {
            faults.Add(ShapeChecker.At(map["payoffs"]!, JsonPointer.Append(pointer, "payoffs"), ShapeChecker.Show(map["payoffs"]!), "a list nested once for each player, with one number for each player innermost", "The payoffs are not nested."));
            return true;
        }

        // Before anything is read of the payoffs: what the players alone would take, one strategy where the number is not given.
        try
        {
            limits.Game.CheckTable([.. seats.Select(seat => seat.Count ?? 1)]);
            return false;
        }
        catch (GameTooLargeException error)
        {
            faults.Add(GameDocumentReader.TooLarge(error, JsonPointer.Append(pointer, map["players"] is null ? "payoffs" : "players"), map["players"] ?? map["payoffs"]));
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

    private static void Flatten(
        DocumentNode node, string pointer, int depth, Player[] players, GameDocumentLimits limits, List<Rational> flat, List<Fault> faults, int mostFaults)
    {
        if (faults.Count >= mostFaults) return;
        bool leaf = depth == players.Length;
        int expected = leaf ? players.Length : players[depth].Strategies.Length;
        string what = leaf ? $"a list of {expected} numbers, one for each player" : $"a list of {expected}, one entry for each strategy of '{players[depth].Id}'";
        if (node is not ListNode list || list.Items.Count != expected)
        {
            Add(ShapeChecker.At(node, pointer, ShapeChecker.Show(node), what, "The table has the wrong shape."));
            return;
        }

        for (int i = 0; i < expected; i++)
        {
            string at = JsonPointer.Append(pointer, i);
            if (!leaf)
            {
                Flatten(list.Items[i], at, depth + 1, players, limits, flat, faults, mostFaults);
                continue;
            }

            var own = new List<Fault>();
            flat.Add(NodeReader.Number(list.Items[i], at, limits, own) ?? default);
            foreach (Fault fault in own) Add(fault);
        }

        void Add(Fault fault)
        {
            if (faults.Count < mostFaults) faults.Add(faults.Count < mostFaults - 1 ? fault : fault with { Detail = $"{fault.Detail} Reading of the payoffs stopped here, at {MaximumFaults} faults." });
        }
    }
}
