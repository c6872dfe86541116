using System.Text.Json.Nodes;
using StrategySim.Experiments.Comparisons;

namespace StrategySim.Experiments.Figures;

/// <summary>One number of each match, in one view.</summary>
/// <param name="Title">Whose number it is, such as <c>payoff of US</c>.</param>
/// <param name="Values">A line for each rule of the rows, and in it a number for each rule of the columns; null where they do not meet.</param>
public sealed record MatchMatrix(string Title, IReadOnlyList<IReadOnlyList<IntervalValue?>> Values);

/// <summary>Numbers of matches as tables in colours, one view a player; of all views one scale. Numbers stand in the cells while there is room.</summary>
public sealed record MatchMatrixFigure : Figure
{
    // More cannot be told apart in print.
    private const int MostRules = 60;

    // A side of a cell, in pixels, and the least in which a number is read.
    private const int Side = 560, MostSide = 44, LeastForNumber = 24;

    /// <summary>Who the rows are, such as <c>rule of US (row)</c>.</summary>
    public required string RowTitle { get; init; }

    /// <summary>Who the columns are.</summary>
    public required string ColumnTitle { get; init; }

    /// <summary>Rules of the row player, from the top.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    /// <summary>Rules of the column player, from the left.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>What the numbers are.</summary>
    public required FigureAxis Outcome { get; init; }

    /// <summary>The ends of the scale of colours; null for those of the numbers.</summary>
    public (double Low, double High)? Domain { get; init; }

    /// <summary>The views, one below the other.</summary>
    public required IReadOnlyList<MatchMatrix> Matrices { get; init; }

    internal override IEnumerable<string> Subtitles()
    {
        double[] halves = [.. Numbers.Select(number => number.HalfWidth ?? 0)];
        return [Subtitle, halves.All(half => half == 0) ? "" : $"{Intervals}: half-width at most {FigureText.Show(halves.Max())}"];
    }

    private IEnumerable<IntervalValue> Numbers => Matrices.SelectMany(matrix => matrix.Values).SelectMany(line => line).OfType<IntervalValue>();

    internal override string Describe()
    {
        IEnumerable<string> ends = Matrices.Select(matrix =>
        {
            (double Value, string Where)[] known =
            [
                .. Rows.SelectMany((row, i) => Columns.Select((column, j) => (matrix.Values[i][j], Where: $"{row} against {column}"))).Where(cell => cell.Item1 is not null).Select(cell => (cell.Item1!.Value, cell.Where)),
            ];
            return $"{matrix.Title}: least {FigureText.Show(known.MinBy(cell => cell.Value).Value)} ({known.MinBy(cell => cell.Value).Where}), most {FigureText.Show(known.MaxBy(cell => cell.Value).Value)} ({known.MaxBy(cell => cell.Value).Where})";
        });
        return $"Tables of {Outcome.Label} by {RowTitle} and {ColumnTitle}. {string.Join(". ", ends)}.";
    }

    internal override void Inspect(FigureCanvas canvas)
    {
        canvas.NotEmpty("/matrices", Matrices.Count);
        canvas.NotEmpty("/rows", Rows.Count);
        canvas.NotEmpty("/columns", Columns.Count);
        canvas.Distinct("/rows", Rows);
        canvas.Distinct("/columns", Columns);
        canvas.Categories("/rows", Math.Max(Rows.Count, Columns.Count), MostRules);
        for (int m = 0; m < Matrices.Count; m++)
        {
            IReadOnlyList<IReadOnlyList<IntervalValue?>> values = Matrices[m].Values;
            if (values.Count != Rows.Count || values.Any(line => line.Count != Columns.Count))
                canvas.Fault($"/matrices/{m}/values", $"{values.Count} lines", $"{Rows.Count} lines of {Columns.Count} numbers", "Numbers and rules do not fit.");
            for (int i = 0; i < values.Count; i++)
            {
                for (int j = 0; j < values[i].Count; j++)
                {
                    if (values[i][j] is { } value) canvas.Interval($"/matrices/{m}/values/{i}/{j}", value);
                }
            }
        }

        if (!Numbers.Any()) canvas.Fault("/matrices", "no number", "at least one", "The figure would be empty.");
    }

    internal override JsonObject Compose(FigureCanvas canvas)
    {
        (double low, double high) = Domain ?? (Numbers.Min(number => number.Value), Numbers.Max(number => number.Value));
        if (high <= low) high = low + 1;
        JsonObject[] views = [.. Matrices.Select((matrix, m) => View(canvas, matrix, m, low, high))];
        return new JsonObject { ["vconcat"] = new JsonArray([.. views]), ["spacing"] = 24 };
    }

    // Two decimals, so that numbers of a column stand under each other; large ones as they are elsewhere.
    private static string Number(double value) =>
        Math.Abs(value) < 100 ? ComparisonNumbers.Fixed(value, 2).Replace('-', '−') : FigureText.Show(value);

    private JsonObject View(FigureCanvas canvas, MatchMatrix matrix, int index, double low, double high)
    {
        int side = Math.Clamp(Side / Math.Max(Rows.Count, Columns.Count), 8, MostSide);
        var table = new FigureTable($"matches-{index + 1}", "row", "column", "value", "lower", "upper", "number", "ink");
        for (int i = 0; i < Rows.Count; i++)
        {
            for (int j = 0; j < Columns.Count; j++)
            {
                IntervalValue? value = matrix.Values[i][j];
                string? number = side < LeastForNumber ? null : value is null ? "–" : Number(value.Value);
                table.Add(Rows[i], Columns[j], value?.Value, value?.Lower, value?.Upper, number, value is null ? "#000000" : FigureStyle.InkAt((value.Value - low) / (high - low)));
            }
        }

        JsonObject X()
        {
            JsonObject x = Spec.Names("column", ColumnTitle, Columns);
            x["axis"]!["labelAngle"] = side < LeastForNumber ? -90 : -60;
            return x;
        }

        JsonObject Y() => Spec.Names("row", RowTitle, Rows);
        var layers = new JsonArray(Spec.Layer(
            Spec.Mark("rect", ("stroke", "#ffffff"), ("strokeWidth", side < LeastForNumber ? 0 : 1)),
            new JsonObject
            {
                ["x"] = X(),
                ["y"] = Y(),
                ["color"] = new JsonObject
                {
                    ["field"] = "value", ["type"] = "quantitative", ["title"] = Spec.TitleOverUnit(Outcome),
                    ["scale"] = new JsonObject { ["scheme"] = FigureStyle.Sequential, ["domain"] = new JsonArray(low, high), ["nice"] = false },
                    ["legend"] = new JsonObject { ["gradientLength"] = Math.Min(160, Math.Max(60, side * Rows.Count)) },
                },
                ["tooltip"] = new JsonArray(Spec.Tip("row", RowTitle, number: false), Spec.Tip("column", ColumnTitle, number: false), Spec.Tip("value", Outcome.Label), Spec.Tip("lower", "lower"), Spec.Tip("upper", "upper")),
            },
            Spec.Present("value")));
        if (side >= LeastForNumber)
        {
            layers.Add((JsonNode)Spec.Layer(
                Spec.Mark("text", ("fontSize", side >= 34 ? 11 : 9)), new JsonObject { ["x"] = X(), ["y"] = Y(), ["text"] = Spec.End("number"), ["fill"] = Spec.Literal("ink") }, Spec.Present("number")));
        }

        return new JsonObject
        {
            ["title"] = new JsonObject { ["text"] = matrix.Title, ["fontSize"] = 12, ["offset"] = 6 },
            ["data"] = canvas.Data(table),
            ["width"] = side * Columns.Count,
            ["height"] = side * Rows.Count,
            ["layer"] = layers,
        };
    }
}
