using System.Text.Json.Nodes;
using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Figures;

/// <summary>An outcome of one actor on one side of a comparison.</summary>
/// <param name="Label">Whose it is: an actor, or actor and game.</param>
/// <param name="Side">The side: a run, a sweep point, a slice.</param>
/// <param name="Value">The outcome with its interval.</param>
public sealed record ComparisonRow(string Label, string Side, IntervalValue Value);

/// <summary>A difference of a side from the baseline.</summary>
/// <param name="Label">Whose it is, as in the rows.</param>
/// <param name="Side">The side that is not the baseline.</param>
/// <param name="Difference">The mean difference with its interval.</param>
/// <param name="Note">What stands above it where one side is compared, such as <c>p = 0.01, g = 0.4</c>; may be empty.</param>
public sealed record ComparisonDifference(string Label, string Side, IntervalValue Difference, string Note = "");

/// <summary>One view of a comparison: an outcome of several owners, side by side.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Rows">The outcomes, each label and side once.</param>
/// <param name="Differences">The differences; empty for none.</param>
public sealed record ComparisonPanel(FigureAxis Outcome, IReadOnlyList<ComparisonRow> Rows, IReadOnlyList<ComparisonDifference> Differences)
{
    internal string[] Labels => [.. Rows.Select(row => row.Label).Distinct(StringComparer.Ordinal)];
}

/// <summary>Payoffs or other outcomes side by side, and the differences with intervals of their own: whether one holds 0 is seen there and not from intervals that overlap.</summary>
public sealed record ComparisonFigure : Figure
{
    private const int DifferenceWidth = 240;
    private const double PixelsPerLetter = 5.6;
    private const int LettersOfATitle = 36;

    /// <summary>The views, one below the other.</summary>
    public required IReadOnlyList<ComparisonPanel> Panels { get; init; }

    /// <summary>What is subtracted from what: <c>friendly − tense, paired over common random numbers</c>.</summary>
    public string DifferenceTitle { get; init; } = "difference";

    private string[] Sides => [.. Panels.SelectMany(panel => panel.Rows).Select(row => row.Side).Distinct(StringComparer.Ordinal)];

    // One compared side is black; several keep their colours.
    private bool OneCompared => Panels.SelectMany(panel => panel.Differences).Select(difference => difference.Side).Distinct(StringComparer.Ordinal).Count() < 2;

    /// <summary>The rows of one outcome from a table of results.</summary>
    /// <param name="side">The side.</param>
    /// <param name="rows">The table.</param>
    /// <param name="outcome">The outcome's id, such as <c>payoffMean</c>.</param>
    public static IReadOnlyList<ComparisonRow> Of(string side, IEnumerable<OutcomeRow> rows, string outcome) =>
        [.. rows.Where(row => row.Outcome == outcome).Select(row => new ComparisonRow(Label(row.Actor, row.Game), side, IntervalValue.Of(row)))];

    internal override IEnumerable<string> Subtitles() =>
        [Subtitle, HaveIntervals(Panels.SelectMany(panel => panel.Rows.Select(row => row.Value).Concat(panel.Differences.Select(d => d.Difference)))) ? Intervals : ""];

    internal override string Describe()
    {
        IEnumerable<string> panels = Panels.Select(panel =>
        {
            IEnumerable<string> rows = panel.Labels.Select(label => $"{label}: {FigureText.List(panel.Rows.Where(row => row.Label == label).Select(row => $"{row.Side} {row.Value.Show()}"))}.");
            string differences = panel.Differences.Count == 0 ? "" : $" {DifferenceTitle}: {FigureText.List(panel.Differences.Select(d => $"{(OneCompared ? "" : d.Side + " ")}{d.Label} {d.Difference.Show()}"))}.";
            return $"Dots{(HaveIntervals(panel.Rows.Select(row => row.Value)) ? " with intervals" : "")} of {panel.Outcome.Label}. {string.Join(' ', rows)}{differences}";
        });
        return string.Join(' ', panels);
    }

    internal override void Inspect(FigureCanvas canvas)
    {
        canvas.NotEmpty("/panels", Panels.Count);
        canvas.Distinct("/panels", Panels.Select(panel => panel.Outcome.Label));
        canvas.Categories("/panels", Sides.Length, FigureStyle.MostSeries);
        for (int p = 0; p < Panels.Count; p++)
        {
            ComparisonPanel panel = Panels[p];
            string[] labels = panel.Labels;
            canvas.NotEmpty($"/panels/{p}/rows", panel.Rows.Count);
            canvas.Distinct($"/panels/{p}/rows", panel.Rows.Select(row => $"{row.Label}, {row.Side}"));
            for (int i = 0; i < panel.Rows.Count; i++) canvas.Interval($"/panels/{p}/rows/{i}/value", panel.Rows[i].Value);
            canvas.Distinct($"/panels/{p}/differences", panel.Differences.Select(d => $"{d.Label}, {d.Side}"));
            for (int i = 0; i < panel.Differences.Count; i++)
            {
                ComparisonDifference difference = panel.Differences[i];
                canvas.Interval($"/panels/{p}/differences/{i}/difference", difference.Difference);
                if (!labels.Contains(difference.Label)) canvas.Fault($"/panels/{p}/differences/{i}/label", difference.Label, $"one of {FigureText.List(labels)}", "The difference has no rows.");
                if (!Sides.Contains(difference.Side)) canvas.Fault($"/panels/{p}/differences/{i}/side", difference.Side, $"one of {FigureText.List(Sides)}", "The difference has no rows.");
            }
        }
    }

    internal override JsonObject Compose(FigureCanvas canvas)
    {
        string[] sides = Sides;
        JsonObject[] views = [.. Panels.Select((panel, i) => View(canvas, panel, sides, Panels.Count == 1 ? "" : $"-{i + 1}"))];
        return views.Length == 1 ? views[0] : new JsonObject { ["vconcat"] = new JsonArray([.. views]), ["spacing"] = 24 };
    }

    private JsonObject View(FigureCanvas canvas, ComparisonPanel panel, string[] sides, string number)
    {
        string[] labels = panel.Labels;
        int height = Math.Max(80, labels.Length * Math.Max(34, 16 * sides.Length));
        var table = new FigureTable("outcomes" + number, "label", "side", "value", "lower", "upper");
        foreach (ComparisonRow row in panel.Rows.OrderBy(r => Array.IndexOf(labels, r.Label)).ThenBy(r => Array.IndexOf(sides, r.Side)))
            table.Add(row.Label, row.Side, row.Value.Value, row.Value.Lower, row.Value.Upper);

        JsonObject Y() => Lines(labels, shown: true);
        // Dots keep off the edges.
        (double Low, double High) domain = Spec.Around(panel.Rows.SelectMany(r => (double[])[r.Value.Value, r.Value.Lower ?? r.Value.Value, r.Value.Upper ?? r.Value.Value]));
        JsonObject X(string field) => Spec.Number(field, panel.Outcome.Label, domain: domain);
        var left = new JsonObject
        {
            ["data"] = canvas.Data(table),
            ["width"] = panel.Differences.Count == 0 ? FigureStyle.Width - 60 : 320,
            ["height"] = height,
            ["layer"] = new JsonArray(
                [
                    .. HaveIntervals(panel.Rows.Select(row => row.Value))
                        ? [Spec.Layer(
                            Spec.Mark("rule", ("strokeWidth", 2)),
                            new JsonObject { ["y"] = Y(), ["yOffset"] = Offset(sides), ["x"] = X("lower"), ["x2"] = Spec.End("upper"), ["color"] = Colour(sides) },
                            Spec.Present("lower"), Spec.Present("upper"))]
                        : Array.Empty<JsonNode>(),
                    Spec.Layer(
                        Spec.Mark("point", ("filled", true), ("size", 75), ("opacity", 1)),
                        new JsonObject
                        {
                            ["y"] = Y(), ["yOffset"] = Offset(sides), ["x"] = X("value"), ["color"] = Colour(sides), ["shape"] = Shape(sides),
                            ["tooltip"] = new JsonArray(Spec.Tip("label", "of", number: false), Spec.Tip("side", "side", number: false), Spec.Tip("value", panel.Outcome.Label), Spec.Tip("lower", "lower"), Spec.Tip("upper", "upper")),
                        }),
                ]),
        };
        if (panel.Differences.Count == 0) return left;
        return new JsonObject { ["hconcat"] = new JsonArray(left, DifferenceView(canvas, panel, sides, height, number)), ["spacing"] = 24 };
    }

    private JsonObject DifferenceView(FigureCanvas canvas, ComparisonPanel panel, string[] sides, int height, string number)
    {
        string[] labels = panel.Labels;
        bool one = OneCompared;
        var table = new FigureTable("differences" + number, [.. (string[])["label", .. one ? Array.Empty<string>() : ["side"], "value", "lower", "upper", "note", "middle"]]);
        // 0 is always in sight.
        (double Low, double High) domain = Spec.Around(panel.Differences.SelectMany(d => (double[])[0, d.Difference.Value, d.Difference.Lower ?? 0, d.Difference.Upper ?? 0]));
        foreach (ComparisonDifference difference in panel.Differences.OrderBy(d => Array.IndexOf(labels, d.Label)).ThenBy(d => Array.IndexOf(sides, d.Side)))
            table.Add([difference.Label, .. one ? Array.Empty<object?>() : [difference.Side], difference.Difference.Value, difference.Difference.Lower, difference.Difference.Upper, difference.Note, Middle(difference)]);

        string title = panel.Outcome.Unit.Length == 0 ? "difference" : $"difference ({panel.Outcome.Unit})";
        JsonObject X(string field) => Spec.Number(field, title, domain: domain);
        JsonObject At(string field, params (string Key, JsonNode? Value)[] more)
        {
            var encoding = new JsonObject { ["y"] = Lines(labels, shown: false), ["x"] = X(field) };
            if (!one) encoding["yOffset"] = Offset(sides);
            if (!one) encoding["color"] = Colour(sides);
            foreach ((string key, JsonNode? value) in more) encoding[key] = value;
            return encoding;
        }

        JsonArray Tips() =>
        [
            Spec.Tip("label", "of", number: false), .. one ? Array.Empty<JsonNode>() : [Spec.Tip("side", "side", number: false)], Spec.Tip("value", title), Spec.Tip("lower", "lower"), Spec.Tip("upper", "upper"),
        ];
        JsonArray layers =
        [
            Spec.Layer(Spec.Mark("rule", ("stroke", "#000000"), ("strokeWidth", 1), ("strokeDash", new JsonArray(4, 3))), new JsonObject { ["x"] = new JsonObject { ["datum"] = 0 } }),
            .. HaveIntervals(panel.Differences.Select(d => d.Difference))
                ? [Spec.Layer(
                    one ? Spec.Mark("rule", ("strokeWidth", 2), ("stroke", "#000000")) : Spec.Mark("rule", ("strokeWidth", 2)),
                    At("lower", ("x2", Spec.End("upper"))), Spec.Present("lower"), Spec.Present("upper"))]
                : Array.Empty<JsonNode>(),
            Spec.Layer(
                one ? Spec.Mark("point", ("filled", true), ("size", 75), ("fill", "#000000"), ("opacity", 1)) : Spec.Mark("point", ("filled", true), ("size", 75), ("opacity", 1)),
                one ? At("value", ("tooltip", Tips())) : At("value", ("shape", Shape(sides)), ("tooltip", Tips()))),
        ];
        if (one && panel.Differences.Any(d => d.Note.Length > 0))
        {
            foreach (JsonNode layer in Spec.Halo(() => At("middle", ("text", Spec.End("note"))), 10, ("dy", () => -12))) layers.Add(layer);
        }

        return new JsonObject
        {
            ["title"] = new JsonObject { ["text"] = Spec.Texts(FigureText.Lines(DifferenceTitle, LettersOfATitle)), ["fontSize"] = 12, ["fontWeight"] = "normal", ["offset"] = 6 },
            ["data"] = canvas.Data(table),
            ["width"] = DifferenceWidth,
            ["height"] = height,
            ["layer"] = layers,
        };

        // A note stands over its dot as far as it fits between the edges.
        double Middle(ComparisonDifference difference)
        {
            double half = Math.Min(0.5, difference.Note.Length * PixelsPerLetter / 2 / DifferenceWidth) * (domain.High - domain.Low);
            return Math.Clamp(difference.Difference.Value, domain.Low + half, domain.High - half);
        }
    }

    private static JsonObject Offset(string[] sides) => new() { ["field"] = "side", ["type"] = "nominal", ["sort"] = Spec.Texts(sides), ["scale"] = new JsonObject { ["paddingOuter"] = 0.5 } };

    private static JsonObject Colour(string[] sides) => Legend(Spec.Series("side", "side", sides, FigureStyle.SeriesColours(sides.Length)), sides);

    private static JsonObject Shape(string[] sides) => Legend(Spec.Series("side", "side", sides, FigureStyle.SeriesShapes(sides.Length)), sides);

    // One side needs no name: the heading says what it is.
    private static JsonObject Legend(JsonObject series, string[] sides)
    {
        if (sides.Length == 1) series["legend"] = null;
        return series;
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

    /// <summary>Whose an outcome is: "US in us-china", "US", "us-china", "all games".</summary>
    internal static string Label(string actor, string game) => (actor, game) switch
    {
        ("*", "*") => "all games",
        ("*", _) => game,
        (_, "*") => actor,
        _ => $"{actor} in {game}",
    };
}
