using StrategySim.Api.GameDocuments;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Documents;

/// <summary>A question for the equilibria of a game.</summary>
/// <param name="Game">The game.</param>
/// <param name="Concept">The solution concept: <c>nash</c>.</param>
/// <param name="Method">A solver's id, or <c>all</c>.</param>
/// <param name="Label">The label at which Lemke–Howson starts, from 0; null for its own choice, and for every other method.</param>
public sealed record EquilibriaQuestion(NormalFormGame Game, string Concept, string Method, int? Label = null)
{
    /// <summary>The solver that answers.</summary>
    public INashSolver Solver => NashSolvers.Choose(Game, Method, Label);
}

/// <summary>Reads the body of <c>POST /equilibria</c>, which is also what the terminal reads from a file.</summary>
public static class EquilibriaRequestReader
{
    /// <summary>The only solution concept so far.</summary>
    public const string Nash = "nash";

    /// <summary>The fields of the document.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["game", "concept", "method", "label"];

    private static string Expected { get; } = $"a map with {string.Join(", ", Fields)}";

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
        string concept = NodeReader.Word(map, "", "concept", [Nash], required: false, all) ?? Nash;
        string method = NodeReader.Word(map, "", "method", NashSolvers.Methods, required: false, all) ?? NashSolvers.AllMethod;
        int? label = NodeReader.WholeNumber(map, "", "label", 0, int.MaxValue, "This is not a starting label.", all);
        NormalFormGame? game = null;
        if (map["game"] is { } node) game = GameDocumentReader.Read(node, "/game", limits, all);
        else NodeReader.Missing(map, "", "game", "a game", all);

        if (game is not null && !NashSolvers.Choose(game, method).Accepts(game))
        {
            string takers = string.Join(", ", NashSolvers.Methods.Where(m => NashSolvers.Choose(game, m).Accepts(game)));
            all.Add(ShapeChecker.At(map["method"]!, "/method", $"'{method}'", $"one of {takers}", $"The solver '{method}' does not take the {game}. {SolverCatalog.Get(method).Limits}"));
        }

        if (label is { } start) CheckLabel(map, method, start, game, all);
        return game is not null && all.Count == 0 ? new EquilibriaQuestion(game, concept, method, label) : throw new InvalidInputException(NodeReader.InOrder(all));
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
