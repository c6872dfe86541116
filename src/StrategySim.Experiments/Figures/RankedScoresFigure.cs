using System.Text.Json.Nodes;

namespace StrategySim.Experiments.Figures;

/// <summary>A score in a ranking.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Rank">Its place and the places that are open, such as <c>2 (1–3)</c>.</param>
/// <param name="Score">The score with its interval.</param>
/// <param name="Spread">Quantiles of single repetitions: the least, 25 %, 50 %, 75 %, the greatest.</param>
public sealed record RankedScore(string Name, string Rank, IntervalValue Score, IReadOnlyList<double> Spread);

/// <summary>One ranking.</summary>
/// <param name="Title">What it ranks.</param>
/// <param name="Scores">The scores, the best first.</param>
public sealed record RankedPanel(string Title, IReadOnlyList<RankedScore> Scores);

/// <summary>Rankings: scores with their intervals over the boxes of single repetitions, the best at the top, and behind each the ranks that it might have.</summary>
public sealed record RankedScoresFigure : Figure
{
    private const int RowHeight = 22, MostScores = 100;

    /// <summary>What scores are.</summary>
    public required FigureAxis Score { get; init; }

    /// <summary>The rankings, one below the other on one scale.</summary>
    public required IReadOnlyList<RankedPanel> Panels { get; init; }

    /// <summary>What stands behind each score.</summary>
    public required string Ranks { get; init; }

    internal override IEnumerable<string> Subtitles() => [Subtitle, Intervals, Ranks];

    internal override string Describe() => string.Join(' ', Panels.Select(panel =>
        $"{panel.Title}, {Score.Label}: {FigureText.List(panel.Scores.Select(score => $"{score.Rank} {score.Name} {score.Score.Show()}"))}."));

    internal override void Inspect(FigureCanvas canvas)
    {
        canvas.NotEmpty("/panels", Panels.Count);
        canvas.Distinct("/panels", Panels.Select(panel => panel.Title));
        for (int p = 0; p < Panels.Count; p++)
        {
            IReadOnlyList<RankedScore> scores = Panels[p].Scores;
            canvas.NotEmpty($"/panels/{p}/scores", scores.Count);
            canvas.Distinct($"/panels/{p}/scores", scores.Select(score => score.Name));
            canvas.Categories($"/panels/{p}/scores", scores.Count, MostScores);
            for (int i = 0; i < scores.Count; i++)
            {
                canvas.Interval($"/panels/{p}/scores/{i}/score", scores[i].Score);
                foreach (double quantile in scores[i].Spread) canvas.Finite($"/panels/{p}/scores/{i}/spread", quantile);
                if (scores[i].Spread.Count != 5 || scores[i].Spread.Zip(scores[i].Spread.Skip(1)).Any(pair => pair.First > pair.Second))
                    canvas.Fault($"/panels/{p}/scores/{i}/spread", FigureText.List(scores[i].Spread.Select(FigureText.Show)), "five numbers in ascending order", "These are no quantiles.");
            }
        }
    }

    internal override JsonObject Compose(FigureCanvas canvas)
    {
        (double Low, double High) domain = Spec.Around(Panels.SelectMany(panel => panel.Scores).SelectMany(score => (double[])[score.Spread[0], score.Spread[4], score.Score.Value, score.Score.Lower ?? score.Score.Value, score.Score.Upper ?? score.Score.Value]));
        JsonObject[] views = [.. Panels.Select((panel, p) => View(canvas, panel, p, domain))];
        return new JsonObject { ["vconcat"] = new JsonArray([.. views]), ["spacing"] = 18 };
    }

    private JsonObject View(FigureCanvas canvas, RankedPanel panel, int index, (double Low, double High) domain)
    {
        var table = new FigureTable($"scores-{index + 1}", "name", "rank", "score", "lower", "upper", "minimum", "lowerQuartile", "median", "upperQuartile", "maximum");
        foreach (RankedScore score in panel.Scores)
            table.Add(score.Name, score.Rank, score.Score.Value, score.Score.Lower, score.Score.Upper, score.Spread[0], score.Spread[1], score.Spread[2], score.Spread[3], score.Spread[4]);
        string[] names = [.. panel.Scores.Select(score => score.Name)];
        JsonObject Y()
        {
            JsonObject y = Spec.Names("name", "", names);
            y["title"] = null;
            return y;
        }

        JsonObject X(string field) => Spec.Number(field, Score.Label, domain: domain);
        JsonObject Between(string from, string to) => new() { ["y"] = Y(), ["x"] = X(from), ["x2"] = Spec.End(to) };
        JsonArray tips =
        [
            Spec.Tip("name", "rule", number: false), Spec.Tip("rank", "rank", number: false), Spec.Tip("score", Score.Label), Spec.Tip("lower", "lower"), Spec.Tip("upper", "upper"), Spec.Tip("median", "median of repetitions"),
            Spec.Tip("minimum", "least"), Spec.Tip("maximum", "greatest"),
        ];
        return new JsonObject
        {
            ["title"] = new JsonObject { ["text"] = panel.Title, ["fontSize"] = 12, ["offset"] = 6 },
            ["data"] = canvas.Data(table),
            ["width"] = FigureStyle.Width - 120,
            ["height"] = RowHeight * names.Length,
            ["layer"] = new JsonArray(
                Spec.Layer(Spec.Mark("rule", ("stroke", "#777777"), ("strokeWidth", 1)), Between("minimum", "maximum")),
                Spec.Layer(Spec.Mark("bar", ("height", 11), ("fill", "#cfd8dc"), ("stroke", "#777777"), ("strokeWidth", 0.75)), Between("lowerQuartile", "upperQuartile")),
                Spec.Layer(Spec.Mark("tick", ("thickness", 1.25), ("size", 11), ("color", "#777777")), new JsonObject { ["y"] = Y(), ["x"] = X("median") }),
                Spec.Layer(Spec.Mark("rule", ("stroke", "#000000"), ("strokeWidth", 2)), Between("lower", "upper"), Spec.Present("lower"), Spec.Present("upper")),
                Spec.Layer(Spec.Mark("point", ("filled", true), ("shape", "diamond"), ("size", 42), ("fill", "#000000"), ("opacity", 1)), new JsonObject { ["y"] = Y(), ["x"] = X("score"), ["tooltip"] = tips }),
                Spec.Layer(
                    Spec.Mark("text", ("align", "left"), ("fontSize", 10)),
                    new JsonObject { ["y"] = Y(), ["x"] = new JsonObject { ["value"] = FigureStyle.Width - 112 }, ["text"] = Spec.End("rank") })),
        };
    }
}
