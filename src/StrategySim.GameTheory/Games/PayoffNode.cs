using System.Collections.Immutable;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Games;

/// <summary>A nested payoff table as it is written down: a branch has one child for each strategy, a leaf one number for each player.</summary>
public sealed class PayoffNode
{
    private PayoffNode(ImmutableArray<PayoffNode> children, ImmutableArray<Rational> payoffs)
    {
        Children = children;
        Payoffs = payoffs;
    }

    /// <summary>The children; default where this is a leaf.</summary>
    public ImmutableArray<PayoffNode> Children { get; }

    /// <summary>The payoffs, one for each player; default where this is a branch.</summary>
    public ImmutableArray<Rational> Payoffs { get; }

    /// <summary>Whether this node holds payoffs.</summary>
    public bool IsLeaf => Children.IsDefault;

    /// <summary>One child for each strategy of the player at this depth.</summary>
    public static PayoffNode Branch(IEnumerable<PayoffNode> children) => new([.. children], default);

    /// <summary>One payoff for each player.</summary>
    public static PayoffNode Leaf(IEnumerable<Rational> payoffs) => new(default, [.. payoffs]);
}
