using StrategySim.GameTheory.ExtensiveForm;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.GameTheory.Certificates;

/// <summary>Checks behaviour strategies in the tree itself, the game's or a subgame's, for players with perfect recall.</summary>
/// <remarks>
/// Shares nothing with the solvers: it knows neither plans nor sequences, but walks the nodes. A best reply is found from the last own
/// moves to the first: at each information set the action is chosen that is worth most, over all of its nodes weighed by what the others
/// and chance do. With perfect recall these weights do not depend on the player's own moves.
/// </remarks>
public static class TreeCertificate
{
    /// <summary>What each player expects, and the most that anybody could gain by deviating alone; payoff units.</summary>
    /// <param name="game">A game of perfect recall.</param>
    /// <param name="profile">Everybody's behaviour.</param>
    /// <param name="root">Where to begin: the root of the game or of a subgame. Payoffs due before it count.</param>
    /// <returns>The payoffs, one for each player, and the regret: at least 0, and 0 exactly where nobody can gain.</returns>
    /// <exception cref="ArgumentException">Some player does not have perfect recall.</exception>
    public static (Rational[] Payoffs, Rational Regret) Of(ExtensiveGame game, BehaviourProfile profile, int root = 0)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(profile);
        if (game.ImperfectRecall is { } fault) throw new ArgumentException($"The tree has no certificate without perfect recall: {fault}.", nameof(game));
        int players = game.Players.Length, end = game.Nodes[root].End;
        // played[v]: how likely each branch of a node is.
        var played = new IReadOnlyList<Rational>[end - root];
        for (int v = root; v < end; v++)
        {
            TreeNode node = game.Nodes[v];
            played[v - root] = node.Kind switch
            {
                NodeKind.Decision => profile.At(game.InformationSets[node.InformationSet]).Probabilities,
                NodeKind.Chance => node.Probabilities,
                _ => [],
            };
        }

        var payoffs = new Rational[players];
        Rational regret = default;
        for (int player = 0; player < players; player++)
        {
            payoffs[player] = Expected(game, root, player, played);
            regret = Rational.Max(regret, Best(game, root, player, played) - payoffs[player]);
        }

        return (payoffs, regret);
    }

    /// <summary>Certifies an equilibrium that a solver found.</summary>
    /// <returns>What each player expects; payoff units.</returns>
    /// <exception cref="TreeCertificateException">Somebody could gain by deviating: the solver is wrong.</exception>
    public static Rational[] Require(ExtensiveGame game, BehaviourProfile profile, string method, int root = 0)
    {
        (Rational[] payoffs, Rational regret) = Of(game, profile, root);
        return regret.IsZero ? payoffs : throw new TreeCertificateException(game, profile, method, root, regret);
    }

    /// <summary>Certifies a subgame-perfect equilibrium that a solver found: nobody can gain in any subgame.</summary>
    /// <returns>What each player expects; payoff units.</returns>
    /// <remarks>
    /// With perfect information no single deviation gaining is enough (the one-deviation principle: Osborne and Rubinstein, A Course in
    /// Game Theory (1994), lemma 98.2); otherwise every subgame is checked by itself.
    /// </remarks>
    /// <exception cref="TreeCertificateException">Somebody could gain by deviating: the solver is wrong.</exception>
    public static Rational[] RequireSubgamePerfect(ExtensiveGame game, BehaviourProfile profile, string method)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(profile);
        if (!game.IsPerfectInformation)
        {
            foreach (int root in game.SubgameRoots.Skip(1)) Require(game, profile, method, root);
            return Require(game, profile, method);
        }

        int players = game.Players.Length;
        var value = new Rational[game.Nodes.Length * players];
        for (int v = game.Nodes.Length - 1; v >= 0; v--)
        {
            TreeNode node = game.Nodes[v];
            IReadOnlyList<Rational> played = node.Kind == NodeKind.Decision ? profile.At(game.InformationSets[node.InformationSet]).Probabilities : node.Probabilities;
            for (int i = 0; i < players; i++)
            {
                if (node.Kind == NodeKind.Terminal) value[(v * players) + i] = game.Payoff(v, i);
                for (int b = 0; b < node.Children.Length; b++) value[(v * players) + i] += played[b] * value[(node.Children[b] * players) + i];
            }

            if (node.Kind != NodeKind.Decision) continue;
            int mover = game.InformationSets[node.InformationSet].Player;
            foreach (int child in node.Children)
            {
                Rational gain = value[(child * players) + mover] - value[(v * players) + mover];
                if (gain.Sign > 0) throw new TreeCertificateException(game, profile, method, v, gain);
            }
        }

        return value[..players];
    }

    private static Rational Expected(ExtensiveGame game, int root, int player, IReadOnlyList<Rational>[] played)
    {
        var value = new Rational[played.Length];
        for (int v = game.Nodes[root].End - 1; v >= root; v--)
        {
            TreeNode node = game.Nodes[v];
            if (node.Kind == NodeKind.Terminal) value[v - root] = game.Payoff(v, player);
            for (int b = 0; b < node.Children.Length; b++) value[v - root] += played[v - root][b] * value[node.Children[b] - root];
        }

        return value[0];
    }

    private static Rational Best(ExtensiveGame game, int root, int player, IReadOnlyList<Rational>[] played)
    {
        int end = game.Nodes[root].End;
        // weight[v]: how likely the others and chance let play come to v. depth[v]: own moves before v.
        var weight = new Rational[played.Length];
        int[] depth = new int[played.Length];
        weight[0] = Rational.One;
        int deepest = 0;
        for (int v = root; v < end; v++)
        {
            TreeNode node = game.Nodes[v];
            bool own = Owns(game, node, player);
            for (int b = 0; b < node.Children.Length; b++)
            {
                int child = node.Children[b] - root;
                weight[child] = own ? weight[v - root] : weight[v - root] * played[v - root][b];
                depth[child] = depth[v - root] + (own ? 1 : 0);
                deepest = Math.Max(deepest, depth[child]);
            }
        }

        var chosen = new Dictionary<int, int>();
        var value = new Rational[played.Length];
        // After the choices of level 0 one more pass gives the worth of the root.
        for (int level = deepest; level >= -1; level--)
        {
            // Worth of each node with the later choices made, times its weight.
            for (int v = end - 1; v >= root; v--)
            {
                TreeNode node = game.Nodes[v];
                if (node.Kind == NodeKind.Terminal)
                {
                    value[v - root] = weight[v - root] * game.Payoff(v, player);
                }
                else if (!Owns(game, node, player))
                {
                    Rational sum = default;
                    foreach (int child in node.Children) sum += value[child - root];
                    value[v - root] = sum;
                }
                else if (chosen.TryGetValue(node.InformationSet, out int action))
                {
                    value[v - root] = value[node.Children[action] - root];
                }
            }

            foreach (InformationSet set in game.InformationSets)
            {
                if (set.Player != player || set.Nodes[0] < root || set.Nodes[0] >= end || depth[set.Nodes[0] - root] != level) continue;
                Rational best = default;
                for (int action = 0; action < set.Actions.Length; action++)
                {
                    Rational worth = default;
                    foreach (int v in set.Nodes) worth += value[game.Nodes[v].Children[action] - root];
                    if (action > 0 && worth <= best) continue;
                    best = worth;
                    chosen[set.Id] = action;
                }
            }
        }

        return value[0];
    }

    private static bool Owns(ExtensiveGame game, TreeNode node, int player) =>
        node.InformationSet >= 0 && game.InformationSets[node.InformationSet].Player == player;
}

/// <summary>A solver gave behaviour that is no equilibrium of the tree or of a subgame: a defect of the solver, never of the game.</summary>
public sealed class TreeCertificateException : InvalidOperationException
{
    /// <param name="game">The game.</param>
    /// <param name="profile">The behaviour given as an equilibrium.</param>
    /// <param name="method">The solver's id.</param>
    /// <param name="root">The root of the subgame.</param>
    /// <param name="regret">What somebody could gain there; payoff units.</param>
    public TreeCertificateException(ExtensiveGame game, BehaviourProfile profile, string method, int root, Rational regret)
        : base($"The solver '{method}' gave {profile} as an equilibrium of the {game}, but its regret from node {root} on is {regret}; expected 0.") => Regret = regret;

    /// <summary>What somebody could gain; payoff units.</summary>
    public Rational Regret { get; }
}
