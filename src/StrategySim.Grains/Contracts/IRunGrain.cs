using Orleans;
using Orleans.Concurrency;

namespace StrategySim.Grains.Contracts;

/// <summary>One run of execution <c>actors</c>: referees its units, and knows how far it has come. Key: the run's id.</summary>
/// <remarks>
/// It keeps nothing of its own: the store holds position and interventions, and a fresh activation plays the unit up to where an
/// order begins. So an order may be given again to any activation, and gives the same bits.
/// </remarks>
[Alias("strategysim.run")]
public interface IRunGrain : IGrainWithStringKey
{
    /// <summary>Plays some rounds, its state actors deciding.</summary>
    [Alias("advance")]
    Task<RunAdvance> AdvanceAsync(RunOrder order, CancellationToken cancellationToken);

    /// <summary>The place it stands at; null where this activation has not played yet. Answers in the middle of an advance too.</summary>
    [AlwaysInterleave]
    [Alias("place")]
    Task<RunPlace?> PlaceAsync();

    /// <summary>Ends the advance that is under way, or else the next one, between two rounds: whoever gave the order shall look at the run again.</summary>
    [AlwaysInterleave]
    [Alias("interrupt")]
    Task InterruptAsync();
}

/// <summary>A place in a run.</summary>
/// <param name="Replication">The unit, from 0.</param>
/// <param name="Round">Rounds of it that are over.</param>
[GenerateSerializer, Immutable, Alias("strategysim.run-place")]
public readonly record struct RunPlace([property: Id(0)] int Replication, [property: Id(1)] int Round);

/// <summary>An order to play.</summary>
/// <param name="From">From where.</param>
/// <param name="Rounds">Rounds at most, at least 1.</param>
/// <param name="Milliseconds">Time at most.</param>
/// <param name="Interventions">Interventions that the run has had; an activation that knows of fewer reads them from the store.</param>
[GenerateSerializer, Immutable, Alias("strategysim.run-order")]
public sealed record RunOrder([property: Id(0)] RunPlace From, [property: Id(1)] int Rounds, [property: Id(2)] int Milliseconds, [property: Id(3)] int Interventions);

/// <summary>How far an order was carried out.</summary>
/// <param name="Place">Where the run stands now.</param>
/// <param name="Ended">The unit's result where it has ended; null otherwise.</param>
/// <param name="Failure">Why the unit cannot go on; null otherwise.</param>
/// <param name="Interrupted">Whether <see cref="IRunGrain.InterruptAsync"/> ended it.</param>
[GenerateSerializer, Immutable, Alias("strategysim.run-advance")]
public sealed record RunAdvance([property: Id(0)] RunPlace Place, [property: Id(1)] UnitResult? Ended, [property: Id(2)] string? Failure, [property: Id(3)] bool Interrupted);

/// <summary>The result of one unit.</summary>
/// <param name="Rounds">Rounds played.</param>
/// <param name="Values">Outcomes, in the order of the scenario's layout.</param>
/// <param name="TrajectoryHash">SHA-256 of the trajectory, 64 hexadecimal digits.</param>
[GenerateSerializer, Immutable, Alias("strategysim.unit-result")]
public sealed record UnitResult([property: Id(0)] int Rounds, [property: Id(1)] double[] Values, [property: Id(2)] string TrajectoryHash);
