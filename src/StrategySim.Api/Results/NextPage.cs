using System.Globalization;

namespace StrategySim.Api.Results;

/// <summary>Where a page of rows goes on.</summary>
internal static class NextPage
{
    /// <summary>Names the next page in the header: rows have no place for what comes after them, and programs that page through CSV follow the link.</summary>
    /// <param name="request">The request for this page.</param>
    /// <param name="next">What the next one has as <c>after</c>; null on the last page.</param>
    public static void Link(HttpRequest request, object? next)
    {
        if (next is null) return;
        QueryString query = QueryString.Create(request.Query.Where(pair => pair.Key != "after")).Add("after", string.Create(CultureInfo.InvariantCulture, $"{next}"));
        request.HttpContext.Response.Headers.Link = $"<{request.PathBase}{request.Path}{query}>; rel=\"next\"";
    }
}
