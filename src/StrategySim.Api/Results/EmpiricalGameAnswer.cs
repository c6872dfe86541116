using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Experiments.Figures;

namespace StrategySim.Api.Results;

/// <summary>An empirical game as JSON, as tidy CSV or as a figure; the latter two of a game that is solved.</summary>
internal sealed class EmpiricalGameAnswer(EmpiricalGameDescription game, ResultFormat format) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(EmpiricalGameDescription), [RequestBody.Json, ResultFormats.Csv, ResultFormats.VegaLite]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (format != ResultFormat.VegaLite)
            return new TableResult<EmpiricalGameDescription>(game, format, $"empirical-game-{game.Id}", whole => EmpiricalGames.Table(whole.Result!)).ExecuteAsync(httpContext);
        FigureDocument figure = FigureAnswer.Draw(() => EmpiricalGameFigures.Of(game.Result!, game.Title));
        httpContext.Response.Headers.Vary = "Accept";
        return new FigureAnswer(figure, ResultFormats.VegaLite).ExecuteAsync(httpContext);
    }
}
