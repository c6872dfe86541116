using System.Text.Json.Nodes;

namespace StrategySim.Experiments.Figures;

/// <summary>A second-order index.</summary>
/// <param name="First">A factor.</param>
/// <param name="Second">Another.</param>
/// <param name="Index">The index with its interval.</param>
public sealed record InteractionRow(string First, string Second, IntervalValue Index);

/// <summary>Second-order sensitivity indices: one cell a pair of factors. Where the interval holds 0 the number stands in parentheses.</summary>
public sealed record InteractionFigure : Figure
{
    /// <summary>What is measured.</summary>
    public required FigureAxis Index { get; init; }

    /// <summary>The indices, each pair once in either order.</summary>
    public required IReadOnlyList<InteractionRow> Rows { get; init; }

    private string[] Factors => [.. Rows.Select(row => row.First).Concat(Rows.Select(row => row.Second)).Distinct(StringComparer.Ordinal)];

    internal override IEnumerable<string> Subtitles() => [Subtitle, Intervals, "in parentheses where the interval holds 0"];

    internal override string Describe() =>
        $"Heat map of {Index.Label} by pairs of factors. {FigureText.List(Rows.OrderByDescending(row => row.Index.Value).Select(row => $"{row.First} with {row.Second} {row.Index.Show()}"))}.";

    internal override void Inspect(FigureCanvas canvas)
    {
        canvas.NotEmpty("/rows", Rows.Count);
        canvas.Categories("/rows", Factors.Length, 20);
        canvas.Distinct("/rows", Rows.Select(row => string.CompareOrdinal(row.First, row.Second) < 0 ? $"{row.First} with {row.Second}" : $"{row.Second} with {row.First}"));
        for (int i = 0; i < Rows.Count; i++)
        {
            canvas.Interval($"/rows/{i}/index", Rows[i].Index);
            if (Rows[i].First == Rows[i].Second) canvas.Fault($"/rows/{i}", Rows[i].First, "two factors", "A factor has no interaction with itself.");
        }
    }

    internal override JsonObject Compose(FigureCanvas canvas)
    {
        string[] factors = Factors;
        double most = Math.Max(Rows.Max(row => row.Index.Value), 0.01);
        var table = new FigureTable("interactions", "first", "second", "value", "lower", "upper", "number", "interval", "ink");
        foreach (InteractionRow row in Rows)
        {
            bool turned = Array.IndexOf(factors, row.First) > Array.IndexOf(factors, row.Second);
            (string first, string second) = turned ? (row.Second, row.First) : (row.First, row.Second);
            (string number, string? interval) = FigureText.Show(row.Index);
            bool holdsZero = row.Index.Lower <= 0 && row.Index.Upper >= 0;
            table.Add(
                first, second, row.Index.Value, row.Index.Lower, row.Index.Upper, holdsZero ? $"({number})" : number,
                interval, FigureStyle.InkAt(row.Index.Value / most));
        }

        JsonObject X() => Spec.Names("first", "factor", factors[..^1]);
        JsonObject Y() => Spec.Names("second", "with factor", factors[1..]);
        JsonObject Word(string field) => new() { ["x"] = X(), ["y"] = Y(), ["text"] = Spec.End(field), ["fill"] = Spec.Literal("ink") };
        int side = Math.Clamp(460 / Math.Max(1, factors.Length - 1), 46, 96);
        return new JsonObject
        {
            ["data"] = canvas.Data(table),
            ["width"] = Math.Max(220, side * (factors.Length - 1)),
            ["height"] = Math.Max(60, side * 2 / 3 * (factors.Length - 1)),
            ["layer"] = new JsonArray(
                Spec.Layer(
                    Spec.Mark("rect"),
                    new JsonObject
                    {
                        ["x"] = X(),
                        ["y"] = Y(),
                        ["color"] = new JsonObject
                        {
                            ["field"] = "value", ["type"] = "quantitative", ["title"] = Spec.TitleOverUnit(Index),
                            ["scale"] = new JsonObject { ["scheme"] = FigureStyle.Sequential, ["domain"] = new JsonArray(0, most), ["nice"] = false, ["clamp"] = true },
                            ["legend"] = new JsonObject { ["gradientLength"] = 120 },
                        },
                        ["tooltip"] = new JsonArray(Spec.Tip("first", "factor", number: false), Spec.Tip("second", "with", number: false), Spec.Tip("value", Index.Label), Spec.Tip("lower", "lower"), Spec.Tip("upper", "upper")),
                    }),
                Spec.Layer(Spec.Mark("text", ("fontSize", 12), ("dy", -6)), Word("number")),
                Spec.Layer(Spec.Mark("text", ("fontSize", 10), ("dy", 8)), Word("interval"), Spec.Present("interval"))),
        };
    }
}
