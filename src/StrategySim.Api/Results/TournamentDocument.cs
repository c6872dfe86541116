using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Experiments.Figures;
using StrategySim.Experiments.Tournaments;

namespace StrategySim.Api.Results;

/// <summary>A played tournament as JSON, as tidy CSV, as a table in LaTeX, or as a figure.</summary>
/// <param name="played">The tournament.</param>
/// <param name="format">The format.</param>
/// <param name="part">What of it, in the formats that hold one thing: <see cref="Parts"/>.</param>
internal sealed class TournamentDocument(PlayedTournament played, ResultFormat format, string part) : IResult, IEndpointMetadataProvider
{
    /// <summary>The rankings, or all matches, of which a figure shows the payoffs; or how often they cooperate.</summary>
    public const string Ranking = "ranking", Matches = "matches", Cooperation = "cooperation";

    /// <summary>What may be asked for.</summary>
    public static readonly WordParameter Parts = new(
        "part", "What a CSV file or a figure shows: ranking (the default), matches (a figure of the payoffs), or cooperation (of each match; a figure only).", [Ranking, Matches, Cooperation]);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(TournamentAnswer), [RequestBody.Json, ResultFormats.Csv, ResultFormats.Latex, ResultFormats.VegaLite]));

    /// <summary>The figure of a part.</summary>
    public static Figure Figure(PlayedTournament played, string part) => part switch
    {
        Ranking => TournamentFigures.Scores(played.Result, played.Question.Title),
        Matches => TournamentFigures.Payoffs(played.Result, played.Question.Title),
        _ => TournamentFigures.Cooperation(played.Result, played.Question.Title),
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        switch (format)
        {
            case ResultFormat.VegaLite:
                FigureDocument figure = FigureAnswer.Draw(() => Figure(played, part));
                response.Headers.Vary = "Accept";
                await new FigureAnswer(figure, ResultFormats.VegaLite).ExecuteAsync(httpContext);
                break;
            case ResultFormat.Latex:
                response.Headers.Vary = "Accept";
                response.ContentType = $"{ResultFormats.Latex}; charset=utf-8";
                response.Headers.ContentDisposition = "attachment; filename=\"tournament.tex\"";
                await response.Body.WriteAsync(Encoding.UTF8.GetBytes(TournamentLatex.Write(played.Result, played.Question.Title)), httpContext.RequestAborted);
                break;
            default:
                await new TableResult<TournamentAnswer>(TournamentAnswers.Of(played), format, $"tournament-{part}", part == Ranking ? TournamentTables.Ranking : TournamentTables.Matches).ExecuteAsync(httpContext);
                break;
        }
    }
}
