using System.Text.Json.Nodes;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Experiments.Figures;

/// <summary>What a figure shows. A record says it all; <see cref="Draw"/> is a pure function of it.</summary>
/// <remarks>
/// A figure becomes a Vega-Lite document: Satyanarayan, Moritz, Wongsuphasawat and Heer (2017), "Vega-Lite: A grammar of interactive graphics", IEEE Transactions on
/// Visualization and Computer Graphics 23(1), 341–350. Equal records give equal documents, to the byte.
/// </remarks>
public abstract record Figure
{
    /// <summary>Names the figure and the files of its data: lower case letters, digits and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>A line below the heading: scenario, what was held, replications; may be empty.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>What intervals are, as they are named below the heading.</summary>
    public string Intervals { get; init; } = "95 % intervals";

    /// <summary>Makes the document.</summary>
    /// <param name="options">Where data stands; null for the defaults.</param>
    /// <exception cref="InvalidInputException">The record cannot be drawn: rows are missing, a number is not finite, an interval is upside down. Lists every fault.</exception>
    public FigureDocument Draw(FigureOptions? options = null)
    {
        options ??= new FigureOptions();
        var canvas = new FigureCanvas(this, options);
        if (Id.Length == 0 || !Id.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            canvas.Fault("/id", Id, "lower case letters, digits and hyphens", "The id of a figure names its files.");
        if (string.IsNullOrWhiteSpace(Title)) canvas.Fault("/title", Title, "a heading", "A figure has a heading.");
        if (Check(canvas)) return canvas.Finish(Compose(canvas));
        throw new InvalidInputException(canvas.Faults);
    }

    /// <summary>The figure in a sentence or two, for those who cannot see it.</summary>
    internal abstract string Describe();

    /// <summary>The lines below the heading, empty ones left out by the canvas.</summary>
    internal virtual IEnumerable<string> Subtitles() => [Subtitle, Intervals];

    /// <summary>Whether any of the numbers has an interval to be drawn.</summary>
    internal static bool HaveIntervals(IEnumerable<IntervalValue> values) => values.Any(value => value.HalfWidth is not null);

    /// <summary>Notes every fault of the record.</summary>
    internal abstract void Inspect(FigureCanvas canvas);

    /// <summary>The views of the document; called where the record has no fault.</summary>
    internal abstract JsonObject Compose(FigureCanvas canvas);

    private bool Check(FigureCanvas canvas)
    {
        Inspect(canvas);
        return canvas.Faults.Count == 0;
    }
}

/// <summary>How documents are made.</summary>
public sealed record FigureOptions
{
    /// <summary>The most rows of a table that stand inside the document; a longer one becomes a CSV file beside it.</summary>
    public int MaximumRowsInside { get; init; } = 5000;

    /// <summary>What stands before the name of a file beside the document, such as <c>data/</c>; empty where they share a folder.</summary>
    public string DataPrefix { get; init; } = "";
}

/// <summary>A figure as Vega-Lite.</summary>
/// <param name="Id">The figure's id.</param>
/// <param name="Specification">The document.</param>
/// <param name="Files">The tables that stand beside it; empty where all data is inside.</param>
public sealed record FigureDocument(string Id, JsonObject Specification, IReadOnlyList<FigureFile> Files)
{
    /// <summary>The document as indented JSON with a final line feed.</summary>
    public string ToJson() => Specification.ToJsonString(FigureStyle.Json) + "\n";
}

/// <summary>A table beside a document.</summary>
/// <param name="Name">The file's name, without folder.</param>
/// <param name="Csv">RFC 4180 with a header and bare line feeds; nothing where a value is missing.</param>
public sealed record FigureFile(string Name, string Csv);

/// <summary>What an axis, or a scale of colours, measures.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Unit">Its unit; empty for a pure number and for categories.</param>
public sealed record FigureAxis(string Title, string Unit = "")
{
    /// <summary>"payoff (utility per round)".</summary>
    public string Label => Unit.Length == 0 ? Title : $"{Title} ({Unit})";

    /// <summary>What an outcome measures: "concession rate of CN in us-china (share of rounds)".</summary>
    /// <exception cref="KeyNotFoundException">No outcome has the id.</exception>
    public static FigureAxis Of(OutcomeKey key)
    {
        string[] words = string.Concat(key.Outcome.Select(c => char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}")).Split(' ');
        string name = key.Outcome.StartsWith(OutcomeCatalog.SharePrefix, StringComparison.Ordinal) ? $"share of {key.Outcome[OutcomeCatalog.SharePrefix.Length..]}"
            : words is ["payoff", var kind] ? $"{kind} payoff" : string.Join(' ', words);
        string of = key.Actor == "*" ? "" : $" of {key.Actor}";
        string game = key.Game == "*" ? "" : $" in {key.Game}";
        return new FigureAxis(name + of + game, OutcomeCatalog.Find(key.Outcome).Unit);
    }
}
