using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;
using StrategySim.Experiments.Comparisons;
using StrategySim.Experiments.PhaseDiagrams;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Documents;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Endpoints;

/// <summary>What the document of a sweep asks to be made of it: <c>/sweeps/{id}/analysis</c> and <c>/sweeps/{id}/comparison</c>.</summary>
internal static class SweepSectionEndpoints
{
    private const string Tag = "Sweep results";

    public static void MapSweepSections(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sweeps/{id}/analysis", AnalyseAsync)
            .Describe(
                "GetSweepAnalysis",
                Tag,
                "All analyses that the document of the sweep asks for",
                "Does what the section analysis of the document says: sensitivity, discovery, robustness, empiricalGame, each as the address of its own would, and phaseDiagram, the exact diagram with an outcome over it. In the diagram, other factors that vary are held at the value that the scenario has without the sweep, and held says so. " +
                "What the outcomes do not allow stands under notMade with its reason, beside what could be made. 422 where the document asks for no analysis, or none of them can be made; 409 where units are missing for that.")
            .WithProblems(404, 409, 422);
        routes.MapGet("/sweeps/{id}/comparison", CompareAsync)
            .Describe(
                "GetSweepComparison",
                Tag,
                "The two slices that the document of the sweep puts side by side",
                "Does what the section compare of the document says, as POST /comparisons would with the points that have the values, or lie in the bands, under baseline and those under against. Also as tidy CSV, as LaTeX tables for the package booktabs, and as a Vega-Lite figure. " +
                "422 where the document asks for no comparison, and where no point has exactly these values because the design samples a factor.")
            .WithQuery(ResultFormats.WithLatexAndFigure)
            .WithProblems(404, 406, 409, 422);
    }

    private static async Task<Ok<SweepAnalysisAnswer>> AnalyseAsync(
        string id, Query query, SweepFinder finder, StudyResults results, SweepAnalyst analyst, StrategySimSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        Sweep sweep = results.Read((await finder.RequireAsync(id, cancellationToken)).Study);
        PhaseLimits limits = PhaseLimits.Default with { Solver = settings.Limits.Solver };
        return TypedResults.Ok(await analyst.AnalyseAsync(id, [], SweepSections.Outcomes(sweep), (data, stop) => Report(data, limits, time, stop), cancellationToken));
    }

    private static SweepAnalysisAnswer Report(StudyData data, PhaseLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        var faults = new List<Fault>();
        SweepAnalysisReport report = SweepSections.Analyse(data, limits, time, faults, cancellationToken).Report;
        return report.IsEmpty ? throw new InvalidInputException(faults) : new SweepAnalysisAnswer(report, faults);
    }

    private static async Task<ComparisonAnswer> CompareAsync(
        string id, Query query, HttpRequest request, SweepFinder finder, StudyResults results, WorkGate gate, StrategySimSettings settings, CancellationToken cancellationToken)
    {
        ResultFormat format = ResultFormats.Of(request, query, ResultFormat.Latex, ResultFormat.VegaLite);
        StudyRecord study = (await finder.RequireAsync(id, cancellationToken)).Study;
        Sweep sweep = results.Read(study);
        try
        {
            Func<CancellationToken, ComparisonResult> compare = await SweepSections.CompareAsync(study, sweep, results, cancellationToken);
            return new ComparisonAnswer(await gate.RunAsync("Comparing two slices of the sweep", "/compare", settings.Limits.SolveSeconds, compare, cancellationToken), format);
        }
        catch (InvalidInputException invalid) when (!study.IsFinal && invalid.Faults.All(fault => JsonPointer.Split(fault.Pointer) is ["sides", _]))
        {
            // What is missing may still come.
            string state = RunReader.State(study.Status);
            throw new ProblemException(ProblemKinds.WrongState($"Sweep {id} is {state}. {string.Join(' ', invalid.Faults.Select(fault => $"{fault.Detail} Found {fault.Found}; expected {fault.Expected}."))}", state));
        }
    }
}
