using System.Collections.Immutable;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria;

/// <summary>One Nash equilibrium, certified.</summary>
/// <param name="Id">Its position in <see cref="NashResult.Equilibria"/>.</param>
/// <param name="Profile">Everybody's strategy.</param>
/// <param name="Payoffs">What each player expects; payoff units.</param>
/// <param name="Regret">The certificate: the most that anybody could gain by deviating; exactly 0 where the result is exact.</param>
/// <param name="Pure">Whether everybody plays a pure strategy.</param>
/// <param name="Isolated">Whether it is a component of its own; null where that is not known.</param>
/// <param name="Index">+1 or −1 where the equilibrium is isolated and regular; null where it is not, or where the index is not computed.</param>
/// <param name="Component">The id of its component; null where components are not computed.</param>
public sealed record NashEquilibrium(
    int Id,
    MixedStrategyProfile Profile,
    ImmutableArray<Rational> Payoffs,
    Rational Regret,
    bool Pure,
    bool? Isolated,
    int? Index,
    int? Component);

/// <summary>A convex set of equilibria of a two-player game: any convex combination of X with any of Y.</summary>
/// <param name="X">The vertices for the first player, descending.</param>
/// <param name="Y">The vertices for the second player, descending.</param>
public sealed record NashSubset(ImmutableArray<MixedStrategy> X, ImmutableArray<MixedStrategy> Y)
{
    /// <summary>Dimension of the hull of X plus that of Y: 0 for a point, 1 for a segment.</summary>
    public int Dimension { get; } = HullDimension(X) + HullDimension(Y);

    /// <remarks>Distributions sum to 1, so that their hull does not meet the origin: its dimension is one less than the rank.</remarks>
    private static int HullDimension(ImmutableArray<MixedStrategy> vertices) =>
        vertices.Length <= 2 ? vertices.Length - 1 : RationalMatrix.Rank(vertices.Select(vertex => (IReadOnlyList<Rational>)vertex.Probabilities)) - 1;

    /// <summary>Whether a profile of two strategies lies in the set.</summary>
    public bool Contains(MixedStrategy x, MixedStrategy y) => ConvexHull.Contains(X, x) && ConvexHull.Contains(Y, y);
}

/// <summary>A connected component of the set of equilibria of a two-player game: the union of its maximal Nash subsets.</summary>
/// <param name="Id">Its position in <see cref="NashResult.Components"/>; the id that equilibria give.</param>
/// <param name="Dimension">The largest dimension of its subsets; 0 for an isolated equilibrium.</param>
/// <param name="Index">Its index: the number of equilibria near it, counted with their indices +1 and −1, of any game close by that is not degenerate. Over all components they sum to 1.</param>
/// <param name="Equilibria">The ids of its extreme equilibria, ascending.</param>
/// <param name="MaximalNashSubsets">Its maximal convex sets of equilibria.</param>
public sealed record NashComponent(
    int Id, int Dimension, int Index, ImmutableArray<int> Equilibria, ImmutableArray<NashSubset> MaximalNashSubsets);

/// <summary>What a solver found.</summary>
/// <param name="Method">The solver's id.</param>
/// <param name="Exact">Whether probabilities and payoffs are exact.</param>
/// <param name="Complete">Whether the equilibria, with their components, are the whole Nash set of the game.</param>
/// <param name="CompleteBecause">Why it is complete, or what is left out.</param>
/// <param name="Equilibria">The (extreme) equilibria, profiles in descending order.</param>
/// <param name="Components">The components, by their first equilibrium; empty where they are not computed.</param>
public sealed record NashResult(
    string Method,
    bool Exact,
    bool Complete,
    string CompleteBecause,
    ImmutableArray<NashEquilibrium> Equilibria,
    ImmutableArray<NashComponent> Components)
{
    /// <summary>Whether a profile lies in the set found: in a component, or where none are computed, among the equilibria.</summary>
    /// <param name="profile">A profile of the game that was solved.</param>
    public bool Contains(MixedStrategyProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (Components.IsEmpty) return Equilibria.Any(equilibrium => equilibrium.Profile.Equals(profile));
        return Components.Any(component => component.MaximalNashSubsets.Any(subset => subset.Contains(profile[0], profile[1])));
    }
}
