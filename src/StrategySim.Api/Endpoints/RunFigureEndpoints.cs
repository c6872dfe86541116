using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;
using StrategySim.Experiments.Figures;
using StrategySim.Experiments.Runs;

namespace StrategySim.Api.Endpoints;

/// <summary>What a run looks like.</summary>
internal static class RunFigureEndpoints
{
    private const string Tag = "Results";

    public static void MapRunFigures(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/runs/{id}/figures", async Task<Ok<IReadOnlyList<FigureDescription>>> (string id, Query query, HttpRequest request, RunReader reader, RunResults results, CancellationToken cancellationToken) =>
            {
                RunRecord run = (await reader.RequireAsync(id, cancellationToken)).Run;
                return TypedResults.Ok<IReadOnlyList<FigureDescription>>([.. RunFigures.Of(results.Compile(run).Scenario).Select(figure => new FigureDescription(figure.Name, figure.Title, $"{request.PathBase}{request.Path}/{figure.Name}"))]);
            })
            .Describe("ListRunFigures", Tag, "The figures of a run", "What can be drawn of its scenario: mean payoffs, and round by round payoffs, reputations, game types and states.")
            .WithProblems(404, 409, 422);
        routes.MapGet("/runs/{id}/figures/{name}", DrawAsync)
            .Describe(
                "GetRunFigure",
                Tag,
                "One figure of a run",
                "A Vega-Lite document with its data inside, as any Vega-Lite viewer opens it. For figures over rounds the first units, at most 200, are played again from their seed and held against what is stored; the subtitle says how many. Of a completed run (409 otherwise).")
            .WithProblems(404, 409, 422);
    }

    private static async Task<FigureAnswer> DrawAsync(
        string id, string name, Query query, RunReader reader, RunResults results, RunFigures figures, WorkGate gate, StrategySimSettings settings, CancellationToken cancellationToken)
    {
        RunRecord run = (await reader.RequireAsync(id, cancellationToken)).Run;
        IReadOnlyList<RunFigure> all = RunFigures.Of(results.Compile(run).Scenario);
        RunFigure figure = all.FirstOrDefault(own => own.Name == name)
            ?? throw new ProblemException(ProblemKinds.NotFound($"Run {id} has no figure '{name}'; it has {string.Join(", ", all.Select(own => own.Name))}."));
        run = await reader.RequireCompletedAsync(id, cancellationToken);
        IReadOnlyList<FigureDocument> drawn = await gate.RunAsync(
            $"Drawing the figure '{name}'", "", settings.Limits.ReplaySeconds, stop => figures.DrawAsync(run, [figure], FigureAnswer.Inside, stop), cancellationToken);
        return new FigureAnswer(drawn[0]);
    }
}
