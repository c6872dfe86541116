using System.Text.Json.Nodes;
using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Figures;

/// <summary>An outcome of one actor on one side of a comparison.</summary>
/// <param name="Label">Whose it is: an actor, or actor and game.</param>
/// <param name="Side">The side: a run, a sweep point, a slice.</param>
/// <param name="Value">The outcome with its interval.</param>
public sealed record ComparisonRow(string Label, string Side, IntervalValue Value);

/// <summary>A difference between two sides.</summary>
/// <param name="Label">Whose it is, as in the rows.</param>
/// <param name="Difference">The mean difference with its interval.</param>
/// <param name="Note">What stands beside it, such as <c>p = 0.01, d = 0.4</c>; may be empty.</param>
public sealed record ComparisonDifference(string Label, IntervalValue Difference, string Note);

/// <summary>Payoffs or other outcomes side by side, and the difference with its own interval: whether that holds 0 is seen there and not from intervals that overlap.</summary>
public sealed record ComparisonFigure : Figure
{
    /// <summary>The outcome.</summary>
    public required FigureAxis Outcome { get; init; }

    /// <summary>The outcomes, each label and side once.</summary>
    public required IReadOnlyList<ComparisonRow> Rows { get; init; }

    /// <summary>The differences; empty for none.</summary>
    public IReadOnlyList<ComparisonDifference> Differences { get; init; } = [];

    /// <summary>What is subtracted from what: <c>friendly − tense, paired over common random numbers</c>.</summary>
    public string DifferenceTitle { get; init; } = "difference";

    private string[] Labels => [.. Rows.Select(row => row.Label).Distinct(StringComparer.Ordinal)];

    private string[] Sides => [.. Rows.Select(row => row.Side).Distinct(StringComparer.Ordinal)];

    /// <summary>The rows of one outcome from a table of results.</summary>
    /// <param name="side">The side.</param>
    /// <param name="rows">The table.</param>
    /// <param name="outcome">The outcome's id, such as <c>payoffMean</c>.</param>
    public static IReadOnlyList<ComparisonRow> Of(string side, IEnumerable<OutcomeRow> rows, string outcome) =>
        [.. rows.Where(row => row.Outcome == outcome).Select(row => new ComparisonRow(Label(row), side, IntervalValue.Of(row)))];

    internal override string Describe()
    {
        IEnumerable<string> rows = Labels.Select(label => $"{label}: {FigureText.List(Rows.Where(row => row.Label == label).Select(row => $"{row.Side} {row.Value.Show()}"))}.");
        string differences = Differences.Count == 0 ? "" : $" {DifferenceTitle}: {FigureText.List(Differences.Select(d => $"{d.Label} {d.Difference.Show()}"))}.";
        return $"Dots with intervals of {Outcome.Label}. {string.Join(' ', rows)}{differences}";
    }

    internal override void Inspect(FigureCanvas canvas)
    {
        canvas.NotEmpty("/rows", Rows.Count);
        canvas.Distinct("/rows", Rows.Select(row => $"{row.Label}, {row.Side}"));
        canvas.Categories("/rows", Sides.Length, FigureStyle.MostSeries);
        for (int i = 0; i < Rows.Count; i++) canvas.Interval($"/rows/{i}/value", Rows[i].Value);
        canvas.Distinct("/differences", Differences.Select(d => d.Label));
        for (int i = 0; i < Differences.Count; i++)
        {
            canvas.Interval($"/differences/{i}/difference", Differences[i].Difference);
            if (!Labels.Contains(Differences[i].Label)) canvas.Fault($"/differences/{i}/label", Differences[i].Label, $"one of {FigureText.List(Labels)}", "The difference has no rows.");
        }
    }

    internal override JsonObject Compose(FigureCanvas canvas)
    {
        string[] labels = Labels, sides = Sides;
        int height = Math.Max(80, labels.Length * Math.Max(34, 16 * sides.Length));
        var table = new FigureTable("outcomes", "label", "side", "value", "lower", "upper");
        foreach (ComparisonRow row in Rows.OrderBy(r => Array.IndexOf(labels, r.Label)).ThenBy(r => Array.IndexOf(sides, r.Side)))
            table.Add(row.Label, row.Side, row.Value.Value, row.Value.Lower, row.Value.Upper);

        JsonObject Y() => Lines(labels, shown: true);
        JsonObject Offset() => new() { ["field"] = "side", ["type"] = "nominal", ["sort"] = Spec.Texts(sides), ["scale"] = new JsonObject { ["paddingOuter"] = 0.5 } };
        JsonObject Colour() => Spec.Series("side", "side", sides, FigureStyle.SeriesColours(sides.Length));
        JsonObject X(string field) => Spec.Number(field, Outcome.Label);
        var left = new JsonObject
        {
            ["data"] = canvas.Data(table),
            ["width"] = Differences.Count == 0 ? FigureStyle.Width - 60 : 320,
            ["height"] = height,
            ["layer"] = new JsonArray(
                Spec.Layer(
                    Spec.Mark("rule", ("strokeWidth", 2)),
                    new JsonObject { ["y"] = Y(), ["yOffset"] = Offset(), ["x"] = X("lower"), ["x2"] = Spec.End("upper"), ["color"] = Colour() },
                    Spec.Present("lower"), Spec.Present("upper")),
                Spec.Layer(
                    Spec.Mark("point", ("filled", true), ("size", 75), ("opacity", 1)),
                    new JsonObject
                    {
                        ["y"] = Y(), ["yOffset"] = Offset(), ["x"] = X("value"), ["color"] = Colour(),
                        ["shape"] = Spec.Series("side", "side", sides, FigureStyle.SeriesShapes(sides.Length)),
                        ["tooltip"] = new JsonArray(Spec.Tip("label", "of", number: false), Spec.Tip("side", "side", number: false), Spec.Tip("value", Outcome.Label), Spec.Tip("lower", "lower"), Spec.Tip("upper", "upper")),
                    })),
        };
        if (Differences.Count == 0) return left;
        return new JsonObject { ["hconcat"] = new JsonArray(left, DifferenceView(canvas, labels, height)), ["spacing"] = 24 };
    }

    private JsonObject DifferenceView(FigureCanvas canvas, string[] labels, int height)
    {
        var table = new FigureTable("differences", "label", "value", "lower", "upper", "note");
        foreach (ComparisonDifference difference in Differences.OrderBy(d => Array.IndexOf(labels, d.Label)))
            table.Add(difference.Label, difference.Difference.Value, difference.Difference.Lower, difference.Difference.Upper, difference.Note);

        // 0 is always in sight, with room above each interval for its note.
        (double Low, double High) domain = Spec.Around(Differences.SelectMany(d => (double[])[0, d.Difference.Value, d.Difference.Lower ?? 0, d.Difference.Upper ?? 0]));
        string title = Outcome.Unit.Length == 0 ? "difference" : $"difference ({Outcome.Unit})";
        JsonObject X(string field) => Spec.Number(field, title, domain: domain);
        return new JsonObject
        {
            ["title"] = new JsonObject { ["text"] = DifferenceTitle, ["fontSize"] = 12, ["fontWeight"] = "normal", ["offset"] = 6 },
            ["data"] = canvas.Data(table),
            ["width"] = 240,
            ["height"] = height,
            ["layer"] = new JsonArray(
                Spec.Layer(Spec.Mark("rule", ("stroke", "#000000"), ("strokeWidth", 1), ("strokeDash", new JsonArray(4, 3))), new JsonObject { ["x"] = new JsonObject { ["datum"] = 0 } }),
                Spec.Layer(
                    Spec.Mark("rule", ("strokeWidth", 2), ("stroke", "#000000")),
                    new JsonObject { ["y"] = Lines(labels, shown: false), ["x"] = X("lower"), ["x2"] = Spec.End("upper") }, Spec.Present("lower"), Spec.Present("upper")),
                Spec.Layer(
                    Spec.Mark("point", ("filled", true), ("size", 75), ("fill", "#000000"), ("opacity", 1)),
                    new JsonObject { ["y"] = Lines(labels, shown: false), ["x"] = X("value"), ["tooltip"] = new JsonArray(Spec.Tip("label", "of", number: false), Spec.Tip("value", title), Spec.Tip("lower", "lower"), Spec.Tip("upper", "upper")) }),
                Spec.Layer(
                    Spec.Mark("text", ("fontSize", 10), ("dy", -11)),
                    new JsonObject { ["y"] = Lines(labels, shown: false), ["x"] = X("value"), ["text"] = Spec.End("note") })),
        };
    }

    private static JsonObject Lines(string[] labels, bool shown)
    {
        JsonObject y = Spec.Names("label", "", labels);
        y["title"] = null;
        // The same scale in both views, so that lines go on from one to the other.
        y["scale"] = new JsonObject { ["type"] = "band", ["paddingInner"] = 0.2, ["paddingOuter"] = 0.1 };
        if (!shown) y["axis"] = new JsonObject { ["labels"] = false, ["ticks"] = false, ["grid"] = true };
        else y["axis"]!["grid"] = true;
        return y;
    }

    private static string Label(OutcomeRow row) => (row.Actor, row.Game) switch
    {
        ("*", "*") => "all games",
        ("*", var game) => game,
        (var actor, "*") => actor,
        var (actor, game) => $"{actor} in {game}",
    };
}
