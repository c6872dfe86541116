using System.Text.Json.Nodes;
using StrategySim.Experiments.Statistics;

namespace StrategySim.Experiments.Figures;

/// <summary>One round of one series.</summary>
/// <param name="Series">The series, such as an actor.</param>
/// <param name="Round">The round, from 1.</param>
/// <param name="Value">The number and its band.</param>
public sealed record TrajectoryRow(string Series, int Round, IntervalValue Value);

/// <summary>One view of trajectories: series that have a unit in common.</summary>
/// <param name="Title">Its heading; empty where there is one view only.</param>
/// <param name="Axis">What is measured.</param>
/// <param name="Rows">The rounds, in any order; rounds that are missing leave no gap.</param>
public sealed record TrajectoryPanel(string Title, FigureAxis Axis, IReadOnlyList<TrajectoryRow> Rows);

/// <summary>Something that happened in a round.</summary>
/// <param name="Round">The round, from 1.</param>
/// <param name="Label">What it was.</param>
public sealed record TrajectoryMark(int Round, string Label);

/// <summary>Numbers over the rounds, with bands.</summary>
public sealed record TrajectoryFigure : Figure
{
    /// <summary>The views, one below the other.</summary>
    public required IReadOnlyList<TrajectoryPanel> Panels { get; init; }

    /// <summary>What the series are: "actor", "game", "outcome".</summary>
    public string SeriesTitle { get; init; } = "actor";

    /// <summary>The axis of rounds.</summary>
    public FigureAxis Rounds { get; init; } = new("round");

    /// <summary>Rounds that are marked in every view.</summary>
    public IReadOnlyList<TrajectoryMark> Marks { get; init; } = [];

    private string[] Series => [.. Panels.SelectMany(p => p.Rows).Select(row => row.Series).Distinct(StringComparer.Ordinal)];

    /// <summary>The mean of each round over replications, with its 95 % t-interval.</summary>
    /// <param name="series">The series.</param>
    /// <param name="replications">For each replication its numbers from round 1 on; where play ends earlier the later rounds have fewer of them.</param>
    public static IReadOnlyList<TrajectoryRow> Means(string series, IEnumerable<IReadOnlyList<double>> replications)
    {
        var rounds = new List<MeanAccumulator>();
        foreach (IReadOnlyList<double> replication in replications)
        {
            for (int i = 0; i < replication.Count; i++)
            {
                if (i == rounds.Count) rounds.Add(new MeanAccumulator());
                rounds[i].Add(replication[i]);
            }
        }

        return [.. rounds.Select((round, i) => new TrajectoryRow(series, i + 1, IntervalValue.Of(round.ToEstimate())))];
    }

    /// <summary>The median of each round over replications, with a band between two quantiles.</summary>
    /// <param name="series">The series.</param>
    /// <param name="replications">For each replication its numbers from round 1 on.</param>
    /// <param name="lower">Probability of the lower quantile.</param>
    /// <param name="upper">Probability of the upper quantile.</param>
    public static IReadOnlyList<TrajectoryRow> QuantileBand(string series, IEnumerable<IReadOnlyList<double>> replications, double lower = 0.05, double upper = 0.95)
    {
        IReadOnlyList<double>[] all = [.. replications];
        int rounds = all.Length == 0 ? 0 : all.Max(r => r.Count);
        return [.. Enumerable.Range(0, rounds).Select(i =>
        {
            IReadOnlyList<double> q = Quantiles.Of(all.Where(r => r.Count > i).Select(r => r[i]), lower, 0.5, upper);
            return new TrajectoryRow(series, i + 1, new IntervalValue(q[1], q[0], q[2]));
        })];
    }

    internal override string Describe()
    {
        int last = Panels.SelectMany(p => p.Rows).Max(row => row.Round);
        string marks = Marks.Count == 0 ? "" : $" Marked: {FigureText.List(Marks.Select(m => $"{m.Label} in {Rounds.Title} {m.Round}"))}.";
        IEnumerable<string> panels = Panels.Select(panel => $"{(panel.Title.Length == 0 ? "" : panel.Title + ": ")}{panel.Axis.Label}, ending at " +
            FigureText.List(panel.Rows.GroupBy(row => row.Series).Select(rows => $"{FigureText.Show(rows.MaxBy(row => row.Round)!.Value.Value)} for {rows.Key}")) + ".");
        return $"Lines{(HaveIntervals(Panels.SelectMany(panel => panel.Rows).Select(row => row.Value)) ? " with bands" : "")} over {last} {Rounds.Title}s, one for each {SeriesTitle}. {string.Join(' ', panels)}{marks}";
    }

    internal override void Inspect(FigureCanvas canvas)
    {
        canvas.NotEmpty("/panels", Panels.Count);
        canvas.Distinct("/panels", Panels.Select(p => p.Title));
        canvas.Categories("/panels", Series.Length, FigureStyle.MostSeries);
        for (int p = 0; p < Panels.Count; p++)
        {
            IReadOnlyList<TrajectoryRow> rows = Panels[p].Rows;
            canvas.NotEmpty($"/panels/{p}/rows", rows.Count);
            canvas.Distinct($"/panels/{p}/rows", rows.Select(row => $"{row.Series}, round {row.Round}"));
            for (int i = 0; i < rows.Count; i++) canvas.Interval($"/panels/{p}/rows/{i}/value", rows[i].Value);
        }
    }

    internal override JsonObject Compose(FigureCanvas canvas)
    {
        string[] series = Series;
        var table = new FigureTable("trajectories", "panel", "series", "round", "value", "lower", "upper", "marker");
        int first = Panels.SelectMany(p => p.Rows).Min(row => row.Round), last = Panels.SelectMany(p => p.Rows).Max(row => row.Round);
        // Some ten shapes a line tell series apart without colour; each series has them in rounds of its own.
        int step = Math.Max(1, (last - first + 1) / 10);
        foreach (TrajectoryPanel panel in Panels)
        {
            foreach (TrajectoryRow row in panel.Rows.OrderBy(row => Array.IndexOf(series, row.Series)).ThenBy(row => row.Round))
            {
                int shift = series.Length == 0 ? 0 : Array.IndexOf(series, row.Series) * step / series.Length;
                double? marker = (row.Round - first - shift) % step == 0 ? row.Value.Value : null;
                table.Add(panel.Title, row.Series, row.Round, row.Value.Value, row.Value.Lower, row.Value.Upper, marker);
            }
        }

        JsonObject[] views = [.. Panels.Select(panel => View(canvas, panel, series, (first, last)))];
        var spec = new JsonObject { ["data"] = canvas.Data(table) };
        if (views.Length == 1)
        {
            foreach ((string key, JsonNode? value) in views[0].ToArray())
            {
                views[0].Remove(key);
                spec[key] = value;
            }
        }
        else
        {
            spec["vconcat"] = new JsonArray([.. views]);
        }

        return spec;
    }

    private JsonObject View(FigureCanvas canvas, TrajectoryPanel panel, string[] series, (int First, int Last) rounds)
    {
        JsonObject X() => Spec.Number("round", Rounds.Label, domain: (rounds.First, Math.Max(rounds.Last, rounds.First + 1)));
        JsonObject Y(string field) => Spec.Number(field, Spec.TitleOverUnit(panel.Axis));
        JsonObject Colour() => Spec.Series("series", SeriesTitle, series, FigureStyle.SeriesColours(series.Length));
        JsonArray Tips() =>
        [
            Spec.Tip("series", SeriesTitle, number: false), Spec.Tip("round", Rounds.Title), Spec.Tip("value", panel.Axis.Label), Spec.Tip("lower", "lower"), Spec.Tip("upper", "upper"),
        ];

        var layers = new JsonArray();
        if (panel.Rows.Any(row => row.Value.HalfWidth is not null))
        {
            layers.Add((JsonNode)Spec.Layer(
                Spec.Mark("area", ("opacity", 0.25)),
                new JsonObject { ["x"] = X(), ["y"] = Y("lower"), ["y2"] = Spec.End("upper"), ["color"] = Colour() },
                Spec.Present("lower"), Spec.Present("upper")));
        }

        layers.Add((JsonNode)Spec.Layer(
            Spec.Mark("line", ("strokeWidth", 2)),
            new JsonObject { ["x"] = X(), ["y"] = Y("value"), ["color"] = Colour(), ["strokeDash"] = Spec.Series("series", SeriesTitle, series, FigureStyle.SeriesDashes(series.Length)) }));
        layers.Add((JsonNode)Spec.Layer(
            Spec.Mark("point", ("filled", true), ("size", 55), ("opacity", 1)),
            new JsonObject { ["x"] = X(), ["y"] = Y("marker"), ["color"] = Colour(), ["shape"] = Spec.Series("series", SeriesTitle, series, FigureStyle.SeriesShapes(series.Length)), ["tooltip"] = Tips() },
            Spec.Present("marker")));
        if (Marks.Count > 0)
        {
            var marks = new FigureTable("marks", "round", "label");
            foreach (TrajectoryMark mark in Marks.OrderBy(m => m.Round)) marks.Add(mark.Round, mark.Label);
            layers.Add((JsonNode)new JsonObject
            {
                ["data"] = canvas.Data(marks),
                ["layer"] = new JsonArray(
                    [
                        Spec.Layer(Spec.Mark("rule", ("stroke", "#444444"), ("strokeDash", new JsonArray(3, 3))), new JsonObject { ["x"] = X() }),
                        // Named above the first view: inside, words would lie on the lines.
                        .. panel != Panels[0] ? [] : Spec.Halo(() => new JsonObject { ["x"] = X(), ["y"] = new JsonObject { ["value"] = 0 }, ["text"] = Spec.End("label") }, 11, ("align", () => "left"), ("baseline", () => "bottom"), ("dy", () => -3)),
                    ]),
            });
        }

        var view = new JsonObject();
        if (Panels.Count > 1)
        {
            view["title"] = new JsonObject { ["text"] = panel.Title, ["fontSize"] = 12, ["offset"] = panel == Panels[0] && Marks.Count > 0 ? 18 : 6 };
            view["transform"] = new JsonArray(Spec.Equal("panel", panel.Title));
        }

        view["width"] = FigureStyle.Width;
        view["height"] = Panels.Count == 1 ? 300 : 170;
        view["layer"] = layers;
        return view;
    }
}
