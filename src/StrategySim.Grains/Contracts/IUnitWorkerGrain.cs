using Orleans;
using Orleans.Concurrency;

namespace StrategySim.Grains.Contracts;

/// <summary>Plays whole units for batches: one worker for each core of the cluster. Key: the worker's number, from 0.</summary>
/// <remarks>
/// Stateless but for a unit that did not end within its piece of time, and that it plays on when it is asked for it again; any other
/// worker would play that unit from its beginning to the same bits.
/// </remarks>
[Alias("strategysim.unit-worker")]
public interface IUnitWorkerGrain : IGrainWithIntegerKey
{
    /// <summary>Plays units one after the other for a piece of time, after the orders that came before.</summary>
    [AlwaysInterleave]
    [Alias("play")]
    Task<BatchAdvance> PlayAsync(BatchOrder order);
}

/// <summary>An order to play units.</summary>
/// <param name="Pieces">The units in order, by point.</param>
/// <param name="Milliseconds">Time to play at most; a unit that takes longer is played in several pieces of time.</param>
[GenerateSerializer, Immutable, Alias("strategysim.batch-order")]
public sealed record BatchOrder([property: Id(0)] BatchPiece[] Pieces, [property: Id(1)] int Milliseconds);

/// <summary>Units of one point.</summary>
/// <param name="PointId">The point.</param>
/// <param name="Scenario">The scenario as canonical JSON; null where the worker should have it already.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Replications">Which units, in order.</param>
[GenerateSerializer, Immutable, Alias("strategysim.batch-piece")]
public sealed record BatchPiece(
    [property: Id(0)] string PointId, [property: Id(1)] string? Scenario, [property: Id(2)] ulong Seed, [property: Id(3)] ReadOnlyMemory<int> Replications);

/// <summary>How far an order was carried out.</summary>
/// <param name="Results">How the first so many units of the order ended, null for one that failed; none where the first one needs more time.</param>
/// <param name="Failures">Why units failed, in one sentence for each of the nulls, in their order.</param>
/// <param name="PointUnknown">Whether play ended since the worker does not have the scenario of the next unit, and was not sent it.</param>
/// <param name="Milliseconds">Time that play took, without the wait for orders before.</param>
[GenerateSerializer, Immutable, Alias("strategysim.batch-advance")]
public sealed record BatchAdvance(
    [property: Id(0)] UnitResult?[] Results, [property: Id(1)] string[] Failures, [property: Id(2)] bool PointUnknown, [property: Id(3)] double Milliseconds);
