using System.Text.Json.Nodes;

namespace StrategySim.Experiments.Figures;

/// <summary>Morris's measures of one factor.</summary>
/// <param name="Factor">The factor.</param>
/// <param name="MuStar">Mean absolute elementary effect μ*, with its interval.</param>
/// <param name="Sigma">Standard deviation σ of the effects, at least 0.</param>
public sealed record MorrisRow(string Factor, IntervalValue MuStar, double Sigma);

/// <summary>Morris's screening: how much a factor matters (μ*) against how much that depends on the others (σ).</summary>
/// <remarks>The lines σ/μ* = 0.1, 0.5 and 1 part nearly linear, monotonic, nearly monotonic, and other effects: Garcia Sanchez, Lacarrière, Musy and Bourges (2014), Energy and Buildings 68, 741–750.</remarks>
public sealed record MorrisFigure : Figure
{
    private static readonly (double Slope, string Label)[] Guides = [(1, "σ = μ*"), (0.5, "σ = μ*/2"), (0.1, "σ = μ*/10")];

    /// <summary>The outcome that effects are measured in; its unit is that of both axes.</summary>
    public required FigureAxis Outcome { get; init; }

    /// <summary>The factors.</summary>
    public required IReadOnlyList<MorrisRow> Rows { get; init; }

    internal override string Describe() =>
        $"Scatter of elementary effects on {Outcome.Label}: {FigureText.List(Rows.OrderByDescending(r => r.MuStar.Value).Select(r => $"{r.Factor} μ* {r.MuStar.Show()}, σ {FigureText.Show(r.Sigma)}"), 12)}.";

    internal override void Inspect(FigureCanvas canvas)
    {
        canvas.NotEmpty("/rows", Rows.Count);
        canvas.Distinct("/rows", Rows.Select(row => row.Factor));
        for (int i = 0; i < Rows.Count; i++)
        {
            canvas.Interval($"/rows/{i}/muStar", Rows[i].MuStar);
            canvas.Finite($"/rows/{i}/sigma", Rows[i].Sigma);
            if (Rows[i].Sigma < 0) canvas.Fault($"/rows/{i}/sigma", FigureText.Show(Rows[i].Sigma), "a number of at least 0", "A standard deviation is not negative.");
        }
    }

    internal override JsonObject Compose(FigureCanvas canvas)
    {
        double right = Rows.Max(r => Math.Max(r.MuStar.Value, r.MuStar.Upper ?? 0)), top = Rows.Max(r => r.Sigma);
        double width = right > 0 ? right * 1.15 : 1, height = top > 0 ? top * 1.2 : 1;
        var table = new FigureTable("effects", "factor", "mu", "lower", "upper", "sigma");
        foreach (MorrisRow row in Rows.OrderByDescending(r => r.MuStar.Value)) table.Add(row.Factor, row.MuStar.Value, row.MuStar.Lower, row.MuStar.Upper, row.Sigma);
        var guides = new FigureTable("guides", "x", "y", "x2", "y2", "label");
        foreach ((double slope, string label) in Guides)
        {
            double end = Math.Min(width, height / slope);
            guides.Add(0.0, 0.0, end, slope * end, label);
        }

        JsonObject X(string field) => Spec.Number(field, $"mean absolute effect μ*{Unit}", domain: (0, width));
        JsonObject Y(string field) => Spec.Number(field, $"standard deviation of effects σ{Unit}", domain: (0, height));
        return new JsonObject
        {
            ["width"] = FigureStyle.Width - 60,
            ["height"] = 340,
            ["layer"] = new JsonArray(
                new JsonObject
                {
                    ["data"] = canvas.Data(guides),
                    ["layer"] = new JsonArray(
                        Spec.Layer(Spec.Mark("rule", ("stroke", "#777777"), ("strokeDash", new JsonArray(4, 4))), new JsonObject { ["x"] = X("x"), ["y"] = Y("y"), ["x2"] = Spec.End("x2"), ["y2"] = Spec.End("y2") }),
                        Spec.Layer(Spec.Mark("text", ("align", "right"), ("baseline", "bottom"), ("dx", -8), ("fontSize", 11), ("fontStyle", "italic"), ("fill", "#555555")), new JsonObject { ["x"] = X("x2"), ["y"] = Y("y2"), ["text"] = Spec.End("label") })),
                },
                new JsonObject
                {
                    ["data"] = canvas.Data(table),
                    ["layer"] = new JsonArray(
                        [
                            .. Spec.Whisker(() => new JsonObject { ["x"] = X("lower"), ["x2"] = Spec.End("upper"), ["y"] = Y("sigma") }, () => Spec.Present("lower"), () => Spec.Present("upper")),
                            Spec.Layer(
                                Spec.Mark("point", ("filled", true), ("size", 90), ("color", "#20124d"), ("opacity", 1)),
                                new JsonObject { ["x"] = X("mu"), ["y"] = Y("sigma"), ["tooltip"] = new JsonArray(Spec.Tip("factor", "factor", number: false), Spec.Tip("mu", "μ*"), Spec.Tip("lower", "lower"), Spec.Tip("upper", "upper"), Spec.Tip("sigma", "σ")) }),
                            .. Spec.Halo(() => new JsonObject { ["x"] = X("mu"), ["y"] = Y("sigma"), ["text"] = Spec.End("factor") }, 12, ("baseline", () => "bottom"), ("dy", () => -8)),
                        ]),
                }),
        };
    }

    private string Unit => Outcome.Unit.Length == 0 ? "" : $" ({Outcome.Unit})";
}
