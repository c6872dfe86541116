using System.Text.Encodings.Web;
using System.Text.Json;
using StrategySim.Api.Documents;
using StrategySim.Api.GameDocuments;
using StrategySim.Cli.CommandLine;
using StrategySim.GameTheory.Formats;

namespace StrategySim.Cli.Outputs;

/// <summary>The formats in which a game is written. A new one is one line here.</summary>
internal static class GameFormats
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The writers, by the word that asks for them; all but efg write the reduced normal form of a tree.</summary>
    public static IReadOnlyDictionary<string, Func<EquilibriaQuestion, string>> All { get; } = new SortedDictionary<string, Func<EquilibriaQuestion, string>>(StringComparer.Ordinal)
    {
        ["efg"] = question => GambitEfg.Write(question.Tree ?? throw new InputException($"The {question.Game} is no tree; expected one where a file in .efg is asked for.")),
        ["json"] = question => GameDocumentWriter.Write(question.Game).ToJsonString(Json) + "\n",
        ["latex"] = question => PayoffTable.Latex(question.Game),
        ["markdown"] = question => PayoffTable.Markdown(question.Game),
        ["nfg"] = question => GambitNfg.Write(question.Game),
        ["nfg-outcomes"] = question => GambitNfg.WriteOutcomes(question.Game),
    };

    /// <summary>Writes a game.</summary>
    /// <param name="question">The game, and what was asked of it.</param>
    /// <param name="format">One of the words.</param>
    /// <param name="source">How the user named the game.</param>
    /// <exception cref="InputException">The format cannot express the game.</exception>
    public static string Write(EquilibriaQuestion question, string format, string source)
    {
        try
        {
            return All[format](question);
        }
        catch (ArgumentException error)
        {
            throw new InputException($"{source}: {error.Message}");
        }
    }
}
