using System.Collections.Immutable;
using System.Numerics;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.ExtensiveForm;

/// <summary>An equilibrium of a tree in behaviour strategies, certified in the tree.</summary>
/// <param name="Id">Its position in the list.</param>
/// <param name="Behaviour">What everybody does.</param>
/// <param name="Payoffs">What each player expects; payoff units.</param>
/// <param name="Regret">The certificate: the most that anybody could gain by deviating; exactly 0. Of subgame-perfect ones it holds in every subgame.</param>
/// <param name="Pure">Whether nobody mixes.</param>
public sealed record TreeEquilibrium(int Id, BehaviourProfile Behaviour, ImmutableArray<Rational> Payoffs, Rational Regret, bool Pure);

/// <summary>What is known about the subgame-perfect equilibria of a tree.</summary>
/// <param name="Method">How they were found: <c>backward-induction</c> or <c>subgame-decomposition</c>.</param>
/// <param name="Complete">Whether the list, with <paramref name="Tied"/>, is the whole set.</param>
/// <param name="CompleteBecause">Why it is complete, or what is left out.</param>
/// <param name="Count">How many there are to list; more than <paramref name="Equilibria"/> where the list was cut off.</param>
/// <param name="Equilibria">With perfect information all pure ones; otherwise all combinations of the extreme equilibria of the subgames.</param>
/// <param name="Tied">
/// For each information set the actions that some equilibrium plays there, where the set of equilibria is exactly every mixture over
/// these; null where it is not such a product. A product of single actions is a single equilibrium.
/// </param>
public sealed record SubgamePerfectResult(
    string Method,
    bool Complete,
    string CompleteBecause,
    BigInteger Count,
    ImmutableArray<TreeEquilibrium> Equilibria,
    ImmutableArray<ImmutableArray<int>>? Tied)
{
    /// <summary>Whether an equilibrium that may leave moves open can be completed to a subgame-perfect one; null where what is listed does not tell.</summary>
    public bool? Holds(BehaviourProfile behaviour)
    {
        ArgumentNullException.ThrowIfNull(behaviour);
        if (Tied is { } tied)
        {
            return behaviour.Strategies.Zip(tied).All(pair => pair.First is null || pair.First.Support.All(action => pair.Second.Contains(action)));
        }

        if (Equilibria.Any(equilibrium => behaviour.AgreesWith(equilibrium.Behaviour))) return true;
        return Complete && AllIsolated ? false : null;
    }

    /// <summary>Whether each listed equilibrium stands alone, so that nothing lies between them.</summary>
    internal bool AllIsolated { get; init; }
}
