using System.Globalization;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Problems;
using StrategySim.Api.Results;
using StrategySim.Experiments.Analysis;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;
using StrategySim.Experiments.Sweeps;
using StrategySim.Simulation.Outcomes;

namespace StrategySim.Api.Endpoints;

/// <summary>What a sweep has given so far: its points, their outcomes, and what failed.</summary>
internal static class SweepResultEndpoints
{
    private const string Tag = "Sweep results";
    private const double Confidence = 0.95;

    private static readonly FactorParameters Factors = new(
        "Only points at which factors have these values, each given as a parameter of its own name, such as ?s=1/2&rule=grudger. A factor whose name the address takes for something else is named with factor. before it.");

    private static readonly TextParameter Outcome = new("outcome", "Only this outcome: a name that the sweep gives it, or a measure such as payoffMean. Without outcome, actor and game the outcomes that the sweep names are given, all where it names none.");
    private static readonly TextParameter Actor = new("actor", "Only rows of this actor; * for rows of a game as a whole.");
    private static readonly TextParameter Game = new("game", "Only this game; * for rows over all games.");

    // Every unit has it, so its sample tells how many units there are.
    private static readonly SweepOutcome Rounds = new("rounds", new OutcomeKey("*", "*", "rounds"));

    public static void MapSweepResults(this IEndpointRouteBuilder routes, ApiLimits limits)
    {
        var limit = new IntegerParameter("limit", "Points on the page at most.", 1, limits.MaximumSweepPage, Math.Min(1000, limits.MaximumSweepPage));
        var failures = new IntegerParameter("limit", "Failures on the page at most.", 1, limits.MaximumSweepPage, Math.Min(1000, limits.MaximumSweepPage));
        var lastFailure = new TextParameter("after", "What the page before gave as next; left out for the first page.", 40);

        routes.MapGet("/sweeps/{id}/points", (string id, Query query, HttpRequest request, SweepFinder finder, StudyResults results, SweepPages pages, WorkGate gate, StrategySimSettings settings, CancellationToken cancellationToken) =>
                PointsAsync(id, query, request, finder, results, pages, gate, settings.Limits, query.Integer(limit), cancellationToken))
            .Describe(
                "GetSweepPoints",
                Tag,
                "The points of a sweep",
                "A page of points in the order of the design: the value of each factor, the id of the point, and how many units are stored, failed and missing. Points that a constraint drops, and those that were not come to yet, are left out.")
            .WithQuery(Factors, limit, SweepPages.After, ResultFormats.Parameter)
            .WithProblems(404, 406, 409, 422);
        routes.MapGet("/sweeps/{id}/outcomes", (string id, Query query, HttpRequest request, SweepFinder finder, StudyResults results, SweepPages pages, WorkGate gate, StrategySimSettings settings, CancellationToken cancellationToken) =>
                OutcomesAsync(id, query, request, finder, results, pages, gate, settings.Limits, query.Integer(limit), cancellationToken))
            .Describe(
                "GetSweepOutcomes",
                Tag,
                "Outcomes at each point, with intervals",
                "Tidy rows, one for each point and outcome: the value of each factor, actor, game, outcome, mean over replications with a 95 % interval (Student's t; a delta-method interval for ratios where play has random length), quantiles and n. " +
                "Also of a sweep that is not completed: a row covers the units that are stored, as n says; where play has random length, short units end first, and means of points with missing units are biased by that. " +
                "As CSV, a factor with numbers has two columns: the decimal, and the exact number.")
            .WithQuery(Outcome, Actor, Game, Factors, limit, SweepPages.After, ResultFormats.Parameter)
            .WithProblems(404, 406, 409, 422);
        routes.MapGet("/sweeps/{id}/failures", async Task<TableResult<SweepFailuresPage>> (string id, Query query, HttpRequest request, SweepFinder finder, StudyResults results, CancellationToken cancellationToken) =>
                await FailuresAsync(id, query, request, finder, results, query.Integer(failures), lastFailure, cancellationToken))
            .Describe("GetSweepFailures", Tag, "Units that failed, and why", "A page of the units that could not be played to their end, and of points whose scenario is not valid, with the reason of each. The others are not touched by them.")
            .WithQuery(failures, lastFailure, ResultFormats.Parameter)
            .WithProblems(404, 406, 422);
    }

    private static async Task<TableResult<SweepPointsPage>> PointsAsync(
        string id, Query query, HttpRequest request, SweepFinder finder, StudyResults results, SweepPages pages, WorkGate gate, ApiLimits limits, int limit, CancellationToken cancellationToken)
    {
        ResultFormat format = ResultFormats.Of(request, query);
        StudyRecord study = (await finder.RequireAsync(id, cancellationToken)).Study;
        Sweep sweep = results.Read(study);
        FactorFilter? filter = null;
        long after = -1;
        Filters.ReadAll(() => filter = FactorFilter.Of(query, sweep), () => after = SweepPages.Place(query, sweep));
        PointPage page = await gate.RunAsync("Reading the points of the sweep", "", limits.AnalysisSeconds, stop => pages.ReadAsync(study, sweep, [Rounds], filter!, after, limit, stop), cancellationToken);
        SweepPointState[] points = [.. page.Points.Select(point => SweepPointState.Of(sweep, point))];
        NextPage.Link(request, page.Next);
        return new TableResult<SweepPointsPage>(
            new SweepPointsPage(id, SweepFactorDescription.AllOf(sweep), points, page.Next), format, $"points-{id}", whole => SweepTables.Table(sweep.Factors, whole.Items));
    }

    private static async Task<TableResult<SweepOutcomesPage>> OutcomesAsync(
        string id, Query query, HttpRequest request, SweepFinder finder, StudyResults results, SweepPages pages, WorkGate gate, ApiLimits limits, int limit, CancellationToken cancellationToken)
    {
        ResultFormat format = ResultFormats.Of(request, query);
        StudyProgress progress = await finder.RequireAsync(id, cancellationToken);
        Sweep sweep = results.Read(progress.Study);
        IReadOnlyList<SweepOutcome> outcomes = [];
        FactorFilter? filter = null;
        long after = -1;
        Filters.ReadAll(() => outcomes = Chosen(query, sweep), () => filter = FactorFilter.Of(query, sweep), () => after = SweepPages.Place(query, sweep));
        PointPage page = await gate.RunAsync("Reading the outcomes of the sweep", "", limits.AnalysisSeconds, stop => pages.ReadAsync(progress.Study, sweep, outcomes, filter!, after, limit, stop), cancellationToken);
        PointOutcomeRow[] rows = [.. page.Points.SelectMany(point => OutcomeRows.Of(sweep, outcomes, point))];
        NextPage.Link(request, page.Next);
        var answer = new SweepOutcomesPage(
            id, progress is { Study.Status: RunStatus.Completed, UnitsFailed: 0 }, Confidence, SweepFactorDescription.AllOf(sweep), SweepTables.Describe(rows), rows, page.Next);
        return new TableResult<SweepOutcomesPage>(answer, format, $"outcomes-{id}", whole => SweepTables.Table(sweep.Factors, whole.Rows));
    }

    private static async Task<TableResult<SweepFailuresPage>> FailuresAsync(
        string id, Query query, HttpRequest request, SweepFinder finder, StudyResults results, int limit, TextParameter after, CancellationToken cancellationToken)
    {
        ResultFormat format = ResultFormats.Of(request, query);
        await finder.RequireAsync(id, cancellationToken);
        UnitFailure? last = query.Text(after) is { } text
            ? FailureAt(text) ?? throw new ProblemException(ProblemKinds.Invalid([new ProblemFault("", $"'{text}'", "the next of the page before, such as 12:3", "This is not a place among the failures.", Parameter: after.Name)]))
            : null;
        IReadOnlyList<UnitFailure> page = await results.FailuresAsync(id, last, limit, cancellationToken);
        string? next = page.Count == limit ? $"{page[^1].Index}:{page[^1].Replication}" : null;
        NextPage.Link(request, next);
        return new TableResult<SweepFailuresPage>(
            new SweepFailuresPage(id, page, next),
            format,
            $"failures-{id}",
            whole => new CsvTable(["index", "pointId", "replication", "reason"], whole.Items.Select(failure => (object?[])[failure.Index, failure.PointId, failure.Replication, failure.Reason])));
    }

    // The index, and the replication unless the point itself is at fault.
    private static UnitFailure? FailureAt(string text)
    {
        string[] parts = text.Split(':');
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long index)) return null;
        if (parts[1].Length == 0) return new UnitFailure(index, null, null, "");
        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int replication) ? new UnitFailure(index, null, replication, "") : null;
    }

    private static IReadOnlyList<SweepOutcome> Chosen(Query query, Sweep sweep)
    {
        if (query.Text(Outcome) is null && query.Text(Actor) is null && query.Text(Game) is null) return SweepOutcomes.Usual(sweep);
        IReadOnlyList<SweepOutcome> all = SweepOutcomes.All(sweep);
        Filters.RequireKnown(
            query,
            (Outcome, all.Select(outcome => outcome.Key.Outcome).Concat(sweep.Outcomes.Select(outcome => outcome.Name))),
            (Actor, all.Select(outcome => outcome.Key.Actor)),
            (Game, all.Select(outcome => outcome.Key.Game)));
        SweepOutcome[] chosen = [.. all.Where(outcome => Fits(outcome) && Filters.Fits(query, Actor, outcome.Key.Actor) && Filters.Fits(query, Game, outcome.Key.Game))];
        if (chosen.Length > 0) return chosen;
        string asked = string.Join(", ", new[] { Outcome, Actor, Game }.Where(parameter => query.Text(parameter) is not null).Select(parameter => $"{parameter.Name} {query.Text(parameter)}"));
        string[] has = [.. all.Where(Fits).Select(outcome => $"{outcome.Key.Game}/{outcome.Key.Actor}").Distinct(StringComparer.Ordinal)];
        throw new ProblemException(ProblemKinds.Invalid([new ProblemFault("", asked, $"one that there is; by game and actor: {string.Join(", ", has)}", "The sweep has no outcome that fits all of outcome, actor and game.", Parameter: Outcome.Name)]));

        bool Fits(SweepOutcome outcome) => query.Text(Outcome) is not { } wanted || wanted == outcome.Name || wanted == outcome.Key.Outcome;
    }
}
