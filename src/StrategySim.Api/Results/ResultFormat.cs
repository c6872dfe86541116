using Microsoft.Net.Http.Headers;
using StrategySim.Api.Documents;
using StrategySim.Api.Problems;

namespace StrategySim.Api.Results;

/// <summary>How results are written.</summary>
internal enum ResultFormat
{
    /// <summary>JSON.</summary>
    Json,

    /// <summary>CSV with a header.</summary>
    Csv,

    /// <summary>Tables in LaTeX, for the package booktabs; of comparisons only.</summary>
    Latex,

    /// <summary>A figure as Vega-Lite with its data inside; of comparisons, empirical games and phase diagrams.</summary>
    VegaLite,
}

/// <summary>Chooses the format: <c>?format=</c> first, then <c>Accept</c>, then JSON.</summary>
internal static class ResultFormats
{
    public const string Csv = "text/csv", Latex = "application/x-latex", VegaLite = "application/vnd.vegalite.v6+json";

    public static readonly WordParameter Parameter = new("format", "json or csv; by default what Accept asks for, else json.", ["json", "csv"]);

    public static readonly WordParameter WithFigure = new("format", "json, csv, or vega-lite for a figure; by default what Accept asks for, else json.", ["json", "csv", "vega-lite"]);

    public static readonly WordParameter WithLatexAndFigure = new("format", "json, csv, latex, or vega-lite for a figure; by default what Accept asks for, else json.", ["json", "csv", "latex", "vega-lite"]);

    public static readonly WordParameter FigureOnly = new("format", "json, or vega-lite for a figure; by default what Accept asks for, else json.", ["json", "vega-lite"]);

    /// <summary>Whether an answer that is JSON or a figure shall be a figure.</summary>
    /// <exception cref="ProblemException">406.</exception>
    public static bool AsksForFigure(HttpRequest request, Query query)
    {
        if (query.Text(FigureOnly) is { } word) return word == "vega-lite";
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accepted) || accepted.Count == 0) return false;
        foreach (MediaTypeHeaderValue type in accepted.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1))
        {
            if (type.MatchesAllTypes || Is(type, RequestBody.Json) || Is(type, "application/*")) return false;
            if (Is(type, VegaLite)) return true;
        }

        throw new ProblemException(ProblemKinds.NotAcceptable($"Results are written as {RequestBody.Json} or {VegaLite}; Accept asks for {request.Headers.Accept}."));
    }

    /// <summary>The format of an answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="query">Its query.</param>
    /// <param name="more">In what this is written besides JSON and CSV.</param>
    /// <exception cref="ProblemException">406.</exception>
    public static ResultFormat Of(HttpRequest request, Query query, params ReadOnlySpan<ResultFormat> more)
    {
        if (query.Text(Parameter) is { } word) return word switch { "csv" => ResultFormat.Csv, "latex" => ResultFormat.Latex, "vega-lite" => ResultFormat.VegaLite, _ => ResultFormat.Json };
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accepted) || accepted.Count == 0) return ResultFormat.Json;
        foreach (MediaTypeHeaderValue type in accepted.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1))
        {
            if (type.MatchesAllTypes || Is(type, RequestBody.Json) || Is(type, "application/*")) return ResultFormat.Json;
            if (Is(type, Csv) || Is(type, "text/*")) return ResultFormat.Csv;
            if (more.Contains(ResultFormat.Latex) && Is(type, Latex)) return ResultFormat.Latex;
            if (more.Contains(ResultFormat.VegaLite) && Is(type, VegaLite)) return ResultFormat.VegaLite;
        }

        List<string> types = [RequestBody.Json, Csv];
        if (more.Contains(ResultFormat.Latex)) types.Add(Latex);
        if (more.Contains(ResultFormat.VegaLite)) types.Add(VegaLite);
        throw new ProblemException(ProblemKinds.NotAcceptable($"Results are written as {string.Join(", ", types[..^1])} or {types[^1]}; Accept asks for {request.Headers.Accept}."));
    }

    private static bool Is(MediaTypeHeaderValue type, string name) => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);
}
