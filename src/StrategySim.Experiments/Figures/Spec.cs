using System.Text.Json.Nodes;

namespace StrategySim.Experiments.Figures;

/// <summary>Pieces of Vega-Lite that several figures share. A node of JSON has one parent, so each call makes new ones.</summary>
internal static class Spec
{
    public static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    /// <summary>A field on a continuous axis.</summary>
    public static JsonObject Number(string field, JsonNode title, bool zero = false, (double Low, double High)? domain = null, bool log = false, bool grid = true)
    {
        var scale = new JsonObject();
        if (log) scale["type"] = "log";
        else scale["zero"] = zero;
        if (domain is { } range)
        {
            scale["domain"] = new JsonArray(range.Low, range.High);
            scale["nice"] = false;
        }

        var axis = new JsonObject { ["grid"] = grid };
        // The wedges of a logarithmic axis are labelled only where they would be read.
        if (log) axis["labelOverlap"] = "greedy";
        return new JsonObject { ["field"] = field, ["type"] = "quantitative", ["title"] = title, ["scale"] = scale, ["axis"] = axis };
    }

    /// <summary>A field of categories on an axis, in the order given.</summary>
    public static JsonObject Names(string field, string title, IEnumerable<string> order) => new()
    {
        ["field"] = field,
        ["type"] = "nominal",
        ["title"] = title,
        ["sort"] = Texts(order),
        ["axis"] = new JsonObject { ["labelLimit"] = 260, ["labelAngle"] = 0 },
    };

    /// <summary>A title with its unit below, for legends and for the axes of low views.</summary>
    public static JsonNode TitleOverUnit(FigureAxis axis, string? more = null)
    {
        string below = string.Join(", ", new[] { axis.Unit, more ?? "" }.Where(part => part.Length > 0));
        return below.Length == 0 ? axis.Title : new JsonArray(axis.Title, $"({below})");
    }

    public static JsonObject End(string field) => new() { ["field"] = field };

    /// <summary>A fill that stands in the data; for the channel fill, as a scale of colours would lose its legend to it.</summary>
    public static JsonObject Literal(string field) => new() { ["field"] = field, ["type"] = "nominal", ["scale"] = null, ["legend"] = null };

    /// <summary>A channel that tells series apart.</summary>
    public static JsonObject Series(string field, string title, IReadOnlyList<string> order, JsonArray range) => new()
    {
        ["field"] = field,
        ["type"] = "nominal",
        ["title"] = title,
        ["sort"] = Texts(order),
        ["scale"] = new JsonObject { ["domain"] = Texts(order), ["range"] = range },
        // Bands are pale; their legend is not.
        ["legend"] = new JsonObject { ["symbolOpacity"] = 1, ["symbolSize"] = 90 },
    };

    /// <summary>A field shown where a reader points.</summary>
    public static JsonObject Tip(string field, string title, bool number = true) =>
        number ? new JsonObject { ["field"] = field, ["type"] = "quantitative", ["title"] = title, ["format"] = ".4~g" } : new JsonObject { ["field"] = field, ["type"] = "nominal", ["title"] = title };

    public static JsonObject Equal(string field, string value) => new() { ["filter"] = new JsonObject { ["field"] = field, ["equal"] = value } };

    // The predicate "valid" of Vega-Lite asks for a finite number, which words are not.
    public static JsonObject Present(string field) => new() { ["filter"] = $"isValid(datum.{field})" };

    public static JsonObject Mark(string type, params (string Key, JsonNode? Value)[] properties)
    {
        var mark = new JsonObject { ["type"] = type };
        foreach ((string key, JsonNode? value) in properties) mark[key] = value;
        return mark;
    }

    public static JsonObject Layer(JsonObject mark, JsonObject encoding, params JsonObject[] transforms)
    {
        var layer = new JsonObject();
        if (transforms.Length > 0) layer["transform"] = new JsonArray([.. transforms]);
        layer["mark"] = mark;
        layer["encoding"] = encoding;
        return layer;
    }

    /// <summary>An interval: black on white, so that it is seen on any fill. The encoding is asked for twice, for the two strokes.</summary>
    public static IEnumerable<JsonNode> Whisker(Func<JsonObject> encoding, params Func<JsonObject>[] transforms)
    {
        yield return Layer(Mark("rule", ("stroke", "#ffffff"), ("strokeWidth", 4)), encoding(), [.. transforms.Select(t => t())]);
        yield return Layer(Mark("rule", ("stroke", "#000000"), ("strokeWidth", 1.5)), encoding(), [.. transforms.Select(t => t())]);
    }

    /// <summary>Text that is read on any ground: white around black.</summary>
    public static IEnumerable<JsonNode> Halo(Func<JsonObject> encoding, int size, params (string Key, Func<JsonNode> Value)[] properties)
    {
        yield return Layer(Mark("text", [("fontSize", size), ("stroke", "#ffffff"), ("strokeWidth", 7), ("strokeJoin", "round"), ("fill", "#ffffff"), .. properties.Select(p => (p.Key, (JsonNode?)p.Value()))]), encoding());
        yield return Layer(Mark("text", [("fontSize", size), ("fill", "#000000"), .. properties.Select(p => (p.Key, (JsonNode?)p.Value()))]), encoding());
    }

    /// <summary>The least interval that holds all numbers and a little more on both sides; those given to hold are ends without more.</summary>
    public static (double Low, double High) Around(IEnumerable<double> values, double? hold = null)
    {
        double[] all = hold is { } held ? [.. values, held] : [.. values];
        double low = all.Min(), high = all.Max(), margin = high > low ? 0.05 * (high - low) : Math.Max(Math.Abs(high) * 0.1, 0.1);
        return (low == hold ? low : low - margin, high == hold ? high : high + margin);
    }
}
