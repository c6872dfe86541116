using System.Numerics;
using StrategySim.GameTheory.ExtensiveForm;
using StrategySim.GameTheory.Formats;
using StrategySim.GameTheory.Games;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.GameDocuments;

/// <summary>Reads a game in any of the formats that HTTP and the terminal take: <c>nfg</c>, <c>table</c>, <c>named</c>, <c>concession</c>, and trees: <c>efg</c>, <c>tree</c>, <c>threat</c>.</summary>
/// <remarks>
/// Numbers are read from their text, so 0.1 is one tenth. Every fault is listed with a JSON pointer, what was found and
/// what was expected; a fault inside the text of a <c>.nfg</c> or <c>.efg</c> file carries line and column within that text.
/// </remarks>
public static class GameDocumentReader
{
    /// <summary>The formats, by the word under <c>format</c>, with the fields that each takes beside it.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Formats { get; } = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["concession"] = ConcessionGameReader.Fields,
        ["efg"] = ["text"],
        ["named"] = NamedGameReader.Fields,
        ["nfg"] = ["text"],
        ["table"] = TableGameReader.Fields,
        ["threat"] = ThreatGameReader.Fields,
        ["tree"] = TreeGameReader.Fields,
    };

    private static string[] FormatWords { get; } = [.. Formats.Keys];

    private static string Expected { get; } = $"a game: a map whose 'format' is one of {string.Join(", ", Formats.Keys)}";

    /// <summary>Those of the formats that give a tree.</summary>
    public static IReadOnlyList<string> TreeFormats { get; } = ["efg", "threat", "tree"];

    /// <summary>Whether a document gives a game as a tree.</summary>
    public static bool IsTree(DocumentNode? node) => node is MapNode map && map["format"] is ScalarNode format && TreeFormats.Contains(format.Text);

    /// <summary>Reads a game from a whole document that holds nothing else.</summary>
    /// <param name="text">The document.</param>
    /// <param name="format">JSON or YAML.</param>
    /// <param name="limits">Bounds; the defaults where null.</param>
    /// <exception cref="InvalidInputException">Lists every fault.</exception>
    public static NormalFormGame Read(string text, DocumentFormat format, GameDocumentLimits? limits = null)
    {
        limits ??= new GameDocumentLimits();
        (DocumentNode? root, IReadOnlyList<Fault> faults) = DocumentParser.Parse(text, format, limits.Document);
        List<Fault> all = [.. faults];
        NormalFormGame? game = root is null ? null : Read(root, "", limits, all);
        return game is not null && all.Count == 0 ? game : throw new InvalidInputException(NodeReader.InOrder(all));
    }

    /// <summary>Reads a game from the text of a <c>.nfg</c> file.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="limits">Bounds; the defaults where null.</param>
    /// <exception cref="InvalidInputException">Says where the text goes wrong, or which bound it exceeds.</exception>
    public static NormalFormGame ReadNfg(string text, GameDocumentLimits? limits = null)
    {
        List<Fault> faults = [];
        return Nfg(text, "", limits ?? new GameDocumentLimits(), faults) ?? throw new InvalidInputException(faults);
    }

    /// <summary>Reads a tree from the text of a <c>.efg</c> file.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="limits">Bounds; the defaults where null.</param>
    /// <exception cref="InvalidInputException">Says where the text goes wrong, or which bound it exceeds.</exception>
    public static ExtensiveGame ReadEfg(string text, GameDocumentLimits? limits = null)
    {
        List<Fault> faults = [];
        return FromText(text, "", ".efg", limits ?? new GameDocumentLimits(), GambitEfg.Read, faults) ?? throw new InvalidInputException(faults);
    }

    /// <summary>Reads a tree from a node of a larger document for which <see cref="IsTree"/> holds.</summary>
    /// <param name="node">The node.</param>
    /// <param name="pointer">Its JSON pointer.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="faults">Receives every fault.</param>
    /// <returns>The tree, or null where there are faults.</returns>
    public static ExtensiveGame? ReadTree(DocumentNode node, string pointer, GameDocumentLimits limits, List<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        ArgumentNullException.ThrowIfNull(limits);
        if (node is not MapNode map || NodeReader.Word(map, pointer, "format", TreeFormats, required: true, faults) is not { } format) return null;
        int before = faults.Count;
        NodeReader.KnownFields(map, pointer, ["format", .. Formats[format]], faults);
        ExtensiveGame? game = null;
        try
        {
            game = format switch
            {
                "tree" => TreeGameReader.Read(map, pointer, limits, faults),
                "threat" => ThreatGameReader.Read(map, pointer, limits, faults),
                _ => NodeReader.Text(map, pointer, "text", "the text of a .efg file", required: true, faults) is { } text
                    ? FromText(text, JsonPointer.Append(pointer, "text"), ".efg", limits, GambitEfg.Read, faults)
                    : null,
            };
        }
        catch (GameTooLargeException error)
        {
            faults.Add(TooLarge(error, pointer, map));
        }

        return faults.Count == before ? game : null;
    }

    /// <summary>Reads a game from a node of a larger document; of a tree, its reduced normal form.</summary>
    /// <param name="node">The node.</param>
    /// <param name="pointer">Its JSON pointer.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="faults">Receives every fault.</param>
    /// <returns>The game, or null where there are faults.</returns>
    public static NormalFormGame? Read(DocumentNode node, string pointer, GameDocumentLimits limits, List<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        ArgumentNullException.ThrowIfNull(limits);
        if (NodeReader.AsMap(node, pointer, Expected, faults) is not { } map) return null;
        if (NodeReader.Word(map, pointer, "format", FormatWords, required: true, faults) is not { } format) return null;
        if (IsTree(map)) return ReadTree(map, pointer, limits, faults) is { } tree ? Reduced(tree, pointer, limits, faults)?.Game : null;
        int before = faults.Count;
        NodeReader.KnownFields(map, pointer, ["format", .. Formats[format]], faults);
        NormalFormGame? game = null;
        try
        {
            game = format switch
            {
                "concession" => ConcessionGameReader.Read(map, pointer, limits, faults),
                "named" => NamedGameReader.Read(map, pointer, faults),
                "table" => TableGameReader.Read(map, pointer, limits, faults),
                _ => NodeReader.Text(map, pointer, "text", "the text of a .nfg file", required: true, faults) is { } text
                    ? Nfg(text, JsonPointer.Append(pointer, "text"), limits, faults)
                    : null,
            };
        }
        catch (InvalidGameException error)
        {
            faults.AddRange(error.Faults.Select(f => ShapeChecker.At(map, pointer + f.Pointer, f.Found, f.Expected, "This is not a game.")));
        }

        return faults.Count == before ? game : null;
    }

    /// <summary>The reduced normal form of a tree; null with a fault where it is too large.</summary>
    internal static ReducedNormalForm? Reduced(ExtensiveGame tree, string pointer, GameDocumentLimits limits, List<Fault> faults)
    {
        try
        {
            return ReducedNormalForm.Of(tree, limits.Game);
        }
        catch (GameTooLargeException error)
        {
            faults.Add(TooLarge(error, pointer, null));
            return null;
        }
    }

    private static NormalFormGame? Nfg(string text, string pointer, GameDocumentLimits limits, List<Fault> faults) =>
        FromText(text, pointer, ".nfg", limits, GambitNfg.Read, faults);

    private static T? FromText<T>(string text, string pointer, string format, GameDocumentLimits limits, Func<string, GameLimits?, T> read, List<Fault> faults)
        where T : class
    {
        try
        {
            return read(text, limits.Game);
        }
        catch (GameFormatException error)
        {
            faults.Add(new Fault(pointer, error.Found, error.Expected, $"The text is not a game in the {format} format; line and column count within it.", error.Line, error.Column));
        }
        catch (GameTooLargeException error)
        {
            faults.Add(TooLarge(error, pointer, null));
        }
        catch (InvalidGameException error)
        {
            faults.AddRange(error.Faults.Select(f => new Fault(pointer, f.Found, f.Expected, $"The text is not a game: {f.Pointer}.")));
        }

        return null;
    }

    /// <summary>A fault for a game that asks for more than the bounds allow, with the estimate.</summary>
    internal static Fault TooLarge(GameTooLargeException error, string pointer, DocumentNode? at) =>
        new(pointer, $"{Count(error.Estimate)} {error.Unit}", $"at most {error.Limit:N0} {error.Unit}", error.Message, at?.Line, at?.Column);

    // Digits to a trillion, beyond that a power of ten: nobody counts the zeros of 2^100.
    private static string Count(BigInteger count) => count < 1_000_000_000_000 ? $"{count:N0}" : $"about 10^{BigInteger.Log10(count):F0}";
}
