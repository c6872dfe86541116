using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Engines;

/// <summary>Units of <see cref="RunExecution.Actors"/> runs between two orders, so that the next one need not play them again from the beginning.</summary>
/// <remarks>A cache: what is missing, or has gone further than the order, is played again. Safe for several threads.</remarks>
internal sealed class ActorsSessions
{
    // More runs than anybody watches; one that was forgotten costs a replay.
    private const int Kept = 64;

    private readonly Lock _lock = new();
    private readonly LinkedList<ActorsSession> _sessions = [];

    /// <summary>Takes the session of an order out of the cache, or opens one; give it back with <see cref="Return"/> where all went well.</summary>
    /// <param name="order">The order.</param>
    /// <param name="cancellationToken">Polled while rounds are played again.</param>
    /// <exception cref="UnitFailedException">A round that was played before now throws.</exception>
    public ActorsSession Open(ActorsOrder order, CancellationToken cancellationToken)
    {
        ActorsSession? found = Take(order.Run.Id);
        UnitKey key = order.Run.KeyOf(order.From.Replication);
        ActorsSession session = found is not null && found.Key == key && found.Unit.Round <= order.From.Round
            ? found
            : ActorsSession.Start(order.Run, found?.Scenario ?? StoredScenarios.Compile(order.Run), key);
        session.PlayTo(order.From.Round, cancellationToken);
        return session;
    }

    /// <summary>Puts a session into the cache.</summary>
    public void Return(ActorsSession session)
    {
        lock (_lock)
        {
            _sessions.AddFirst(session);
            if (_sessions.Count > Kept) _sessions.RemoveLast();
        }
    }

    private ActorsSession? Take(string runId)
    {
        lock (_lock)
        {
            ActorsSession? found = _sessions.FirstOrDefault(session => session.RunId == runId);
            if (found is not null) _sessions.Remove(found);
            return found;
        }
    }
}

/// <summary>One unit of an <see cref="RunExecution.Actors"/> run in play.</summary>
internal sealed record ActorsSession(string RunId, CompiledScenario Scenario, UnitKey Key, UnitStepper Unit)
{
    // Steps are short; the clock and the token are looked at every so many.
    private const int RoundsBetweenPolls = 64;

    public static ActorsSession Start(RunRecord run, CompiledScenario scenario, UnitKey key) =>
        new(run.Id, scenario, key, new UnitStepper(scenario, run.Seed, key.Replication, run.Interventions));

    /// <summary>Plays until so many rounds are over.</summary>
    public void PlayTo(int round, CancellationToken cancellationToken) => Play(round - Unit.Round, null, cancellationToken);

    /// <summary>Plays rounds: so many at most, until the time is over, or to the end of the unit.</summary>
    /// <exception cref="UnitFailedException">A round threw.</exception>
    public void Play(int rounds, Func<bool>? timeIsOver, CancellationToken cancellationToken)
    {
        for (int played = 0; played < rounds && !Unit.Ended; played++)
        {
            if (played % RoundsBetweenPolls == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (played > 0 && timeIsOver is not null && timeIsOver()) return;
            }

            try
            {
                Unit.Step();
            }
            catch (Exception exception)
            {
                throw new UnitFailedException(Key.Replication, exception.Message, exception);
            }
        }
    }

    /// <summary>Where the unit stands.</summary>
    public ActorsAdvance Standing() => new(new UnitPosition(Key.Replication, Unit.Round), Unit.Ended ? Unit.Finish() : null);
}
