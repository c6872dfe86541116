using StrategySim.Api.Concepts;
using StrategySim.Api.Contracts;
using StrategySim.Api.GameDocuments;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.ExtensiveForm;
using StrategySim.GameTheory.Games;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Documents;

/// <summary>A question for the equilibria of a game.</summary>
public sealed record EquilibriaQuestion
{
    private readonly Lazy<ReducedNormalForm>? _form;
    private readonly NormalFormGame? _game;

    /// <summary>A question about a game in strategic form.</summary>
    public EquilibriaQuestion(NormalFormGame game, string concept, string method, Func<CancellationToken, ConceptAnswer>? answer = null)
    {
        _game = game;
        (Concept, Method, Answer) = (concept, method, answer);
    }

    /// <summary>A question about a tree.</summary>
    public EquilibriaQuestion(ExtensiveGame tree, GameLimits limits, string concept, string method, Func<CancellationToken, ConceptAnswer>? answer = null)
    {
        Tree = tree;
        _form = new Lazy<ReducedNormalForm>(() => ReducedNormalForm.Of(tree, limits));
        (Concept, Method, Answer) = (concept, method, answer);
    }

    /// <summary>The game; of a tree the reduced normal form, made when it is first asked for.</summary>
    /// <exception cref="GameTooLargeException">The reduced normal form exceeds the limits.</exception>
    public NormalFormGame Game => _game ?? _form!.Value.Game;

    /// <summary>The tree; null where the game was given in strategic form.</summary>
    public ExtensiveGame? Tree { get; }

    /// <summary>The solution concept's id.</summary>
    public string Concept { get; init; }

    /// <summary>A solver's id, or <c>all</c>; only Nash equilibria have methods.</summary>
    public string Method { get; init; }

    /// <summary>The label at which Lemke–Howson starts, from 0; null for its own choice, and for every other method.</summary>
    public int? Label { get; init; }

    /// <summary>The solver that finds the Nash equilibria that are asked for.</summary>
    public INashSolver Solver => NashSolvers.Choose(Game, Method, Label);

    /// <summary>What answers a question for another concept than Nash equilibrium; null for <c>nash</c>.</summary>
    public Func<CancellationToken, ConceptAnswer>? Answer { get; init; }

    /// <summary>The game in words, such as "2×2 game 'Chicken'".</summary>
    public string Subject => Tree?.ToString() ?? Game.ToString();

    /// <summary>Finds the Nash equilibria that are asked for.</summary>
    public NashSolution Nash(SolverLimits limits, CancellationToken stop)
    {
        NashResult result = Solver.Solve(Game, limits, stop);
        return NashSolution.From(Game, result) with { Tree = BehaviourOf(result, limits, stop) };
    }

    /// <summary>Nash equilibria of a tree's reduced normal form as behaviour strategies; null where the game is no tree.</summary>
    public TreeBehaviour? BehaviourOf(NashResult result, SolverLimits limits, CancellationToken stop) =>
        _form is null ? null : TreeBehaviour.Of(TreeNashResult.From(_form.Value, result, limits, stop));
}

/// <summary>Reads the body of <c>POST /equilibria</c>, which is also what the terminal reads from a file.</summary>
public static class EquilibriaRequestReader
{
    /// <summary>The solution concept that holds where none is named.</summary>
    public const string Nash = "nash";

    /// <summary>The fields of the document.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["game", "concept", "method", "label", "parameters"];

    private static string Expected { get; } = $"a map with {string.Join(", ", Fields)}";

    private static string[] Concepts { get; } = [.. ConceptCatalog.All.Select(known => known.Id)];

    /// <summary>Reads the document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="faults">Faults found so far.</param>
    /// <param name="limits">Bounds on the game.</param>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static EquilibriaQuestion Read(DocumentNode root, IReadOnlyList<Fault> faults, GameDocumentLimits limits)
    {
        List<Fault> all = [.. faults];
        if (NodeReader.AsMap(root, "", Expected, all) is not { } map) throw new InvalidInputException(NodeReader.InOrder(all));
        NodeReader.KnownFields(map, "", Fields, all);
        NormalFormGame? game = null;
        if (GameDocumentReader.IsTree(map["game"])) return AskOfTree(GameDocumentReader.ReadTree(map["game"]!, "/game", limits, all), map, limits, all);
        if (map["game"] is { } node) game = GameDocumentReader.Read(node, "/game", limits, all);
        else NodeReader.Missing(map, "", "game", "a game", all);
        return Ask(game, map, limits, all);
    }

    /// <summary>Reads what is asked of a game: <c>concept</c>, <c>method</c> and <c>parameters</c>.</summary>
    /// <param name="game">The game; null where it has faults, which are then listed together with those of the question.</param>
    /// <param name="map">The document with the question.</param>
    /// <param name="limits">Bounds on numbers.</param>
    /// <param name="faults">Faults found so far.</param>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static EquilibriaQuestion Ask(NormalFormGame? game, MapNode map, GameDocumentLimits limits, IReadOnlyList<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(map);
        List<Fault> all = [.. faults];
        string? concept = map["concept"] is null ? Nash : NodeReader.Word(map, "", "concept", Concepts, required: true, all);
        string method = NodeReader.Word(map, "", "method", NashSolvers.Methods, required: false, all) ?? NashSolvers.AllMethod;
        int? label = NodeReader.WholeNumber(map, "", "label", 0, int.MaxValue, "This is not a starting label.", all);
        MapNode? parameters = map["parameters"] is { } given ? NodeReader.AsMap(given, "/parameters", "a map of the concept's parameters", all) : null;
        Func<CancellationToken, ConceptAnswer>? answer = null;
        if (concept is not null)
        {
            SolutionConcept known = ConceptCatalog.Get(concept);
            CheckParameters(parameters, known, all);
            if (concept == Nash) CheckMethod(game, map, method, all);
            else if (map["method"] is { } misplaced) all.Add(NoMethod(misplaced, concept));
            if (label is { } start) CheckLabel(map, method, start, game, all);
            if (game is not null && !known.Accepts(game))
            {
                string takers = string.Join(", ", ConceptCatalog.All.Where(other => other.Accepts(game)).Select(other => other.Id));
                all.Add(ShapeChecker.At(map["concept"]!, "/concept", $"'{concept}'", $"one of {takers}", $"The concept '{concept}' does not take the {game}; it takes {known.Takes}."));
            }
            else if (game is not null && ConceptHandlers.Find(concept) is { } handler)
            {
                answer = handler.Read(game, new ParameterReader(parameters, map, limits, all));
            }
        }

        return game is not null && concept is not null && all.Count == 0
            ? new EquilibriaQuestion(game, concept, method, answer) { Label = label }
            : throw new InvalidInputException(NodeReader.InOrder(all));
    }

    /// <summary>Reads what is asked of a tree: the concepts made for trees, or any other of its reduced normal form.</summary>
    /// <param name="tree">The tree; null where it has faults, which are then listed together with those of the question.</param>
    /// <param name="map">The document with the question.</param>
    /// <param name="limits">Bounds on numbers and tables.</param>
    /// <param name="faults">Faults found so far.</param>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static EquilibriaQuestion AskOfTree(ExtensiveGame? tree, MapNode map, GameDocumentLimits limits, IReadOnlyList<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(limits);
        string? concept = (map["concept"] as ScalarNode)?.Text;
        if (tree is null || TreeConcepts.Find(concept) is not { } handler)
        {
            List<Fault> all = [.. faults];
            NormalFormGame? game = tree is null ? null : GameDocumentReader.Reduced(tree, "/game", limits, all)?.Game;
            EquilibriaQuestion table = Ask(game, map, limits, all);
            return new EquilibriaQuestion(tree!, limits.Game, table.Concept, table.Method, table.Answer) { Label = table.Label };
        }

        List<Fault> found = [.. faults];
        if (map["method"] is { } misplaced) found.Add(NoMethod(misplaced, concept!));
        CheckParameters(map["parameters"] is { } given ? NodeReader.AsMap(given, "/parameters", "a map of the concept's parameters", found) : null, handler.Concept, found);
        if (handler.Refuses(tree) is { } refusal) found.Add(ShapeChecker.At(map["concept"]!, "/concept", $"'{concept}'", handler.Concept.Takes, refusal));
        return found.Count == 0
            ? new EquilibriaQuestion(tree, limits.Game, concept!, NashSolvers.AllMethod, stop => handler.Answer(tree, stop))
            : throw new InvalidInputException(NodeReader.InOrder(found));
    }

    private static Fault NoMethod(DocumentNode method, string concept) =>
        ShapeChecker.At(method, "/method", ShapeChecker.Show(method), "no method: only the concept nash has them", $"The concept '{concept}' is not found by a solver of one's choice.");

    private static void CheckParameters(MapNode? parameters, SolutionConcept concept, List<Fault> faults)
    {
        if (parameters is null) return;
        if (concept.Parameters.IsEmpty && parameters.Entries is [{ } first, ..])
        {
            faults.Add(new Fault("/parameters", $"'{first.Key}'", "no parameters", $"The concept '{concept.Id}' takes none.", first.Line, first.Column));
            return;
        }

        NodeReader.KnownFields(parameters, "/parameters", [.. concept.Parameters.Select(parameter => parameter.Name)], faults);
    }

    private static void CheckMethod(NormalFormGame? game, MapNode map, string method, List<Fault> faults)
    {
        if (game is null || NashSolvers.Choose(game, method).Accepts(game)) return;
        string takers = string.Join(", ", NashSolvers.MethodsFor(game));
        faults.Add(ShapeChecker.At(map["method"]!, "/method", $"'{method}'", $"one of {takers}", $"The solver '{method}' does not take the {game}. {SolverCatalog.Get(method).Limits}"));
    }

    private static void CheckLabel(MapNode map, string method, int label, NormalFormGame? game, List<Fault> faults)
    {
        DocumentNode at = map["label"]!;
        if (method != NashSolvers.LabelMethod)
        {
            faults.Add(ShapeChecker.At(at, "/label", $"{label}", $"no label, or the method {NashSolvers.LabelMethod}", $"The method '{method}' starts at no label."));
        }
        else if (game is { PlayerCount: 2 } && label >= game.StrategyCount(0) + game.StrategyCount(1))
        {
            faults.Add(ShapeChecker.At(
                at, "/label", $"{label}", $"0 to {game.StrategyCount(0) + game.StrategyCount(1) - 1}", $"The {game} has a label for each strategy, the first player's counted first, from 0."));
        }
    }
}
