using StrategySim.GameTheory.ExtensiveForm;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.GameDocuments;

/// <summary>Reads a game in a tree: nested nodes, each with who moves and what follows each action.</summary>
/// <remarks>
/// A node is <c>{ player, infoset?, actions: { ID: node } }</c>, <c>{ chance: { "1/3": node } }</c> or
/// <c>{ chance: { ID: "1/3" }, actions: { ID: node } }</c>, <c>{ payoffs }</c> or <c>{ outcome }</c> where the game ends, a bare list of
/// payoffs, or the name of one of the <c>nodes</c> beside the root. Payoffs at a node where play goes on add to those that come later.
/// </remarks>
internal sealed class TreeGameReader
{
    private const string Nodes = "nodes", Node = "a node: a map with player and actions, chance, or payoffs; a list of payoffs; or the name of one of the nodes";

    private static readonly string[] NodeFields = ["name", "player", "infoset", "chance", "actions", "payoffs", "outcome"];

    private readonly GameDocumentLimits _limits;
    private readonly List<Fault> _faults;
    private readonly Dictionary<string, Rational[]> _outcomes = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Player, string Name), IReadOnlyList<string>> _sets = [];
    private readonly Dictionary<string, List<string>> _leads = new(StringComparer.Ordinal);
    private List<string> _players = [];
    private HashSet<string> _parts = [];
    private List<string> _leadsOf = [];

    private TreeGameReader(GameDocumentLimits limits, List<Fault> faults)
    {
        _limits = limits;
        _faults = faults;
    }

    /// <summary>The fields beside <c>format</c>.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["title", "players", "root", Nodes, "outcomes"];

    /// <summary>Reads the game; null where there are faults.</summary>
    /// <exception cref="GameTooLargeException">The tree exceeds the limits.</exception>
    public static ExtensiveGame? Read(MapNode map, string pointer, GameDocumentLimits limits, List<Fault> faults)
    {
        int before = faults.Count;
        TreeDocument? document = new TreeGameReader(limits, faults).Document(map, pointer);
        return faults.Count == before ? document?.Build(limits.Game) : null;
    }

    private TreeDocument? Document(MapNode map, string pointer)
    {
        string title = NodeReader.Text(map, pointer, "title", "text", required: false, _faults) ?? "";
        string at = JsonPointer.Append(pointer, "players");
        if (map["players"] is ListNode { Items.Count: > 0 } players)
        {
            _players = NodeReader.Ids(players, at, _faults) ?? [];
        }
        else if (map["players"] is { } other)
        {
            _faults.Add(ShapeChecker.At(other, at, ShapeChecker.Show(other), "a list of player ids, at least one", "A tree needs players."));
        }
        else
        {
            NodeReader.Missing(map, pointer, "players", "a list of player ids, at least one", _faults);
        }

        if (_players.Count == 0) return null;
        foreach ((string name, DocumentNode node, string below) in Entries(map, pointer, "outcomes", "a map from the names of outcomes to their payoffs"))
        {
            if (Payoffs(node, below) is { } payoffs) _outcomes[name] = payoffs;
        }

        (string Name, DocumentNode Node, string Pointer)[] parts = [.. Entries(map, pointer, Nodes, "a map from names to nodes")];
        _parts = [.. parts.Select(part => part.Name)];
        TreeDocumentNode? root = null;
        if (map["root"] is { } first) root = ReadNode(first, JsonPointer.Append(pointer, "root"));
        else NodeReader.Missing(map, pointer, "root", Node, _faults);
        var read = new Dictionary<string, TreeDocumentNode>(StringComparer.Ordinal);
        foreach ((string name, DocumentNode node, string below) in parts)
        {
            _leads[name] = _leadsOf = [];
            if (ReadNode(node, below) is { } part) read[name] = part;
        }

        foreach ((string name, DocumentNode node, string below) in parts)
        {
            if (Circle(name) is { } circle) _faults.Add(ShapeChecker.At(node, below, $"a circle: {circle}", "nodes that lead to an end", "A tree does not come back to a node."));
        }

        return root is null ? null : new TreeDocument(title, _players, root, read, _outcomes);
    }

    private IEnumerable<(string Name, DocumentNode Node, string Pointer)> Entries(MapNode map, string pointer, string field, string expected)
    {
        if (map[field] is not { } node) yield break;
        string at = JsonPointer.Append(pointer, field);
        if (NodeReader.AsMap(node, at, expected, _faults) is not { } entries) yield break;
        foreach (MapEntry entry in entries.Entries) yield return (entry.Key, entry.Value, JsonPointer.Append(at, entry.Key));
    }

    // The nesting of documents is bounded, so that this may recurse.
    private TreeDocumentNode? ReadNode(DocumentNode node, string pointer)
    {
        switch (node)
        {
            case ListNode:
                return Payoffs(node, pointer) is { } payoffs ? new TreeDocumentNode { Payoffs = payoffs } : null;
            case ScalarNode { Kind: ScalarKind.Text or ScalarKind.Number } reference:
                if (!_parts.Contains(reference.Text))
                {
                    _faults.Add(ShapeChecker.At(node, pointer, $"'{reference.Text}'", _parts.Count == 0 ? Node : $"a node, or the name of one: {string.Join(", ", _parts.Order(StringComparer.Ordinal).Take(20))}", "There is no node of that name under 'nodes'."));
                    return null;
                }

                _leadsOf.Add(reference.Text);
                return new TreeDocumentNode { Reference = reference.Text };
        }

        if (NodeReader.AsMap(node, pointer, Node, _faults) is not { } map) return null;
        int before = _faults.Count;
        NodeReader.KnownFields(map, pointer, NodeFields, _faults);
        string name = NodeReader.Text(map, pointer, "name", "text", required: false, _faults) ?? "";
        string? outcome = Outcome(map, pointer);
        Rational[]? due = map["payoffs"] is { } given ? Payoffs(given, JsonPointer.Append(pointer, "payoffs")) : null;
        int player = map["player"] is null ? -1 : Player(map, pointer);
        if (map["player"] is not null && map["chance"] is { } both)
        {
            _faults.Add(ShapeChecker.At(both, JsonPointer.Append(pointer, "chance"), "chance beside a player", "either player or chance", "One of them moves at a node."));
            return null;
        }

        string? set = player < 0 || map["infoset"] is not { } named ? null : NodeReader.Id(named, JsonPointer.Append(pointer, "infoset"), _faults);
        IReadOnlyList<string>? order = set is null ? null : Together(map, pointer, player, set);
        List<Rational>? probabilities = null;
        List<(string Action, TreeDocumentNode? Node)> branches = [];
        if (map["chance"] is { } chance) (branches, probabilities) = Chance(map, chance, pointer);
        else if (map["actions"] is { } actions) branches = Branches(actions, JsonPointer.Append(pointer, "actions"));
        if (map["player"] is null && map["chance"] is null)
        {
            if (map["actions"] is { } idle) _faults.Add(ShapeChecker.At(idle, JsonPointer.Append(pointer, "actions"), "actions of nobody", "a player or chance beside them", "Somebody has to move here."));
            else if (map["payoffs"] is null && map["outcome"] is null) NodeReader.Missing(map, pointer, "payoffs", "player, chance, payoffs or outcome", _faults);
        }
        else if (map["player"] is not null && map["actions"] is null)
        {
            NodeReader.Missing(map, pointer, "actions", "a map from actions to what follows them", _faults);
        }

        if (map["infoset"] is { } misplaced && map["player"] is null)
        {
            _faults.Add(ShapeChecker.At(misplaced, JsonPointer.Append(pointer, "infoset"), ShapeChecker.Show(misplaced), "a player beside it", "Only players have information sets."));
        }

        if (_faults.Count > before || branches.Any(branch => branch.Node is null)) return null;
        if (order is not null) branches = [.. order.Select(action => branches.First(branch => branch.Action == action))];
        return new TreeDocumentNode
        {
            Name = name,
            Player = player,
            InformationSet = set,
            Actions = [.. branches.Select(branch => branch.Action)],
            Children = [.. branches.Select(branch => branch.Node!)],
            Probabilities = probabilities,
            Outcome = outcome,
            Payoffs = due,
        };
    }

    private int Player(MapNode map, string pointer)
    {
        int player = map["player"] is ScalarNode scalar ? _players.IndexOf(scalar.Text) : -1;
        if (player < 0) _faults.Add(ShapeChecker.At(map["player"]!, JsonPointer.Append(pointer, "player"), ShapeChecker.Show(map["player"]!), $"one of {string.Join(", ", _players)}", "This is no player of the game."));
        return player;
    }

    private string? Outcome(MapNode map, string pointer)
    {
        if (map["outcome"] is not { } node) return null;
        string at = JsonPointer.Append(pointer, "outcome");
        if (map["payoffs"] is not null) _faults.Add(ShapeChecker.At(node, at, "an outcome beside payoffs", "either of them", "A node has one outcome."));
        if (node is ScalarNode scalar && _outcomes.ContainsKey(scalar.Text)) return scalar.Text;
        _faults.Add(ShapeChecker.At(node, at, ShapeChecker.Show(node), _outcomes.Count == 0 ? "'outcomes' beside the root" : $"one of {string.Join(", ", _outcomes.Keys.Take(20))}", "There is no outcome of that name."));
        return null;
    }

    private List<(string Action, TreeDocumentNode? Node)> Branches(DocumentNode node, string pointer)
    {
        if (NodeReader.AsMap(node, pointer, "a map from actions to what follows them", _faults) is not { } map) return [];
        if (map.Entries.Count == 0) _faults.Add(ShapeChecker.At(node, pointer, "no action", "at least one action", "Somebody who moves has an action."));
        foreach (MapEntry entry in map.Entries.Where(entry => string.IsNullOrWhiteSpace(entry.Key)))
        {
            _faults.Add(new Fault(JsonPointer.Append(pointer, entry.Key), $"'{entry.Key}'", "an id that is not blank", "An action has a name.", entry.Line, entry.Column));
        }

        return [.. map.Entries.Select(entry => (entry.Key, ReadNode(entry.Value, JsonPointer.Append(pointer, entry.Key))))];
    }

    /// <summary>A chance move: probabilities by branch, or branches by probability.</summary>
    private (List<(string, TreeDocumentNode?)> Branches, List<Rational> Probabilities) Chance(MapNode map, DocumentNode chance, string pointer)
    {
        string at = JsonPointer.Append(pointer, "chance");
        List<(string, TreeDocumentNode?)> branches = [];
        List<Rational> probabilities = [];
        if (chance is not MapNode { Entries.Count: > 0 } given)
        {
            _faults.Add(ShapeChecker.At(chance, at, ShapeChecker.Show(chance), "a map from probabilities to nodes, or from branches to probabilities with 'actions' beside it", "Chance needs branches."));
            return (branches, probabilities);
        }

        bool named = map["actions"] is not null;
        int before = _faults.Count;
        foreach (MapEntry entry in given.Entries)
        {
            string below = JsonPointer.Append(at, entry.Key);
            DocumentNode number = named ? entry.Value : new ScalarNode(ScalarKind.Text, entry.Key, entry.Line, entry.Column);
            if (NodeReader.Number(number, below, _limits, _faults) is not { } probability) continue;
            if (probability.Sign < 0) _faults.Add(ShapeChecker.At(number, below, probability.ToString(), "a probability of at least 0", "The probability is negative."));
            probabilities.Add(probability);
        }

        if (_faults.Count == before && probabilities.Aggregate(Rational.Zero, (sum, p) => sum + p) is var all && all != Rational.One)
        {
            _faults.Add(ShapeChecker.At(chance, at, $"probabilities that sum to {all}", "a sum of exactly 1", "Chance has to do something."));
        }

        if (!named) return ([.. given.Entries.Select(entry => (entry.Key, ReadNode(entry.Value, JsonPointer.Append(at, entry.Key))))], probabilities);
        branches = Branches(map["actions"]!, JsonPointer.Append(pointer, "actions"));
        string[] ids = [.. given.Entries.Select(entry => entry.Key)];
        if (!ids.Order(StringComparer.Ordinal).SequenceEqual(branches.Select(branch => branch.Item1).Order(StringComparer.Ordinal)))
        {
            _faults.Add(ShapeChecker.At(map["actions"]!, JsonPointer.Append(pointer, "actions"), string.Join(", ", branches.Select(branch => $"'{branch.Item1}'")), $"the branches {string.Join(", ", ids)}", "Every branch of chance has a probability and a node."));
            return ([], probabilities);
        }

        return ([.. ids.Select(id => branches.First(branch => branch.Item1 == id))], probabilities);
    }

    /// <summary>The actions of an information set in the order of its first node; null with a fault where another node has others.</summary>
    private IReadOnlyList<string>? Together(MapNode map, string pointer, int player, string set)
    {
        if (map["actions"] is not MapNode given) return null;
        string[] actions = [.. given.Entries.Select(entry => entry.Key)];
        if (_sets.TryAdd((player, set), actions)) return actions;
        IReadOnlyList<string> known = _sets[(player, set)];
        if (known.Count == actions.Length && known.All(actions.Contains)) return known;
        _faults.Add(ShapeChecker.At(
            given, JsonPointer.Append(pointer, "actions"), string.Join(", ", actions.Select(action => $"'{action}'")), $"{string.Join(", ", known)}, as at the other nodes of the information set '{set}'", "Nodes that a player cannot tell apart have the same actions."));
        return null;
    }

    /// <summary>Payoffs: a list in the order of the players, or a map from player to number.</summary>
    private Rational[]? Payoffs(DocumentNode node, string pointer)
    {
        string expected = $"{_players.Count} numbers, one for each of {string.Join(", ", _players)}: a list, or a map by player";
        DocumentNode[]? numbers = node switch
        {
            ListNode list when list.Items.Count == _players.Count => [.. list.Items],
            MapNode map when map.Entries.Count == _players.Count && _players.All(player => map[player] is not null) => [.. _players.Select(player => map[player]!)],
            _ => null,
        };
        if (numbers is null)
        {
            _faults.Add(ShapeChecker.At(node, pointer, node is ListNode { Items.Count: var count } ? $"a list of {count}" : ShapeChecker.Show(node), expected, "These cannot be payoffs."));
            return null;
        }

        Rational?[] read = [.. numbers.Select((number, i) => NodeReader.Number(number, node is ListNode ? JsonPointer.Append(pointer, i) : JsonPointer.Append(pointer, _players[i]), _limits, _faults))];
        return read.All(number => number is not null) ? [.. read.Select(number => number!.Value)] : null;
    }

    /// <summary>How a part leads back to itself, "a → b → a"; null where it does not.</summary>
    private string? Circle(string start)
    {
        var from = new Dictionary<string, string>(StringComparer.Ordinal);
        var open = new Queue<string>([start]);
        while (open.TryDequeue(out string? name))
        {
            foreach (string next in _leads[name])
            {
                if (next == start)
                {
                    List<string> way = [start];
                    for (string at = name; at != start; at = from[at]) way.Insert(0, at);
                    return string.Join(" → ", way.Prepend(start));
                }

                if (from.TryAdd(next, name)) open.Enqueue(next);
            }
        }

        return null;
    }
}
