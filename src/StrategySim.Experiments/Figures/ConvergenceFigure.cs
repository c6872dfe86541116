using System.Text.Json.Nodes;

namespace StrategySim.Experiments.Figures;

/// <summary>An estimate from the first n of a sample.</summary>
/// <param name="Series">What is estimated.</param>
/// <param name="Size">Sample size n, at least 1.</param>
/// <param name="Value">The estimate with its interval.</param>
public sealed record ConvergenceRow(string Series, int Size, IntervalValue Value);

/// <summary>How estimates and the half-widths of their intervals moved with sample size.</summary>
public sealed record ConvergenceFigure : Figure
{
    /// <summary>The sample size.</summary>
    public FigureAxis Size { get; init; } = new("sample size", "replications");

    /// <summary>What is estimated.</summary>
    public required FigureAxis Estimate { get; init; }

    /// <summary>The estimates, each series and size once.</summary>
    public required IReadOnlyList<ConvergenceRow> Rows { get; init; }

    /// <summary>What the series are.</summary>
    public string SeriesTitle { get; init; } = "estimate";

    /// <summary>The half-width that was asked for; null where none was.</summary>
    public double? AskedHalfWidth { get; init; }

    private string[] Series => [.. Rows.Select(row => row.Series).Distinct(StringComparer.Ordinal)];

    internal override string Describe()
    {
        string asked = AskedHalfWidth is { } half ? $" Asked for: a half-width of at most {FigureText.Show(half)}." : "";
        return $"{Estimate.Label} against {Size.Label} {FigureText.Range(Rows.Select(row => (double)row.Size))}, at the end " +
            FigureText.List(Rows.GroupBy(row => row.Series).Select(rows => $"{rows.Key} {rows.MaxBy(row => row.Size)!.Value.Show()}")) + $".{asked}";
    }

    internal override void Inspect(FigureCanvas canvas)
    {
        canvas.NotEmpty("/rows", Rows.Count);
        canvas.Categories("/rows", Series.Length, 5);
        canvas.Distinct("/rows", Rows.Select(row => $"{row.Series}, {row.Size}"));
        for (int i = 0; i < Rows.Count; i++)
        {
            canvas.Positive($"/rows/{i}/size", Rows[i].Size);
            canvas.Interval($"/rows/{i}/value", Rows[i].Value);
        }

        canvas.Finite("/askedHalfWidth", AskedHalfWidth);
        if (AskedHalfWidth is { } asked) canvas.Positive("/askedHalfWidth", asked);
    }

    internal override JsonObject Compose(FigureCanvas canvas)
    {
        string[] series = Series;
        double least = Rows.Min(row => row.Size), most = Rows.Max(row => row.Size);
        // Samples that double are even steps on a logarithmic axis.
        bool log = most >= 8 * least;
        (double, double) domain = log ? (least / 1.15, most * 1.15) : Spec.Around([least, most]);
        var table = new FigureTable("estimates", "series", "size", "value", "lower", "upper", "half");
        foreach (ConvergenceRow row in Rows.OrderBy(row => Array.IndexOf(series, row.Series)).ThenBy(row => row.Size))
            table.Add(row.Series, row.Size, row.Value.Value, row.Value.Lower, row.Value.Upper, row.Value.HalfWidth);
        var final = new FigureTable("final", "series", "final");
        foreach (IGrouping<string, ConvergenceRow> rows in Rows.GroupBy(row => row.Series)) final.Add(rows.Key, rows.MaxBy(row => row.Size)!.Value.Value);

        int[] sizes = [.. Rows.Select(row => row.Size).Distinct().Order()];
        JsonObject X(bool labelled)
        {
            JsonObject x = Spec.Number("size", Size.Label, domain: domain, log: log);
            if (sizes.Length <= 14) x["axis"]!["values"] = new JsonArray([.. sizes.Select(n => (JsonNode)n)]);
            if (!labelled) x["axis"] = new JsonObject { ["labels"] = false, ["title"] = null, ["grid"] = true, ["values"] = sizes.Length <= 14 ? new JsonArray([.. sizes.Select(n => (JsonNode)n)]) : null };
            return x;
        }

        bool halves = Rows.Any(row => row.Value.HalfWidth > 0);
        JsonObject Colour() => Spec.Series("series", SeriesTitle, series, FigureStyle.SeriesColours(series.Length));
        JsonObject Shape() => Spec.Series("series", SeriesTitle, series, FigureStyle.SeriesShapes(series.Length));
        JsonObject Dash() => Spec.Series("series", SeriesTitle, series, FigureStyle.SeriesDashes(series.Length));
        var views = new JsonArray(new JsonObject
        {
            ["width"] = FigureStyle.Width,
            ["height"] = 240,
            ["layer"] = new JsonArray(
                new JsonObject
                {
                    ["data"] = canvas.Data(final),
                    ["mark"] = Spec.Mark("rule", ("strokeDash", new JsonArray(2, 3)), ("strokeWidth", 1)),
                    ["encoding"] = new JsonObject { ["y"] = Spec.Number("final", Estimate.Label), ["color"] = Colour() },
                },
                Spec.Layer(Spec.Mark("area", ("opacity", 0.22)), new JsonObject { ["x"] = X(!halves), ["y"] = Spec.Number("lower", Estimate.Label), ["y2"] = Spec.End("upper"), ["color"] = Colour() }, Spec.Present("lower"), Spec.Present("upper")),
                Spec.Layer(Spec.Mark("line", ("strokeWidth", 1.8)), new JsonObject { ["x"] = X(!halves), ["y"] = Spec.Number("value", Estimate.Label), ["color"] = Colour(), ["strokeDash"] = Dash() }),
                Spec.Layer(
                    Spec.Mark("point", ("filled", true), ("size", 60), ("opacity", 1)),
                    new JsonObject
                    {
                        ["x"] = X(!halves), ["y"] = Spec.Number("value", Estimate.Label), ["color"] = Colour(), ["shape"] = Shape(),
                        ["tooltip"] = new JsonArray(Spec.Tip("series", SeriesTitle, number: false), Spec.Tip("size", Size.Label), Spec.Tip("value", Estimate.Label), Spec.Tip("lower", "lower"), Spec.Tip("upper", "upper")),
                    })),
        });
        if (halves)
        {
            FigureAxis half = new("half-width", Estimate.Unit);
            var layers = new JsonArray(
                Spec.Layer(Spec.Mark("line", ("strokeWidth", 1.8)), new JsonObject { ["x"] = X(true), ["y"] = Spec.Number("half", Spec.TitleOverUnit(half), zero: true), ["color"] = Colour(), ["strokeDash"] = Dash() }, Spec.Present("half")),
                Spec.Layer(Spec.Mark("point", ("filled", true), ("size", 60), ("opacity", 1)), new JsonObject { ["x"] = X(true), ["y"] = Spec.Number("half", Spec.TitleOverUnit(half), zero: true), ["color"] = Colour(), ["shape"] = Shape() }, Spec.Present("half")));
            if (AskedHalfWidth is { } asked)
            {
                var line = new FigureTable("asked", "asked", "label");
                line.Add(asked, $"asked for: {FigureText.Show(asked)}");
                layers.Add((JsonNode)new JsonObject
                {
                    ["data"] = canvas.Data(line),
                    ["layer"] = new JsonArray(
                        [
                            Spec.Layer(Spec.Mark("rule", ("stroke", "#000000"), ("strokeDash", new JsonArray(6, 3))), new JsonObject { ["y"] = Spec.Number("asked", Spec.TitleOverUnit(half), zero: true) }),
                            .. Spec.Halo(() => new JsonObject { ["x"] = new JsonObject { ["value"] = 6 }, ["y"] = Spec.Number("asked", Spec.TitleOverUnit(half), zero: true), ["text"] = Spec.End("label") }, 11, ("align", () => "left"), ("baseline", () => "bottom"), ("dy", () => -2)),
                        ]),
                });
            }

            views.Add((JsonNode)new JsonObject { ["width"] = FigureStyle.Width, ["height"] = 130, ["layer"] = layers });
        }

        return new JsonObject { ["data"] = canvas.Data(table), ["vconcat"] = views, ["spacing"] = 12 };
    }
}
