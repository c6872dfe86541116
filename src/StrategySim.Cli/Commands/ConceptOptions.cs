using System.CommandLine;
using System.Text;
using StrategySim.Api.Documents;
using StrategySim.Api.GameDocuments;
using StrategySim.Cli.CommandLine;
using StrategySim.Cli.Inputs;
using StrategySim.GameTheory.Concepts;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.Commands;

/// <summary><c>--concept</c>, and the parameters of all concepts as options.</summary>
internal sealed class ConceptOptions
{
    private readonly Option<string?> _concept = new("--concept")
    {
        Description = "What is asked of the game: by default what the request says, or 'nash'. 'strategysim concepts' lists them; their parameters are the options below.",
    };

    private readonly IReadOnlyList<(string Name, Option<string?> Option)> _parameters;

    private ConceptOptions() => _parameters =
    [
        .. ConceptCatalog.All.SelectMany(concept => concept.Parameters.Select(parameter => (Concept: concept, Parameter: parameter)))
            .GroupBy(taken => taken.Parameter.Name, StringComparer.Ordinal)
            .OrderBy(named => named.Key, StringComparer.Ordinal)
            .Select(named => (named.Key, new Option<string?>(NameOf(named.Key))
            {
                Description = $"{string.Join(", ", named.Select(taken => taken.Concept.Id))}: {string.Join("; ", named.Select(taken => taken.Parameter.Kind).Distinct())}.",
                HelpName = "value",
            })),
    ];

    public static ConceptOptions AddTo(Command command)
    {
        var options = new ConceptOptions();
        options._concept.AcceptOnlyFromAmong([.. ConceptCatalog.All.Select(concept => concept.Id)]);
        command.Add(options._concept);
        foreach ((_, Option<string?> option) in options._parameters) command.Add(option);
        return options;
    }

    /// <summary>The option of a parameter: <c>--weights</c> of <c>weights</c>.</summary>
    public static string NameOf(string parameter)
    {
        var name = new StringBuilder("--");
        foreach (char letter in parameter) name.Append(char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : letter);
        return name.ToString();
    }

    /// <summary>What is asked of the game once the options have their say.</summary>
    /// <param name="parsed">The arguments.</param>
    /// <param name="game">What the file asks.</param>
    /// <param name="source">What faults are named after.</param>
    /// <exception cref="FaultyInputException">The concept does not take the game, or an option does not fit.</exception>
    public GameQuestion Apply(ParseResult parsed, GameQuestion game, string source)
    {
        EquilibriaQuestion question = game.Equilibria;
        string? concept = parsed.GetValue(_concept);
        MapEntry[] given = [.. _parameters.Where(parameter => parsed.GetValue(parameter.Option) is not null).Select(parameter => Entry(parameter.Name, parsed.GetValue(parameter.Option)!))];
        if (concept is null && given.Length == 0) return game;
        List<MapEntry> asked = [new("concept", new ScalarNode(ScalarKind.Text, concept ?? question.Concept, 1, 1), 1, 1)];
        if (given.Length > 0) asked.Add(new MapEntry("parameters", new MapNode(given, 1, 1), 1, 1));
        try
        {
            var map = new MapNode(asked, 1, 1);
            return game with
            {
                Equilibria = question.Tree is { } tree
                    ? EquilibriaRequestReader.AskOfTree(tree, map, new GameDocumentLimits(), [])
                    : EquilibriaRequestReader.Ask(question.Game, map, new GameDocumentLimits(), []),
            };
        }
        catch (InvalidInputException error)
        {
            // An option has no line.
            throw new FaultyInputException(source, [.. error.Faults.Select(fault => fault with { Pointer = Named(fault.Pointer), Line = null, Column = null })]);
        }
    }

    /// <summary>The value as YAML would read it: a list may be written "1,2" as well as "[1, 2]".</summary>
    private static MapEntry Entry(string name, string text)
    {
        bool list = text.Contains(',', StringComparison.Ordinal) && text.TrimStart() is not ['[' or '{', ..];
        (DocumentNode? node, IReadOnlyList<Fault> faults) = DocumentParser.Parse(list ? $"[{text}]" : text, DocumentFormat.Yaml);
        return node is not null && faults.Count == 0
            ? new MapEntry(name, node, 1, 1)
            : throw new InputException($"{NameOf(name)}: '{text}' cannot be read; expected a value, or a list such as 1,2 or [[1, 0], [0, 1]].");
    }

    private static string Named(string pointer)
    {
        string[] parts = pointer.Split('/');
        if (parts is ["", "concept"]) return "--concept";
        return parts is ["", "parameters", var name, ..] ? string.Join('/', parts[3..].Prepend(NameOf(name))) : pointer;
    }
}
