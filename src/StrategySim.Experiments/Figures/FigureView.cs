namespace StrategySim.Experiments.Figures;

/// <summary>Where words stand, in pixels from the lower left corner of a view.</summary>
internal readonly record struct TextBox(double Left, double Right, double Bottom, double Top)
{
    public bool Meets(TextBox other) => Left < other.Right && other.Left < Right && Bottom < other.Top && other.Bottom < Top;
}

/// <summary>A view over two numeric factors, in which words find a place.</summary>
/// <param name="X">Range of the first factor.</param>
/// <param name="Y">Range of the second factor.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
internal sealed record FigureView((double Low, double High) X, (double Low, double High) Y, double Width, double Height)
{
    /// <summary>The word in the field "side" of what stands to the left of its place.</summary>
    public const string Left = "left", Right = "right";

    // Sizes in pixels: letters of labels of regions and of curves, lines of both, and the distance of a label from its curve.
    private const double Letter = 7.8, SmallLetter = 6.6, Line = 17, Gap = 7;

    // A curve that is shorter would be hidden by its own label; the description has it.
    private const double ShortestCurve = 40;

    /// <summary>Where a label stands, its middle at its place.</summary>
    public TextBox Box(FigureLabel label)
    {
        (double x, double y) = (AcrossOf(label.X), UpOf(label.Y));
        double half = label.Text.Length * Letter / 2;
        return new TextBox(x - half, x + half, y - (Line / 2), y + (Line / 2));
    }

    /// <summary>A label moved so far that it stands within the view.</summary>
    public FigureLabel Inside(FigureLabel label)
    {
        double half = Math.Min(label.Text.Length * Letter, Width) / 2;
        double x = Math.Clamp(AcrossOf(label.X), half, Width - half), y = Math.Clamp(UpOf(label.Y), Line / 2, Height - (Line / 2));
        return label with { X = X.Low + (x / Width * (X.High - X.Low)), Y = Y.Low + (y / Height * (Y.High - Y.Low)) };
    }

    /// <summary>The place of a curve beside which its label stands within the view and meets no other words; high up where it can, since there words for regions seldom stand.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="taken">Where words stand; the label's place is added.</param>
    /// <returns>The place, and the side of it on which the label stands; null where there is no label, or no room for it.</returns>
    public ((double X, double Y) At, string Side)? Anchor(FigureCurve curve, List<TextBox> taken)
    {
        (double X, double Y)[] inside = [.. Along(curve.Points).Where(p => p.X >= X.Low && p.X <= X.High && p.Y >= Y.Low && p.Y <= Y.High)];
        if (curve.Label.Length == 0 || inside.Length == 0) return null;
        double extent = Math.Max(inside.Max(p => AcrossOf(p.X)) - inside.Min(p => AcrossOf(p.X)), inside.Max(p => UpOf(p.Y)) - inside.Min(p => UpOf(p.Y)));
        if (extent < ShortestCurve) return null;
        for (double height = 0.95; height > 0; height -= 0.05)
        {
            (double X, double Y) at = inside.MinBy(p => Math.Abs(p.Y - (Y.Low + (height * (Y.High - Y.Low)))));
            foreach (string side in (string[])[Right, Left])
            {
                double from = AcrossOf(at.X) + (side == Right ? Gap : -Gap), width = curve.Label.Length * SmallLetter;
                var box = new TextBox(side == Right ? from : from - width, side == Right ? from + width : from, UpOf(at.Y) - (Line / 2), UpOf(at.Y) + (Line / 2));
                if (box.Left < 0 || box.Right > Width || box.Bottom < 0 || box.Top > Height || taken.Exists(box.Meets)) continue;
                taken.Add(box);
                return (at, side);
            }
        }

        return null;
    }

    // A straight piece has places between its ends too.
    private static IEnumerable<(double X, double Y)> Along(IReadOnlyList<(double X, double Y)> points)
    {
        const int Parts = 20;
        for (int i = 1; i < points.Count; i++)
        {
            ((double x0, double y0), (double x1, double y1)) = (points[i - 1], points[i]);
            for (int part = 0; part < Parts; part++) yield return (x0 + ((x1 - x0) * part / Parts), y0 + ((y1 - y0) * part / Parts));
        }

        yield return points[^1];
    }

    private double AcrossOf(double x) => (x - X.Low) / (X.High - X.Low) * Width;

    private double UpOf(double y) => (y - Y.Low) / (Y.High - Y.Low) * Height;
}
