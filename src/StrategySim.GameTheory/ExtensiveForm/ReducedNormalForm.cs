using System.Collections.Immutable;
using System.Numerics;
using StrategySim.GameTheory.Games;
using StrategySim.GameTheory.Numerics;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.GameTheory.ExtensiveForm;

/// <summary>The reduced normal form of a tree: a strategy says what to do at the information sets that it does not itself rule out.</summary>
/// <remarks>
/// Plans that differ only where they rule themselves out are one strategy. Works for any recall. Source: Kuhn (1953), as before; the
/// reduction is that of von Stengel, "Computing equilibria for two-person games", Handbook of Game Theory 3 (2002), section 4.2.
/// </remarks>
public sealed class ReducedNormalForm
{
    private readonly ImmutableArray<int[]>[] _plans;

    private ReducedNormalForm(ExtensiveGame tree, ImmutableArray<int[]>[] plans, NormalFormGame game)
    {
        Tree = tree;
        _plans = plans;
        Game = game;
    }

    /// <summary>The tree.</summary>
    public ExtensiveGame Tree { get; }

    /// <summary>The table: strategies are named by their actions, such as "demand/execute"; a player who never moves has the one strategy "-".</summary>
    public NormalFormGame Game { get; }

    /// <summary>Makes the table.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="limits">How many payoffs the table may have; by default <see cref="GameLimits.Default"/>.</param>
    /// <param name="cancellationToken">Polled once a row of the table.</param>
    /// <exception cref="GameTooLargeException">The table would exceed the limits; names the estimate.</exception>
    public static ReducedNormalForm Of(ExtensiveGame tree, GameLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tree);
        limits ??= GameLimits.Default;
        var plans = new ImmutableArray<int[]>[tree.Players.Length];
        for (int player = 0; player < plans.Length; player++) plans[player] = PlansOf(tree, player, limits, cancellationToken);
        limits.CheckTable([.. plans.Select(list => list.Length)]);
        Player[] players = [.. plans.Select((list, player) => new Player(tree.Players[player], Labels.Distinct([.. list.Select(plan => Name(tree, plan))])))];
        Rational[] payoffs = Table(tree, plans, cancellationToken);
        return new ReducedNormalForm(tree, plans, new NormalFormGame(players, payoffs, tree.Title, limits));
    }

    /// <summary>The action that a strategy takes at an information set of its player; −1 where the strategy rules it out.</summary>
    public int ActionAt(int strategy, InformationSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return _plans[set.Player][strategy][set.Id];
    }

    /// <summary>The behaviour strategies that play like a profile of mixed strategies; null where recall is not perfect and there may be none.</summary>
    /// <remarks>Kuhn (1953), theorem 4: at each information set the weights of the strategies that lead there, by their actions.</remarks>
    public BehaviourProfile? ToBehaviour(MixedStrategyProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        profile.CheckFits(Game);
        if (Tree.ImperfectRecall is not null) return null;
        return new BehaviourProfile(Tree, Tree.InformationSets.Select(set =>
        {
            var weights = new Rational[set.Actions.Length];
            Rational all = default;
            foreach (int strategy in profile[set.Player].Support)
            {
                int action = ActionAt(strategy, set);
                if (action < 0) continue;
                weights[action] += profile[set.Player][strategy];
                all += profile[set.Player][strategy];
            }

            return all.IsZero ? null : new MixedStrategy(weights.Select(weight => weight / all));
        }));
    }

    /// <summary>The mixed strategies that play like behaviour strategies: a plan's probability is the product of those of its actions.</summary>
    public MixedStrategyProfile ToMixed(BehaviourProfile behaviour)
    {
        ArgumentNullException.ThrowIfNull(behaviour);
        return new MixedStrategyProfile(_plans.Select((plans, player) => new MixedStrategy(plans.Select(plan =>
            Tree.SetsOf(player).Where(set => plan[set.Id] >= 0).Aggregate(Rational.One, (product, set) => product * behaviour.At(set)[plan[set.Id]])))));
    }

    /// <summary>The plans of a player, each an action for every information set of the tree; −1 at others' sets and where the plan rules itself out.</summary>
    private static ImmutableArray<int[]> PlansOf(ExtensiveGame tree, int player, GameLimits limits, CancellationToken cancellationToken)
    {
        InformationSet[] sets = [.. tree.SetsOf(player)];
        BigInteger least = LeastCount(tree, sets, player);
        long most = limits.MaximumPayoffs / tree.Players.Length;
        if (least > most) throw new GameTooLargeException($"The reduced normal form of the {tree}", $"strategies of '{tree.Players[player]}'", least, most);
        // Sets are decided in the order of their first nodes: those that lead to a node come before it.
        List<int[]> plans = [[.. Enumerable.Repeat(-1, tree.InformationSets.Length)]];
        foreach (InformationSet set in sets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            List<int[]> longer = [];
            foreach (int[] plan in plans)
            {
                if (!set.Nodes.Any(node => Allows(tree, plan, node, player)))
                {
                    longer.Add(plan);
                    continue;
                }

                for (int action = 0; action < set.Actions.Length; action++)
                {
                    int[] next = [.. plan];
                    next[set.Id] = action;
                    longer.Add(next);
                }

                if (longer.Count > most) throw new GameTooLargeException($"The reduced normal form of the {tree}", $"strategies of '{tree.Players[player]}' or more", longer.Count, most);
            }

            plans = longer;
        }

        return [.. plans];
    }

    /// <summary>How many plans there are with perfect recall, by products over sets and sums over actions; 0 without, when only listing tells.</summary>
    private static BigInteger LeastCount(ExtensiveGame tree, InformationSet[] sets, int player)
    {
        if (tree.ImperfectRecall is not null) return BigInteger.Zero;
        var after = new BigInteger[tree.SequenceCounts[player]];
        Array.Fill(after, BigInteger.One);
        for (int s = sets.Length - 1; s >= 0; s--)
        {
            BigInteger sum = BigInteger.Zero;
            for (int action = 0; action < sets[s].Actions.Length; action++) sum += after[tree.SequenceOf(sets[s].Id, action)];
            after[tree.Sequence(sets[s].Nodes[0], player)] *= sum;
        }

        return after[0];
    }

    /// <summary>Whether a plan, as far as it is decided, does not keep its player from a node.</summary>
    private static bool Allows(ExtensiveGame tree, int[] plan, int node, int player)
    {
        for (int v = node; tree.Nodes[v].Parent >= 0; v = tree.Nodes[v].Parent)
        {
            TreeNode parent = tree.Nodes[tree.Nodes[v].Parent];
            if (parent.InformationSet < 0 || tree.InformationSets[parent.InformationSet].Player != player) continue;
            if (plan[parent.InformationSet] != tree.Nodes[v].Branch) return false;
        }

        return true;
    }

    private static string Name(ExtensiveGame tree, int[] plan)
    {
        string name = string.Join('/', tree.InformationSets.Where(set => plan[set.Id] >= 0).Select(set => set.Actions[plan[set.Id]]));
        return name.Length == 0 ? "-" : name;
    }

    /// <summary>Adds each end of the game, weighed by chance, to the cells whose plans all lead there.</summary>
    private static Rational[] Table(ExtensiveGame tree, ImmutableArray<int[]>[] plans, CancellationToken cancellationToken)
    {
        int players = plans.Length, profiles = plans.Aggregate(1, (product, list) => product * list.Length);
        var payoffs = new Rational[profiles * players];
        foreach (TreeNode end in tree.Nodes.Where(node => node.Kind == NodeKind.Terminal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Rational chance = ChanceOf(tree, end.Id);
            if (chance.IsZero) continue;
            int[][] leading = [.. plans.Select((list, player) => Enumerable.Range(0, list.Length).Where(p => Allows(tree, list[p], end.Id, player)).ToArray())];
            Rational[] due = [.. Enumerable.Range(0, players).Select(player => chance * tree.Payoff(end.Id, player))];
            int[] wheel = new int[players];
            if (leading.Any(list => list.Length == 0)) continue;
            do
            {
                int profile = 0;
                for (int i = 0; i < players; i++) profile = (profile * plans[i].Length) + leading[i][wheel[i]];
                for (int i = 0; i < players; i++) payoffs[(profile * players) + i] += due[i];
            }
            while (Turn(wheel, leading));
        }

        return payoffs;
    }

    private static bool Turn(int[] wheel, int[][] leading)
    {
        for (int i = wheel.Length - 1; i >= 0; i--)
        {
            if (++wheel[i] < leading[i].Length) return true;
            wheel[i] = 0;
        }

        return false;
    }

    private static Rational ChanceOf(ExtensiveGame tree, int node)
    {
        Rational chance = Rational.One;
        for (int v = node; tree.Nodes[v].Parent >= 0; v = tree.Nodes[v].Parent)
        {
            TreeNode parent = tree.Nodes[tree.Nodes[v].Parent];
            if (parent.Kind == NodeKind.Chance) chance *= parent.Probabilities[tree.Nodes[v].Branch];
        }

        return chance;
    }
}
