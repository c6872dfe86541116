using System.Text.Json.Nodes;

namespace StrategySim.Experiments.Figures;

/// <summary>A piece of a factor's range.</summary>
/// <param name="From">Lower end.</param>
/// <param name="To">Upper end, greater.</param>
/// <param name="Label">What holds there, such as <c>chicken</c>; equal labels have equal colours.</param>
public sealed record StripPiece(double From, double To, string Label);

/// <summary>One strip along a factor.</summary>
/// <param name="Title">What it says: "game", "equilibria", "risk dominant".</param>
/// <param name="Pieces">Its pieces, which do not overlap; gaps stay white.</param>
public sealed record PhaseStrip(string Title, IReadOnlyList<StripPiece> Pieces);

/// <summary>Where something changes.</summary>
/// <param name="At">The place.</param>
/// <param name="Label">The place exactly, such as <c>1</c>, <c>8/3</c> or <c>(1+1*sqrt(5))/2</c>.</param>
public sealed record StripBoundary(double At, string Label);

/// <summary>A simulated outcome along a factor.</summary>
/// <param name="Axis">What it is.</param>
/// <param name="Rows">For each place and series the outcome with its interval.</param>
public sealed record StripOutcome(FigureAxis Axis, IReadOnlyList<StripOutcomeRow> Rows);

/// <summary>The simulated outcome at one value of the factor.</summary>
/// <param name="At">The value.</param>
/// <param name="Series">The series, such as an actor.</param>
/// <param name="Value">The outcome.</param>
public sealed record StripOutcomeRow(double At, string Series, IntervalValue Value);

/// <summary>Which game it is along one factor, exactly, and below it what simulations gave there.</summary>
public sealed record PhaseStripFigure : Figure
{
    private const double PixelsPerLetter = 6.6;

    // Of the title beside a view of outcomes.
    private const int LettersOfAView = 26;

    /// <summary>The factor.</summary>
    public required FigureAxis Factor { get; init; }

    /// <summary>Its range.</summary>
    public required (double From, double To) Range { get; init; }

    /// <summary>The strips, top down.</summary>
    public required IReadOnlyList<PhaseStrip> Strips { get; init; }

    /// <summary>The boundaries; they run through all views.</summary>
    public IReadOnlyList<StripBoundary> Boundaries { get; init; } = [];

    /// <summary>Simulated outcomes, one view each, below the strips.</summary>
    public IReadOnlyList<StripOutcome> Outcomes { get; init; } = [];

    /// <summary>What the series of the outcomes are.</summary>
    public string SeriesTitle { get; init; } = "actor";

    internal override IEnumerable<string> Subtitles() => [Subtitle, HaveIntervals(Outcomes.SelectMany(outcome => outcome.Rows).Select(row => row.Value)) ? Intervals : ""];

    internal override string Describe()
    {
        IEnumerable<string> strips = Strips.Select(strip => $"{strip.Title}: {string.Join("; ", strip.Pieces.OrderBy(p => p.From).Select(p => $"{p.Label} from {FigureText.Show(p.From)} to {FigureText.Show(p.To)}"))}.");
        string boundaries = Boundaries.Count == 0 ? " No boundaries." : $" Boundaries at {FigureText.List(Boundaries.OrderBy(b => b.At).Select(b => b.Label))}.";
        string outcomes = Outcomes.Count == 0 ? "" : $" Below: simulated {FigureText.List(Outcomes.Select(o => o.Axis.Label))}{(HaveIntervals(Outcomes.SelectMany(o => o.Rows).Select(row => row.Value)) ? " with intervals" : "")}.";
        return $"Phases along {Factor.Label}. {string.Join(' ', strips)}{boundaries}{outcomes}";
    }

    internal override void Inspect(FigureCanvas canvas)
    {
        canvas.Finite("/range/from", Range.From);
        canvas.Finite("/range/to", Range.To);
        if (Range.From >= Range.To) canvas.Fault("/range", $"{Range.From} to {Range.To}", "a lower end below the upper", "The range is upside down.");
        canvas.NotEmpty("/strips", Strips.Count);
        canvas.Distinct("/strips", Strips.Select(strip => strip.Title));
        canvas.Categories("/strips", Labels().Length, 16);
        for (int s = 0; s < Strips.Count; s++)
        {
            for (int p = 0; p < Strips[s].Pieces.Count; p++)
            {
                StripPiece piece = Strips[s].Pieces[p];
                canvas.Finite($"/strips/{s}/pieces/{p}/from", piece.From);
                canvas.Finite($"/strips/{s}/pieces/{p}/to", piece.To);
                if (piece.From > piece.To) canvas.Fault($"/strips/{s}/pieces/{p}", $"{piece.From} to {piece.To}", "a lower end that is at most the upper", "The piece is upside down.");
            }
        }

        for (int b = 0; b < Boundaries.Count; b++) canvas.Finite($"/boundaries/{b}/at", Boundaries[b].At);
        canvas.Categories("/outcomes", Series().Length, FigureStyle.MostSeries);
        for (int o = 0; o < Outcomes.Count; o++)
        {
            canvas.NotEmpty($"/outcomes/{o}/rows", Outcomes[o].Rows.Count);
            for (int r = 0; r < Outcomes[o].Rows.Count; r++)
            {
                canvas.Finite($"/outcomes/{o}/rows/{r}/at", Outcomes[o].Rows[r].At);
                canvas.Interval($"/outcomes/{o}/rows/{r}/value", Outcomes[o].Rows[r].Value);
            }
        }
    }

    internal override JsonObject Compose(FigureCanvas canvas)
    {
        var views = new JsonArray { (JsonNode)StripView(canvas) };
        foreach ((StripOutcome outcome, int index) in Outcomes.Select((outcome, i) => (outcome, i))) views.Add((JsonNode)OutcomeView(canvas, outcome, index));
        return new JsonObject
        {
            ["vconcat"] = views,
            ["spacing"] = 14,
            ["resolve"] = new JsonObject { ["scale"] = new JsonObject { ["color"] = "shared", ["strokeDash"] = "shared", ["shape"] = "shared" } },
        };
    }

    private double Scale => FigureStyle.Width / (Range.To - Range.From);

    private string[] Labels() => [.. Strips.SelectMany(strip => strip.Pieces).Select(piece => piece.Label).Distinct(StringComparer.Ordinal)];

    private string[] Series() => [.. Outcomes.SelectMany(o => o.Rows).Select(row => row.Series).Distinct(StringComparer.Ordinal)];

    private JsonObject X(string field, bool labelled)
    {
        JsonObject x = Spec.Number(field, Factor.Label, domain: Range, grid: false);
        if (!labelled)
        {
            x["axis"] = new JsonObject { ["labels"] = false, ["grid"] = false, ["title"] = null };
        }

        return x;
    }

    private JsonObject StripView(FigureCanvas canvas)
    {
        // Within a strip the fills run from light to dark in the order of the pieces: neighbours differ in greys too.
        var table = new FigureTable("phases", "strip", "from", "to", "middle", "phase", "label", "fill", "ink");
        foreach (PhaseStrip strip in Strips)
        {
            string[] labels = [.. strip.Pieces.OrderBy(p => p.From).Select(p => p.Label).Distinct(StringComparer.Ordinal)];
            string[] fills = FigureStyle.Fills(labels.Length);
            foreach (StripPiece piece in strip.Pieces.OrderBy(p => p.From))
            {
                string fill = fills[Array.IndexOf(labels, piece.Label)];
                table.Add(strip.Title, piece.From, piece.To, (piece.From + piece.To) / 2, piece.Label, piece.Label.Length * PixelsPerLetter <= ((piece.To - piece.From) * Scale) - 4 ? piece.Label : null, fill, FigureStyle.InkOn(fill));
            }
        }

        bool alone = Outcomes.Count == 0;
        JsonObject Y() => Spec.Names("strip", "", Strips.Select(strip => strip.Title));
        JsonObject Row()
        {
            JsonObject y = Y();
            y["title"] = null;
            y["axis"] = new JsonObject { ["labelLimit"] = 160, ["ticks"] = false, ["domain"] = false, ["labelPadding"] = 6 };
            return y;
        }

        var layers = new JsonArray(new JsonObject
        {
            ["data"] = canvas.Data(table),
            ["layer"] = new JsonArray(
                Spec.Layer(
                    Spec.Mark("rect", ("stroke", "#ffffff"), ("strokeWidth", 1)),
                    new JsonObject
                    {
                        ["x"] = X("from", alone), ["x2"] = Spec.End("to"), ["y"] = Row(), ["fill"] = Spec.Literal("fill"),
                        ["tooltip"] = new JsonArray(Spec.Tip("strip", "strip", number: false), Spec.Tip("phase", "phase", number: false), Spec.Tip("from", "from"), Spec.Tip("to", "to")),
                    }),
                Spec.Layer(
                    Spec.Mark("text", ("fontSize", 12)),
                    new JsonObject { ["x"] = X("middle", alone), ["y"] = Row(), ["text"] = Spec.End("label"), ["fill"] = Spec.Literal("ink") },
                    Spec.Present("label"))),
        });
        if (Boundaries.Count > 0)
        {
            (FigureTable boundaries, int levels) = BoundaryTable();
            layers.Add((JsonNode)new JsonObject
            {
                ["data"] = canvas.Data(boundaries),
                ["layer"] = new JsonArray(
                    [
                        Rule(alone),
                        .. Enumerable.Range(0, levels).Select(level => Spec.Layer(
                            Spec.Mark("text", ("fontSize", 12), ("fontWeight", "bold"), ("baseline", "bottom"), ("dy", -4 - (14 * level)), ("fill", "#000000")),
                            new JsonObject { ["x"] = X("at", alone), ["y"] = new JsonObject { ["value"] = 0 }, ["text"] = Spec.End("label") },
                            new JsonObject { ["filter"] = new JsonObject { ["field"] = "level", ["equal"] = level } })),
                    ]),
            });
        }

        return new JsonObject { ["width"] = FigureStyle.Width, ["height"] = 34 * Strips.Count, ["layer"] = layers };
    }

    private JsonObject Rule(bool labelled) =>
        Spec.Layer(Spec.Mark("rule", ("stroke", "#000000"), ("strokeWidth", 1.5), ("strokeDash", new JsonArray(5, 3))), new JsonObject { ["x"] = X("at", labelled) });

    // Labels that would touch are put higher.
    private (FigureTable Table, int Levels) BoundaryTable()
    {
        var table = new FigureTable("boundaries", "at", "label", "level");
        var ends = new List<double>();
        foreach (StripBoundary boundary in Boundaries.OrderBy(b => b.At))
        {
            double middle = (boundary.At - Range.From) * Scale, half = (boundary.Label.Length * PixelsPerLetter / 2) + 3;
            int level = ends.FindIndex(end => end <= middle - half);
            if (level < 0)
            {
                level = ends.Count;
                ends.Add(0);
            }

            ends[level] = middle + half;
            table.Add(boundary.At, boundary.Label, level);
        }

        return (table, ends.Count);
    }

    private JsonObject OutcomeView(FigureCanvas canvas, StripOutcome outcome, int index)
    {
        bool lowest = index == Outcomes.Count - 1;
        string[] series = Series();
        var table = new FigureTable($"outcome-{index + 1}", "at", "series", "value", "lower", "upper");
        foreach (StripOutcomeRow row in outcome.Rows.OrderBy(row => Array.IndexOf(series, row.Series)).ThenBy(row => row.At))
            table.Add(row.At, row.Series, row.Value.Value, row.Value.Lower, row.Value.Upper);

        JsonObject Y(string field) => Spec.Number(field, Spec.Texts(FigureText.Lines(outcome.Axis.Label, LettersOfAView)));
        JsonObject Tell(JsonArray range)
        {
            JsonObject channel = Spec.Series("series", SeriesTitle, series, range);
            // One series is named by its axis.
            if (series.Length == 1) channel["legend"] = null;
            return channel;
        }

        JsonObject Colour() => Tell(FigureStyle.SeriesColours(series.Length));
        var layers = new JsonArray(new JsonObject
        {
            ["data"] = canvas.Data(table),
            ["layer"] = new JsonArray(
                [
                    .. HaveIntervals(outcome.Rows.Select(row => row.Value))
                        ? [Spec.Layer(Spec.Mark("rule", ("strokeWidth", 1.5)), new JsonObject { ["x"] = X("at", lowest), ["y"] = Y("lower"), ["y2"] = Spec.End("upper"), ["color"] = Colour() }, Spec.Present("lower"), Spec.Present("upper"))]
                        : Array.Empty<JsonNode>(),
                    Spec.Layer(Spec.Mark("line", ("strokeWidth", 1.2)), new JsonObject { ["x"] = X("at", lowest), ["y"] = Y("value"), ["color"] = Colour(), ["strokeDash"] = Tell(FigureStyle.SeriesDashes(series.Length)) }),
                    Spec.Layer(
                        Spec.Mark("point", ("filled", true), ("size", 45), ("opacity", 1)),
                        new JsonObject
                        {
                            ["x"] = X("at", lowest), ["y"] = Y("value"), ["color"] = Colour(), ["shape"] = Tell(FigureStyle.SeriesShapes(series.Length)),
                            ["tooltip"] = new JsonArray(Spec.Tip("series", SeriesTitle, number: false), Spec.Tip("at", Factor.Label), Spec.Tip("value", outcome.Axis.Label), Spec.Tip("lower", "lower"), Spec.Tip("upper", "upper")),
                        }),
                ]),
        });
        if (Boundaries.Count > 0) layers.Add((JsonNode)new JsonObject { ["data"] = canvas.Data(BoundaryTable().Table), ["layer"] = new JsonArray(Rule(lowest)) });
        return new JsonObject { ["width"] = FigureStyle.Width, ["height"] = 190, ["layer"] = layers };
    }
}
