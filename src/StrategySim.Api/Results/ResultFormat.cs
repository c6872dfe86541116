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
}

/// <summary>Chooses the format: <c>?format=</c> first, then <c>Accept</c>, then JSON.</summary>
internal static class ResultFormats
{
    public const string Csv = "text/csv";

    public static readonly WordParameter Parameter = new("format", "json or csv; by default what Accept asks for, else json.", ["json", "csv"]);

    public static ResultFormat Of(HttpRequest request, Query query)
    {
        if (query.Text(Parameter) is { } word) return word == "csv" ? ResultFormat.Csv : ResultFormat.Json;
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accepted) || accepted.Count == 0) return ResultFormat.Json;
        foreach (MediaTypeHeaderValue type in accepted.Where(type => type.Quality is not 0).OrderByDescending(type => type.Quality ?? 1))
        {
            if (type.MatchesAllTypes || Is(type, RequestBody.Json) || Is(type, "application/*")) return ResultFormat.Json;
            if (Is(type, Csv) || Is(type, "text/*")) return ResultFormat.Csv;
        }

        throw new ProblemException(ProblemKinds.NotAcceptable($"Results are written as {RequestBody.Json} or {Csv}; Accept asks for {request.Headers.Accept}."));
    }

    private static bool Is(MediaTypeHeaderValue type, string name) => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);
}
