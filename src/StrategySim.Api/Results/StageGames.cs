using StrategySim.Api.Contracts;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Statistics;
using StrategySim.GameTheory.Equilibria;
using StrategySim.Simulation.Outcomes;
using StrategySim.Simulation.Play;

namespace StrategySim.Api.Results;

/// <summary>Game types and equilibria of the stage games of a unit, phase by phase.</summary>
internal static class StageGames
{
    /// <summary>The game types of a unit; shares only where rows over all replications are given.</summary>
    public static GameTypesResponse Types(RunRecord run, int replication, IEnumerable<GameTypeHistory> histories, IReadOnlyList<OutcomeRow>? rows) => new(
        run.Id,
        replication,
        [
            .. histories.Select(history => new GameTypesOfGame(
                history.Game,
                history.Players,
                [.. history.Phases.Select(phase => GameTypePhase.Of(phase, history.Players))],
                history.Truncated,
                Shares(rows, history),
                Changes(rows, history))),
        ]);

    /// <summary>The equilibria of the stage game at the start of each phase.</summary>
    public static RunEquilibriaResponse Equilibria(
        RunRecord run, int replication, IEnumerable<GameTypeHistory> histories, SolverLimits limits, CancellationToken cancellationToken) => new(
        run.Id,
        replication,
        RunEquilibriaResponse.StageGames,
        [
            .. histories.Select(history => new EquilibriaOfGame(
                history.Game,
                [
                    .. history.Phases.Select(phase => new EquilibriaOfPhase(
                        phase.From,
                        phase.To,
                        phase.Type?.Label(history.Players[0], history.Players[1]),
                        TableCell.Of(phase.Table),
                        NashSolution.From(phase.Table, NashSolvers.SolveOneOfMany(phase.Table, limits, cancellationToken)))),
                ],
                history.Truncated)),
        ]);

    /// <summary>Phases as rows.</summary>
    public static CsvTable Table(GameTypesResponse types) => new(
        ["replication", "game", "from", "to", "family", "gameType", "variant", "by", "thresholds", "nashSet", "orders", "cause", "decisive"],
        from game in types.Games
        from phase in game.Phases
        let type = phase.GameType
        select (object?[])
        [
            types.Replication, game.Game, phase.From, phase.To, type?.Family, type?.Label, type?.Variant, type?.By,
            type is null ? null : string.Join(' ', type.Thresholds), type?.NashSet,
            type is null ? null : string.Join(' ', type.Orders.Select(order => $"{order.Player}:{order.Order}")),
            phase.Change is { } change ? Word(change.Cause) : null,
            phase.Change is { } same ? string.Join(' ', same.Decisive.Select(d => d.Shock)) : null,
        ]);

    /// <summary>Equilibria as rows: one for each equilibrium, player and strategy.</summary>
    public static CsvTable Table(RunEquilibriaResponse equilibria) => new(
        ["replication", "game", "from", "to", "gameType", "method", "complete", "equilibrium", "component", "isolated", "index", "player", "strategy", "probability", "probabilityDecimal", "payoff", "payoffDecimal"],
        from game in equilibria.Games
        from phase in game.Phases
        from equilibrium in phase.Solution.Equilibria
        from player in Enumerable.Range(0, phase.Solution.Game.Players.Count)
        from strategy in Enumerable.Range(0, phase.Solution.Game.Players[player].Strategies.Count)
        select (object?[])
        [
            equilibria.Replication, game.Game, phase.From, phase.To, phase.GameType, phase.Solution.Method, phase.Solution.Complete,
            equilibrium.Id, equilibrium.Component, equilibrium.Isolated, equilibrium.Index,
            phase.Solution.Game.Players[player].Id, phase.Solution.Game.Players[player].Strategies[strategy],
            equilibrium.Profile[player][strategy], equilibrium.Decimal[player][strategy],
            equilibrium.Payoffs[player], equilibrium.PayoffsDecimal[player],
        ]);

    /// <summary>Payoffs as rows.</summary>
    public static CsvTable Table(PayoffsResponse payoffs) => new(
        ["actor", "game", "outcome", "mean", "lower", "upper", "sd", "n", "unit"],
        payoffs.Rows.Select(row => (object?[])
            [row.Actor, row.Game, row.Outcome, row.Mean, row.Lower, row.Upper, row.Sd, row.N, OutcomeCatalog.Find(row.Outcome).Unit]));

    private static IReadOnlyList<FamilyShare>? Shares(IReadOnlyList<OutcomeRow>? rows, GameTypeHistory history) =>
        rows is null || history.Phases.All(phase => phase.Type is null)
            ? null
            : [
                .. rows
                    .Where(row => row.Game == history.Game && row.Actor == "*" && row.Outcome.StartsWith(OutcomeCatalog.SharePrefix, StringComparison.Ordinal) && row.Mean > 0)
                    .Select(row => new FamilyShare(row.Outcome[OutcomeCatalog.SharePrefix.Length..], row.Mean, row.Lower, row.Upper, row.N)),
            ];

    private static ChangeCounts? Changes(IReadOnlyList<OutcomeRow>? rows, GameTypeHistory history)
    {
        double? all = Mean("gameTypeChanges"), byShock = Mean("gameTypeChangesByShock");
        return all is { } mean && byShock is { } meanByShock ? new ChangeCounts(mean, meanByShock) : null;

        double? Mean(string outcome) => rows?.FirstOrDefault(row => row.Game == history.Game && row.Actor == "*" && row.Outcome == outcome)?.Mean;
    }

    private static string Word(ChangeCause cause) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(cause.ToString());
}
