using System.Globalization;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.GameDocuments;

/// <summary>Reads parts of a document and adds a fault for each that does not fit.</summary>
internal static class NodeReader
{
    /// <summary>Most characters of an id.</summary>
    public const int MaximumIdLength = 200;

    /// <summary>Each fault once, in the order of the text.</summary>
    public static IReadOnlyList<Fault> InOrder(IEnumerable<Fault> faults) => [.. faults.Distinct().OrderBy(fault => fault.Line ?? 0).ThenBy(fault => fault.Column ?? 0)];

    /// <summary>The node as a map, or null with a fault.</summary>
    public static MapNode? AsMap(DocumentNode node, string pointer, string expected, List<Fault> faults)
    {
        if (node is MapNode map) return map;
        faults.Add(ShapeChecker.At(node, pointer, ShapeChecker.Show(node), expected, "The value has the wrong kind."));
        return null;
    }

    /// <summary>A fault for each field that is not known.</summary>
    public static void KnownFields(MapNode map, string pointer, IReadOnlyList<string> known, List<Fault> faults)
    {
        foreach (MapEntry entry in map.Entries.Where(e => !known.Contains(e.Key)))
        {
            faults.Add(new Fault(
                JsonPointer.Append(pointer, entry.Key), $"'{entry.Key}'", $"one of {string.Join(", ", known)}", $"The field '{entry.Key}' is not known here.", entry.Line, entry.Column));
        }
    }

    /// <summary>A fault for a field that has to be there.</summary>
    public static void Missing(MapNode map, string pointer, string field, string expected, List<Fault> faults) =>
        faults.Add(ShapeChecker.At(map, JsonPointer.Append(pointer, field), null, expected, $"The field '{field}' is missing."));

    /// <summary>One of a few words, or null: absent, or a fault.</summary>
    public static string? Word(MapNode map, string pointer, string field, IReadOnlyList<string> words, bool required, List<Fault> faults)
    {
        DocumentNode? node = map[field];
        // What was expected is put into words only where it is not there: a batch reads many thousand documents a second.
        if (node is null && !required) return null;
        if (node is ScalarNode { Kind: ScalarKind.Text } scalar && words.Contains(scalar.Text)) return scalar.Text;
        string expected = words.Count == 1 ? $"'{words[0]}'" : $"one of {string.Join(", ", words)}";
        if (Text(map, pointer, field, expected, required, faults) is null) return null;
        faults.Add(ShapeChecker.At(node!, JsonPointer.Append(pointer, field), ShapeChecker.Show(node!), expected, "This word is not known here."));
        return null;
    }

    /// <summary>Text, or null: absent, or a fault.</summary>
    public static string? Text(MapNode map, string pointer, string field, string expected, bool required, List<Fault> faults)
    {
        switch (map[field])
        {
            case null:
                if (required) Missing(map, pointer, field, expected, faults);
                return null;
            case ScalarNode { Kind: ScalarKind.Text } scalar:
                return scalar.Text;
            case { } node:
                faults.Add(ShapeChecker.At(node, JsonPointer.Append(pointer, field), ShapeChecker.Show(node), expected, "The value has the wrong kind."));
                return null;
        }
    }

    /// <summary>True or false, or null: absent, or a fault.</summary>
    public static bool? Flag(MapNode map, string pointer, string field, List<Fault> faults)
    {
        if (map[field] is not { } node) return null;
        if (node is ScalarNode { Kind: ScalarKind.Boolean } scalar) return scalar.Text == "true";
        faults.Add(ShapeChecker.At(node, JsonPointer.Append(pointer, field), ShapeChecker.Show(node), "true or false", "The value has the wrong kind."));
        return null;
    }

    /// <summary>A whole number in a range, or null: absent, or a fault.</summary>
    public static int? WholeNumber(MapNode map, string pointer, string field, int minimum, int maximum, string detail, List<Fault> faults)
    {
        if (map[field] is not { } node) return null;
        if (node is ScalarNode { Kind: ScalarKind.Number } scalar && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum) return number;
        string expected = maximum == int.MaxValue ? $"a whole number of at least {minimum}" : $"a whole number from {minimum} to {maximum}";
        faults.Add(ShapeChecker.At(node, JsonPointer.Append(pointer, field), ShapeChecker.Show(node), expected, detail));
        return null;
    }

    /// <summary>An id: text or a number, not blank and not too long; null with a fault otherwise.</summary>
    public static string? Id(DocumentNode node, string pointer, List<Fault> faults)
    {
        if (node is ScalarNode { Kind: ScalarKind.Text or ScalarKind.Number } scalar && !string.IsNullOrWhiteSpace(scalar.Text) && scalar.Text.Length <= MaximumIdLength)
        {
            return scalar.Text;
        }

        faults.Add(ShapeChecker.At(node, pointer, ShapeChecker.Show(node), $"an id: text that is not blank, at most {MaximumIdLength} characters", "This cannot be an id."));
        return null;
    }

    /// <summary>Ids that differ; null where one is no id or comes twice.</summary>
    public static List<string>? Ids(ListNode list, string pointer, List<Fault> faults)
    {
        int before = faults.Count;
        var ids = new List<string>(list.Items.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < list.Items.Count; i++)
        {
            string at = JsonPointer.Append(pointer, i);
            if (Id(list.Items[i], at, faults) is not { } id) continue;
            ids.Add(id);
            if (!seen.Add(id)) faults.Add(Twice(list.Items[i], at, id));
        }

        return faults.Count == before ? ids : null;
    }

    /// <summary>A fault for an id that comes twice.</summary>
    public static Fault Twice(DocumentNode node, string pointer, string id) =>
        ShapeChecker.At(node, pointer, $"'{id}' a second time", "ids that differ", $"The id '{id}' stands twice.");

    /// <summary>The two players of a game of holding or yielding: <c>A</c> and <c>B</c> where none are named.</summary>
    public static (string A, string B)? TwoPlayers(MapNode map, string pointer, List<Fault> faults)
    {
        switch (map["players"])
        {
            case null:
                return ("A", "B");
            case ListNode { Items.Count: 2 } list:
                return Ids(list, JsonPointer.Append(pointer, "players"), faults) is [var a, var b] ? (a, b) : null;
            case { } node:
                faults.Add(ShapeChecker.At(node, JsonPointer.Append(pointer, "players"), ShapeChecker.Show(node), "a list of two ids", "This game has two players."));
                return null;
        }
    }

    /// <summary>An exact number in a range, or null: absent, or a fault.</summary>
    public static Rational? Number(MapNode map, string pointer, string field, string expected, Func<Rational, bool> accepts, GameDocumentLimits limits, List<Fault> faults)
    {
        if (map[field] is not { } node) return null;
        string at = JsonPointer.Append(pointer, field);
        if (Number(node, at, limits, faults) is not { } value) return null;
        if (accepts(value)) return value;
        faults.Add(ShapeChecker.At(node, at, ShapeChecker.Show(node), expected, "The value is out of range."));
        return null;
    }

    /// <summary>An exact number from its text, or null with a fault.</summary>
    public static Rational? Number(DocumentNode node, string pointer, GameDocumentLimits limits, List<Fault> faults)
    {
        if (node is ScalarNode { Kind: ScalarKind.Number or ScalarKind.Text } scalar)
        {
            if (scalar.Text.Length > limits.MaximumNumberLength)
            {
                faults.Add(ShapeChecker.At(node, pointer, $"a number of {scalar.Text.Length} characters", $"at most {limits.MaximumNumberLength} characters", "The number is too long."));
                return null;
            }

            if (Rational.TryParse(scalar.Text, out Rational value)) return value;
        }

        bool infinite = node is ScalarNode { Text: var text } && text.Trim('+', '-', '.', ' ').ToUpperInvariant() is "NAN" or "INF" or "INFINITY";
        faults.Add(ShapeChecker.At(
            node,
            pointer,
            ShapeChecker.Show(node),
            string.Create(CultureInfo.InvariantCulture, $"a number such as -2, 0.25 or 1e-3, or an exact text such as \"3/7\"; powers of ten to {Rational.MaximumExponent}"),
            infinite ? "NaN and infinities are not numbers of a game." : "This is not an exact number."));
        return null;
    }
}
