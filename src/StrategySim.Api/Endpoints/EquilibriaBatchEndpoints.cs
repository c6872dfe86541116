using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/equilibria:batch</c>: a stream of games in, the stream of their equilibria out.</summary>
internal static class EquilibriaBatchEndpoints
{
    public static void MapEquilibriaBatch(this IEndpointRouteBuilder routes, RequestExamples examples) => routes
        .MapPost("/equilibria:batch", RunAsync)
        .Describe(
            "FindEquilibriaOfMany",
            "Equilibria",
            "Equilibria of many games, as a stream",
            "Takes JSON lines, each a question as POST /equilibria takes it, and answers with JSON lines in the same order, each what POST /equilibria would answer. A line that cannot be answered gets a problem document in its place, " +
            "with the number of the line, and the others go on; blank lines are skipped. Answers come while questions still do, on every core; a client that leaves ends the work. " +
            "Lines of any media type but YAML are taken as JSON lines. The budget of time holds for each line. Read while you send: the service reads 64 MB ahead of what it could write, as it is set by default, and then waits.")
        .WithBody<EquilibriaRequest>("JSON lines: on each line the game, the concept and the method.", examples.EquilibriaLines)
        .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(EquilibriaResponse), [JsonLines.MediaType]))
        .WithProblems(415, 422);

    private static async Task RunAsync(HttpContext context, Query query, EquilibriaBatch batch)
    {
        if (RequestBody.IsYaml(context.Request.GetTypedHeaders().ContentType?.MediaType.ToString().ToLowerInvariant() ?? ""))
        {
            throw new ProblemException(ProblemKinds.UnsupportedMediaType($"The Content-Type is '{context.Request.ContentType}'; expected {JsonLines.MediaType}, in UTF-8."));
        }

        // A stream has no length and no pace: its lines are bounded one by one.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;
        context.Response.ContentType = JsonLines.MediaType;
        await context.Response.StartAsync(context.RequestAborted);
        await batch.RunAsync(context.Request.Body, context.Response.BodyWriter, context.RequestAborted);
    }
}
