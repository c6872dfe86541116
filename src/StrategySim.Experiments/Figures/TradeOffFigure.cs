using System.Text.Json.Nodes;

namespace StrategySim.Experiments.Figures;

/// <summary>One box of a trajectory of scenario discovery.</summary>
/// <param name="Step">How it came about: <c>start</c>, <c>peel</c>, <c>paste</c>.</param>
/// <param name="Coverage">Share of all cases of interest that are in the box.</param>
/// <param name="Density">Share of the cases in the box that are of interest.</param>
/// <param name="Mass">Share of all cases that are in the box.</param>
/// <param name="Restrictions">How many inputs it restricts.</param>
public sealed record TradeOffBox(string Step, double Coverage, double Density, double Mass, int Restrictions);

/// <summary>Coverage against density along the boxes of PRIM, from which a user picks one (Bryant and Lempert 2010, Technological Forecasting and Social Change 77(1), 34–49).</summary>
public sealed record TradeOffFigure : Figure
{
    /// <summary>What cases of interest are, such as <c>share of chicken above one half</c>.</summary>
    public required string Interest { get; init; }

    /// <summary>The boxes in order.</summary>
    public required IReadOnlyList<TradeOffBox> Boxes { get; init; }

    /// <summary>The box that was picked, from 0; null for none.</summary>
    public int? Chosen { get; init; }

    /// <summary>The picked box in words, such as <c>swan_rate above 0.12</c>.</summary>
    public string ChosenLabel { get; init; } = "";

    internal override IEnumerable<string> Subtitles() => [Subtitle, $"of interest: {Interest}"];

    internal override string Describe()
    {
        TradeOffBox first = Boxes[0], last = Boxes[^1];
        string chosen = Chosen is { } index ? $" Picked: box {index}{(ChosenLabel.Length == 0 ? "" : $" ({ChosenLabel})")}, {Show(Boxes[index])}." : "";
        return $"Trade-off over {Boxes.Count} boxes for {Interest}: from {Show(first)} to {Show(last)}.{chosen}";

        static string Show(TradeOffBox box) => $"coverage {FigureText.Show(box.Coverage)}, density {FigureText.Show(box.Density)}, mass {FigureText.Show(box.Mass)}";
    }

    internal override void Inspect(FigureCanvas canvas)
    {
        canvas.NotEmpty("/boxes", Boxes.Count);
        for (int i = 0; i < Boxes.Count; i++)
        {
            canvas.Share($"/boxes/{i}/coverage", Boxes[i].Coverage);
            canvas.Share($"/boxes/{i}/density", Boxes[i].Density);
            canvas.Share($"/boxes/{i}/mass", Boxes[i].Mass);
        }

        if (Chosen is { } chosen && (chosen < 0 || chosen >= Boxes.Count)) canvas.Fault("/chosen", $"{chosen}", $"0 to {Boxes.Count - 1}", "There is no such box.");
    }

    internal override JsonObject Compose(FigureCanvas canvas)
    {
        string[] steps = [.. Boxes.Select(box => box.Step).Distinct(StringComparer.Ordinal)];
        string[] restrictions = [.. Boxes.Select(box => box.Restrictions).Distinct().Order().Select(n => $"{n}")];
        var table = new FigureTable("boxes", "box", "step", "coverage", "density", "mass", "restrictions", "picked");
        for (int i = 0; i < Boxes.Count; i++)
        {
            TradeOffBox box = Boxes[i];
            string? picked = i != Chosen ? null : $"box {i}{(ChosenLabel.Length == 0 ? "" : $": {ChosenLabel}")}";
            table.Add(i, box.Step, box.Coverage, box.Density, box.Mass, $"{box.Restrictions}", picked);
        }

        JsonObject X() => Spec.Number("coverage", "coverage (share of cases of interest in the box)", domain: (0, 1.05));
        JsonObject Y() => Spec.Number("density", "density (share of the box of interest)", domain: (0, 1.05));
        JsonObject fill = Spec.Series("restrictions", "inputs restricted", restrictions, Spec.Texts(FigureStyle.Fills(restrictions.Length)));
        fill["legend"] = new JsonObject { ["symbolType"] = "circle", ["symbolSize"] = 120 };
        JsonObject shape = Spec.Series("step", "step", steps, FigureStyle.SeriesShapes(steps.Length));
        var layers = new JsonArray(
            Spec.Layer(
                Spec.Mark("line", ("stroke", "#888888"), ("strokeWidth", 1)),
                new JsonObject { ["x"] = X(), ["y"] = Y(), ["order"] = new JsonObject { ["field"] = "box", ["type"] = "quantitative" } }),
            Spec.Layer(
                Spec.Mark("point", ("filled", true), ("opacity", 1), ("stroke", "#000000"), ("strokeWidth", 0.8)),
                new JsonObject
                {
                    ["x"] = X(),
                    ["y"] = Y(),
                    ["fill"] = fill,
                    ["shape"] = shape,
                    ["size"] = new JsonObject
                    {
                        ["field"] = "mass", ["type"] = "quantitative", ["title"] = "mass (share of cases)",
                        ["scale"] = new JsonObject { ["domain"] = new JsonArray(0, 1), ["range"] = new JsonArray(15, 240) },
                        ["legend"] = new JsonObject { ["values"] = new JsonArray(0.1, 0.2, 0.5, 1) },
                    },
                    ["tooltip"] = new JsonArray(
                        Spec.Tip("box", "box"), Spec.Tip("step", "step", number: false), Spec.Tip("coverage", "coverage"), Spec.Tip("density", "density"), Spec.Tip("mass", "mass"), Spec.Tip("restrictions", "inputs restricted", number: false)),
                }));
        if (Chosen is not null)
        {
            layers.Add((JsonNode)Spec.Layer(Spec.Mark("point", ("size", 520), ("stroke", "#000000"), ("strokeWidth", 2), ("filled", false)), new JsonObject { ["x"] = X(), ["y"] = Y() }, Spec.Present("picked")));
            bool right = Boxes[Chosen.Value].Coverage > 0.55;
            foreach (JsonNode layer in Spec.Halo(
                () => new JsonObject { ["x"] = X(), ["y"] = Y(), ["text"] = Spec.End("picked") }, 12, ("align", () => right ? "right" : "left"), ("dx", () => right ? -18 : 18), ("dy", () => 16)))
            {
                layer["transform"] = new JsonArray(Spec.Present("picked"));
                layers.Add(layer);
            }
        }

        return new JsonObject { ["data"] = canvas.Data(table), ["width"] = 440, ["height"] = 400, ["layer"] = layers };
    }
}
