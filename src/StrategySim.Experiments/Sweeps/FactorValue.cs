using System.Globalization;
using System.Text;
using StrategySim.GameTheory.Numerics;
using StrategySim.Simulation.Documents;

namespace StrategySim.Experiments.Sweeps;

/// <summary>What a factor is at a point: a number, or anything that may stand in a scenario.</summary>
/// <param name="Text">An exact number such as <c>3/2</c>, a word, or compact JSON with sorted keys. Equal values have equal texts.</param>
/// <param name="Number">The number; null where it is none.</param>
public sealed record FactorValue(string Text, Rational? Number)
{
    private DocumentNode? _node;

    /// <summary>A number.</summary>
    internal static FactorValue Of(Rational number) => new(number.ToString(), number);

    /// <summary>A value as it stands in a document: an exact number where it is one, and what it says otherwise.</summary>
    internal static FactorValue Of(DocumentNode node) => Constant(node) is { } number ? Of(number) : Option(node);

    /// <summary>An option: a number stays the text it is.</summary>
    internal static FactorValue Option(DocumentNode node) => new(Write(node), null) { _node = node };

    /// <summary>The number that stands at a node, or null.</summary>
    internal static Rational? Constant(DocumentNode? node) =>
        node is ScalarNode { Kind: ScalarKind.Number or ScalarKind.Text } scalar && Rational.TryParse(scalar.Text, out Rational number) ? number : null;

    /// <summary>The value as it is put into a scenario.</summary>
    internal DocumentNode ToNode(int line, int column) =>
        _node ?? new ScalarNode(Number!.Value.IsInteger ? ScalarKind.Number : ScalarKind.Text, Text, line, column);

    /// <inheritdoc/>
    public bool Equals(FactorValue? other) => other is not null && Text == other.Text && Number.HasValue == other.Number.HasValue;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string Write(DocumentNode node)
    {
        if (node is ScalarNode scalar) return scalar.Text;
        var text = new StringBuilder();
        Append(node, text);
        return text.ToString();
    }

    private static void Append(DocumentNode node, StringBuilder text)
    {
        switch (node)
        {
            case MapNode map:
                text.Append('{');
                foreach (MapEntry entry in map.Entries.OrderBy(e => e.Key, StringComparer.Ordinal))
                {
                    if (text[^1] != '{') text.Append(',');
                    Quote(entry.Key, text);
                    text.Append(':');
                    Append(entry.Value, text);
                }

                text.Append('}');
                break;
            case ListNode list:
                text.Append('[');
                for (int i = 0; i < list.Items.Count; i++)
                {
                    if (i > 0) text.Append(',');
                    Append(list.Items[i], text);
                }

                text.Append(']');
                break;
            case ScalarNode { Kind: ScalarKind.Text } scalar:
                Quote(scalar.Text, text);
                break;
            case ScalarNode scalar:
                text.Append(scalar.Text);
                break;
        }
    }

    private static void Quote(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (char c in value)
        {
            if (c is '"' or '\\') text.Append('\\').Append(c);
            else if (char.IsControl(c)) text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else text.Append(c);
        }

        text.Append('"');
    }
}
