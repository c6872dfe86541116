using System.Text.Json.Nodes;

namespace StrategySim.Experiments.Figures;

/// <summary>Words at a place over two numeric factors.</summary>
/// <param name="X">Place in the first factor.</param>
/// <param name="Y">Place in the second factor.</param>
/// <param name="Text">The words.</param>
public sealed record FigureLabel(double X, double Y, string Text);

/// <summary>Lines and words over two numeric factors.</summary>
internal static class FigureOverlay
{
    public static void Inspect(FigureCanvas canvas, IReadOnlyList<FigureCurve> curves, IReadOnlyList<FigureLabel> labels)
    {
        for (int c = 0; c < curves.Count; c++)
        {
            IReadOnlyList<(double X, double Y)> points = curves[c].Points;
            if (points.Count < 2) canvas.Fault($"/curves/{c}/points", $"{points.Count}", "at least 2 points", "Fewer make no line.");
            for (int p = 0; p < points.Count; p++)
            {
                canvas.Finite($"/curves/{c}/points/{p}/x", points[p].X);
                canvas.Finite($"/curves/{c}/points/{p}/y", points[p].Y);
            }
        }

        for (int i = 0; i < labels.Count; i++)
        {
            canvas.Finite($"/labels/{i}/x", labels[i].X);
            canvas.Finite($"/labels/{i}/y", labels[i].Y);
        }
    }

    /// <summary>Layers for lines, dashed black on white, each with its label where there is room for it, and for words.</summary>
    public static IEnumerable<JsonNode> Layers(
        FigureCanvas canvas, IReadOnlyList<FigureCurve> curves, IReadOnlyList<FigureLabel> labels,
        Func<string, JsonObject> x, Func<string, JsonObject> y, FigureView view)
    {
        labels = [.. labels.Select(view.Inside)];
        if (curves.Count > 0)
        {
            var table = new FigureTable("curves", "curve", "order", "x", "y");
            var names = new FigureTable("curve-labels", "x", "y", "text", "side");
            List<TextBox> taken = [.. labels.Select(view.Box)];
            for (int c = 0; c < curves.Count; c++)
            {
                for (int p = 0; p < curves[c].Points.Count; p++) table.Add(c, p, curves[c].Points[p].X, curves[c].Points[p].Y);
                if (view.Anchor(curves[c], taken) is not var (at, side)) continue;
                names.Add(at.X, at.Y, curves[c].Label, side);
            }

            JsonObject Path() => new()
            {
                ["x"] = x("x"), ["y"] = y("y"), ["detail"] = new JsonObject { ["field"] = "curve", ["type"] = "nominal" }, ["order"] = new JsonObject { ["field"] = "order", ["type"] = "quantitative" },
            };
            yield return new JsonObject
            {
                ["data"] = canvas.Data(table),
                ["layer"] = new JsonArray(
                    Spec.Layer(Spec.Mark("line", ("stroke", "#ffffff"), ("strokeWidth", 4.5), ("clip", true)), Path()),
                    Spec.Layer(Spec.Mark("line", ("stroke", "#000000"), ("strokeWidth", 2), ("strokeDash", new JsonArray(6, 3)), ("clip", true)), Path())),
            };
            if (names.Count > 0)
            {
                yield return new JsonObject
                {
                    ["data"] = canvas.Data(names),
                    ["layer"] = new JsonArray([.. new[] { FigureView.Left, FigureView.Right }.SelectMany(side => Spec.Halo(
                        () => new JsonObject { ["x"] = x("x"), ["y"] = y("y"), ["text"] = Spec.End("text") }, 12,
                        ("align", () => side == FigureView.Left ? "right" : "left"), ("dx", () => side == FigureView.Left ? -7 : 7), ("dy", () => 0))
                        .Select(layer =>
                        {
                            layer["transform"] = new JsonArray(Spec.Equal("side", side));
                            return layer;
                        }))]),
                };
            }
        }

        if (labels.Count == 0) yield break;
        var words = new FigureTable("labels", "x", "y", "text");
        foreach (FigureLabel label in labels) words.Add(label.X, label.Y, label.Text);
        yield return new JsonObject
        {
            ["data"] = canvas.Data(words),
            ["layer"] = new JsonArray([.. Spec.Halo(
                () => new JsonObject { ["x"] = x("x"), ["y"] = y("y"), ["text"] = Spec.End("text") }, 13, ("fontWeight", () => "bold"))]),
        };
    }
}
