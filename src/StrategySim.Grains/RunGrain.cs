using System.Diagnostics;
using Orleans;
using StrategySim.Grains.Contracts;
using StrategySim.Grains.Placement;
using StrategySim.Simulation.Play;

namespace StrategySim.Grains;

/// <summary>Referees the units of one run: loads it, asks state actors that are grains for the moves of an <see cref="ActorsUnit"/>, and answers.</summary>
[SpreadPlacement]
internal sealed class RunGrain(Scenarios scenarios, IGrainFactory grains) : Grain, IRunGrain
{
    // A call takes microseconds; the clock is looked at every so many rounds.
    private const int RoundsBetweenLooks = 16;

    // The actors of the unit under way.
    private readonly Dictionary<string, IStateActorGrain> _actors = [];

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
        LoadedRun run = await scenarios.OfRunAsync(this.GetPrimaryKeyString(), order.Interventions, cancellationToken);
        _interventions = run.Run.Interventions.Entries.Count;
        _actors.Clear();
        try
        {
            // Nothing is played again for a unit that only begins.
            return order.From.Round == 0 ? Open() : await OwnThread.RunAsync(Open);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new UnitFailure(exception.Message, exception);
        }

        ActorsUnit Open() => new(run.Scenario, run.Run.Seed, order.From.Replication, run.Run.Interventions, order.From.Round, cancellationToken);
    }

    // One method for the whole exchange: each one more that waits for an actor would cost a turn of the scheduler in every call.
    private async Task PlayAsync(ActorsUnit unit, RunOrder order, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        var answers = new List<ValueTask<ActorAnswer>>();
        var moves = new List<ActorMove[]>();
        for (int played = 0; played < order.Rounds && !unit.Ended && !_interrupted; played++)
        {
            if (played % RoundsBetweenLooks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (played > 0 && Stopwatch.GetElapsedTime(started).TotalMilliseconds >= order.Milliseconds) return;
            }

            try
            {
                while (unit.NextTurn() is { } turn)
                {
                    var question = new ActorQuestion(turn.Prompt.Round, turn.Prompt.Last, turn.Prompt.Observed, _interventions) { Unit = turn.Prompt.Unit };
                    // All are asked before the first is waited for: they think at the same time.
                    answers.Clear();
                    for (int i = 0; i < turn.Actors.Count; i++) answers.Add(Actor(order.From.Replication, turn.Actors[i]).DecideAsync(question));
                    unit.LookAhead();
                    moves.Clear();
                    for (int i = 0; i < answers.Count; i++)
                    {
                        ActorAnswer answer = await answers[i];
                        if (answer.Failure is { } failure) throw new UnitFailure(failure, null);
                        moves.Add(answer.Moves);
                    }

                    // Not before all have answered: on another core, those who still think look at what lies beside.
                    foreach (ActorMove[] answered in moves)
                    {
                        foreach (ActorMove move in answered) unit.Take(new SeatMove(move.Seat, move.Action, move.FellBack));
                    }
                }
            }
            catch (Exception exception) when (!Transient.Is(exception) && exception is not UnitFailure)
            {
                throw new UnitFailure(exception.Message, exception);
            }
        }
    }

    private IStateActorGrain Actor(int replication, string actor)
    {
        if (!_actors.TryGetValue(actor, out IStateActorGrain? grain))
            _actors[actor] = grain = grains.GetGrain<IStateActorGrain>(new StateActorKey(this.GetPrimaryKeyString(), replication, actor).ToString());
        return grain;
    }

    // What a unit itself throws, told apart from what calls between silos throw.
    private sealed class UnitFailure(string message, Exception? innerException) : Exception(message, innerException);
}
