using System.Diagnostics;
using Orleans;
using StrategySim.Grains.Contracts;
using StrategySim.Grains.Placement;
using StrategySim.Simulation.Play;

namespace StrategySim.Grains;

/// <summary>Referees the units of one run: loads it, lets an <see cref="ActorsUnit"/> play with state actors that are grains, and answers.</summary>
[SpreadPlacement]
internal sealed class RunGrain(Scenarios scenarios, IGrainFactory grains) : Grain, IRunGrain
{
    // A call takes microseconds; the clock is looked at every so many rounds.
    private const int RoundsBetweenLooks = 16;

    private ActorsUnit? _unit;
    private int _replication;
    private int _interventions;
    private bool _interrupted;

    public async Task<RunAdvance> AdvanceAsync(RunOrder order, CancellationToken cancellationToken)
    {
        // Held again only where all goes well: after a failure in the middle of a round the unit cannot go on.
        ActorsUnit? unit = Fits(order) ? _unit : null;
        _unit = null;
        try
        {
            unit ??= await OpenAsync(order, cancellationToken);
            await PlayAsync(unit, order, cancellationToken);
        }
        catch (UnitFailure failure)
        {
            return new RunAdvance(order.From, null, failure.Message, false);
        }

        var place = new RunPlace(order.From.Replication, unit.Round);
        bool interrupted = _interrupted;
        _interrupted = false;
        (_unit, _replication) = (unit, order.From.Replication);
        return new RunAdvance(place, unit.Ended ? Result(unit.Finish()) : null, null, interrupted);
    }

    public Task<RunPlace?> PlaceAsync() => Task.FromResult<RunPlace?>(_unit is { } unit ? new RunPlace(_replication, unit.Round) : null);

    public Task InterruptAsync()
    {
        _interrupted = true;
        return Task.CompletedTask;
    }

    internal static UnitResult Result(UnitSummary summary) => new(summary.Rounds, summary.Values as double[] ?? [.. summary.Values], summary.TrajectoryHash);

    private bool Fits(RunOrder order) =>
        _unit is not null && _replication == order.From.Replication && _unit.Round == order.From.Round && _interventions >= order.Interventions;

    private async Task<ActorsUnit> OpenAsync(RunOrder order, CancellationToken cancellationToken)
    {
        string id = this.GetPrimaryKeyString();
        LoadedRun run = await scenarios.OfRunAsync(id, order.Interventions, cancellationToken);
        _interventions = run.Run.Interventions.Entries.Count;
        var actors = new GrainActors(grains, id, order.From.Replication, _interventions);
        try
        {
            return await OwnThread.RunAsync(() => new ActorsUnit(
                run.Scenario, run.Run.Seed, order.From.Replication, run.Run.Interventions, actors, order.From.Round, cancellationToken));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new UnitFailure(exception.Message, exception);
        }
    }

    private async Task PlayAsync(ActorsUnit unit, RunOrder order, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        for (int played = 0; played < order.Rounds && !unit.Ended && !_interrupted; played++)
        {
            if (played % RoundsBetweenLooks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (played > 0 && Stopwatch.GetElapsedTime(started).TotalMilliseconds >= order.Milliseconds) return;
            }

            try
            {
                await unit.PlayRoundAsync();
            }
            catch (Exception exception) when (!Transient.Is(exception) && exception is not UnitFailure)
            {
                throw new UnitFailure(exception.Message, exception);
            }
        }
    }

    // What a unit itself throws, told apart from what calls between silos throw.
    private sealed class UnitFailure(string message, Exception? innerException) : Exception(message, innerException);

    private sealed class GrainActors(IGrainFactory grains, string run, int replication, int interventions) : IStateActors
    {
        private readonly Dictionary<string, IStateActorGrain> _actors = [];

        public async ValueTask<IReadOnlyList<SeatMove>> DecideAsync(string actor, ActorPrompt prompt)
        {
            if (!_actors.TryGetValue(actor, out IStateActorGrain? grain))
                _actors[actor] = grain = grains.GetGrain<IStateActorGrain>(new StateActorKey(run, replication, actor).ToString());
            ActorAnswer answer = await grain.DecideAsync(new ActorQuestion(prompt.Round, (int[])prompt.Last, (int[]?)prompt.Observed, interventions));
            if (answer.Failure is { } failure) throw new UnitFailure(failure, null);
            var moves = new SeatMove[answer.Moves.Length];
            for (int i = 0; i < moves.Length; i++) moves[i] = new SeatMove(answer.Moves[i].Seat, answer.Moves[i].Action, answer.Moves[i].FellBack);
            return moves;
        }
    }
}
