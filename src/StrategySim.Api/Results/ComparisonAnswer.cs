using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using StrategySim.Api.Documents;
using StrategySim.Experiments.Comparisons;
using StrategySim.Experiments.Figures;

namespace StrategySim.Api.Results;

/// <summary>A comparison as JSON, as tidy CSV, as tables in LaTeX, or as a figure.</summary>
internal sealed class ComparisonAnswer(ComparisonResult comparison, ResultFormat format) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(ComparisonResult), [RequestBody.Json, ResultFormats.Csv, ResultFormats.Latex, ResultFormats.VegaLite]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (format == ResultFormat.VegaLite)
        {
            FigureDocument figure = FigureAnswer.Draw(() => ComparisonFigures.Of(comparison));
            httpContext.Response.Headers.Vary = "Accept";
            await new FigureAnswer(figure, ResultFormats.VegaLite).ExecuteAsync(httpContext);
            return;
        }

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
