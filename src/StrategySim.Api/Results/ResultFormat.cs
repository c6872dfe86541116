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
}

/// <summary>Chooses the format: <c>?format=</c> first, then <c>Accept</c>, then JSON.</summary>
internal static class ResultFormats
{
    public const string Csv = "text/csv", Latex = "application/x-latex";

    public static readonly WordParameter Parameter = new("format", "json or csv; by default what Accept asks for, else json.", ["json", "csv"]);

    public static readonly WordParameter WithLatex = new("format", "json, csv or latex; by default what Accept asks for, else json.", ["json", "csv", "latex"]);

    /// <summary>The format of an answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="query">Its query.</param>
    /// <param name="latex">Whether this is written in LaTeX too.</param>
    /// <exception cref="ProblemException">406.</exception>
    public static ResultFormat Of(HttpRequest request, Query query, bool latex = false)
    {
        if (query.Text(Parameter) is { } word) return word switch { "csv" => ResultFormat.Csv, "latex" => ResultFormat.Latex, _ => ResultFormat.Json };
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accepted) || accepted.Count == 0) return ResultFormat.Json;
        foreach (MediaTypeHeaderValue type in accepted.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1))
        {
            if (type.MatchesAllTypes || Is(type, RequestBody.Json) || Is(type, "application/*")) return ResultFormat.Json;
            if (Is(type, Csv) || Is(type, "text/*")) return ResultFormat.Csv;
            if (latex && Is(type, Latex)) return ResultFormat.Latex;
        }

        throw new ProblemException(ProblemKinds.NotAcceptable($"Results are written as {RequestBody.Json}{(latex ? $", {Csv} or {Latex}" : $" or {Csv}")}; Accept asks for {request.Headers.Accept}."));
    }

    private static bool Is(MediaTypeHeaderValue type, string name) => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);
}
