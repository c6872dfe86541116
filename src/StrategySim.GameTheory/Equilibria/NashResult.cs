using System.Collections.Immutable;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.Equilibria;

/// <summary>One Nash equilibrium, certified.</summary>
/// <param name="Id">Its position in <see cref="NashResult.Equilibria"/>.</param>
/// <param name="Profile">Everybody's strategy.</param>
/// <param name="Payoffs">What each player expects; payoff units.</param>
/// <param name="Regret">The certificate: the most that anybody could gain by deviating; exactly 0 where the profile is exact, otherwise a bound for all profiles within the radius.</param>
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
    int? Component)
{
    /// <summary>How far each probability may be from <see cref="Profile"/>, which then holds its decimals; 0 where the profile is exact.</summary>
    public Rational Radius { get; init; }

    /// <summary>How far each of <see cref="Payoffs"/> may be from what the player expects; payoff units; 0 where the profile is exact.</summary>
    public Rational PayoffRadius { get; init; }

    /// <summary>For each player and strategy the exact probability in words, such as "(3-√5)/4", where the profile is not rational but quadratic; otherwise null.</summary>
    public ImmutableArray<ImmutableArray<string>>? ClosedForm { get; init; }

    /// <summary>Whether the profile is rational, and given exactly.</summary>
    public bool Exact => Radius.IsZero;
}

/// <summary>A convex set of equilibria: any convex combination of each player's vertices with any of the others'.</summary>
/// <param name="Factors">For each player the vertices, descending; at least one each.</param>
public sealed record NashSubset(ImmutableArray<ImmutableArray<MixedStrategy>> Factors)
{
    /// <summary>A convex set of equilibria of a two-player game.</summary>
    /// <param name="x">The vertices for the first player, descending.</param>
    /// <param name="y">The vertices for the second player, descending.</param>
    public NashSubset(ImmutableArray<MixedStrategy> x, ImmutableArray<MixedStrategy> y)
        : this([x, y])
    {
    }

    /// <summary>The vertices for the first player, descending.</summary>
    public ImmutableArray<MixedStrategy> X => Factors[0];

    /// <summary>The vertices for the second player, descending.</summary>
    public ImmutableArray<MixedStrategy> Y => Factors[1];

    /// <summary>The sum of the dimensions of the players' hulls: 0 for a point, 1 for a segment.</summary>
    public int Dimension { get; } = Factors.Sum(HullDimension);

    /// <remarks>Distributions sum to 1, so that their hull does not meet the origin: its dimension is one less than the rank.</remarks>
    private static int HullDimension(ImmutableArray<MixedStrategy> vertices) =>
        vertices.Length <= 2 ? vertices.Length - 1 : RationalMatrix.Rank(vertices.Select(vertex => (IReadOnlyList<Rational>)vertex.Probabilities)) - 1;

    /// <summary>Whether a profile lies in the set.</summary>
    public bool Contains(MixedStrategyProfile profile)
    {
        for (int player = 0; player < Factors.Length; player++)
        {
            if (!ConvexHull.Contains(Factors[player], profile[player])) return false;
        }

        return true;
    }

    /// <summary>The profiles of which each player plays a vertex.</summary>
    public IEnumerable<MixedStrategyProfile> Corners()
    {
        int[] wheel = new int[Factors.Length];
        int turned;
        do
        {
            yield return new MixedStrategyProfile(Factors.Select((vertices, player) => vertices[wheel[player]]));
            for (turned = wheel.Length - 1; turned >= 0 && ++wheel[turned] == Factors[turned].Length; turned--) wheel[turned] = 0;
        }
        while (turned >= 0);
    }
}

/// <summary>A connected component of the set of equilibria: the union of its maximal Nash subsets.</summary>
/// <param name="Id">Its position in <see cref="NashResult.Components"/>; the id that equilibria give.</param>
/// <param name="Dimension">The largest dimension of its subsets; 0 for an isolated equilibrium.</param>
/// <param name="Index">Its index: the number of equilibria near it, counted with their indices +1 and −1, of any game close by that is not degenerate. Over all components they sum to 1. Null where it is not known, which happens only with more than two players: where the set is not whole, or its components cannot be told apart.</param>
/// <param name="Equilibria">The ids of its extreme equilibria, ascending.</param>
/// <param name="MaximalNashSubsets">Its maximal convex sets of equilibria.</param>
public sealed record NashComponent(
    int Id, int Dimension, int? Index, ImmutableArray<int> Equilibria, ImmutableArray<NashSubset> MaximalNashSubsets);

/// <summary>A support of which it is not known which equilibria it has.</summary>
/// <param name="Strategies">For each player the strategies of the support, ascending.</param>
/// <param name="Near">
/// For each player the approximate probabilities, one for each strategy, of a point near which equilibria may lie that are not isolated, or are so
/// nearly; null where the search did not come so far.
/// </param>
/// <param name="Dimension">How many directions in the support change nobody's indifference at that point, to first order; null with <paramref name="Near"/>.</param>
public sealed record OpenSupport(ImmutableArray<ImmutableArray<int>> Strategies, double[][]? Near, int? Dimension);

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
    /// <summary>Where the search is not finished: at most a hundred supports, the smallest first; <see cref="CompleteBecause"/> counts all. Empty where it is, and for solvers that do not search supports.</summary>
    public ImmutableArray<OpenSupport> Open { get; init; } = [];

    /// <summary>The sum of the indices of all components, which is 1 where the whole set is found; null where an index is not known, or components are not computed.</summary>
    public int? IndexSum => Components.IsEmpty || Components.Any(component => component.Index is null) ? null : Components.Sum(component => component.Index);

    /// <summary>Whether a profile lies in the set found: in a component, or where none are computed, among the equilibria.</summary>
    /// <param name="profile">A profile of the game that was solved.</param>
    public bool Contains(MixedStrategyProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (Components.IsEmpty) return Equilibria.Any(equilibrium => equilibrium.Profile.Equals(profile));
        return Components.Any(component => component.MaximalNashSubsets.Any(subset => subset.Contains(profile)));
    }
}
