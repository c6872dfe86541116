using Orleans;
using StrategySim.Grains.Contracts;
using StrategySim.Grains.Placement;
using StrategySim.Simulation.Play;

namespace StrategySim.Grains;

/// <summary>A state actor that plays: loads its run, and asks a <see cref="StateActor"/>.</summary>
/// <remarks>It is let go soon after its unit has ended: every unit has actors of its own, and coming back costs a replay only.</remarks>
[SpreadPlacement]
[CollectionAgeLimit(Minutes = 2)]
internal sealed class StateActorGrain(Scenarios scenarios) : Grain, IStateActorGrain
{
    private StateActor? _actor;
    private int _interventions;

    public ValueTask<ActorAnswer> DecideAsync(ActorQuestion question)
    {
        var prompt = new ActorPrompt(question.Round, question.Last, question.Observed, question.Unit);
        return _actor is not null && _interventions >= question.Interventions && _actor.IsReadyFor(prompt)
            ? new ValueTask<ActorAnswer>(Decide(_actor, prompt))
            : DecideAfreshAsync(prompt, question.Interventions);
    }

    // Nothing is known of the round before: the grain was just activated, or a call was made again after a failure.
    private async ValueTask<ActorAnswer> DecideAfreshAsync(ActorPrompt prompt, int interventions)
    {
        _actor = null;
        StateActorKey key = StateActorKey.Parse(this.GetPrimaryKeyString());
        LoadedRun run = await scenarios.OfRunAsync(key.RunId, interventions, CancellationToken.None);
        var actor = new StateActor(run.Scenario, run.Run.Seed, key.Replication, key.Actor, run.Run.Interventions);
        if (!actor.IsReadyFor(prompt))
        {
            try
            {
                await OwnThread.RunAsync(() => actor.PlayUpTo(prompt, CancellationToken.None));
            }
            catch (Exception exception)
            {
                return Fail(exception);
            }
        }

        _actor = actor;
        _interventions = run.Run.Interventions.Entries.Count;
        return Decide(actor, prompt);
    }

    private ActorAnswer Decide(StateActor actor, in ActorPrompt prompt)
    {
        try
        {
            ReadOnlySpan<SeatMove> moves = actor.Decide(prompt);
            var answer = new ActorMove[moves.Length];
            for (int i = 0; i < answer.Length; i++) answer[i] = new ActorMove(moves[i].Seat, moves[i].Action, moves[i].FellBack);
            return new ActorAnswer(answer, null);
        }
        catch (Exception exception)
        {
            return Fail(exception);
        }
    }

    // What throws here would throw again anywhere: that is an answer, not a failure of this silo.
    private ActorAnswer Fail(Exception exception)
    {
        _actor = null;
        return new ActorAnswer([], exception.Message);
    }
}
