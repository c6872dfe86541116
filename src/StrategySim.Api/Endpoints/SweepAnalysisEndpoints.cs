using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;
using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Discovery;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.GameTheory.Numerics;

namespace StrategySim.Api.Endpoints;

/// <summary>What the outcomes of a sweep say: what matters, where something happens, which choice is robust, whether to trust it.</summary>
internal static class SweepAnalysisEndpoints
{
    private const string Tag = "Sweep results";

    private static readonly WordParameter Method = new("method", "One method only; without it every one that suits the design.", SensitivityMethods.All);
    private static readonly WordParameter Estimand = new(
        "estimand", "Of Sobol indices, what the variance of is apportioned: conditional-mean, of the mean over replications, by default; or single-replication, to which noise adds.", SensitivityMethods.Estimands);

    private static readonly IntegerParameter Intervals = new("intervals", $"Conditioning intervals of PAWN for a number; {SensitivityAnalysis.DefaultIntervals} by default.", 2, 1000, null);
    private static readonly TextParameter Threshold = new("threshold", "The number that the outcome is compared with, in its unit, such as 0.5 or 1/2.", 100);
    private static readonly WordParameter Side = new("side", "Which side of the threshold is of interest; above by default.", ["above", "at-least", "at-most", "below"]);
    private static readonly DecimalParameter Peel = new("peel", "Share of the box that a cut takes, greater than 0 and below 1; 0.05 by default.", 0, 1);
    private static readonly DecimalParameter Paste = new("paste", "Share of the box that is given back at a time, greater than 0 and below 1; 0.05 by default.", 0, 1);
    private static readonly WordParameter Objective = new("objective", "What each step makes greatest: gain-per-mass, the gain in density per point cut off, by default; or density.", SweepShape.Objectives);
    private static readonly DecimalParameter Mass = new("mass", "Least share of all points that a box may hold; 0.05 by default.", 0, 1);
    private static readonly TextParameter Choice = new("choice", "The factors that are chosen, separated by commas; the others are what the choice is to be robust against.");
    private static readonly WordParameter Best = new("best", "Whether the highest or the lowest outcome is best; highest by default.", SweepShape.Best);
    private static readonly DecimalParameter Quantile = new("quantile", "The quantile of the points at which choices are compared, counted from the bad end; 0.1 by default.", 0, 1);
    private static readonly DecimalParameter GoodEnough = new("threshold", "What is good enough, in the unit of the outcome; without it no share of good enough points is given.", double.NegativeInfinity, double.PositiveInfinity);
    private static readonly IntegerParameter Point = new("point", "The index of one point whose mean is shown beside all.", 0, SweepShape.MaximumPoints - 1, null);

    public static void MapSweepAnalyses(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sweeps/{id}/sensitivity", async Task<Ok<SensitivityResult>> (string id, Query query, SweepAnalyst analyst, CancellationToken cancellationToken) =>
                TypedResults.Ok(await analyst.AnalyseAsync(
                    id,
                    query,
                    [Method, Estimand, Intervals],
                    (data, outcome, stop) => SensitivityAnalysis.Of(data, outcome, Options(query), stop),
                    cancellationToken)))
            .Describe(
                "GetSensitivity",
                Tag,
                "What matters: sensitivity of an outcome to the factors",
                "By the methods that suit the design: Sobol indices (first-order, total, pairs) of a design saltelli, Shapley effects of a design shapley, Morris's measures of a design morris, and of any other, or its plain part, PAWN and rank correlations. " +
                "Indices have 95 % intervals over independent scrambles, and each figure comes with how it moved with the size of the sample. A method that does not suit the sweep is refused with the reason and what to do instead.")
            .WithQuery(SweepOutcomes.One, Method, Estimand, Intervals)
            .WithProblems(404, 409, 422);
        routes.MapGet("/sweeps/{id}/convergence", async Task<Ok<SweepConvergence>> (string id, Query query, SweepAnalyst analyst, CancellationToken cancellationToken) =>
                TypedResults.Ok(await analyst.AnalyseAsync(
                    id, query, [Point], (data, outcome, _) => new SweepConvergence(ConvergenceAnalysis.OfMeans(data, outcome), PointSeries(query, data)), cancellationToken)))
            .Describe(
                "GetConvergence",
                Tag,
                "Whether to trust it: how means moved with replications",
                "At doubling counts of replications, how wide the intervals of the points are and how far the mean that moved most has moved; for one point, its mean with its interval at each count. Figures of sensitivity and robustness carry their own convergence.")
            .WithQuery(SweepOutcomes.One, Point)
            .WithProblems(404, 409, 422);
        routes.MapGet("/sweeps/{id}/robustness", async Task<Ok<RobustnessResult>> (string id, Query query, SweepAnalyst analyst, CancellationToken cancellationToken) =>
                TypedResults.Ok(await analyst.AnalyseAsync(
                    id, query, [Choice, Best, Quantile, GoodEnough], (data, outcome, _) => RobustnessAnalysis.Of(data, Chosen(query), outcome, Robust(query)), cancellationToken)))
            .Describe(
                "GetRobustness",
                Tag,
                "Which choice is robust against the others",
                "Takes the values of some factors as choices and all combinations of the others as states of the world, and compares choices by maximin, minimax regret, mean, a quantile and the share of states in which they are good enough.")
            .WithQuery(SweepOutcomes.One, Choice, Best, Quantile, GoodEnough)
            .WithProblems(404, 409, 422);
        routes.MapGet("/sweeps/{id}/discovery", async Task<Ok<DiscoveryResult>> (string id, Query query, SweepAnalyst analyst, CancellationToken cancellationToken) =>
                TypedResults.Ok(await analyst.AnalyseAsync(
                    id, query, [Threshold, Side, Peel, Paste, Mass, Objective], (data, outcome, _) => DiscoveryAnalysis.Of(data, Interesting(query, outcome), Prim(query)), cancellationToken)))
            .Describe(
                "GetDiscovery",
                Tag,
                "Where it happens: boxes of factors in which an outcome is of interest",
                "Scenario discovery by PRIM: the whole peeling and pasting trajectory, each box with coverage, density, mass, Wilson intervals and quasi-p-values of its restrictions, so that the reader trades coverage for density.")
            .WithQuery(SweepOutcomes.One, Threshold, Side, Peel, Paste, Mass, Objective)
            .WithProblems(404, 409, 422);
    }

    private static SensitivityOptions Options(Query query) => new() { Method = query.Text(Method), Estimand = query.Text(Estimand), Intervals = query.IntegerOrNull(Intervals) };

    private static ConvergenceSeries? PointSeries(Query query, StudyData data)
    {
        if (query.IntegerOrNull(Point) is not int index) return null;
        StudyPoint? point = data.Points.FirstOrDefault(own => own.Index == index);
        if (point is not null && point.Samples[0].Count > 0) return ConvergenceAnalysis.OfPoint(point.Samples[0]);
        throw new ProblemException(ProblemKinds.Invalid([new ProblemFault("", $"{index}", "the index of a point with stored units", point is null ? "The sweep has no such point, or has not come to it yet." : "The point has no unit yet.", Parameter: Point.Name)]));
    }

    private static string[] Chosen(Query query) =>
        query.Text(Choice)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static RobustnessOptions Robust(Query query)
    {
        var defaults = new RobustnessOptions();
        return defaults with { HigherIsBetter = query.Text(Best) != SweepShape.Lowest, Quantile = query.Decimal(Quantile) ?? defaults.Quantile, Threshold = query.Decimal(GoodEnough) };
    }

    private static OutcomeCondition Interesting(Query query, string outcome)
    {
        string? text = query.Text(Threshold);
        if (!Rational.TryParse(text, out Rational threshold))
            throw new ProblemException(ProblemKinds.Invalid([new ProblemFault("", text is null ? null : $"'{text}'", "an exact number such as 0.5 or 1/2", text is null ? "Nothing says what is of interest." : "This is not a number.", Parameter: Threshold.Name)]));
        string comparison = query.Text(Side) switch { "at-least" => ">=", "at-most" => "<=", "below" => "<", _ => ">" };
        return new OutcomeCondition(outcome, comparison, threshold);
    }

    private static PrimOptions Prim(Query query)
    {
        var defaults = new PrimOptions();
        return defaults with
        {
            PeelShare = query.Decimal(Peel) ?? defaults.PeelShare,
            PasteShare = query.Decimal(Paste) ?? defaults.PasteShare,
            MinimumMass = query.Decimal(Mass) ?? defaults.MinimumMass,
            Objective = query.Text(Objective) == SweepShape.Density ? PrimObjective.Density : defaults.Objective,
        };
    }
}
