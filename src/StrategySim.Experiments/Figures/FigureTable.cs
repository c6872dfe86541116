using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace StrategySim.Experiments.Figures;

/// <summary>A table of a figure: the data of some of its views.</summary>
/// <param name="name">Part of the name of its file.</param>
/// <param name="columns">The columns; each row has a value for each, perhaps null.</param>
internal sealed class FigureTable(string name, params string[] columns)
{
    private static readonly char[] Quoted = [',', '"', '\n', '\r'];
    private readonly List<object?[]> _rows = [];

    public string Name { get; } = name;

    public int Count => _rows.Count;

    /// <summary>Adds a row of text, numbers, and null where there is nothing.</summary>
    public void Add(params object?[] values)
    {
        if (values.Length != columns.Length) throw new ArgumentException($"A row of {Name} has {values.Length} values; expected {columns.Length}.", nameof(values));
        if (values.Any(value => value is double number && !double.IsFinite(number)))
            throw new ArgumentException($"A row of {Name} has a number that is not finite: {string.Join(", ", values)}.", nameof(values));
        _rows.Add(values);
    }

    public JsonArray ToJson() => [.. _rows.Select(row =>
    {
        var json = new JsonObject();
        for (int i = 0; i < columns.Length; i++)
        {
            json[columns[i]] = row[i] switch
            {
                null => null,
                // A zero has no sign in a table.
                double number => JsonValue.Create(number + 0.0),
                int number => JsonValue.Create(number),
                string text => JsonValue.Create(text),
                var other => throw new InvalidOperationException($"{Name}/{columns[i]}: {other.GetType()} is no value of a table."),
            };
        }

        return (JsonNode)json;
    })];

    public string ToCsv()
    {
        var csv = new StringBuilder();
        Line(columns);
        foreach (object?[] row in _rows) Line(row.Select(Text));
        return csv.ToString();

        void Line(IEnumerable<string> values) => csv.AppendJoin(',', values.Select(Quote)).Append('\n');
    }

    /// <summary>What a reader of the file has to be told: the kind of each column.</summary>
    public JsonObject ParseRules()
    {
        var rules = new JsonObject();
        for (int i = 0; i < columns.Length; i++) rules[columns[i]] = _rows.Exists(row => row[i] is string) ? "string" : "number";
        return rules;
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        double number => (number + 0.0).ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Quote(string text) => text.IndexOfAny(Quoted) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
