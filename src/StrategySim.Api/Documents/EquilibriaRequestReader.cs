using StrategySim.Api.Concepts;
using StrategySim.Api.GameDocuments;
using StrategySim.GameTheory.Concepts;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Documents;

/// <summary>A question for the equilibria of a game.</summary>
/// <param name="Game">The game.</param>
/// <param name="Concept">The solution concept's id.</param>
/// <param name="Method">A solver's id, or <c>all</c>; only Nash equilibria have methods.</param>
/// <param name="Answer">What answers a question for another concept than Nash equilibrium; null for <c>nash</c>.</param>
public sealed record EquilibriaQuestion(NormalFormGame Game, string Concept, string Method, Func<CancellationToken, ConceptAnswer>? Answer = null);

/// <summary>Reads the body of <c>POST /equilibria</c>, which is also what the terminal reads from a file.</summary>
public static class EquilibriaRequestReader
{
    /// <summary>The solution concept that holds where none is named.</summary>
    public const string Nash = "nash";

    /// <summary>The fields of the document.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["game", "concept", "method", "parameters"];

    /// <summary>Reads the document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="faults">Faults found so far.</param>
    /// <param name="limits">Bounds on the game.</param>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static EquilibriaQuestion Read(DocumentNode root, IReadOnlyList<Fault> faults, GameDocumentLimits limits)
    {
        List<Fault> all = [.. faults];
        if (NodeReader.AsMap(root, "", $"a map with {string.Join(", ", Fields)}", all) is not { } map) throw new InvalidInputException(NodeReader.InOrder(all));
        NodeReader.KnownFields(map, "", Fields, all);
        NormalFormGame? game = null;
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
        string? concept = map["concept"] is null ? Nash : NodeReader.Word(map, "", "concept", [.. ConceptCatalog.All.Select(known => known.Id)], required: true, all);
        string method = NodeReader.Word(map, "", "method", NashSolvers.Methods, required: false, all) ?? NashSolvers.AllMethod;
        MapNode? parameters = map["parameters"] is { } given ? NodeReader.AsMap(given, "/parameters", "a map of the concept's parameters", all) : null;
        Func<CancellationToken, ConceptAnswer>? answer = null;
        if (concept is not null)
        {
            SolutionConcept known = ConceptCatalog.Get(concept);
            CheckParameters(parameters, known, all);
            if (concept == Nash) CheckMethod(game, map, method, all);
            else if (map["method"] is { } misplaced) all.Add(ShapeChecker.At(misplaced, "/method", ShapeChecker.Show(misplaced), "no method: only the concept nash has them", $"The concept '{concept}' is not found by a solver of one's choice."));
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
            ? new EquilibriaQuestion(game, concept, method, answer)
            : throw new InvalidInputException(NodeReader.InOrder(all));
    }

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
        string takers = string.Join(", ", NashSolvers.Methods.Where(m => NashSolvers.Choose(game, m).Accepts(game)));
        faults.Add(ShapeChecker.At(map["method"]!, "/method", $"'{method}'", $"one of {takers}", $"The solver '{method}' does not take the {game}. {SolverCatalog.Get(method).Limits}"));
    }
}
