using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;
using StrategySim.Experiments.Figures;
using StrategySim.Experiments.Packages;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;

namespace StrategySim.Api.Endpoints;

/// <summary>What a sweep looks like, and the whole of it in one file.</summary>
internal static class SweepFigureEndpoints
{
    private const string Tag = "Sweep results", Zip = "application/zip";

    public static void MapSweepFigures(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sweeps/{id}/figures", async Task<Ok<IReadOnlyList<FigureDescription>>> (string id, Query query, HttpRequest request, SweepFinder finder, StudyResults results, CancellationToken cancellationToken) =>
            {
                Sweep sweep = results.Read((await finder.RequireAsync(id, cancellationToken)).Study);
                return TypedResults.Ok<IReadOnlyList<FigureDescription>>([.. StudyFigures.Of(sweep).Select(figure => new FigureDescription(figure.Name, figure.Title, $"{request.PathBase}{request.Path}/{figure.Name}"))]);
            })
            .Describe("ListSweepFigures", Tag, "The figures of a sweep", "What can be drawn by the design and the factors: outcomes over factors beside the exact boundaries between games, indices with intervals, convergence, trade-offs.")
            .WithProblems(404, 409, 422);
        routes.MapGet("/sweeps/{id}/figures/{name}", DrawAsync)
            .Describe(
                "GetSweepFigure",
                Tag,
                "One figure",
                "A Vega-Lite document with its data inside, as any Vega-Lite viewer opens it. Made from the units that are stored; where they do not allow it yet, that is said (409).")
            .WithProblems(404, 409, 422);
        routes.MapGet("/sweeps/{id}/package", PackAsync)
            .Describe(
                "GetSweepPackage",
                Tag,
                "The whole sweep as one file",
                "A zip with the scenario, the design, tables as CSV with a data dictionary, figures, manifest with hashes, RO-Crate metadata, citation and checklist; strategysim reproduce plays it again and says whether every number is the same. " +
                "Of a sweep that is at rest; the same sweep gives the same bytes.")
            .Produces<Stream>(StatusCodes.Status200OK, Zip)
            .WithProblems(404, 409, 422);
    }

    private static async Task<FigureAnswer> DrawAsync(string id, string name, Query query, SweepFinder finder, StudyResults results, SweepAnalyst analyst, CancellationToken cancellationToken)
    {
        Sweep sweep = results.Read((await finder.RequireAsync(id, cancellationToken)).Study);
        IReadOnlyList<StudyFigure> all = StudyFigures.Of(sweep);
        StudyFigure figure = all.FirstOrDefault(own => own.Name == name)
            ?? throw new ProblemException(ProblemKinds.NotFound($"Sweep {id} has no figure '{name}'; it has {(all.Count == 0 ? "none" : string.Join(", ", all.Select(own => own.Name)))}."));
        return new FigureAnswer(await analyst.AnalyseAsync(id, [], figure.Outcomes, (data, stop) => figure.Draw(data, FigureAnswer.Inside, stop), cancellationToken));
    }

    private static async Task<PushStreamHttpResult> PackAsync(string id, Query query, SweepFinder finder, StudyPackages packages, CancellationToken cancellationToken)
    {
        StudyProgress progress = await finder.RequireAsync(id, cancellationToken);
        string state = RunReader.State(progress.Study.Status);
        if (!StudyPackages.CanWrite(progress.Study.Status)) throw new ProblemException(ProblemKinds.WrongState($"Sweep {id} is {state} with {progress.UnitsDone} of {progress.UnitsTotal} units done; pause it first, or wait for its end.", state));
        return TypedResults.Stream(stream => packages.WriteAsync(progress, stream, cancellationToken), Zip, $"{progress.Study.SweepId}.zip");
    }
}
