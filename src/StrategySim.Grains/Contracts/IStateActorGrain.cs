using Orleans;
using StrategySim.Simulation.Play;

namespace StrategySim.Grains.Contracts;

/// <summary>A state actor in one unit: its private memory, its rules, its view of names. Key: run/unit/actor; see <see cref="StateActorKey"/>.</summary>
/// <remarks>It keeps nothing of its own: a fresh activation plays the unit up to the round that it is asked about.</remarks>
[Alias("strategysim.state-actor")]
public interface IStateActorGrain : IGrainWithStringKey
{
    /// <summary>Takes note of the round before, and decides.</summary>
    [Alias("decide")]
    ValueTask<ActorAnswer> DecideAsync(ActorQuestion question);
}

/// <summary>What the referee tells an actor; see <c>ActorPrompt</c>.</summary>
/// <param name="Round">The round to decide in, from 1.</param>
/// <param name="Last">Executed actions of the round before, by seat.</param>
/// <param name="Observed">Executed actions of the first movers, −1 in other seats; null where the actor decides without seeing anybody.</param>
/// <param name="Interventions">Interventions that the run has had; an activation that knows of fewer reads them from the store.</param>
[GenerateSerializer, Immutable, Alias("strategysim.actor-question")]
public sealed record ActorQuestion([property: Id(0)] int Round, [property: Id(1)] int[] Last, [property: Id(2)] int[]? Observed, [property: Id(3)] int Interventions)
{
    /// <summary>The unit itself; see <c>ActorPrompt</c>. It does not travel: only actors on the referee's own silo find it, since an immutable message goes to them as it is.</summary>
    [field: NonSerialized]
    public ActorsUnit? Unit { get; init; }
}

/// <summary>What an actor plays.</summary>
/// <param name="Moves">One move for each seat that was asked for.</param>
/// <param name="Failure">Why the actor cannot go on; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("strategysim.actor-answer")]
public sealed record ActorAnswer([property: Id(0)] ActorMove[] Moves, [property: Id(1)] string? Failure);

/// <summary>A move in one seat; see <c>SeatMove</c>.</summary>
/// <param name="Seat">The seat, over all games.</param>
/// <param name="Action">The strategy, by index.</param>
/// <param name="FellBack">Whether the rule's fallback decided.</param>
[GenerateSerializer, Immutable, Alias("strategysim.actor-move")]
public readonly record struct ActorMove([property: Id(0)] int Seat, [property: Id(1)] int Action, [property: Id(2)] bool FellBack);

/// <summary>The key of a state actor.</summary>
/// <param name="RunId">The run; contains no slash.</param>
/// <param name="Replication">The unit, from 0.</param>
/// <param name="Actor">Actor id; may contain anything.</param>
public readonly record struct StateActorKey(string RunId, int Replication, string Actor)
{
    /// <summary>"run/unit/actor".</summary>
    public override string ToString() => $"{RunId}/{Replication}/{Actor}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not such a key.</exception>
    public static StateActorKey Parse(string key) =>
        key.Split('/', 3) is [var run, var unit, var actor] && int.TryParse(unit, out int replication)
            ? new StateActorKey(run, replication, actor)
            : throw new FormatException($"'{key}' is not the key of a state actor; expected run/unit/actor.");
}
