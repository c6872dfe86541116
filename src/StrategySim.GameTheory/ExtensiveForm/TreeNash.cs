using System.Collections.Immutable;
using StrategySim.GameTheory.Certificates;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.ExtensiveForm;

/// <summary>The Nash equilibria of a tree: those of its reduced normal form, mapped back, and which of them are subgame perfect.</summary>
/// <param name="Form">The reduced normal form.</param>
/// <param name="Normal">Its equilibria and components.</param>
/// <param name="Behaviour">For each equilibrium the behaviour strategies that play like it; null without perfect recall.</param>
/// <param name="SubgamePerfect">
/// For each equilibrium whether it is subgame perfect, moves that it leaves open completed as they must be; null where that was not decided.
/// </param>
/// <param name="Perfect">The subgame-perfect equilibria themselves; null without perfect recall, and where the game has no proper subgame, so that every equilibrium is one.</param>
public sealed record TreeNashResult(
    ReducedNormalForm Form, NashResult Normal, ImmutableArray<BehaviourProfile?> Behaviour, ImmutableArray<bool?> SubgamePerfect, SubgamePerfectResult? Perfect)
{
    /// <summary>The ids of the components that hold a subgame-perfect equilibrium, perhaps between the extreme ones; null where that was not decided.</summary>
    public ImmutableArray<int>? PerfectComponents()
    {
        if (Normal.Components.IsEmpty || Form.Tree.ImperfectRecall is not null) return null;
        if (Perfect is null) return [.. Normal.Components.Select(component => component.Id)];
        MixedStrategyProfile[] perfect = [.. Perfect.Equilibria.Select(equilibrium => Form.ToMixed(equilibrium.Behaviour))];
        return [.. Normal.Components.Where(component => perfect.Any(profile => component.MaximalNashSubsets.Any(subset => subset.Contains(profile)))).Select(component => component.Id)];
    }

    /// <summary>Finds them.</summary>
    /// <param name="game">The tree, with any recall.</param>
    /// <param name="method">A method of <see cref="NashSolvers"/>.</param>
    /// <param name="limits">How much work may be spent.</param>
    /// <param name="tables">How large the reduced normal form may be.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The method is unknown or does not take the reduced normal form.</exception>
    /// <exception cref="GameTooLargeException">The reduced normal form, or the work on it, exceeds the limits.</exception>
    public static TreeNashResult Solve(
        ExtensiveGame game, string method = NashSolvers.AllMethod, SolverLimits? limits = null, GameLimits? tables = null, CancellationToken cancellationToken = default)
    {
        ReducedNormalForm form = ReducedNormalForm.Of(game, tables, cancellationToken);
        NashResult normal = NashSolvers.Solve(form.Game, method, limits, cancellationToken);
        return From(form, normal, limits, cancellationToken);
    }

    /// <summary>Maps equilibria of the reduced normal form back, certifies them in the tree, and tells which are subgame perfect.</summary>
    public static TreeNashResult From(ReducedNormalForm form, NashResult normal, SolverLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(normal);
        BehaviourProfile?[] behaviour = new BehaviourProfile?[normal.Equilibria.Length];
        for (int e = 0; e < behaviour.Length && form.Tree.ImperfectRecall is null; e++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Decimals near an irrational equilibrium are no equilibrium themselves, and have no certificate of their own.
            if (!normal.Equilibria[e].Exact) continue;
            behaviour[e] = form.ToBehaviour(normal.Equilibria[e].Profile);
            // An equilibrium that is not rational has an enclosure and a bound on its regret, from the table.
            if (normal.Equilibria[e].Exact) TreeCertificate.Require(form.Tree, behaviour[e]!, normal.Method);
        }

        bool whole = form.Tree.SubgameRoots.Length == 1;
        SubgamePerfectResult? perfect = form.Tree.ImperfectRecall is null && !whole ? SubgamePerfection.Solve(form.Tree, limits, cancellationToken) : null;
        return new TreeNashResult(form, normal, [.. behaviour], [.. behaviour.Select(profile => profile is null ? null : whole ? true : perfect?.Holds(profile))], perfect);
    }
}
