using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using StrategySim.Api.Documents;
using StrategySim.Experiments.Comparisons;

namespace StrategySim.Api.Results;

/// <summary>A comparison as JSON, as tidy CSV or as tables in LaTeX.</summary>
internal sealed class ComparisonAnswer(ComparisonResult comparison, ResultFormat format) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(ComparisonResult), [RequestBody.Json, ResultFormats.Csv, ResultFormats.Latex]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (format != ResultFormat.Latex)
        {
            await new TableResult<ComparisonResult>(comparison, format, "comparison", ComparisonTable.Of).ExecuteAsync(httpContext);
            return;
        }

        HttpResponse response = httpContext.Response;
        response.Headers.Vary = "Accept";
        response.ContentType = $"{ResultFormats.Latex}; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"comparison.tex\"";
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(ComparisonLatex.Write(comparison)), httpContext.RequestAborted);
    }
}
