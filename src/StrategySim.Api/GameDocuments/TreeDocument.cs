using StrategySim.GameTheory.ExtensiveForm;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Api.GameDocuments;

/// <summary>A node of a tree as its document gives it, checked; <see cref="Reference"/> alone where it stands elsewhere.</summary>
internal sealed class TreeDocumentNode
{
    /// <summary>The name of the part of the tree that stands here; null where it stands here itself.</summary>
    public string? Reference { get; init; }

    /// <summary>A name for people.</summary>
    public string Name { get; init; } = "";

    /// <summary>Who moves, 0 for the first player; −1 where nobody or chance does.</summary>
    public int Player { get; init; } = -1;

    /// <summary>The name of the information set; null where the node is one by itself.</summary>
    public string? InformationSet { get; init; }

    /// <summary>The actions, in the order of their information set; empty where the game ends.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];

    /// <summary>What follows each action.</summary>
    public IReadOnlyList<TreeDocumentNode> Children { get; init; } = [];

    /// <summary>Of a chance move, one for each branch; null elsewhere.</summary>
    public IReadOnlyList<Rational>? Probabilities { get; init; }

    /// <summary>The name of an outcome; null where there is none or it stands here.</summary>
    public string? Outcome { get; init; }

    /// <summary>Payoffs that fall due here; null for none.</summary>
    public Rational[]? Payoffs { get; init; }
}

/// <summary>A tree as its document gives it: a root, parts that several places may name, and outcomes.</summary>
internal sealed record TreeDocument(
    string Title, IReadOnlyList<string> Players, TreeDocumentNode Root, IReadOnlyDictionary<string, TreeDocumentNode> Parts, IReadOnlyDictionary<string, Rational[]> Outcomes)
{
    /// <summary>The game, a copy of a part standing in every place that names it.</summary>
    /// <remarks>Copies share named information sets; an unnamed one is another in each copy. The references lead in no circle.</remarks>
    /// <exception cref="GameTooLargeException">The tree exceeds the limits.</exception>
    public ExtensiveGame Build(GameLimits limits)
    {
        var tree = new ExtensiveGameBuilder(Players, Title, limits);
        Dictionary<string, int> outcomes = Outcomes.ToDictionary(named => named.Key, named => tree.Outcome(named.Value, named.Key), StringComparer.Ordinal);
        var own = new Dictionary<TreeDocumentNode, int>();
        var sets = new Dictionary<(int Player, string Name), int>();
        var open = new Stack<TreeDocumentNode>([Root]);
        while (open.TryPop(out TreeDocumentNode? node))
        {
            while (node.Reference is { } reference) node = Parts[reference];
            int outcome = OutcomeOf(node);
            if (node.Player >= 0) tree.Decision(SetOf(node), node.Name, outcome);
            else if (node.Probabilities is { } probabilities) tree.Chance(node.Actions.Zip(probabilities), node.Name, outcome);
            else tree.Terminal(outcome, node.Name);
            for (int child = node.Children.Count - 1; child >= 0; child--) open.Push(node.Children[child]);
        }

        return tree.Build();

        int OutcomeOf(TreeDocumentNode node)
        {
            if (node.Outcome is { } name) return outcomes[name];
            if (node.Payoffs is null) return -1;
            if (!own.TryGetValue(node, out int number)) own[node] = number = tree.Outcome(node.Payoffs);
            return number;
        }

        int SetOf(TreeDocumentNode node)
        {
            if (node.InformationSet is not { } name) return tree.InformationSet(node.Player, node.Actions);
            if (!sets.TryGetValue((node.Player, name), out int number)) sets[(node.Player, name)] = number = tree.InformationSet(node.Player, node.Actions, name);
            return number;
        }
    }
}
