using System.Globalization;
using System.Text.Json.Serialization;
using StrategySim.Api.Contracts;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.ExtensiveForm;
using StrategySim.GameTheory.Profiles;

namespace StrategySim.Api.Concepts;

/// <summary>The answer of a concept that is made for trees.</summary>
public abstract record TreeAnswer : ConceptAnswer
{
    private readonly ExtensiveGame _game;

    private protected TreeAnswer(SolutionConcept concept, ExtensiveGame game, string method, IEnumerable<TreeEquilibrium> equilibria, bool? subgamePerfect)
        : base(concept, new GameShape(game.Title, $"tree of {game.Nodes.Length} nodes", [.. game.Players.Select(player => new GamePlayer(player, []))]))
    {
        _game = game;
        Listed = [.. equilibria];
        Method = method;
        Tree = TreeShape.From(game);
        Equilibria = [.. Listed.Select(equilibrium => BehaviourEquilibrium.From(game, equilibrium, subgamePerfect))];
    }

    /// <summary>How the answer was found.</summary>
    public string Method { get; }

    /// <summary>The equilibria.</summary>
    public IReadOnlyList<BehaviourEquilibrium> Equilibria { get; }

    /// <summary>The tree.</summary>
    public TreeShape Tree { get; }

    private IReadOnlyList<TreeEquilibrium> Listed { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<ConceptTable> Tables =>
    [
        new("Equilibria", ["equilibrium", "player", "informationSet", "action", "probability", "payoff", "regret"],
        [
            .. from equilibrium in Listed
               from set in _game.InformationSets
               let strategy = equilibrium.Behaviour.Strategies[set.Id]
               select (object?[])[equilibrium.Id, _game.Players[set.Player], set.Name, Word(set, strategy), Weights(strategy), equilibrium.Payoffs[set.Player].ToString(), equilibrium.Regret.ToString()],
        ]),
    ];

    private static string Word(InformationSet set, MixedStrategy? strategy) => strategy is null ? "(open)" : string.Join(", ", strategy.Support.Select(action => set.Actions[action]));

    private static string Weights(MixedStrategy? strategy) => strategy is null ? "" : string.Join(", ", strategy.Support.Select(action => strategy[action]));
}

/// <summary>The subgame-perfect equilibria of a tree.</summary>
public sealed record SubgamePerfectAnswer : TreeAnswer
{
    internal SubgamePerfectAnswer(ExtensiveGame game, SubgamePerfectResult result)
        : base(TreeConceptEntries.SubgamePerfect, game, result.Method, result.Equilibria, subgamePerfect: true)
    {
        Complete = result.Complete;
        CompleteBecause = result.CompleteBecause;
        Count = result.Count.ToString(CultureInfo.InvariantCulture);
        Tied = result.Tied is { } tied
            ? [.. game.InformationSets.Where(set => tied[set.Id].Length > 1).Select(set => new TiedActions(game.Players[set.Player], set.Name, [.. tied[set.Id].Select(action => set.Actions[action])]))]
            : null;
    }

    /// <summary>Whether the list, with <see cref="Tied"/>, is the whole set.</summary>
    public bool Complete { get; }

    /// <summary>Why it is complete, or what is left out.</summary>
    public string CompleteBecause { get; }

    /// <summary>How many equilibria there are to list; more than are listed where the list was cut off.</summary>
    public string Count { get; }

    /// <summary>Where the set of equilibria is every mixture over tied actions: those actions, by information set; empty where nothing is tied, null where the set is not of this kind.</summary>
    public IReadOnlyList<TiedActions>? Tied { get; }

    /// <summary>The answer in a sentence or two.</summary>
    public override string Summary => $"{(Count == "1" ? "One subgame-perfect equilibrium" : $"{Count} subgame-perfect equilibria to list")}; {(Complete ? "complete" : "not complete")}: {CompleteBecause}.";
}

/// <summary>Actions that are equally good at an information set, whatever is done at the others'.</summary>
/// <param name="Player">Who moves.</param>
/// <param name="InformationSet">The information set.</param>
/// <param name="Actions">The actions.</param>
public sealed record TiedActions(string Player, string InformationSet, IReadOnlyList<string> Actions);

/// <summary>An equilibrium of a two-player tree by its sequence form.</summary>
public sealed record SequenceFormAnswer : TreeAnswer
{
    internal SequenceFormAnswer(ExtensiveGame game, SequenceFormResult result)
        : base(TreeConceptEntries.SequenceForm, game, result.Method, [result.Equilibrium], subgamePerfect: null) => Value = result.Value is { } value ? ExactNumber.From(value) : null;

    /// <summary>Where payoffs have a constant sum, what the first player can be sure of; otherwise null.</summary>
    public ExactNumber? Value { get; }

    /// <summary>The answer in a sentence or two.</summary>
    public override string Summary => Value is null ? "One Nash equilibrium, in behaviour strategies." : $"The value of the game to the first player is {Value.Exact}; optimal behaviour of both.";
}

/// <summary>How a concept made for trees is answered.</summary>
/// <param name="Concept">The concept.</param>
/// <param name="Type">The contract of its answer.</param>
/// <param name="Refuses">Why it does not take a tree; null where it does.</param>
/// <param name="Answer">Its work.</param>
internal sealed record TreeConcept(SolutionConcept Concept, Type Type, Func<ExtensiveGame, string?> Refuses, Func<ExtensiveGame, CancellationToken, ConceptAnswer> Answer);

/// <summary>The concepts made for trees; any other is asked of the reduced normal form.</summary>
internal static class TreeConcepts
{
    public static IReadOnlyList<TreeConcept> All { get; } =
    [
        new(TreeConceptEntries.SequenceForm, typeof(SequenceFormAnswer), TreeConceptEntries.SequenceFormRefuses, (game, stop) => new SequenceFormAnswer(game, SequenceForm.Solve(game, stop))),
        new(TreeConceptEntries.SubgamePerfect, typeof(SubgamePerfectAnswer), TreeConceptEntries.SubgamePerfectRefuses, (game, stop) => new SubgamePerfectAnswer(game, SubgamePerfection.Solve(game, cancellationToken: stop))),
    ];

    /// <summary>The concept of an id; null where it is not one of these.</summary>
    public static TreeConcept? Find(string? id) => All.FirstOrDefault(concept => concept.Concept.Id == id);
}
