using StrategySim.Api.Contracts;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;

namespace StrategySim.Api.Results;

/// <summary>Plays a unit again, keeps one page of its rounds, and holds the whole against the stored hash.</summary>
internal static class Trajectories
{
    /// <summary>One page of a trajectory.</summary>
    /// <param name="scenario">The compiled scenario of the run.</param>
    /// <param name="run">The run.</param>
    /// <param name="replication">The unit.</param>
    /// <param name="stored">What is stored of it.</param>
    /// <param name="from">First round of the page.</param>
    /// <param name="limit">Most rounds of the page.</param>
    /// <param name="cancellationToken">Polled every 1024 rounds.</param>
    /// <exception cref="IntegrityException">The unit played again is not the stored one.</exception>
    public static TrajectoryPage Page(CompiledScenario scenario, RunRecord run, int replication, UnitSummary stored, int from, int limit, CancellationToken cancellationToken)
    {
        var stepper = new UnitStepper(scenario, run.Seed, replication, run.Interventions);
        var rounds = new List<TrajectoryRound>();
        while (stepper.Step())
        {
            if (stepper.Round % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
            if (stepper.Round >= from && rounds.Count < limit) rounds.Add(TrajectoryRound.From(RoundRecord.Of(stepper)));
        }

        UnitSummary played = stepper.Finish();
        if (played.TrajectoryHash != stored.TrajectoryHash || played.Rounds != stored.Rounds)
        {
            throw new IntegrityException(
                $"Replication {replication} of run {run.Id} played again has {played.Rounds} rounds and the hash {played.TrajectoryHash}; stored are {stored.Rounds} rounds and {stored.TrajectoryHash}.");
        }

        int next = from + rounds.Count;
        return new TrajectoryPage(run.Id, replication, played.Rounds, played.TrajectoryHash, rounds.Count > 0 && next <= played.Rounds ? next : null, rounds);
    }

    /// <summary>The page as rows: one for each round, game and actor; states as columns with exact values.</summary>
    public static CsvTable Table(TrajectoryPage page)
    {
        string[] states = [.. page.Rounds.Take(1).SelectMany(round => round.States.Keys)];
        return new CsvTable(
            ["replication", "round", "game", "family", "gameType", "actor", "intended", "executed", "payoff", "payoffDecimal", "firmBelief", "labelled", "fellBack", "forced", "arrivals", .. states.Select(name => $"state:{name}")],
            from round in page.Rounds
            from game in round.Games
            from seat in game.Seats
            select (object?[])
            [
                page.Replication, round.Round, game.Game, game.Family, game.GameType, seat.Actor, seat.Intended, seat.Executed,
                seat.Payoff.Exact, seat.Payoff.Decimal, seat.FirmBelief, seat.Labelled, seat.FellBack, seat.Forced, round.Arrivals,
                .. states.Select(name => round.States[name].Exact),
            ]);
    }
}
