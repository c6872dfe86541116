using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;

namespace StrategySim.Api.Results;

/// <summary>Results as JSON or as CSV.</summary>
/// <typeparam name="T">The JSON form.</typeparam>
internal sealed class TableResult<T>(T value, ResultFormat format, string fileName, Func<T, CsvTable> table) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [RequestBody.Json, ResultFormats.Csv]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.Headers.Vary = "Accept";
        if (format == ResultFormat.Json)
        {
            await response.WriteAsJsonAsync(value, ApiJson.Options, httpContext.RequestAborted);
            return;
        }

        response.ContentType = $"{ResultFormats.Csv}; charset=utf-8; header=present";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}.csv\"";
        await table(value).WriteAsync(response.Body, httpContext.RequestAborted);
    }
}
