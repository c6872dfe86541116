using System.Text.Json.Nodes;

namespace StrategySim.Experiments.Figures;

/// <summary>The value of a factor: a number, or a category.</summary>
/// <param name="Text">How it is written, such as <c>5/3</c> or <c>tit-for-tat</c>.</param>
/// <param name="Number">The number; null for a category.</param>
public sealed record AxisPlace(string Text, double? Number)
{
    /// <summary>A number.</summary>
    public static AxisPlace Of(double number) => new(FigureText.Show(number), number);

    /// <summary>A category.</summary>
    public static AxisPlace Of(string category) => new(category, null);
}

/// <summary>One cell of a heat map.</summary>
/// <param name="X">Value of the first factor.</param>
/// <param name="Y">Value of the second factor.</param>
/// <param name="Value">The outcome there; null where nothing is stored.</param>
public sealed record HeatMapCell(AxisPlace X, AxisPlace Y, IntervalValue? Value);

/// <summary>A line laid over two numeric factors.</summary>
/// <param name="Label">What it is, such as an equation; may be empty.</param>
/// <param name="Points">Its points in order, at least 2.</param>
public sealed record FigureCurve(string Label, IReadOnlyList<(double X, double Y)> Points);

/// <summary>An outcome over two factors, in colours and, where cells are few, in numbers.</summary>
/// <remarks>A numeric factor has a true axis: a cell reaches half-way to its neighbours, so that grids need not be even. A factor with any category has rows or columns instead.</remarks>
public sealed record HeatMapFigure : Figure
{
    // Numbers are written into cells while they are this large at the least, in pixels.
    private const double CellForNumber = 34, CellForInterval = 66;
    private const int Height = 360;

    /// <summary>The first factor.</summary>
    public required FigureAxis X { get; init; }

    /// <summary>The second factor.</summary>
    public required FigureAxis Y { get; init; }

    /// <summary>The outcome.</summary>
    public required FigureAxis Outcome { get; init; }

    /// <summary>The cells, each place once; missing ones stay white.</summary>
    public required IReadOnlyList<HeatMapCell> Cells { get; init; }

    /// <summary>Lines over the cells, such as the boundaries of a phase diagram; both factors have to be numeric.</summary>
    public IReadOnlyList<FigureCurve> Curves { get; init; } = [];

    /// <summary>Words over the cells, such as the names of games between the boundaries; both factors have to be numeric.</summary>
    public IReadOnlyList<FigureLabel> Labels { get; init; } = [];

    private bool NumericX => Cells.All(cell => cell.X.Number is not null);

    private bool NumericY => Cells.All(cell => cell.Y.Number is not null);

    internal override IEnumerable<string> Subtitles()
    {
        double?[] halves = [.. Cells.Select(cell => cell.Value?.HalfWidth).Where(half => half is not null)];
        return [Subtitle, halves.Length == 0 ? "" : $"{Intervals}: half-width at most {FigureText.Show(halves.Max()!.Value)}"];
    }

    internal override string Describe()
    {
        HeatMapCell[] known = [.. Cells.Where(cell => cell.Value is not null)];
        if (known.Length == 0) return $"Heat map of {Outcome.Label} over {X.Label} and {Y.Label}; nothing is stored yet.";
        HeatMapCell least = known.MinBy(cell => cell.Value!.Value)!, most = known.MaxBy(cell => cell.Value!.Value)!;
        string missing = known.Length == Cells.Count ? "" : $" {Cells.Count - known.Length} of {Cells.Count} cells have no value.";
        string curves = Curves.Count == 0 ? "" : $" Lines: {FigureText.List(Curves.Where(c => c.Label.Length > 0).Select(c => c.Label))}.";
        return $"Heat map of {Outcome.Label} over {X.Label} and {Y.Label}. Least {Place(least)}; most {Place(most)}.{missing}{curves}";

        string Place(HeatMapCell cell) => $"{cell.Value!.Show()} at {X.Title} {cell.X.Text}, {Y.Title} {cell.Y.Text}";
    }

    internal override void Inspect(FigureCanvas canvas)
    {
        canvas.NotEmpty("/cells", Cells.Count);
        canvas.Distinct("/cells", Cells.Select(cell => $"{cell.X.Text}, {cell.Y.Text}"));
        if (!NumericX) canvas.Categories("/cells", Cells.Select(cell => cell.X.Text).Distinct(StringComparer.Ordinal).Count(), 40);
        if (!NumericY) canvas.Categories("/cells", Cells.Select(cell => cell.Y.Text).Distinct(StringComparer.Ordinal).Count(), 40);
        for (int i = 0; i < Cells.Count; i++)
        {
            canvas.Finite($"/cells/{i}/x", Cells[i].X.Number);
            canvas.Finite($"/cells/{i}/y", Cells[i].Y.Number);
            if (Cells[i].Value is { } value) canvas.Interval($"/cells/{i}/value", value);
        }

        if ((Curves.Count > 0 || Labels.Count > 0) && !(NumericX && NumericY))
            canvas.Fault("/curves", $"{Curves.Count + Labels.Count} lines and labels", "none", "There is no place for them over categories.");
        FigureOverlay.Inspect(canvas, Curves, Labels);
    }

    internal override JsonObject Compose(FigureCanvas canvas)
    {
        Edges x = Edges.Of(Cells.Select(cell => cell.X)), y = Edges.Of(Cells.Select(cell => cell.Y));
        double[] values = [.. Cells.Where(cell => cell.Value is not null).Select(cell => cell.Value!.Value)];
        double low = values.DefaultIfEmpty(0).Min(), high = values.DefaultIfEmpty(1).Max();
        bool overlaid = Curves.Count > 0 || Labels.Count > 0;
        // Lines and words over numbers could not be read, nor the numbers.
        double side = overlaid ? 0 : Math.Min(FigureStyle.Width / (double)x.Count, Height / (double)y.Count * 1.6);
        var table = new FigureTable("cells", "x", "x0", "x1", "y", "y0", "y1", "value", "lower", "upper", "number", "interval", "ink");
        foreach (HeatMapCell cell in Cells.OrderBy(cell => y.IndexOf(cell.Y)).ThenBy(cell => x.IndexOf(cell.X)))
        {
            (double X0, double X1) ex = x.At(cell.X), ey = y.At(cell.Y);
            (string? number, string? interval) = side < CellForNumber ? default : cell.Value is null ? ("–", null) : FigureText.Show(cell.Value);
            if (side < CellForInterval) interval = null;
            double share = cell.Value is null || high <= low ? 1 : (cell.Value.Value - low) / (high - low);
            table.Add(
                x.Numeric ? cell.X.Number : cell.X.Text, ex.X0, ex.X1, y.Numeric ? cell.Y.Number : cell.Y.Text, ey.X0, ey.X1,
                cell.Value?.Value, cell.Value?.Lower, cell.Value?.Upper, number, interval, cell.Value is null ? "#000000" : FigureStyle.InkAt(share));
        }

        JsonObject Channel(string field, bool second)
        {
            Edges edges = second ? y : x;
            FigureAxis axis = second ? Y : X;
            if (!edges.Numeric) return Spec.Names(second ? "y" : "x", axis.Label, edges.Names);
            JsonObject channel = Spec.Number(field, axis.Label, domain: (edges.Low, edges.High), grid: false);
            // Few values are named where they are; of many, even ticks are read more easily.
            if (edges.Count <= 10) channel["axis"]!["values"] = new JsonArray([.. edges.Values.Select(value => (JsonNode)value)]);
            return channel;
        }

        JsonObject Cell()
        {
            var encoding = new JsonObject { ["x"] = Channel("x0", false), ["y"] = Channel("y0", true) };
            if (x.Numeric) encoding["x2"] = Spec.End("x1");
            if (y.Numeric) encoding["y2"] = Spec.End("y1");
            return encoding;
        }

        JsonObject cells = Cell();
        cells["color"] = new JsonObject
        {
            ["field"] = "value",
            ["type"] = "quantitative",
            ["title"] = Spec.TitleOverUnit(Outcome),
            ["scale"] = new JsonObject { ["scheme"] = FigureStyle.Sequential, ["domain"] = new JsonArray(low, high > low ? high : low + 1), ["nice"] = false },
            ["legend"] = new JsonObject { ["gradientLength"] = 220 },
        };
        cells["tooltip"] = new JsonArray(
            Spec.Tip("x", X.Label, x.Numeric), Spec.Tip("y", Y.Label, y.Numeric), Spec.Tip("value", Outcome.Label), Spec.Tip("lower", "lower"), Spec.Tip("upper", "upper"));
        var layers = new JsonArray(Spec.Layer(Spec.Mark("rect"), cells, Spec.Present("value")));
        if (side >= CellForNumber)
        {
            bool both = side >= CellForInterval && Cells.Any(cell => cell.Value?.HalfWidth is not null);
            layers.Add((JsonNode)Spec.Layer(Spec.Mark("text", ("fontSize", both ? 12 : 10), ("dy", both ? -6 : 0)), Word("number"), Spec.Present("number")));
            if (both) layers.Add((JsonNode)Spec.Layer(Spec.Mark("text", ("fontSize", 10), ("dy", 8)), Word("interval"), Spec.Present("interval")));
        }

        var spec = new JsonObject { ["width"] = FigureStyle.Width, ["height"] = Height };
        if (!overlaid)
        {
            spec["data"] = canvas.Data(table);
            spec["layer"] = layers;
            return spec;
        }

        spec["layer"] = new JsonArray(
            [
                new JsonObject { ["data"] = canvas.Data(table), ["layer"] = layers },
                .. FigureOverlay.Layers(canvas, Curves, Labels, field => Channel(field, false), field => Channel(field, true), new FigureView((x.Low, x.High), (y.Low, y.High), FigureStyle.Width, Height)),
            ]);
        return spec;

        JsonObject Word(string field) => new() { ["x"] = Channel("x", false), ["y"] = Channel("y", true), ["text"] = Spec.End(field), ["fill"] = Spec.Literal("ink") };
    }

    /// <summary>The places of one factor in order, and how far the cell of each reaches.</summary>
    private sealed class Edges
    {
        private readonly Dictionary<string, int> _index;
        private readonly double[] _edges;

        private Edges(AxisPlace[] places, bool numeric)
        {
            Numeric = numeric;
            Names = [.. places.Select(place => place.Text)];
            _index = places.Select((place, i) => (place.Text, i)).ToDictionary(p => p.Text, p => p.i, StringComparer.Ordinal);
            double[] at = Values = numeric ? [.. places.Select(place => place.Number!.Value)] : [.. places.Select((_, i) => (double)i)];
            _edges = new double[at.Length + 1];
            for (int i = 1; i < at.Length; i++) _edges[i] = (at[i - 1] + at[i]) / 2;
            _edges[0] = at.Length > 1 ? at[0] - (_edges[1] - at[0]) : at[0] - 0.5;
            _edges[^1] = at.Length > 1 ? at[^1] + (at[^1] - _edges[^2]) : at[0] + 0.5;
        }

        public bool Numeric { get; }

        public string[] Names { get; }

        public double[] Values { get; }

        public int Count => Names.Length;

        public double Low => _edges[0];

        public double High => _edges[^1];

        public static Edges Of(IEnumerable<AxisPlace> places)
        {
            AxisPlace[] all = [.. places.DistinctBy(place => place.Text, StringComparer.Ordinal)];
            bool numeric = all.All(place => place.Number is not null);
            return new Edges(numeric ? [.. all.OrderBy(place => place.Number)] : all, numeric);
        }

        public int IndexOf(AxisPlace place) => _index[place.Text];

        public (double Low, double High) At(AxisPlace place) => (_edges[_index[place.Text]], _edges[_index[place.Text] + 1]);
    }
}
