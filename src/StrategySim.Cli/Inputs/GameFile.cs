using StrategySim.Api.Documents;
using StrategySim.Api.GameDocuments;
using StrategySim.Cli.CommandLine;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.ExtensiveForm;
using StrategySim.GameTheory.Games;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.Inputs;

/// <summary>What is asked of a game.</summary>
/// <param name="Equilibria">The game, and how to solve it.</param>
/// <param name="Yields">Which strategy of each player yields; null where the document does not say.</param>
internal sealed record GameQuestion(EquilibriaQuestion Equilibria, IReadOnlyList<int>? Yields = null)
{
    /// <summary>The same with another method or starting label, where one is asked for.</summary>
    /// <param name="method">A method, or null.</param>
    /// <param name="label">A starting label, or null.</param>
    /// <param name="source">What faults are named after.</param>
    /// <exception cref="FaultyInputException">The method does not take the game, or starts at no such label.</exception>
    public GameQuestion With(string? method, int? label, string source)
    {
        if (Equilibria.Answer is not null)
        {
            if (method is null && label is null) return this;
            throw Fault("--concept", Equilibria.Concept, "nash", $"--method and --label are for Nash equilibria; the concept '{Equilibria.Concept}' is not found by a solver of one's choice.");
        }

        EquilibriaQuestion asked = Equilibria with { Method = method ?? Equilibria.Method, Label = label ?? (method is null ? Equilibria.Label : null) };
        if (asked.Label is not null && asked.Method != NashSolvers.LabelMethod) throw Fault("--label", $"{asked.Label}", $"--method {NashSolvers.LabelMethod} with --label", $"The method '{asked.Method}' starts at no label.");
        if (asked.Solver.Accepts(asked.Game)) return this with { Equilibria = asked };
        throw asked is { Label: { } start, Game.PlayerCount: 2 }
            ? Fault("--label", $"{start}", $"0 to {asked.Game.StrategyCount(0) + asked.Game.StrategyCount(1) - 1}", $"The {asked.Game} has a label for each strategy, the first player's counted first, from 0.")
            : Fault("--method", asked.Method, $"one of {string.Join(", ", NashSolvers.MethodsFor(asked.Game))}", $"The solver '{asked.Solver.Id}' does not take the {asked.Game}. {asked.Solver.Limits}");

        FaultyInputException Fault(string option, string found, string expected, string detail) => new(source, [new Fault(option, $"'{found}'", expected, detail)]);
    }
}

/// <summary>
/// Games that the user names: a .nfg or .efg file, a game document, or a whole request, as the web service takes it for equilibria
/// (<c>game</c>, <c>concept</c>, <c>method</c>) or for the type of a game (<c>game</c>, <c>cooperate</c>).
/// </summary>
internal static class GameFile
{
    private static readonly GameDocumentLimits Limits = new();

    // A question that says no more than the game.
    private static MapNode Nothing { get; } = new([], 1, 1);

    /// <summary>Reads a game and what is asked of it.</summary>
    /// <param name="source">The text.</param>
    /// <exception cref="FaultyInputException">Lists every fault.</exception>
    public static GameQuestion Read(SourceText source)
    {
        try
        {
            return source.Format switch
            {
                SourceFormat.Nfg => Question(GameDocumentReader.ReadNfg(source.Text, Limits)),
                SourceFormat.Efg => new GameQuestion(EquilibriaRequestReader.AskOfTree(GameDocumentReader.ReadEfg(source.Text, Limits), Nothing, Limits, [])),
                SourceFormat.Json => ReadDocument(source, DocumentFormat.Json),
                _ => ReadDocument(source, DocumentFormat.Yaml),
            };
        }
        catch (InvalidInputException error)
        {
            throw new FaultyInputException(source.Name, error.Faults);
        }
    }

    private static GameQuestion ReadDocument(SourceText source, DocumentFormat format)
    {
        (DocumentNode? root, IReadOnlyList<Fault> faults) = DocumentParser.Parse(source.Text, format, Limits.Document, source.FirstLine);
        if (root is null) throw new InvalidInputException(faults);
        if (root is MapNode map)
        {
            if (map["game"] is not null && map["format"] is null) return ReadRequest(map, faults);
            if (map["schema"] is ScalarNode { Text: var schema } && schema.StartsWith("strategysim/scenario/", StringComparison.Ordinal))
            {
                throw new InputException($"{source.Name}: this is a scenario, not a game; 'strategysim run --equilibria' prints the equilibria of its stage games.");
            }
        }

        List<Fault> all = [.. faults];
        if (GameDocumentReader.IsTree(root))
        {
            ExtensiveGame? tree = GameDocumentReader.ReadTree(root, "", Limits, all);
            return tree is not null && all.Count == 0 ? new GameQuestion(EquilibriaRequestReader.AskOfTree(tree, Nothing, Limits, [])) : throw new InvalidInputException(all);
        }

        NormalFormGame? game = GameDocumentReader.Read(root, "", Limits, all);
        return game is not null && all.Count == 0 ? Question(game) : throw new InvalidInputException(all);
    }

    private static GameQuestion ReadRequest(MapNode root, IReadOnlyList<Fault> faults)
    {
        if (root["cooperate"] is null) return new GameQuestion(EquilibriaRequestReader.Read(root, faults, Limits));
        ClassifyQuestion question = ClassifyRequestReader.Read(root, faults, Limits);
        return Question(question.Game) with { Yields = question.Yields };
    }

    private static GameQuestion Question(NormalFormGame game) => new(new EquilibriaQuestion(game, EquilibriaRequestReader.Nash, NashSolvers.AllMethod));
}
