using System.Collections.Immutable;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.ExtensiveForm;

/// <summary>What happens at a node.</summary>
public enum NodeKind
{
    /// <summary>The game ends.</summary>
    Terminal,

    /// <summary>A player moves.</summary>
    Decision,

    /// <summary>Chance moves.</summary>
    Chance,
}

/// <summary>Payoffs that fall due where play passes; they add up along a path.</summary>
/// <param name="Name">A name for people; may be empty.</param>
/// <param name="Payoffs">One for each player; payoff units.</param>
public sealed record TreeOutcome(string Name, ImmutableArray<Rational> Payoffs);

/// <summary>The nodes that a player cannot tell apart when moving.</summary>
/// <param name="Id">Its position in <see cref="ExtensiveGame.InformationSets"/>.</param>
/// <param name="Player">Who moves, 0 for the first player.</param>
/// <param name="Name">Its id; differs from those of the player's other information sets.</param>
/// <param name="Actions">The ids of the actions, at least one, no two alike.</param>
/// <param name="Nodes">Its nodes, ascending.</param>
public sealed record InformationSet(int Id, int Player, string Name, ImmutableArray<string> Actions, ImmutableArray<int> Nodes);

/// <summary>A node of a tree.</summary>
/// <param name="Id">Its position in <see cref="ExtensiveGame.Nodes"/>: nodes come before all that follow them, branch by branch.</param>
/// <param name="Kind">What happens there.</param>
/// <param name="Name">A name for people; may be empty.</param>
/// <param name="Parent">The node before; −1 for the root.</param>
/// <param name="Branch">Which of the parent's branches leads here; −1 for the root.</param>
/// <param name="InformationSet">The information set of a decision; −1 elsewhere.</param>
/// <param name="Actions">The ids of the branches: actions of a player or of chance; empty where the game ends.</param>
/// <param name="Probabilities">Of a chance move, one for each branch, exactly summing to 1; empty elsewhere.</param>
/// <param name="Children">The node that each branch leads to.</param>
/// <param name="Outcome">Which of <see cref="ExtensiveGame.Outcomes"/> falls due here; −1 for none.</param>
/// <param name="End">One more than the last node that follows this one.</param>
public sealed record TreeNode(
    int Id,
    NodeKind Kind,
    string Name,
    int Parent,
    int Branch,
    int InformationSet,
    ImmutableArray<string> Actions,
    ImmutableArray<Rational> Probabilities,
    ImmutableArray<int> Children,
    int Outcome,
    int End);
