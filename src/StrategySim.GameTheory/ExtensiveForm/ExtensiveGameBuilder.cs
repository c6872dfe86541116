using System.Collections.Immutable;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.ExtensiveForm;

/// <summary>Builds a tree node by node, in prefix order: a node, then all that follows its first branch, then its second, and so on.</summary>
/// <remarks>
/// Readers know the place of a fault better than a tree does, so that a wrong argument is refused at once, before the tree takes it.
/// </remarks>
public sealed class ExtensiveGameBuilder
{
    private sealed record Draft(
        NodeKind Kind, string Name, int Parent, int Branch, int Set, ImmutableArray<string> Actions, ImmutableArray<Rational> Probabilities, int Outcome)
    {
        public List<int> Children { get; } = [];

        public int End { get; set; }
    }

    private readonly ImmutableArray<string> _players;
    private readonly string _title;
    private readonly GameLimits _limits;
    private readonly List<Draft> _nodes = [];
    private readonly Stack<int> _open = new();
    private readonly List<(int Player, string Name, ImmutableArray<string> Actions, List<int> Nodes)> _sets = [];
    private readonly List<TreeOutcome> _outcomes = [];

    /// <param name="players">At least one; not blank; ids differ.</param>
    /// <param name="title">A title for people; may be empty.</param>
    /// <param name="limits">How many nodes times players the tree may have; by default <see cref="GameLimits.Default"/>.</param>
    /// <exception cref="InvalidGameException">No player, a blank id, or an id twice.</exception>
    /// <exception cref="GameTooLargeException">More players than the limits allow.</exception>
    public ExtensiveGameBuilder(IEnumerable<string> players, string title = "", GameLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(players);
        ArgumentNullException.ThrowIfNull(title);
        _players = [.. players];
        _title = title;
        _limits = limits ?? GameLimits.Default;
        if (_players.IsEmpty) throw Fault("/players", "no player", "at least one player");
        for (int i = 0; i < _players.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(_players[i])) throw Fault($"/players/{i}", $"'{_players[i]}'", "an id that is not blank");
            if (_players.IndexOf(_players[i]) < i) throw Fault($"/players/{i}", $"'{_players[i]}' a second time", "ids that differ");
        }

        _limits.CheckTree(1, _players.Length);
    }

    /// <summary>Whether every branch has its node, so that the tree is whole.</summary>
    public bool IsWhole => _nodes.Count > 0 && _open.Count == 0;

    /// <summary>How many nodes there are so far.</summary>
    public int Count => _nodes.Count;

    /// <summary>The branch that the next node stands on, in words such as "after 'resist' at node 3".</summary>
    public string Next =>
        _nodes.Count == 0 ? "the root"
        : _open.TryPeek(out int parent) ? $"the node after '{_nodes[parent].Actions[_nodes[parent].Children.Count]}' at node {parent}"
        : "nothing, since the tree is whole";

    /// <summary>Adds an outcome that nodes can name.</summary>
    /// <param name="payoffs">One for each player; payoff units.</param>
    /// <param name="name">A name for people; may be empty.</param>
    /// <returns>Its number.</returns>
    public int Outcome(IEnumerable<Rational> payoffs, string name = "")
    {
        ImmutableArray<Rational> list = [.. payoffs];
        if (list.Length != _players.Length)
        {
            throw Fault($"/outcomes/{_outcomes.Count}", $"{list.Length} payoffs", $"{_players.Length}, one for each player");
        }

        _outcomes.Add(new TreeOutcome(name, list));
        return _outcomes.Count - 1;
    }

    /// <summary>Adds an information set that decisions can name.</summary>
    /// <param name="player">Who moves there, 0 for the first player.</param>
    /// <param name="actions">At least one; not blank; no two alike.</param>
    /// <param name="name">Its name; where it is blank or the player's other sets have it too, it is numbered.</param>
    /// <returns>Its number.</returns>
    public int InformationSet(int player, IEnumerable<string> actions, string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)player, (uint)_players.Length);
        _sets.Add((player, name, Actions(actions, $"/informationSets/{_sets.Count}/actions"), []));
        return _sets.Count - 1;
    }

    /// <summary>Adds a node where a player moves.</summary>
    /// <param name="informationSet">From <see cref="InformationSet"/>.</param>
    /// <param name="name">A name for people; may be empty.</param>
    /// <param name="outcome">From <see cref="Outcome"/>; −1 for none.</param>
    public void Decision(int informationSet, string name = "", int outcome = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)informationSet, (uint)_sets.Count);
        Add(NodeKind.Decision, name, informationSet, _sets[informationSet].Actions, [], outcome);
        _sets[informationSet].Nodes.Add(_nodes.Count - 1);
    }

    /// <summary>Adds a node where chance moves.</summary>
    /// <param name="branches">At least one; names differ; probabilities are at least 0 and sum to exactly 1.</param>
    /// <param name="name">A name for people; may be empty.</param>
    /// <param name="outcome">From <see cref="Outcome"/>; −1 for none.</param>
    public void Chance(IEnumerable<(string Action, Rational Probability)> branches, string name = "", int outcome = -1)
    {
        (string Action, Rational Probability)[] list = [.. branches];
        string pointer = $"/nodes/{_nodes.Count}/chance";
        ImmutableArray<string> actions = Actions(list.Select(branch => branch.Action), pointer);
        Rational sum = default;
        foreach ((string action, Rational probability) in list)
        {
            if (probability.Sign < 0) throw Fault(pointer, $"probability {probability} of '{action}'", "probabilities of at least 0");
            sum += probability;
        }

        if (sum != Rational.One) throw Fault(pointer, $"probabilities that sum to {sum}", "a sum of exactly 1");
        Add(NodeKind.Chance, name, -1, actions, [.. list.Select(branch => branch.Probability)], outcome);
    }

    /// <summary>Adds a node where the game ends.</summary>
    /// <param name="outcome">From <see cref="Outcome"/>; −1 for none, so that nobody gets anything more.</param>
    /// <param name="name">A name for people; may be empty.</param>
    public void Terminal(int outcome = -1, string name = "") => Add(NodeKind.Terminal, name, -1, [], [], outcome);

    /// <summary>The tree.</summary>
    /// <exception cref="InvalidGameException">A branch has no node.</exception>
    public ExtensiveGame Build()
    {
        if (!IsWhole) throw Fault("/nodes", $"{_nodes.Count} nodes", $"also {Next}");
        // Sets that no node names are left out; the others come in the order of their first nodes.
        int[] used = [.. Enumerable.Range(0, _sets.Count).Where(s => _sets[s].Nodes.Count > 0).OrderBy(s => _sets[s].Nodes[0])];
        int[] number = new int[_sets.Count];
        for (int k = 0; k < used.Length; k++) number[used[k]] = k;
        string[] names = Names(used);
        return new ExtensiveGame(
            _title,
            _players,
            [.. _nodes.Select((d, id) => new TreeNode(id, d.Kind, d.Name, d.Parent, d.Branch, d.Set < 0 ? -1 : number[d.Set], d.Actions, d.Probabilities, [.. d.Children], d.Outcome, d.End))],
            [.. used.Select((s, k) => new InformationSet(k, _sets[s].Player, names[k], _sets[s].Actions, [.. _sets[s].Nodes]))],
            [.. _outcomes]);
    }

    // Names that differ for each player: a blank one becomes the player's id with the number of the set.
    private string[] Names(int[] used)
    {
        string[] names = new string[used.Length];
        for (int player = 0; player < _players.Length; player++)
        {
            int[] mine = [.. Enumerable.Range(0, used.Length).Where(k => _sets[used[k]].Player == player)];
            List<string> distinct = Labels.Distinct([.. mine.Select((k, at) => string.IsNullOrWhiteSpace(_sets[used[k]].Name) ? $"{_players[player]}:{at + 1}" : _sets[used[k]].Name)]);
            for (int at = 0; at < mine.Length; at++) names[mine[at]] = distinct[at];
        }

        return names;
    }

    private void Add(NodeKind kind, string name, int set, ImmutableArray<string> actions, ImmutableArray<Rational> probabilities, int outcome)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outcome, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(outcome, _outcomes.Count);
        if (IsWhole) throw Fault($"/nodes/{_nodes.Count}", "a further node", Next);
        _limits.CheckTree(_nodes.Count + 1, _players.Length);
        int id = _nodes.Count, parent = _open.TryPeek(out int top) ? top : -1;
        _nodes.Add(new Draft(kind, name, parent, parent < 0 ? -1 : _nodes[parent].Children.Count, set, actions, probabilities, outcome));
        if (parent >= 0) _nodes[parent].Children.Add(id);
        _open.Push(id);
        while (_open.TryPeek(out int last) && _nodes[last].Children.Count == _nodes[last].Actions.Length)
        {
            _nodes[last].End = _nodes.Count;
            _open.Pop();
        }
    }

    private static ImmutableArray<string> Actions(IEnumerable<string> actions, string pointer)
    {
        ImmutableArray<string> list = [.. actions];
        if (list.IsEmpty) throw Fault(pointer, "no action", "at least one action");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < list.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(list[i])) throw Fault($"{pointer}/{i}", $"'{list[i]}'", "an id that is not blank");
            if (!seen.Add(list[i])) throw Fault($"{pointer}/{i}", $"'{list[i]}' a second time", "actions that differ");
        }

        return list;
    }

    private static InvalidGameException Fault(string pointer, string found, string expected) => new([new GameFault(pointer, found, expected)]);
}
