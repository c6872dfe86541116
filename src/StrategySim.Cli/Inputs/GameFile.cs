using StrategySim.Api.Documents;
using StrategySim.Api.GameDocuments;
using StrategySim.Cli.CommandLine;
using StrategySim.GameTheory.Equilibria;
using StrategySim.GameTheory.Games;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.Inputs;

/// <summary>Games that the user names: a .nfg file, a game document, or a whole request for equilibria, as the web service takes it.</summary>
internal static class GameFile
{
    private static readonly GameDocumentLimits Limits = new();

    /// <summary>Reads a game and what is asked of it.</summary>
    /// <param name="source">The text.</param>
    /// <exception cref="FaultyInputException">Lists every fault.</exception>
    public static EquilibriaQuestion Read(SourceText source)
    {
        try
        {
            return source.Format switch
            {
                SourceFormat.Nfg => Question(GameDocumentReader.ReadNfg(source.Text, Limits)),
                SourceFormat.Json => ReadDocument(source, DocumentFormat.Json),
                _ => ReadDocument(source, DocumentFormat.Yaml),
            };
        }
        catch (InvalidInputException error)
        {
            throw new FaultyInputException(source.Name, error.Faults);
        }
    }

    private static EquilibriaQuestion ReadDocument(SourceText source, DocumentFormat format)
    {
        (DocumentNode? root, IReadOnlyList<Fault> faults) = DocumentParser.Parse(source.Text, format, Limits.Document);
        if (root is null) throw new InvalidInputException(faults);
        if (root is MapNode map)
        {
            if (map["game"] is not null && map["format"] is null) return EquilibriaRequestReader.Read(root, faults, Limits);
            if (map["schema"] is ScalarNode { Text: var schema } && schema.StartsWith("strategysim/scenario/", StringComparison.Ordinal))
            {
                throw new InputException($"{source.Name}: this is a scenario, not a game; 'strategysim run --equilibria' prints the equilibria of its stage games.");
            }
        }

        List<Fault> all = [.. faults];
        NormalFormGame? game = GameDocumentReader.Read(root, "", Limits, all);
        return game is not null && all.Count == 0 ? Question(game) : throw new InvalidInputException(all);
    }

    private static EquilibriaQuestion Question(NormalFormGame game) => new(game, EquilibriaRequestReader.Nash, NashSolvers.AllMethod);
}
