using System.Collections.Immutable;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.ExtensiveForm;

/// <summary>A finite game in a tree, with chance and imperfect information; exact and immutable.</summary>
/// <remarks>
/// Nodes are numbered in prefix order, so that the nodes that follow node v are v + 1 to End − 1 and a pass from the last node to the
/// first meets children before their parents: nothing here recurses, and a tree may be as deep as it likes. Payoffs add up along a
/// path. Definition: Kuhn, "Extensive games and the problem of information", Contributions to the Theory of Games II (1953) 193–216.
/// Made by <see cref="ExtensiveGameBuilder"/>.
/// </remarks>
public sealed class ExtensiveGame
{
    private readonly Rational[] _payoffs;
    private readonly int[] _sequences;
    private readonly int[] _firstSequences;

    internal ExtensiveGame(
        string title,
        ImmutableArray<string> players,
        ImmutableArray<TreeNode> nodes,
        ImmutableArray<InformationSet> informationSets,
        ImmutableArray<TreeOutcome> outcomes)
    {
        Title = title;
        Players = players;
        Nodes = nodes;
        InformationSets = informationSets;
        Outcomes = outcomes;
        int n = players.Length;
        _firstSequences = new int[informationSets.Length];
        int[] counts = new int[n];
        Array.Fill(counts, 1);
        foreach (InformationSet set in informationSets)
        {
            _firstSequences[set.Id] = counts[set.Player];
            counts[set.Player] += set.Actions.Length;
        }

        SequenceCounts = [.. counts];
        _payoffs = new Rational[nodes.Length * n];
        _sequences = new int[nodes.Length * n];
        foreach (TreeNode node in nodes)
        {
            int at = node.Id * n;
            if (node.Parent >= 0)
            {
                Array.Copy(_payoffs, node.Parent * n, _payoffs, at, n);
                Array.Copy(_sequences, node.Parent * n, _sequences, at, n);
                if (nodes[node.Parent] is { InformationSet: >= 0 and var before })
                {
                    _sequences[at + informationSets[before].Player] = _firstSequences[before] + node.Branch;
                }
            }

            for (int i = 0; i < n && node.Outcome >= 0; i++) _payoffs[at + i] += outcomes[node.Outcome].Payoffs[i];
        }

        IsPerfectInformation = informationSets.All(set => set.Nodes.Length == 1);
        ImperfectRecall = informationSets.Select(FaultOf).FirstOrDefault(fault => fault is not null);
        SubgameRoots = [.. FindSubgames()];
    }

    /// <summary>A title for people; may be empty.</summary>
    public string Title { get; }

    /// <summary>The ids of the players, in order; at least one.</summary>
    public ImmutableArray<string> Players { get; }

    /// <summary>The nodes in prefix order; the first is the root.</summary>
    public ImmutableArray<TreeNode> Nodes { get; }

    /// <summary>The information sets of all players, in the order of their first nodes.</summary>
    public ImmutableArray<InformationSet> InformationSets { get; }

    /// <summary>The outcomes; several nodes may share one.</summary>
    public ImmutableArray<TreeOutcome> Outcomes { get; }

    /// <summary>Whether everybody who moves knows all that happened before.</summary>
    public bool IsPerfectInformation { get; }

    /// <summary>Why some player does not remember what they knew or did; null where all have perfect recall.</summary>
    public string? ImperfectRecall { get; }

    /// <summary>The roots of all subgames, the game itself first: moves whose followers share no information set with other nodes.</summary>
    /// <remarks>Selten, Zeitschrift für die gesamte Staatswissenschaft 121 (1965) 301–324.</remarks>
    public ImmutableArray<int> SubgameRoots { get; }

    /// <summary>How many sequences of own moves each player has, the empty one included.</summary>
    public ImmutableArray<int> SequenceCounts { get; }

    /// <summary>What a player has got when play is at a node, that node's own outcome included; at terminal nodes, the payoff of the game.</summary>
    public Rational Payoff(int node, int player) => _payoffs[(node * Players.Length) + player];

    /// <summary>The player's last own move before a node, as the number of a sequence; 0 where there was none.</summary>
    public int Sequence(int node, int player) => _sequences[(node * Players.Length) + player];

    /// <summary>The sequence that ends with an action at an information set, among those of the player who moves there.</summary>
    public int SequenceOf(int informationSet, int action) => _firstSequences[informationSet] + action;

    /// <summary>The information sets of a player, in order.</summary>
    public IEnumerable<InformationSet> SetsOf(int player) => InformationSets.Where(set => set.Player == player);

    /// <summary>Whether the payoffs of two players have the same sum wherever the game ends.</summary>
    public bool IsConstantSum =>
        Players.Length == 2 && Nodes.Where(node => node.Kind == NodeKind.Terminal).Select(node => Payoff(node.Id, 0) + Payoff(node.Id, 1)).Distinct().Count() == 1;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Players.Length}-player tree of {Nodes.Length} nodes{(Title.Length == 0 ? "" : $" '{Title}'")}";

    // All nodes of a set have the same last own move; that holds all the way back, since the set of that move passes the same test.
    private string? FaultOf(InformationSet set)
    {
        int first = Sequence(set.Nodes[0], set.Player);
        int other = set.Nodes.FirstOrDefault(node => Sequence(node, set.Player) != first, -1);
        return other < 0
            ? null
            : $"player '{Players[set.Player]}' does not remember at information set '{set.Name}': " +
              $"node {set.Nodes[0]} comes after {MoveOf(set.Player, first)}, node {other} after {MoveOf(set.Player, Sequence(other, set.Player))}";
    }

    private string MoveOf(int player, int sequence)
    {
        if (sequence == 0) return "no own move";
        InformationSet set = SetsOf(player).Last(s => _firstSequences[s.Id] <= sequence);
        return $"the own move '{set.Actions[sequence - _firstSequences[set.Id]]}' at '{set.Name}'";
    }

    private List<int> FindSubgames()
    {
        // The first and last node of any information set met from each node on.
        int[] low = new int[Nodes.Length], high = new int[Nodes.Length];
        List<int> roots = [];
        for (int v = Nodes.Length - 1; v >= 0; v--)
        {
            TreeNode node = Nodes[v];
            (low[v], high[v]) = (v, v);
            if (node.InformationSet >= 0)
            {
                ImmutableArray<int> together = InformationSets[node.InformationSet].Nodes;
                (low[v], high[v]) = (together[0], together[^1]);
            }

            foreach (int child in node.Children) (low[v], high[v]) = (Math.Min(low[v], low[child]), Math.Max(high[v], high[child]));
            bool alone = node.InformationSet < 0 || InformationSets[node.InformationSet].Nodes.Length == 1;
            if (v == 0 || (node.Kind != NodeKind.Terminal && alone && low[v] >= v && high[v] < node.End)) roots.Add(v);
        }

        roots.Reverse();
        return roots;
    }
}
