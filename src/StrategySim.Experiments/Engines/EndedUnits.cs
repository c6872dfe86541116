using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Engines;

/// <summary>Units of one order that ended: those that were played, packed as the store keeps them, and those that failed.</summary>
/// <remarks>Not safe for several threads. Whoever is handed one may keep it, and disposes of it, or of its units, when they are not needed any more.</remarks>
/// <param name="order">The order.</param>
public sealed class EndedUnits(UnitOrder order) : IDisposable
{
    private List<FailedUnit> _failures = [];

    /// <summary>The order that they are of.</summary>
    public UnitOrder Order => order;

    /// <summary>Those that were played, in any order.</summary>
    public UnitBatch Units { get; } = new();

    /// <summary>Those that failed, in any order.</summary>
    public IReadOnlyList<FailedUnit> Failures => _failures;

    /// <summary>How many ended.</summary>
    public int Count => Units.Count + _failures.Count;

    /// <summary>Adds one that failed.</summary>
    public void Fail(FailedUnit failed) => _failures.Add(failed);

    /// <summary>The key of one of the units.</summary>
    public UnitKey KeyOf(int replication) => order.KeyOf(replication);

    /// <summary>Gives the memory of the units back.</summary>
    public void Dispose()
    {
        Units.Dispose();
        _failures = [];
    }
}

/// <summary>A unit that failed.</summary>
/// <param name="Replication">Number of the replication, from 0.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record FailedUnit(int Replication, string Reason)
{
    /// <summary>What it threw, for logs; null where it failed in another process.</summary>
    public Exception? Thrown { get; init; }
}
