using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Experiments.Figures;

namespace StrategySim.Api.Results;

/// <summary>A phase diagram as JSON or as a figure; one of the two is there.</summary>
internal sealed class PhaseDiagramAnswer(PhaseDiagramResponse? diagram, FigureDocument? figure) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(PhaseDiagramResponse), [RequestBody.Json, ResultFormats.VegaLite]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Vary = "Accept";
        return figure is not null ? new FigureAnswer(figure, ResultFormats.VegaLite).ExecuteAsync(httpContext) : TypedResults.Ok(diagram).ExecuteAsync(httpContext);
    }
}
