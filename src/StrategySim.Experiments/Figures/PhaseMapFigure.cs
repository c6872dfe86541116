using System.Text.Json.Nodes;

namespace StrategySim.Experiments.Figures;

/// <summary>A region over two factors: for each value of the second one, the piece of the first that belongs to it.</summary>
/// <param name="Label">What holds there, such as <c>chicken</c>; regions with one label have one colour and one entry in the legend.</param>
/// <param name="Spans">The pieces, by ascending value of the second factor; at least 2. Between them the ends run straight.</param>
public sealed record PhaseRegion(string Label, IReadOnlyList<(double Y, double From, double To)> Spans);

/// <summary>A simulated outcome at a place over two factors.</summary>
/// <param name="X">Value of the first factor.</param>
/// <param name="Y">Value of the second factor.</param>
/// <param name="Value">The outcome.</param>
public sealed record MapOutcome(double X, double Y, IntervalValue Value);

/// <summary>Which game it is over two factors, exactly, with a simulated outcome laid over it as circles.</summary>
/// <remarks>To see an outcome in full beside the exact boundaries, lay <see cref="PhaseMapFigure.Boundaries"/> over a <see cref="HeatMapFigure"/> instead.</remarks>
public sealed record PhaseMapFigure : Figure
{
    private const int Height = 380;

    /// <summary>The first factor.</summary>
    public required FigureAxis X { get; init; }

    /// <summary>Its range.</summary>
    public required (double From, double To) XRange { get; init; }

    /// <summary>The second factor.</summary>
    public required FigureAxis Y { get; init; }

    /// <summary>Its range.</summary>
    public required (double From, double To) YRange { get; init; }

    /// <summary>The regions, which do not overlap. Fills run from light to dark in the order of their labels.</summary>
    public required IReadOnlyList<PhaseRegion> Regions { get; init; }

    /// <summary>The boundaries, with their equations.</summary>
    public IReadOnlyList<FigureCurve> Boundaries { get; init; } = [];

    /// <summary>What <see cref="Outcomes"/> measure; null where there are none.</summary>
    public FigureAxis? Outcome { get; init; }

    /// <summary>Simulated outcomes, none negative: a circle's area is the outcome.</summary>
    public IReadOnlyList<MapOutcome> Outcomes { get; init; } = [];

    /// <summary>For each label the place in its largest region with the most room around, to write the label there.</summary>
    public IReadOnlyList<FigureLabel> RegionLabels()
    {
        double width = XRange.To - XRange.From;
        var labels = new List<FigureLabel>();
        foreach (IGrouping<string, PhaseRegion> regions in Regions.GroupBy(region => region.Label, StringComparer.Ordinal))
        {
            PhaseRegion largest = regions.MaxBy(Area)!;
            double low = largest.Spans[0].Y, high = largest.Spans[^1].Y;
            // Room to the sides counts as far as words need it, room up and down decides beyond that.
            (double Y, double From, double To) best = largest.Spans.MaxBy(span =>
                Math.Min(0.35, (span.To - span.From) / width) + (0.9 * Math.Min(span.Y - low, high - span.Y) / (YRange.To - YRange.From)));
            if ((best.To - best.From) / width > 0.08) labels.Add(new FigureLabel((best.From + best.To) / 2, best.Y, regions.Key));
        }

        return labels;

        static double Area(PhaseRegion region)
        {
            double area = 0;
            for (int i = 1; i < region.Spans.Count; i++)
            {
                (double Y, double From, double To) a = region.Spans[i - 1], b = region.Spans[i];
                area += (b.Y - a.Y) * (b.To - b.From + a.To - a.From) / 2;
            }

            return area;
        }
    }

    internal override IEnumerable<string> Subtitles()
    {
        double?[] halves = [.. Outcomes.Select(o => o.Value.HalfWidth).Where(half => half is not null)];
        return
        [
            Subtitle,
            Outcome is null ? "" : $"regions: exact; circles: simulated {Outcome.Title}" + (halves.Length == 0 ? "" : $", {Intervals}, half-widths at most {FigureText.Show(halves.Max()!.Value)}"),
        ];
    }

    internal override string Describe()
    {
        string boundaries = Boundaries.Count == 0 ? "" : $" Boundaries: {FigureText.List(Boundaries.Where(b => b.Label.Length > 0).Select(b => b.Label))}.";
        string outcomes = Outcome is null ? "" : $" Circles: simulated {Outcome.Label} at {Outcomes.Count} points, {FigureText.Range(Outcomes.Select(o => o.Value.Value))}.";
        return $"Regions over {X.Label} and {Y.Label}: {FigureText.List(Regions.Select(r => r.Label).Distinct(StringComparer.Ordinal))}.{boundaries}{outcomes}";
    }

    internal override void Inspect(FigureCanvas canvas)
    {
        foreach ((string name, (double from, double to)) in new[] { ("/xRange", XRange), ("/yRange", YRange) })
        {
            canvas.Finite($"{name}/from", from);
            canvas.Finite($"{name}/to", to);
            if (from >= to) canvas.Fault(name, $"{from} to {to}", "a lower end below the upper", "The range is upside down.");
        }

        canvas.NotEmpty("/regions", Regions.Count);
        canvas.Categories("/regions", Regions.Select(r => r.Label).Distinct(StringComparer.Ordinal).Count(), 8);
        for (int r = 0; r < Regions.Count; r++)
        {
            if (Regions[r].Spans.Count < 2) canvas.Fault($"/regions/{r}/spans", $"{Regions[r].Spans.Count}", "at least 2 pieces", "Fewer make no region.");
            for (int s = 0; s < Regions[r].Spans.Count; s++)
            {
                (double y, double from, double to) = Regions[r].Spans[s];
                canvas.Finite($"/regions/{r}/spans/{s}/y", y);
                canvas.Finite($"/regions/{r}/spans/{s}/from", from);
                canvas.Finite($"/regions/{r}/spans/{s}/to", to);
            }
        }

        FigureOverlay.Inspect(canvas, Boundaries, []);
        if (Outcome is null != (Outcomes.Count == 0)) canvas.Fault("/outcome", Outcome?.Label, "outcomes together with what they measure", "One is given without the other.");
        for (int i = 0; i < Outcomes.Count; i++)
        {
            canvas.Finite($"/outcomes/{i}/x", Outcomes[i].X);
            canvas.Finite($"/outcomes/{i}/y", Outcomes[i].Y);
            canvas.Interval($"/outcomes/{i}/value", Outcomes[i].Value);
            if (Outcomes[i].Value.Value < 0) canvas.Fault($"/outcomes/{i}/value", FigureText.Show(Outcomes[i].Value.Value), "a number of at least 0", "An area cannot be negative; lay the boundaries over a heat map instead.");
        }
    }

    internal override JsonObject Compose(FigureCanvas canvas)
    {
        string[] labels = [.. Regions.Select(region => region.Label).Distinct(StringComparer.Ordinal)];
        string[] fills = FigureStyle.Fills(labels.Length);
        var table = new FigureTable("regions", "region", "phase", "y", "from", "to");
        for (int r = 0; r < Regions.Count; r++)
        {
            foreach ((double y, double from, double to) in Regions[r].Spans) table.Add(r, Regions[r].Label, y, from, to);
        }

        JsonObject Across(string field) => Spec.Number(field, X.Label, domain: XRange, grid: false);
        JsonObject Up(string field) => Spec.Number(field, Y.Label, domain: YRange, grid: false);
        JsonObject colour = Spec.Series("phase", "game (exact)", labels, Spec.Texts(fills));
        colour["legend"] = new JsonObject { ["symbolType"] = "square", ["symbolSize"] = 180, ["symbolStrokeWidth"] = 0, ["symbolOpacity"] = 1 };
        var layers = new JsonArray(new JsonObject
        {
            ["data"] = canvas.Data(table),
            ["mark"] = Spec.Mark("area", ("orient", "horizontal"), ("opacity", 1), ("clip", true)),
            ["encoding"] = new JsonObject
            {
                ["x"] = Across("from"), ["x2"] = Spec.End("to"), ["y"] = Up("y"), ["color"] = colour, ["detail"] = new JsonObject { ["field"] = "region", ["type"] = "nominal" },
            },
        });
        if (Outcome is { } outcome)
        {
            var points = new FigureTable("outcomes", "x", "y", "value", "lower", "upper");
            foreach (MapOutcome point in Outcomes.OrderBy(o => o.Y).ThenBy(o => o.X)) points.Add(point.X, point.Y, point.Value.Value, point.Value.Lower, point.Value.Upper);
            double most = Outcomes.Max(o => o.Value.Value);
            int columns = Outcomes.Select(o => o.X).Distinct().Count(), rows = Outcomes.Select(o => o.Y).Distinct().Count();
            // Half of the distance between circles at the most: the regions are to be seen between them.
            double room = Math.Clamp(Math.Min(FigureStyle.Width / (double)columns, Height / (double)rows) / 2, 4, 18);
            layers.Add((JsonNode)new JsonObject
            {
                ["data"] = canvas.Data(points),
                ["mark"] = Spec.Mark("circle", ("fill", "#000000"), ("stroke", "#ffffff"), ("strokeWidth", 0.8), ("opacity", 1)),
                ["encoding"] = new JsonObject
                {
                    ["x"] = Across("x"),
                    ["y"] = Up("y"),
                    ["size"] = new JsonObject
                    {
                        ["field"] = "value",
                        ["type"] = "quantitative",
                        ["title"] = Spec.TitleOverUnit(outcome, "simulated"),
                        ["scale"] = new JsonObject { ["domain"] = new JsonArray(0, most > 0 ? most : 1), ["range"] = new JsonArray(0, Math.Round(room * room)) },
                        ["legend"] = new JsonObject { ["values"] = new JsonArray([.. Enumerable.Range(1, 4).Select(i => (JsonNode)((most > 0 ? most : 1) * i / 4))]), ["format"] = ".2~g", ["symbolFillColor"] = "#000000" },
                    },
                    ["tooltip"] = new JsonArray(Spec.Tip("x", X.Label), Spec.Tip("y", Y.Label), Spec.Tip("value", outcome.Label), Spec.Tip("lower", "lower"), Spec.Tip("upper", "upper")),
                },
            });
        }

        foreach (JsonNode layer in FigureOverlay.Layers(canvas, Boundaries, RegionLabels(), Across, Up, new FigureView(XRange, YRange, FigureStyle.Width, Height))) layers.Add(layer);
        return new JsonObject { ["width"] = FigureStyle.Width, ["height"] = Height, ["layer"] = layers };
    }
}
