using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StrategySim.Experiments.Figures;

/// <summary>How figures look. Whatever colour says, lightness, shape, dash or a label says too, so that a print in greys can be read.</summary>
internal static class FigureStyle
{
    public const string Schema = "https://vega.github.io/schema/vega-lite/v6.json";

    /// <summary>Width of a single view, in pixels; with its axis it fits a column of text.</summary>
    public const int Width = 560;

    /// <summary>The most series in one view.</summary>
    public const int MostSeries = 10;

    /// <summary>The colours of magnitudes: dark where little, light where much, also in greys (Smith and van der Walt, 2015).</summary>
    public const string Sequential = "viridis";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Default) { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Lightness L* 11, 63, 45, 73, 37: neighbours in the list are far apart in greys too.
    private static readonly string[] Colours = ["#20124d", "#e08214", "#117a65", "#9cbf3f", "#a8155a"];
    private static readonly string[] Shapes = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left", "wedge", "arrow"];
    private static readonly int[][] Dashes = [[1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [5, 2], [12, 4], [2, 5], [9, 2, 2, 2, 2, 2], [4, 4], [14, 3, 4, 3]];

    // Nine colours of viridis, evenly spaced, dark to light.
    private static readonly (int R, int G, int B)[] Ramp =
    [
        (0x44, 0x01, 0x54), (0x47, 0x2d, 0x7b), (0x3b, 0x52, 0x8b), (0x2c, 0x72, 0x8e), (0x21, 0x91, 0x8c),
        (0x28, 0xae, 0x80), (0x5e, 0xc9, 0x62), (0xad, 0xdc, 0x30), (0xfd, 0xe7, 0x25),
    ];

    public static JsonArray SeriesColours(int count) => [.. Enumerable.Range(0, count).Select(i => (JsonNode)Colours[i % Colours.Length])];

    public static JsonArray SeriesShapes(int count) => [.. Enumerable.Range(0, count).Select(i => (JsonNode)Shapes[i % Shapes.Length])];

    public static JsonArray SeriesDashes(int count) => [.. Enumerable.Range(0, count).Select(i => (JsonNode)new JsonArray([.. Dashes[i % Dashes.Length].Select(n => (JsonNode)n)]))];

    /// <summary>Fills for areas that lie beside each other: from light to dark in even steps, never so dark that black marks are lost.</summary>
    public static string[] Fills(int count) => [.. Enumerable.Range(0, count).Select(i => At(count == 1 ? 0.95 : 1 - (0.68 * i / (count - 1))))];

    /// <summary>Black or white, whichever is read on a magnitude's colour.</summary>
    /// <param name="share">Place on the scale, 0 to 1.</param>
    public static string InkAt(double share) => InkOn(At(share));

    /// <summary>Black or white, whichever has the larger contrast on a fill (relative luminance of WCAG 2.2; the two meet at 0.179).</summary>
    public static string InkOn(string fill)
    {
        double Linear(int at)
        {
            double c = int.Parse(fill.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Linear(1)) + (0.7152 * Linear(3)) + (0.0722 * Linear(5)) > 0.179 ? "#000000" : "#ffffff";
    }

    public static JsonObject Config() => new()
    {
        ["background"] = "#ffffff",
        ["font"] = "sans-serif",
        ["view"] = new JsonObject { ["stroke"] = "#888888" },
        ["axis"] = new JsonObject { ["labelFontSize"] = 11, ["titleFontSize"] = 12, ["titleFontWeight"] = "normal", ["labelColor"] = "#222222", ["gridColor"] = "#e4e4e4" },
        ["legend"] = new JsonObject { ["labelFontSize"] = 11, ["titleFontSize"] = 12, ["titleFontWeight"] = "normal", ["titleLimit"] = 260, ["labelLimit"] = 260 },
        ["title"] = new JsonObject { ["anchor"] = "start", ["fontSize"] = 15, ["subtitleFontSize"] = 12, ["subtitleColor"] = "#333333", ["offset"] = 12 },
    };

    private static string At(double share)
    {
        double place = Math.Clamp(share, 0, 1) * (Ramp.Length - 1);
        int below = Math.Min((int)place, Ramp.Length - 2);
        double rest = place - below;
        (int R, int G, int B) a = Ramp[below], b = Ramp[below + 1];
        return string.Create(CultureInfo.InvariantCulture, $"#{Mix(a.R, b.R):x2}{Mix(a.G, b.G):x2}{Mix(a.B, b.B):x2}");

        int Mix(int from, int to) => (int)Math.Round(from + (rest * (to - from)), MidpointRounding.AwayFromZero);
    }
}
