using StrategySim.GameTheory.ExtensiveForm;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.Api.Contracts;

/// <summary>A tree in outline: what behaviour strategies speak of.</summary>
/// <param name="Nodes">The number of nodes.</param>
/// <param name="PerfectInformation">Whether everybody who moves knows all that happened before.</param>
/// <param name="ImperfectRecall">Who forgets what, and where; null where all have perfect recall.</param>
/// <param name="Subgames">The number of subgames, the game itself included.</param>
/// <param name="InformationSets">The information sets, in the order of their first nodes.</param>
public sealed record TreeShape(int Nodes, bool PerfectInformation, string? ImperfectRecall, int Subgames, IReadOnlyList<TreeInformationSet> InformationSets)
{
    internal static TreeShape From(ExtensiveGame game) => new(
        game.Nodes.Length,
        game.IsPerfectInformation,
        game.ImperfectRecall,
        game.SubgameRoots.Length,
        [.. game.InformationSets.Select(set => new TreeInformationSet(game.Players[set.Player], set.Name, set.Actions, set.Nodes.Length))]);
}

/// <summary>An information set.</summary>
/// <param name="Player">The id of the player who moves there.</param>
/// <param name="Id">Its id; differs from those of the player's other information sets.</param>
/// <param name="Actions">The ids of its actions.</param>
/// <param name="Nodes">How many nodes it has.</param>
public sealed record TreeInformationSet(string Player, string Id, IReadOnlyList<string> Actions, int Nodes);

/// <summary>An equilibrium in behaviour strategies.</summary>
/// <param name="Id">Its position in the list, from 0.</param>
/// <param name="Behaviour">By player, by information set, by action: the exact probability. Null at an information set that the player's own earlier moves rule out, so that what would be done there is open.</param>
/// <param name="Payoffs">What each player expects, exact; payoff units.</param>
/// <param name="Regret">The certificate, computed in the tree by code that shares nothing with the solver: the most that anybody could gain by deviating; 0. Of a subgame-perfect equilibrium it holds in every subgame.</param>
/// <param name="Pure">Whether nobody mixes.</param>
/// <param name="SubgamePerfect">Whether it is subgame perfect, open moves completed as they must be; null where that was not decided.</param>
public sealed record BehaviourEquilibrium(
    int Id,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>?>>? Behaviour,
    IReadOnlyList<string> Payoffs,
    string Regret,
    bool Pure,
    bool? SubgamePerfect)
{
    internal static BehaviourEquilibrium From(ExtensiveGame game, TreeEquilibrium equilibrium, bool? subgamePerfect) => new(
        equilibrium.Id,
        Write(game, equilibrium.Behaviour),
        [.. equilibrium.Payoffs.Select(payoff => payoff.ToString())],
        equilibrium.Regret.ToString(),
        equilibrium.Pure,
        subgamePerfect);

    internal static IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>?>>? Write(ExtensiveGame game, BehaviourProfile? behaviour)
    {
        if (behaviour is null) return null;
        var players = new OrderedDictionary<string, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>?>>();
        for (int player = 0; player < game.Players.Length; player++)
        {
            var sets = new OrderedDictionary<string, IReadOnlyDictionary<string, string>?>();
            foreach (InformationSet set in game.SetsOf(player)) sets[set.Name] = Actions(set, behaviour.Strategies[set.Id]);
            players[game.Players[player]] = sets;
        }

        return players;
    }

    private static OrderedDictionary<string, string>? Actions(InformationSet set, MixedStrategy? strategy)
    {
        if (strategy is null) return null;
        var actions = new OrderedDictionary<string, string>();
        for (int action = 0; action < set.Actions.Length; action++) actions[set.Actions[action]] = strategy[action].ToString();
        return actions;
    }
}

/// <summary>The Nash equilibria of a tree in behaviour strategies, beside those of its reduced normal form.</summary>
/// <param name="Shape">The tree.</param>
/// <param name="Equilibria">One for each equilibrium of the reduced normal form, with its id. Without perfect recall, behaviour is null: there need be none that plays like a mixture over plans.</param>
/// <param name="SubgamePerfectComponents">The ids of the components in which a listed subgame-perfect equilibrium lies, perhaps between extreme equilibria that are not subgame perfect; null where components are not computed or recall is not perfect.</param>
/// <param name="Certificate">How it is known that these are equilibria of the tree.</param>
public sealed record TreeBehaviour(TreeShape Shape, IReadOnlyList<BehaviourEquilibrium> Equilibria, IReadOnlyList<int>? SubgamePerfectComponents, string Certificate)
{
    internal static TreeBehaviour Of(TreeNashResult result)
    {
        ExtensiveGame game = result.Form.Tree;
        return new TreeBehaviour(
            TreeShape.From(game),
            [
                .. result.Normal.Equilibria.Select((equilibrium, i) => new BehaviourEquilibrium(
                    equilibrium.Id,
                    BehaviourEquilibrium.Write(game, result.Behaviour[i]),
                    [.. equilibrium.Payoffs.Select(payoff => payoff.ToString())],
                    equilibrium.Regret.ToString(),
                    equilibrium.Pure,
                    result.SubgamePerfect[i])),
            ],
            result.PerfectComponents(),
            game.ImperfectRecall is null
                ? "Regret was computed anew in the tree, from nodes and behaviour alone, by code that knows neither plans nor tables."
                : "Without perfect recall regret is that of the reduced normal form.");
    }
}
