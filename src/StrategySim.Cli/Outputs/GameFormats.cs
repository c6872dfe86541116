using System.Text.Encodings.Web;
using System.Text.Json;
using StrategySim.Api.GameDocuments;
using StrategySim.Cli.CommandLine;
using StrategySim.GameTheory.Formats;
using StrategySim.GameTheory.Games;

namespace StrategySim.Cli.Outputs;

/// <summary>The formats in which a game is written. A new one is one line here.</summary>
internal static class GameFormats
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The writers, by the word that asks for them.</summary>
    public static IReadOnlyDictionary<string, Func<NormalFormGame, string>> All { get; } = new SortedDictionary<string, Func<NormalFormGame, string>>(StringComparer.Ordinal)
    {
        ["json"] = game => GameDocumentWriter.Write(game).ToJsonString(Json) + "\n",
        ["latex"] = PayoffTable.Latex,
        ["markdown"] = PayoffTable.Markdown,
        ["nfg"] = GambitNfg.Write,
        ["nfg-outcomes"] = GambitNfg.WriteOutcomes,
    };

    /// <summary>Writes a game.</summary>
    /// <param name="game">The game.</param>
    /// <param name="format">One of the words.</param>
    /// <param name="source">How the user named the game.</param>
    /// <exception cref="InputException">The format cannot express the game.</exception>
    public static string Write(NormalFormGame game, string format, string source)
    {
        try
        {
            return All[format](game);
        }
        catch (ArgumentException error)
        {
            throw new InputException($"{source}: {error.Message}");
        }
    }
}
