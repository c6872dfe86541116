using System.Text.Json.Nodes;

namespace StrategySim.Experiments.Figures;

/// <summary>One profile of an empirical game of two actors.</summary>
/// <param name="Row">The rule of the row actor.</param>
/// <param name="Column">The rule of the column actor.</param>
/// <param name="Payoffs">The mean payoff of each actor of the figure, in their order; null where the profile was not observed.</param>
public sealed record ProfilePayoffs(string Row, string Column, IReadOnlyList<IntervalValue>? Payoffs);

/// <summary>An equilibrium of an empirical game.</summary>
/// <param name="Label">What it is, such as <c>pure, survives 97 % of bootstraps</c>.</param>
/// <param name="Row">The row actor's probabilities, by rule; those left out are 0.</param>
/// <param name="Column">The column actor's probabilities, by rule.</param>
public sealed record ProfileEquilibrium(string Label, IReadOnlyDictionary<string, double> Row, IReadOnlyDictionary<string, double> Column);

/// <summary>The mean payoffs of an empirical game, one view an actor, with its equilibria marked: a mark's area is how often the profile is played in the equilibrium.</summary>
public sealed record EmpiricalGameFigure : Figure
{
    private const int CellWidth = 118, CellHeight = 70;

    /// <summary>The actor whose rules are the rows, then the actor whose rules are the columns.</summary>
    public required (string Row, string Column) Players { get; init; }

    /// <summary>The actors whose payoffs are shown.</summary>
    public required IReadOnlyList<string> Actors { get; init; }

    /// <summary>What payoffs are.</summary>
    public required FigureAxis Payoff { get; init; }

    /// <summary>The profiles, each once.</summary>
    public required IReadOnlyList<ProfilePayoffs> Profiles { get; init; }

    /// <summary>The equilibria, at most five.</summary>
    public IReadOnlyList<ProfileEquilibrium> Equilibria { get; init; } = [];

    private string[] Rows => [.. Profiles.Select(p => p.Row).Distinct(StringComparer.Ordinal)];

    private string[] Columns => [.. Profiles.Select(p => p.Column).Distinct(StringComparer.Ordinal)];

    internal override string Describe()
    {
        string equilibria = Equilibria.Count == 0 ? "No equilibria marked." : $"Equilibria: {string.Join("; ", Equilibria.Select(e => $"{e.Label}: {Players.Row} {Mix(e.Row)}, {Players.Column} {Mix(e.Column)}"))}.";
        IEnumerable<string> best = Actors.Select((actor, a) => (actor, Best: Profiles.Where(p => p.Payoffs is not null).MaxBy(p => p.Payoffs![a].Value)))
            .Where(pair => pair.Best is not null)
            .Select(pair => $"{pair.actor} most at {pair.Best!.Row} against {pair.Best.Column}, {pair.Best.Payoffs![Array.IndexOf([.. Actors], pair.actor)].Show()}");
        return $"Tables of mean {Payoff.Label} by rule of {Players.Row} (rows) and {Players.Column} (columns): {FigureText.List(best)}. {equilibria}";

        static string Mix(IReadOnlyDictionary<string, double> mix) =>
            FigureText.List(mix.Where(m => m.Value > 0).OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => m.Value == 1 ? m.Key : $"{FigureText.Show(m.Value)} {m.Key}"));
    }

    internal override void Inspect(FigureCanvas canvas)
    {
        canvas.NotEmpty("/profiles", Profiles.Count);
        canvas.NotEmpty("/actors", Actors.Count);
        canvas.Distinct("/actors", Actors);
        canvas.Distinct("/profiles", Profiles.Select(p => $"{p.Row}, {p.Column}"));
        canvas.Categories("/profiles", Math.Max(Rows.Length, Columns.Length), 12);
        canvas.Categories("/equilibria", Equilibria.Count, 5);
        canvas.Distinct("/equilibria", Equilibria.Select(e => e.Label));
        for (int i = 0; i < Profiles.Count; i++)
        {
            if (Profiles[i].Payoffs is not { } payoffs) continue;
            if (payoffs.Count != Actors.Count) canvas.Fault($"/profiles/{i}/payoffs", $"{payoffs.Count} payoffs", $"{Actors.Count}, one an actor", "Payoffs and actors do not fit.");
            for (int a = 0; a < payoffs.Count; a++) canvas.Interval($"/profiles/{i}/payoffs/{a}", payoffs[a]);
        }

        for (int e = 0; e < Equilibria.Count; e++)
        {
            foreach ((string side, IReadOnlyDictionary<string, double> mix, string[] rules) in new[] { ("row", Equilibria[e].Row, Rows), ("column", Equilibria[e].Column, Columns) })
            {
                foreach ((string rule, double probability) in mix)
                {
                    canvas.Share($"/equilibria/{e}/{side}/{rule}", probability);
                    if (!rules.Contains(rule)) canvas.Fault($"/equilibria/{e}/{side}/{rule}", rule, $"one of {FigureText.List(rules)}", "The equilibrium plays a rule that no profile has.");
                }
            }
        }
    }

    internal override JsonObject Compose(FigureCanvas canvas)
    {
        string[] rows = Rows, columns = Columns;
        var marks = new FigureTable("equilibria", "row", "column", "equilibrium", "probability");
        foreach (ProfileEquilibrium equilibrium in Equilibria)
        {
            foreach (string row in rows)
            {
                foreach (string column in columns)
                {
                    double probability = equilibrium.Row.GetValueOrDefault(row) * equilibrium.Column.GetValueOrDefault(column);
                    if (probability > 0) marks.Add(row, column, equilibrium.Label, probability);
                }
            }
        }

        double[] all = [.. Profiles.Where(p => p.Payoffs is not null).SelectMany(p => p.Payoffs!).Select(v => v.Value)];
        double low = all.DefaultIfEmpty(0).Min(), high = all.DefaultIfEmpty(1).Max();
        if (high <= low) high = low + 1;
        JsonObject[] views = [.. Actors.Select((actor, a) => View(canvas, actor, a, rows, columns, low, high, marks))];
        return new JsonObject
        {
            [(columns.Length * CellWidth * Actors.Count) > 800 ? "vconcat" : "hconcat"] = new JsonArray([.. views]),
            ["spacing"] = 26,
        };
    }

    private JsonObject View(FigureCanvas canvas, string actor, int index, string[] rows, string[] columns, double low, double high, FigureTable marks)
    {
        var table = new FigureTable($"payoffs-{index + 1}", "row", "column", "value", "lower", "upper", "number", "interval", "ink");
        foreach (ProfilePayoffs profile in Profiles.OrderBy(p => Array.IndexOf(rows, p.Row)).ThenBy(p => Array.IndexOf(columns, p.Column)))
        {
            IntervalValue? value = profile.Payoffs?[index];
            (string number, string? interval) = value is null ? ("not observed", null) : FigureText.Show(value);
            table.Add(
                profile.Row, profile.Column, value?.Value, value?.Lower, value?.Upper, number, interval, value is null ? "#000000" : FigureStyle.InkAt((value.Value - low) / (high - low)));
        }

        JsonObject X() => Spec.Names("column", $"rule of {Players.Column}", columns);
        JsonObject Y() => Spec.Names("row", $"rule of {Players.Row}", rows);
        JsonObject Word(string field) => new() { ["x"] = X(), ["y"] = Y(), ["text"] = Spec.End(field), ["fill"] = Spec.Literal("ink") };
        var layers = new JsonArray(new JsonObject
        {
            ["data"] = canvas.Data(table),
            ["layer"] = new JsonArray(
                Spec.Layer(
                    Spec.Mark("rect", ("stroke", "#ffffff"), ("strokeWidth", 1)),
                    new JsonObject
                    {
                        ["x"] = X(),
                        ["y"] = Y(),
                        ["color"] = new JsonObject
                        {
                            ["field"] = "value", ["type"] = "quantitative", ["title"] = Spec.TitleOverUnit(Payoff),
                            ["scale"] = new JsonObject { ["scheme"] = FigureStyle.Sequential, ["domain"] = new JsonArray(low, high), ["nice"] = false },
                            ["legend"] = new JsonObject { ["gradientLength"] = 110 },
                        },
                        ["tooltip"] = new JsonArray(Spec.Tip("row", $"rule of {Players.Row}", number: false), Spec.Tip("column", $"rule of {Players.Column}", number: false), Spec.Tip("value", Payoff.Label), Spec.Tip("lower", "lower"), Spec.Tip("upper", "upper")),
                    },
                    Spec.Present("value")),
                Spec.Layer(Spec.Mark("text", ("fontSize", 13), ("fontWeight", "bold"), ("dy", -18)), Word("number")),
                Spec.Layer(Spec.Mark("text", ("fontSize", 10), ("dy", -4)), Word("interval"), Spec.Present("interval"))),
        });
        if (marks.Count > 0)
        {
            string[] names = [.. Equilibria.Select(e => e.Label)];
            layers.Add((JsonNode)new JsonObject
            {
                ["data"] = canvas.Data(marks),
                ["layer"] = new JsonArray([.. names.Select((name, i) => Spec.Layer(
                    Spec.Mark("point", ("filled", true), ("fill", "#ffffff"), ("stroke", "#000000"), ("strokeWidth", 1.5), ("opacity", 1), ("xOffset", (20.0 * i) - (10.0 * (names.Length - 1))), ("yOffset", 19)),
                    new JsonObject
                    {
                        ["x"] = X(),
                        ["y"] = Y(),
                        ["shape"] = Spec.Series("equilibrium", "equilibrium", names, FigureStyle.SeriesShapes(names.Length)),
                        ["size"] = new JsonObject
                        {
                            ["field"] = "probability", ["type"] = "quantitative", ["title"] = "probability of the profile",
                            ["scale"] = new JsonObject { ["domain"] = new JsonArray(0, 1), ["range"] = new JsonArray(0, 260) },
                            ["legend"] = new JsonObject { ["values"] = new JsonArray(0.1, 0.2, 0.5, 1) },
                        },
                        ["tooltip"] = new JsonArray(Spec.Tip("equilibrium", "equilibrium", number: false), Spec.Tip("probability", "probability")),
                    },
                    Spec.Equal("equilibrium", name)))]),
            });
        }

        return new JsonObject
        {
            ["title"] = new JsonObject { ["text"] = $"payoff of {actor}", ["fontSize"] = 12, ["offset"] = 6 },
            ["width"] = CellWidth * columns.Length,
            ["height"] = CellHeight * rows.Length,
            ["layer"] = layers,
        };
    }
}
