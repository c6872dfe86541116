using System.CommandLine;
using StrategySim.Api.GameDocuments;
using StrategySim.Cli.CommandLine;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Cli.Inputs;

/// <summary>A file with a request as the web service takes it, or with just the game of one; options are written into it, so that the document has one reader.</summary>
internal static class RequestFile
{
    private static readonly GameDocumentLimits Limits = new();

    /// <summary>Reads one.</summary>
    /// <param name="source">The text.</param>
    /// <param name="given">What options give; takes the place of what stands in the file.</param>
    /// <param name="read">The reader of the service.</param>
    /// <param name="stands">The field that a document stands for which is no request; null for a request.</param>
    /// <returns>What was read, and the document that it was read from.</returns>
    /// <exception cref="FaultyInputException">Lists every fault.</exception>
    public static (T Read, MapNode Document) Read<T>(SourceText source, IReadOnlyList<MapEntry> given, Func<DocumentNode, IReadOnlyList<Fault>, GameDocumentLimits, T> read, Func<MapNode, string?> stands)
    {
        try
        {
            (DocumentNode? root, IReadOnlyList<Fault> faults) = source.Format == SourceFormat.Nfg
                ? (new MapNode([Entry("format", Text("nfg")), Entry("text", Text(source.Text))], 1, 1), [])
                : DocumentParser.Parse(source.Text, source.Format == SourceFormat.Json ? DocumentFormat.Json : DocumentFormat.Yaml, Limits.Document);
            if (root is null) throw new InvalidInputException(faults);
            MapNode map = root as MapNode ?? throw new InvalidInputException([ShapeChecker.At(root, "", ShapeChecker.Show(root), "a map", "The document has the wrong kind.")]);
            if (stands(map) is { } field) map = new MapNode([Entry(field, root)], root.Line, root.Column);
            map = map with { Entries = [.. map.Entries.Where(own => given.All(other => other.Key != own.Key)), .. given] };
            return (read(map, faults, Limits), map);
        }
        catch (InvalidInputException error)
        {
            throw Refused(source.Name, error.Faults);
        }
    }

    /// <summary>A refusal of what was read; what came from an option has no place in the file.</summary>
    public static FaultyInputException Refused(string source, IEnumerable<Fault> faults) =>
        new(source, [.. faults.Select(fault => fault.Line == 0 ? fault with { Line = null, Column = null } : fault)]);

    /// <summary>Fields with numbers from the options that were given, each under the name of its option.</summary>
    public static IEnumerable<MapEntry> Numbers(ParseResult parsed, params Option<string?>[] options) =>
        from option in options let number = parsed.GetValue(option) where number is not null select Entry(option.Name[2..], Number(number));

    /// <summary>A field from an option.</summary>
    public static MapEntry Entry(string key, DocumentNode value) => new(key, value, 0, 0);

    /// <summary>Text from an option.</summary>
    public static ScalarNode Text(string text) => new(ScalarKind.Text, text, 0, 0);

    /// <summary>A number from an option.</summary>
    public static ScalarNode Number(string text) => new(ScalarKind.Number, text, 0, 0);
}
