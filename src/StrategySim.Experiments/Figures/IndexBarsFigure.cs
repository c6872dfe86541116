using System.Text.Json.Nodes;

namespace StrategySim.Experiments.Figures;

/// <summary>A sensitivity index of one factor.</summary>
/// <param name="Factor">The factor.</param>
/// <param name="Kind">Which index, such as <c>first order</c>, <c>total</c>, <c>Shapley</c>, <c>PAWN</c>.</param>
/// <param name="Index">The index with its interval; for PAWN the mean distance, from the least to the largest.</param>
public sealed record IndexRow(string Factor, string Kind, IntervalValue Index);

/// <summary>A line to compare indices with.</summary>
/// <param name="At">The place.</param>
/// <param name="Label">What it is, such as <c>inert input</c>.</param>
public sealed record IndexReference(double At, string Label);

/// <summary>Sensitivity indices as bars with intervals, the most influential factor on top.</summary>
public sealed record IndexBarsFigure : Figure
{
    /// <summary>What is measured, such as <c>share of the variance of the payoff of US</c>.</summary>
    public required FigureAxis Index { get; init; }

    /// <summary>The indices; each kind and factor once.</summary>
    public required IReadOnlyList<IndexRow> Rows { get; init; }

    /// <summary>A line to compare with; null for none.</summary>
    public IndexReference? Reference { get; init; }

    private string[] Kinds => [.. Rows.Select(row => row.Kind).Distinct(StringComparer.Ordinal)];

    // By the last kind, which for Sobol indices is the total one.
    private string[] Factors => [.. Rows.GroupBy(row => row.Factor, StringComparer.Ordinal).OrderByDescending(rows => rows.Last().Index.Value).Select(rows => rows.Key)];

    internal override string Describe() =>
        $"Bars of {Index.Label} by factor, in falling order. {string.Join(' ', Factors.Select(factor => $"{factor}: {FigureText.List(Rows.Where(row => row.Factor == factor).Select(row => $"{row.Kind} {row.Index.Show()}"))}."))}";

    internal override void Inspect(FigureCanvas canvas)
    {
        canvas.NotEmpty("/rows", Rows.Count);
        canvas.Distinct("/rows", Rows.Select(row => $"{row.Factor}, {row.Kind}"));
        canvas.Categories("/rows", Kinds.Length, 5);
        for (int i = 0; i < Rows.Count; i++) canvas.Interval($"/rows/{i}/index", Rows[i].Index);
        canvas.Finite("/reference/at", Reference?.At);
    }

    internal override JsonObject Compose(FigureCanvas canvas)
    {
        string[] kinds = Kinds, factors = Factors;
        var table = new FigureTable("indices", "factor", "kind", "value", "lower", "upper");
        foreach (IndexRow row in Rows.OrderBy(row => Array.IndexOf(factors, row.Factor)).ThenBy(row => Array.IndexOf(kinds, row.Kind)))
            table.Add(row.Factor, row.Kind, row.Index.Value, row.Index.Lower, row.Index.Upper);

        JsonObject Y() => Spec.Names("factor", "factor", factors);
        JsonObject Offset() => new() { ["field"] = "kind", ["type"] = "nominal", ["sort"] = Spec.Texts(kinds) };
        JsonObject Whisker() => new() { ["y"] = Y(), ["yOffset"] = Offset(), ["x"] = Spec.Number("lower", Index.Label, zero: true), ["x2"] = Spec.End("upper") };
        // Light before dark, so that the pair is told apart in greys.
        JsonObject colour = Spec.Series("kind", "index", kinds, kinds.Length == 1 ? Spec.Texts(["#7fa8c9"]) : Spec.Texts(FigureStyle.Fills(kinds.Length)));
        if (kinds.Length == 1) colour["legend"] = null;
        var layers = new JsonArray(
            [
                Spec.Layer(
                    Spec.Mark("bar", ("stroke", "#222222"), ("strokeWidth", 0.6)),
                    new JsonObject
                    {
                        ["y"] = Y(), ["yOffset"] = Offset(), ["x"] = Spec.Number("value", Index.Label, zero: true), ["color"] = colour,
                        ["tooltip"] = new JsonArray(Spec.Tip("factor", "factor", number: false), Spec.Tip("kind", "index", number: false), Spec.Tip("value", Index.Label), Spec.Tip("lower", "lower"), Spec.Tip("upper", "upper")),
                    }),
                // Figures without any interval, such as correlations, have no extent for one.
                .. Rows.Any(row => row.Index.Lower is not null) ? Spec.Whisker(Whisker, () => Spec.Present("lower"), () => Spec.Present("upper")) : [],
            ]);
        if (Reference is { } reference)
        {
            var line = new FigureTable("reference", "at", "label");
            line.Add(reference.At, reference.Label);
            layers.Add((JsonNode)new JsonObject
            {
                ["data"] = canvas.Data(line),
                ["layer"] = new JsonArray(
                    Spec.Layer(Spec.Mark("rule", ("stroke", "#000000"), ("strokeDash", new JsonArray(5, 3))), new JsonObject { ["x"] = Spec.Number("at", Index.Label, zero: true) }),
                    Spec.Layer(
                        Spec.Mark("text", ("align", "left"), ("baseline", "bottom"), ("dx", 3), ("dy", -3), ("fontSize", 11)),
                        new JsonObject { ["x"] = Spec.Number("at", Index.Label, zero: true), ["y"] = new JsonObject { ["value"] = 0 }, ["text"] = Spec.End("label") })),
            });
        }

        return new JsonObject
        {
            ["data"] = canvas.Data(table),
            ["width"] = FigureStyle.Width - 60,
            ["height"] = Math.Max(90, factors.Length * Math.Max(26, 17 * kinds.Length)),
            ["layer"] = layers,
        };
    }
}
