using System.Globalization;
using System.Text.Json.Nodes;
using StrategySim.Simulation.Faults;

namespace StrategySim.Experiments.Figures;

/// <summary>What a figure is drawn on: collects its faults, places its data, and puts heading and style around its views.</summary>
internal sealed class FigureCanvas(Figure figure, FigureOptions options)
{
    private readonly List<Fault> _faults = [];
    private readonly List<FigureFile> _files = [];

    public IReadOnlyList<Fault> Faults => _faults;

    public void Fault(string pointer, string? found, string expected, string detail) => _faults.Add(new Fault(pointer, found, expected, detail));

    /// <summary>Notes a list without an element.</summary>
    public void NotEmpty(string pointer, int count)
    {
        if (count == 0) Fault(pointer, "none", "at least one", "The figure would be empty.");
    }

    public void Finite(string pointer, double? value)
    {
        if (value is { } number && !double.IsFinite(number))
            Fault(pointer, number.ToString(CultureInfo.InvariantCulture), "a finite number", "What is not a number cannot be drawn.");
    }

    public void Positive(string pointer, double value)
    {
        if (double.IsFinite(value) && value <= 0) Fault(pointer, value.ToString(CultureInfo.InvariantCulture), "a number above 0", "A logarithmic axis has no place for it.");
    }

    public void Share(string pointer, double value)
    {
        if (value is not (>= 0 and <= 1)) Fault(pointer, value.ToString(CultureInfo.InvariantCulture), "a number from 0 to 1", "It is a share.");
    }

    /// <summary>Notes numbers that are not finite and an interval that is upside down. It need not hold the value: a quantile band need not hold the mean.</summary>
    public void Interval(string pointer, IntervalValue value)
    {
        Finite(pointer + "/value", value.Value);
        Finite(pointer + "/lower", value.Lower);
        Finite(pointer + "/upper", value.Upper);
        if (value.Lower > value.Upper)
            Fault(pointer, string.Create(CultureInfo.InvariantCulture, $"[{value.Lower}, {value.Upper}]"), "a lower end that is at most the upper", "The interval is upside down.");
    }

    /// <summary>Notes more categories than can be told apart.</summary>
    public void Categories(string pointer, int count, int most)
    {
        if (count > most) Fault(pointer, $"{count} categories", $"at most {most}", "More cannot be told apart in print; use several figures or panels.");
    }

    /// <summary>Notes names that occur twice.</summary>
    public void Distinct(string pointer, IEnumerable<string> names)
    {
        foreach (IGrouping<string, string> twice in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            Fault(pointer, $"{twice.Count()} times '{twice.Key}'", "each once", "One would be drawn over the other.");
    }

    /// <summary>Places a table inside the document, or beside it where it is long. Tables of one name have the same rows.</summary>
    public JsonObject Data(FigureTable table)
    {
        if (table.Count <= options.MaximumRowsInside) return new JsonObject { ["values"] = table.ToJson() };
        var file = new FigureFile($"{figure.Id}-{table.Name}.csv", table.ToCsv());
        // Views that show one table share its file.
        if (!_files.Contains(file)) _files.Add(file);
        return new JsonObject { ["url"] = options.DataPrefix + file.Name, ["format"] = new JsonObject { ["type"] = "csv", ["parse"] = table.ParseRules() } };
    }

    /// <summary>Puts schema, heading and style around the views.</summary>
    public FigureDocument Finish(JsonObject views)
    {
        string[] below = [.. figure.Subtitles().Where(line => !string.IsNullOrWhiteSpace(line))];
        var title = new JsonObject { ["text"] = figure.Title };
        if (below.Length > 0) title["subtitle"] = new JsonArray([.. below.Select(line => (JsonNode)line)]);
        var document = new JsonObject
        {
            ["$schema"] = FigureStyle.Schema,
            ["description"] = $"{figure.Title}. {figure.Describe()}",
            ["title"] = title,
        };
        foreach ((string key, JsonNode? value) in views.ToArray())
        {
            views.Remove(key);
            document[key] = value;
        }

        document["config"] = FigureStyle.Config();
        return new FigureDocument(figure.Id, document, _files);
    }
}
