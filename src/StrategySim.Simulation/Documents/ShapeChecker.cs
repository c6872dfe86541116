using System.Globalization;
using StrategySim.Simulation.Expressions;
using StrategySim.Simulation.Faults;

namespace StrategySim.Simulation.Documents;

/// <summary>Checks a document against a shape and lists every fault.</summary>
public static class ShapeChecker
{
    /// <summary>Adds a fault for each place that does not fit.</summary>
    public static void Check(DocumentNode node, Shape shape, string pointer, List<Fault> faults)
    {
        if (Fits(node, shape)) return;
        int before = faults.Count;
        CheckAnew(node, shape, pointer, faults);
        if (faults.Count == before) node.Fitting = shape;
    }

    // The points of a sweep share all of their documents but what is varied.
    private static bool Fits(DocumentNode node, Shape shape) => ReferenceEquals(node.Fitting, shape);

    // A pointer is only made for what has to be looked at.
    private static void CheckBelow(DocumentNode node, Shape shape, string pointer, string key, List<Fault> faults)
    {
        if (!Fits(node, shape)) Check(node, shape, JsonPointer.Append(pointer, key), faults);
    }

    private static void CheckAnew(DocumentNode node, Shape shape, string pointer, List<Fault> faults)
    {
        switch (shape)
        {
            case RecordShape record when node is MapNode map:
                CheckRecord(map, record, pointer, faults, null);
                break;
            case ChoiceShape choice when node is MapNode map:
                CheckChoice(map, choice, pointer, faults);
                break;
            case MapShape mapShape when node is MapNode map:
                CheckMap(map, mapShape, pointer, faults);
                break;
            case ListShape list when node is ListNode items:
                if (items.Items.Count < list.Minimum || items.Items.Count > list.Maximum)
                {
                    faults.Add(At(node, pointer, $"a list of {items.Items.Count}", list.Expected, "The list has the wrong length."));
                }

                for (int i = 0; i < items.Items.Count; i++)
                {
                    if (!Fits(items.Items[i], list.Item)) Check(items.Items[i], list.Item, JsonPointer.Append(pointer, i), faults);
                }

                break;
            case ValueShape when Kind(shape, node):
                break;
            case AnyShape any:
                Shape? fitting = any.Alternatives.FirstOrDefault(a => Kind(a, node));
                if (fitting is null) Wrong(node, shape, pointer, faults);
                else Check(node, fitting, pointer, faults);
                break;
            default:
                if (node is ScalarNode scalar && Kind(shape, node)) CheckScalar(scalar, shape, pointer, faults);
                else Wrong(node, shape, pointer, faults);
                break;
        }
    }

    /// <summary>A fault at a node.</summary>
    public static Fault At(DocumentNode node, string pointer, string? found, string expected, string detail) =>
        new(pointer, found, expected, detail, node.Line, node.Column);

    /// <summary>What stands at a node, shortened, for faults.</summary>
    public static string Show(DocumentNode node) => node switch
    {
        ScalarNode { Kind: ScalarKind.Null } => "nothing",
        ScalarNode { Kind: ScalarKind.Text } s => $"'{Shorten(s.Text)}'",
        ScalarNode s => Shorten(s.Text),
        ListNode l => $"a list of {l.Items.Count}",
        MapNode m => m.Entries.Count == 0 ? "an empty map" : $"a map with {Shorten(string.Join(", ", m.Entries.Select(e => e.Key)))}",
        _ => "something else",
    };

    private static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");

    private static void Wrong(DocumentNode node, Shape shape, string pointer, List<Fault> faults) =>
        faults.Add(At(node, pointer, Show(node), shape.Expected, "The value has the wrong kind."));

    private static bool Kind(Shape shape, DocumentNode node) => shape switch
    {
        RecordShape or ChoiceShape or MapShape => node is MapNode,
        ListShape => node is ListNode,
        BooleanShape => node is ScalarNode { Kind: ScalarKind.Boolean },
        IntegerShape => node is ScalarNode { Kind: ScalarKind.Number },
        ExpressionShape => node is ScalarNode { Kind: ScalarKind.Number or ScalarKind.Text },
        AnyShape any => any.Alternatives.Any(a => Kind(a, node)),
        ValueShape => node is not ScalarNode { Kind: ScalarKind.Null },
        _ => node is ScalarNode { Kind: not ScalarKind.Null },
    };

    private static void CheckScalar(ScalarNode node, Shape shape, string pointer, List<Fault> faults)
    {
        switch (shape)
        {
            case TextShape text when node.Text.Length > text.MaximumLength:
                faults.Add(At(node, pointer, $"{node.Text.Length} characters", text.Expected, "The text is too long."));
                break;
            case IdShape id when !id.Accepts(node.Text):
                faults.Add(At(node, pointer, Show(node), id.Expected, "This cannot be an id."));
                break;
            case WordShape words when !words.Words.Contains(node.Text):
                faults.Add(At(node, pointer, Show(node), words.Expected, "This word is not known here."));
                break;
            case IntegerShape integer when !decimal.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal value) || value < integer.Minimum || value > integer.Maximum:
                faults.Add(At(node, pointer, Show(node), integer.Expected, "The number is out of range or not whole."));
                break;
            case ExpressionShape:
                try
                {
                    ExpressionParser.Parse(node.Text);
                }
                catch (ExpressionException error)
                {
                    faults.Add(At(node, pointer, Show(node), "an exact number or an expression over parameters, states and clubs with + - * / min max ( )", $"This is not an expression: {error.Message} (at character {error.Column})."));
                }

                break;
        }
    }

    private static void CheckMap(MapNode map, MapShape shape, string pointer, List<Fault> faults)
    {
        if (map.Entries.Count < shape.Minimum || map.Entries.Count > shape.Maximum)
        {
            faults.Add(At(map, pointer, $"{map.Entries.Count} entries", map.Entries.Count < shape.Minimum ? shape.Expected : $"at most {shape.Maximum} entries", "The map has the wrong size."));
        }

        foreach (MapEntry entry in map.Entries)
        {
            if (shape.Key is not null && !shape.Key.Accepts(entry.Key))
            {
                faults.Add(new Fault(JsonPointer.Append(pointer, entry.Key), $"'{entry.Key}'", shape.Key.Expected, "The key cannot be an id.", entry.Line, entry.Column));
            }

            CheckBelow(entry.Value, shape.Value, pointer, entry.Key, faults);
        }
    }

    private static void CheckChoice(MapNode map, ChoiceShape choice, string pointer, List<Fault> faults)
    {
        DocumentNode? word = map[choice.Discriminator];
        if (word is ScalarNode scalar && choice.Options.FirstOrDefault(o => o.Word == scalar.Text).Record is { } record)
        {
            CheckRecord(map, record, pointer, faults, choice.Discriminator);
            return;
        }

        string words = $"one of {string.Join(", ", choice.Options.Select(o => o.Word))}";
        string below = JsonPointer.Append(pointer, choice.Discriminator);
        faults.Add(word is null
            ? At(map, below, null, words, $"The field '{choice.Discriminator}' is missing.")
            : At(word, below, Show(word), words, "This word is not known here."));
    }

    private static void CheckRecord(MapNode map, RecordShape record, string pointer, List<Fault> faults, string? discriminator)
    {
        foreach (MapEntry entry in map.Entries)
        {
            if (entry.Key == discriminator) continue;
            if (record.Find(entry.Key) is { } field)
            {
                CheckBelow(entry.Value, field.Shape, pointer, entry.Key, faults);
                continue;
            }

            IEnumerable<string> known = record.Fields.Select(f => f.Name);
            if (discriminator is not null) known = known.Prepend(discriminator);
            faults.Add(new Fault(JsonPointer.Append(pointer, entry.Key), $"'{entry.Key}'", $"one of {string.Join(", ", known)}", $"The field '{entry.Key}' is not known here.", entry.Line, entry.Column));
        }

        foreach (Field field in record.Fields)
        {
            if (field.Required && map[field.Name] is null)
            {
                faults.Add(At(map, JsonPointer.Append(pointer, field.Name), null, field.Shape.Expected, $"The field '{field.Name}' is missing."));
            }
        }
    }
}
