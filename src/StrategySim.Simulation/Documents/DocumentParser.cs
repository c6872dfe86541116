using System.Text;
using System.Text.Json;
using StrategySim.Simulation.Faults;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace StrategySim.Simulation.Documents;

/// <summary>Bounds on documents, so that a hostile one cannot exhaust the machine.</summary>
/// <param name="Depth">Deepest nesting.</param>
/// <param name="Nodes">Most values in all.</param>
public sealed record DocumentLimits(int Depth = 32, int Nodes = 200_000)
{
    /// <summary>32 levels, 200,000 values.</summary>
    public static DocumentLimits Default { get; } = new();
}

/// <summary>Reads JSON and YAML into the same tree, with places. Duplicate keys, aliases and a second document are faults.</summary>
public static class DocumentParser
{
    /// <summary>Reads a document.</summary>
    /// <param name="text">The text.</param>
    /// <param name="format">Its format.</param>
    /// <param name="limits">Bounds; the defaults where null.</param>
    /// <param name="firstLine">The number of its first line in the larger text that it is a part of; only for JSON.</param>
    /// <returns>The root, or null together with the faults. A document with duplicate keys has a root and faults.</returns>
    public static (DocumentNode? Root, IReadOnlyList<Fault> Faults) Parse(string text, DocumentFormat format, DocumentLimits? limits = null, int firstLine = 1)
    {
        limits ??= DocumentLimits.Default;
        return format == DocumentFormat.Json ? new JsonTree(limits, firstLine).Parse(text) : new YamlTree(limits).Parse(text);
    }

    /// <summary>A scalar of the YAML 1.2 core schema: what plain text means.</summary>
    internal static ScalarKind KindOfPlain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
        _ => LooksLikeNumber(text) ? ScalarKind.Number : ScalarKind.Text,
    };

    private static bool LooksLikeNumber(string text)
    {
        // NaN and infinities are numbers of the core schema; they are kept as such so that they are refused as numbers.
        string bare = text.TrimStart('-', '+');
        if (bare is ".nan" or ".NaN" or ".NAN" or ".inf" or ".Inf" or ".INF") return true;
        int i = text[0] is '-' or '+' ? 1 : 0, digits = 0;
        for (; i < text.Length && char.IsAsciiDigit(text[i]); i++) digits++;
        if (i < text.Length && text[i] == '.')
        {
            for (i++; i < text.Length && char.IsAsciiDigit(text[i]); i++) digits++;
        }

        if (digits == 0) return false;
        if (i < text.Length && text[i] is 'e' or 'E')
        {
            i++;
            if (i < text.Length && text[i] is '-' or '+') i++;
            int exponent = 0;
            for (; i < text.Length && char.IsAsciiDigit(text[i]); i++) exponent++;
            if (exponent == 0) return false;
        }

        return i == text.Length;
    }

    /// <summary>Common bookkeeping of the two readers.</summary>
    private abstract class Tree(DocumentLimits limits)
    {
        protected List<Fault> Faults { get; } = [];

        private int _nodes;

        protected void Count(int depth, string pointer, int line, int column)
        {
            if (depth > limits.Depth)
            {
                throw new InvalidInputException([new Fault(pointer, $"nesting deeper than {limits.Depth}", $"at most {limits.Depth} levels", "The document is nested too deeply.", line, column)]);
            }

            if (++_nodes > limits.Nodes)
            {
                throw new InvalidInputException([new Fault(pointer, $"more than {limits.Nodes} values", $"at most {limits.Nodes} values", "The document is too large.", line, column)]);
            }
        }

        protected void AddEntry(List<MapEntry> entries, HashSet<string> keys, MapEntry entry, string pointer)
        {
            if (keys.Add(entry.Key))
            {
                entries.Add(entry);
                return;
            }

            Faults.Add(new Fault(pointer, $"'{entry.Key}' a second time", "each key once", $"The key '{entry.Key}' stands twice in the same map.", entry.Line, entry.Column));
        }
    }

    private sealed class JsonTree(DocumentLimits limits, int firstLine) : Tree(limits)
    {
        private byte[] _bytes = [];
        private int _countedTo;
        private readonly int _firstLine = firstLine;
        private int _line = firstLine;
        private int _lineStart;

        public (DocumentNode?, IReadOnlyList<Fault>) Parse(string text)
        {
            _bytes = Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF'));
            try
            {
                var reader = new Utf8JsonReader(_bytes, new JsonReaderOptions { MaxDepth = 200 });
                if (!reader.Read()) return (null, [Empty()]);
                DocumentNode root = Value(ref reader, "", 0);
                if (reader.Read()) throw new JsonException("Unexpected content after the document.");
                return (root, Faults);
            }
            catch (JsonException error)
            {
                if (string.IsNullOrWhiteSpace(text)) return (null, [Empty()]);
                int? line = error.LineNumber is long l ? (int)l + _firstLine : null;
                int? column = error.BytePositionInLine is long c ? (int)c + 1 : null;
                string detail = error.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
                return (null, [.. Faults, new Fault("", null, "well-formed JSON", $"The text is not JSON: {detail}", line, column)]);
            }
            catch (InvalidInputException error)
            {
                return (null, error.Faults);
            }
        }

        private Fault Empty() => new("", "nothing", "a JSON document", "The document is empty.", _firstLine, 1);

        // Token positions only grow, so lines are counted once over the whole text.
        private (int Line, int Column) Place(int index)
        {
            for (; _countedTo < index; _countedTo++)
            {
                if (_bytes[_countedTo] == '\n')
                {
                    _line++;
                    _lineStart = _countedTo + 1;
                }
            }

            return (_line, index - _lineStart + 1);
        }

        private string Text(ref Utf8JsonReader reader, string pointer)
        {
            try
            {
                return reader.GetString()!;
            }
            catch (InvalidOperationException)
            {
                (int line, int column) = Place((int)reader.TokenStartIndex);
                throw new InvalidInputException([new Fault(pointer, "an escape of half a character", "text in Unicode", "The text is not JSON: an escape such as \\ud800 names a surrogate without its pair.", line, column)]);
            }
        }

        private DocumentNode Value(ref Utf8JsonReader reader, string pointer, int depth)
        {
            (int line, int column) = Place((int)reader.TokenStartIndex);
            Count(depth, pointer, line, column);
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    var entries = new List<MapEntry>();
                    var keys = new HashSet<string>();
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                    {
                        (int keyLine, int keyColumn) = Place((int)reader.TokenStartIndex);
                        string key = Text(ref reader, pointer);
                        string below = JsonPointer.Append(pointer, key);
                        reader.Read();
                        AddEntry(entries, keys, new MapEntry(key, Value(ref reader, below, depth + 1), keyLine, keyColumn), below);
                    }

                    return new MapNode(entries, line, column);
                case JsonTokenType.StartArray:
                    var items = new List<DocumentNode>();
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        items.Add(Value(ref reader, JsonPointer.Append(pointer, items.Count), depth + 1));
                    }

                    return new ListNode(items, line, column);
                case JsonTokenType.String:
                    return new ScalarNode(ScalarKind.Text, Text(ref reader, pointer), line, column);
                case JsonTokenType.Number:
                    return new ScalarNode(ScalarKind.Number, Encoding.UTF8.GetString(reader.ValueSpan), line, column);
                case JsonTokenType.True:
                    return new ScalarNode(ScalarKind.Boolean, "true", line, column);
                case JsonTokenType.False:
                    return new ScalarNode(ScalarKind.Boolean, "false", line, column);
                default:
                    return new ScalarNode(ScalarKind.Null, "null", line, column);
            }
        }
    }

    private sealed class YamlTree(DocumentLimits limits) : Tree(limits)
    {
        public (DocumentNode?, IReadOnlyList<Fault>) Parse(string text)
        {
            var scanner = new Scanner(new StringReader(text), skipComments: true);
            try
            {
                var parser = new Parser(scanner);
                parser.Consume<StreamStart>();
                if (parser.Accept<StreamEnd>(out _)) return (null, [new Fault("", "nothing", "a YAML document", "The document is empty.", 1, 1)]);
                parser.Consume<DocumentStart>();
                DocumentNode root = Value(parser, "", 0);
                parser.Consume<DocumentEnd>();
                if (parser.Accept<DocumentStart>(out DocumentStart? second))
                {
                    Faults.Add(new Fault("", "a second document", "one document", "The text holds more than one YAML document.", (int)second.Start.Line, (int)second.Start.Column));
                }

                return (root, Faults);
            }
            catch (YamlException error)
            {
                return (null, [.. Faults, NotYaml(error.Message, error.Start)]);
            }
            catch (InvalidOperationException)
            {
                // YamlDotNet's scanner gives up this way on some malformed plain scalars.
                return (null, [.. Faults, NotYaml("a plain value cannot be read; quote it.", scanner.CurrentPosition)]);
            }
            catch (InvalidInputException error)
            {
                return (null, error.Faults);
            }
        }

        private static Fault NotYaml(string detail, Mark at) =>
            new("", null, "well-formed YAML", $"The text is not YAML: {detail}", (int)at.Line, (int)at.Column);

        private DocumentNode Value(Parser parser, string pointer, int depth)
        {
            ParsingEvent current = parser.Current ?? throw new YamlException("The document ends too early.");
            int line = (int)current.Start.Line, column = (int)current.Start.Column;
            Count(depth, pointer, line, column);
            if (parser.TryConsume<MappingStart>(out _))
            {
                var entries = new List<MapEntry>();
                var keys = new HashSet<string>();
                while (!parser.TryConsume<MappingEnd>(out _))
                {
                    if (!parser.TryConsume<Scalar>(out Scalar? key))
                    {
                        ParsingEvent at = parser.Current!;
                        throw new YamlException(at.Start, at.End, "A key must be a single piece of text.");
                    }

                    string below = JsonPointer.Append(pointer, key.Value);
                    AddEntry(entries, keys, new MapEntry(key.Value, Value(parser, below, depth + 1), (int)key.Start.Line, (int)key.Start.Column), below);
                }

                return new MapNode(entries, line, column);
            }

            if (parser.TryConsume<SequenceStart>(out _))
            {
                var items = new List<DocumentNode>();
                while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Value(parser, JsonPointer.Append(pointer, items.Count), depth + 1));
                return new ListNode(items, line, column);
            }

            if (parser.TryConsume<Scalar>(out Scalar? scalar))
            {
                ScalarKind kind = scalar.Style == ScalarStyle.Plain ? KindOfPlain(scalar.Value) : ScalarKind.Text;
                return new ScalarNode(kind, scalar.Value, line, column);
            }

            if (parser.Current is AnchorAlias alias)
            {
                throw new YamlException(alias.Start, alias.End, "Aliases (*name) are not read; write the value out.");
            }

            throw new YamlException(current.Start, current.End, $"Unexpected {current.GetType().Name}.");
        }
    }
}
