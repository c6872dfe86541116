using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Problems;
using StrategySim.Experiments.Figures;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Results;

/// <summary>A figure as Vega-Lite: a document that opens by itself, with its data inside.</summary>
internal sealed class FigureAnswer(FigureDocument figure, string contentType = RequestBody.Json) : IResult, IEndpointMetadataProvider
{
    /// <summary>How documents are made.</summary>
    public static readonly FigureOptions Inside = new() { MaximumRowsInside = int.MaxValue };

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(System.Text.Json.JsonElement), [RequestBody.Json]));

    /// <summary>Draws a figure.</summary>
    /// <param name="make">Makes it.</param>
    /// <exception cref="ProblemException">422: the results cannot be drawn, such as for more sides than colours.</exception>
    public static FigureDocument Draw(Func<Figure> make)
    {
        try
        {
            return make().Draw(Inside);
        }
        catch (InvalidInputException invalid)
        {
            // Places of a figure are none of the request: it is the format that does not suit.
            throw new ProblemException(ProblemKinds.Invalid([.. invalid.Faults.DistinctBy(fault => (fault.Found, fault.Detail)).Select(fault =>
                new ProblemFault("", fault.Found, fault.Expected, $"{fault.Detail} ({string.Join(", ", JsonPointer.Split(fault.Pointer))})", Parameter: ResultFormats.Parameter.Name))]));
        }
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = contentType == RequestBody.Json ? $"{contentType}; charset=utf-8" : contentType;
        await httpContext.Response.WriteAsync(figure.ToJson(), httpContext.RequestAborted);
    }
}
