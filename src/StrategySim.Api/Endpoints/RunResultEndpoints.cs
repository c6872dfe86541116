using Microsoft.AspNetCore.Http.HttpResults;
using StrategySim.Api.Contracts;
using StrategySim.Api.Documents;
using StrategySim.Api.Hosting;
using StrategySim.Api.OpenApi;
using StrategySim.Api.Results;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Statistics;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Play;

namespace StrategySim.Api.Endpoints;

/// <summary>What a run has given: payoffs, trajectories, game types, equilibria, and its manifest.</summary>
internal static class RunResultEndpoints
{
    private const string Tag = "Results";
    private const double Confidence = 0.95;

    private static readonly IntegerParameter Replication = new("replication", "The unit, from 0 to the run's replications less one.", 0, int.MaxValue, 0);
    private static readonly TextParameter Actor = new("actor", "Only rows of this actor; * for rows of a game as a whole.");
    private static readonly TextParameter Game = new("game", "Only this game; * for rows over all games.");
    private static readonly TextParameter Outcome = new("outcome", "Only this outcome, such as payoffMean.");

    public static void MapRunResults(this IEndpointRouteBuilder routes, ApiLimits limits)
    {
        var from = new IntegerParameter("from", "First round of the page, from 1.", 1, int.MaxValue, 1);
        var limit = new IntegerParameter("limit", "Rounds on the page at most.", 1, limits.MaximumTrajectoryPage, Math.Min(100, limits.MaximumTrajectoryPage));

        routes.MapGet("/runs/{id}/payoffs", PayoffsAsync)
            .Describe(
                "GetPayoffs",
                Tag,
                "Payoffs and other outcomes, with intervals",
                "One row for each actor, game and outcome of a completed run: mean over replications with a 95 % interval (Student's t; a delta-method interval for ratios where play has random length). " +
                "Concession, clash, compromise and agreement rates, joint surplus and shares of game types stand beside the payoffs.")
            .WithQuery(Actor, Game, Outcome, ResultFormats.Parameter)
            .WithProblems(404, 406, 409, 422);
        routes.MapGet("/runs/{id}/trajectory", (string id, Query query, HttpRequest request, RunReader reader, RunResults results, WorkGate gate, StrategySimSettings settings, CancellationToken cancellationToken) =>
                TrajectoryAsync(id, query, request, reader, results, gate, settings.Limits, query.Integer(from), query.Integer(limit), cancellationToken))
            .Describe(
                "GetTrajectory",
                Tag,
                "The rounds of one unit",
                "A page of rounds: states, both intended and executed actions, payoffs, reputations and game types. The unit is played again from its seed and its hash held against the stored one. " +
                "A trajectory kept under another model version is refused (409).")
            .WithQuery(Replication, from, limit, ResultFormats.Parameter)
            .WithProblems(404, 406, 409, 422);
        routes.MapGet("/runs/{id}/game-types", GameTypesAsync)
            .Describe(
                "GetGameTypes",
                Tag,
                "Which games were played, when they changed, and why",
                "For each game the phases of one unit with the cause of each change, tested by playing the unit again without its shocks; and the share of rounds of each family over all replications.")
            .WithQuery(Replication, Game, ResultFormats.Parameter)
            .WithProblems(404, 406, 409, 422);
        routes.MapGet("/runs/{id}/equilibria", EquilibriaAsync)
            .Describe(
                "GetRunEquilibria",
                Tag,
                "Equilibria of the stage games",
                "For each game and phase of one unit the payoff table at the start of the phase and its Nash equilibria. They are equilibria of the stage game played once, not of the repeated game.")
            .WithQuery(Replication, Game, ResultFormats.Parameter)
            .WithProblems(404, 406, 409, 422);
        routes.MapGet("/runs/{id}/manifest", ManifestAsync)
            .Describe(
                "GetManifest",
                Tag,
                "Everything needed to reproduce the run",
                "The canonical scenario with its hash, seed, generator, replications, versions, the program and machine that played it, and the hash of its results (null until completed).")
            .WithProblems(404, 409, 422);
    }

    private static async Task<TableResult<PayoffsResponse>> PayoffsAsync(
        string id, Query query, HttpRequest request, RunReader reader, RunResults results, CancellationToken cancellationToken)
    {
        ResultFormat format = ResultFormats.Of(request, query);
        RunRecord run = await reader.RequireCompletedAsync(id, cancellationToken);
        IReadOnlyList<OutcomeRow> all = await results.SummariseAsync(run, cancellationToken);
        Filters.RequireKnown(query, (Actor, all.Select(row => row.Actor)), (Game, all.Select(row => row.Game)), (Outcome, all.Select(row => row.Outcome)));
        PayoffRow[] rows =
        [
            .. all
                .Where(row => Filters.Fits(query, Actor, row.Actor) && Filters.Fits(query, Game, row.Game) && Filters.Fits(query, Outcome, row.Outcome))
                .Select(PayoffRow.From),
        ];
        OutcomeDescription[] outcomes = [.. rows.Select(row => row.Outcome).Distinct(StringComparer.Ordinal).Select(outcome => OutcomeDescription.From(OutcomeCatalog.Find(outcome)))];
        var payoffs = new PayoffsResponse(run.Id, run.ResultsHash, Confidence, rows, outcomes);
        return new TableResult<PayoffsResponse>(payoffs, format, $"payoffs-{run.Id}", StageGames.Table);
    }

    private static async Task<TableResult<TrajectoryPage>> TrajectoryAsync(
        string id, Query query, HttpRequest request, RunReader reader, RunResults results, WorkGate gate, ApiLimits limits, int from, int limit, CancellationToken cancellationToken)
    {
        ResultFormat format = ResultFormats.Of(request, query);
        int replication = query.Integer(Replication);
        (RunRecord run, UnitSummary stored) = await reader.RequireUnitAsync(id, replication, cancellationToken);
        Filters.RequireRound(from, stored.Rounds);
        TrajectoryPage page = await gate.RunAsync(
            $"Playing replication {replication} again",
            "",
            limits.ReplaySeconds,
            stop => Trajectories.Page(results.Compile(run), run, replication, stored, from, limit, stop),
            cancellationToken);
        return new TableResult<TrajectoryPage>(page, format, $"trajectory-{run.Id}-{replication}", Trajectories.Table);
    }

    private static async Task<TableResult<GameTypesResponse>> GameTypesAsync(
        string id, Query query, HttpRequest request, RunReader reader, RunResults results, WorkGate gate, StrategySimSettings settings, CancellationToken cancellationToken)
    {
        ResultFormat format = ResultFormats.Of(request, query);
        int replication = query.Integer(Replication);
        (RunRecord run, _) = await reader.RequireUnitAsync(id, replication, cancellationToken);
        IReadOnlyList<OutcomeRow>? rows = run.Status == RunStatus.Completed ? await results.SummariseAsync(run, cancellationToken) : null;
        GameTypesResponse types = await gate.RunAsync(
            $"Playing replication {replication} again, with and without its shocks",
            "",
            settings.Limits.ReplaySeconds,
            stop => StageGames.Types(run, replication, Histories(results, run, query, replication, stop), rows),
            cancellationToken);
        return new TableResult<GameTypesResponse>(types, format, $"game-types-{run.Id}-{replication}", StageGames.Table);
    }

    private static async Task<TableResult<RunEquilibriaResponse>> EquilibriaAsync(
        string id, Query query, HttpRequest request, RunReader reader, RunResults results, WorkGate gate, StrategySimSettings settings, CancellationToken cancellationToken)
    {
        ResultFormat format = ResultFormats.Of(request, query);
        int replication = query.Integer(Replication);
        (RunRecord run, _) = await reader.RequireUnitAsync(id, replication, cancellationToken);
        RunEquilibriaResponse equilibria = await gate.RunAsync(
            $"Playing replication {replication} again and solving its stage games",
            "",
            settings.Limits.ReplaySeconds,
            stop => StageGames.Equilibria(run, replication, Histories(results, run, query, replication, stop), settings.Limits.Solver, stop),
            cancellationToken);
        return new TableResult<RunEquilibriaResponse>(equilibria, format, $"equilibria-{run.Id}-{replication}", StageGames.Table);
    }

    private static async Task<Ok<Manifest>> ManifestAsync(string id, Query query, RunReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(Manifest.Of((await reader.RequireAsync(id, cancellationToken)).Run));

    private static IEnumerable<GameTypeHistory> Histories(RunResults results, RunRecord run, Query query, int replication, CancellationToken cancellationToken)
    {
        CompiledScenario scenario = results.Compile(run);
        Filters.RequireKnown(query, (Game, scenario.Scenario.Games.Keys));
        return GameTypeHistory.Of(scenario, run.Seed, replication, run.Interventions, cancellationToken).Where(history => Filters.Fits(query, Game, history.Game));
    }
}
