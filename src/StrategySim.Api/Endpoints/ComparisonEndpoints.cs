using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Results;
using StrategySim.Experiments.Comparisons;

namespace StrategySim.Api.Endpoints;

/// <summary><c>/comparisons</c>: runs in, their outcomes side by side out.</summary>
internal static class ComparisonEndpoints
{
    public static void MapComparisons(this IEndpointRouteBuilder routes) => routes
        .MapPost("/comparisons", CompareAsync)
        .Describe(
            "Compare",
            "Comparisons",
            "Outcomes of several runs or points of sweeps side by side",
            "Takes two or more runs, points of sweeps or slices of them, and answers with their outcomes and with differences from one of them. What has the same seed shares its random numbers and is compared replication by replication (paired t, and a studentised bootstrap of the differences); " +
            "anything else as independent samples (Welch's t), and a warning says why. Effect sizes come with each difference, p-values last, adjusted by Holm's method over the whole comparison. " +
            "Of the scenarios only the places are shown in which they differ. Nothing is played and nothing kept. Also as tidy CSV, as LaTeX tables for the package booktabs, and as a Vega-Lite figure of at most ten sides.")
        .WithBody<ComparisonRequest>("The sides, and what of them is compared; as JSON or YAML.", ComparisonExamples.All)
        .WithQuery(ResultFormats.WithLatexAndFigure)
        .WithProblems(400, 406, 413, 415, 422);

    private static async Task<ComparisonAnswer> CompareAsync(
        HttpRequest request, Query query, StrategySimSettings settings, ComparisonRequestReader reader, WorkGate gate, CancellationToken cancellationToken)
    {
        ResultFormat format = ResultFormats.Of(request, query, ResultFormat.Latex, ResultFormat.VegaLite);
        ApiLimits limits = settings.Limits;
        RequestBody body = await RequestBody.ReadAsync(request, limits.MaximumBodyBytes, limits.ScenarioDocument);
        (IReadOnlyList<IComparisonSource> sides, ComparisonOptions options) = await reader.ReadAsync(body, cancellationToken);
        Func<CancellationToken, ComparisonResult> compare = await body.PlacingFaultsAsync(() => Comparison.ReadAsync(sides, options, cancellationToken));
        return new ComparisonAnswer(await gate.RunAsync($"Comparing {sides.Count} sides", "/sides", limits.SolveSeconds, compare, cancellationToken), format);
    }
}
