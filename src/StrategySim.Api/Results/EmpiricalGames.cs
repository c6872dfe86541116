using StrategySim.Experiments.EmpiricalGames;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Faults;

namespace StrategySim.Api.Results;

/// <summary>What has come of an empirical game.</summary>
/// <param name="Result">The game and its solution; null where something is missing.</param>
/// <param name="Missing">What is missing, in sentences; empty where nothing is.</param>
internal sealed record PlayedEmpiricalGame(EmpiricalGameResult? Result, IReadOnlyList<string> Missing);

/// <summary>Makes a game of what a started sweep over decision rules has observed.</summary>
internal static class EmpiricalGames
{
    /// <summary>Solves the game, once all of it is played.</summary>
    /// <param name="results">Reads the sweep.</param>
    /// <param name="progress">The sweep.</param>
    /// <param name="setup">The sweep as a game.</param>
    /// <param name="options">How it is analysed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InvalidInputException">An option is out of range.</exception>
    public static async Task<PlayedEmpiricalGame> SolveAsync(StudyResults results, StudyProgress progress, EmpiricalGameSetup setup, EmpiricalGameOptions options, CancellationToken cancellationToken)
    {
        options.Check();
        if (progress.Study.Status != RunStatus.Completed)
            return new PlayedEmpiricalGame(null, [$"{progress.UnitsTotal - progress.UnitsDone - progress.UnitsFailed} of {progress.UnitsTotal} units are not played; the game is solved once every profile has its replications."]);
        StudyData data = await results.LoadAsync(progress.Study, setup.Outcomes, cancellationToken);
        string[] failed = progress.UnitsFailed == 0 ? [] : [await FailedAsync(results, progress, cancellationToken)];
        try
        {
            // A thread of its own: this is all computing.
            EmpiricalGameResult result = await Task.Factory.StartNew(
                () => EmpiricalGame.Of(setup.Players, setup.Observed(data), options, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            return new PlayedEmpiricalGame(result with { Warnings = [.. failed, .. result.Warnings] }, []);
        }
        catch (InvalidInputException missing)
        {
            return new PlayedEmpiricalGame(null, [.. failed, .. missing.Faults.Select(fault => $"{fault.Detail} Found {fault.Found}; expected {fault.Expected}.")]);
        }
    }

    /// <summary>The game as rows: one for each profile and player.</summary>
    public static CsvTable Table(EmpiricalGameResult game) => new(
        [
            "profile", .. game.Players.Select(player => $"rule:{player.Actor}"), "actor", "outcome", "unit", "mean", "standardError", "lower", "upper", "n", "bestReply",
            "regret", "regretLower", "regretUpper", "deviator", "deviation", "epsilon", "survival", "survivalLower", "survivalUpper",
        ],
        from profile in game.Profiles.Select((own, i) => (Own: own, Index: i))
        from payoff in profile.Own.Payoffs
        select (object?[])
        [
            profile.Index, .. profile.Own.Rules, payoff.Actor, game.Outcome, game.Unit, payoff.Mean, payoff.StandardError, payoff.Lower, payoff.Upper, payoff.N, payoff.BestReply,
            profile.Own.Regret.Value, profile.Own.Regret.Lower, profile.Own.Regret.Upper, profile.Own.BestDeviation?.Actor, profile.Own.BestDeviation?.Rule,
            game.Epsilon, profile.Own.Survival.Share, profile.Own.Survival.Lower, profile.Own.Survival.Upper,
        ]);

    private static async Task<string> FailedAsync(StudyResults results, StudyProgress progress, CancellationToken cancellationToken)
    {
        UnitFailure first = (await results.FailuresAsync(progress.Study.Id, null, 1, cancellationToken))[0];
        return $"{progress.UnitsFailed} of {progress.UnitsTotal} units failed and are left out; the first, {(first.Replication is int replication ? $"replication {replication} of " : "")}point {first.Index}: {first.Reason}";
    }
}
