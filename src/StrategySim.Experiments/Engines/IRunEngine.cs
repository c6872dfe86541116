using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Engines;

/// <summary>Plays the units of runs. Every implementation gives the same bits.</summary>
public interface IRunEngine
{
    /// <summary>Short name for <c>/about</c> and manifests, such as <c>local</c>.</summary>
    string Name { get; }

    /// <summary>Plays the given replications and hands over each unit as it ends, in any order.</summary>
    /// <param name="scenario">The compiled scenario.</param>
    /// <param name="seed">The seed of all units.</param>
    /// <param name="replications">Which replications to play, each once.</param>
    /// <param name="completed">
    /// Called once for each unit that ended, one call at a time; play goes on meanwhile, a bounded number of units ahead.
    /// Units that ended before a failure or a cancellation are handed over too. An exception from it ends play and is passed on.
    /// </param>
    /// <param name="cancellationToken">Polled at least every few milliseconds of play, between rounds; it is not passed to <paramref name="completed"/>, so that what has ended can still be kept.</param>
    /// <exception cref="UnitFailedException">A unit threw; the first such in the order of <paramref name="replications"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before every unit had ended.</exception>
    Task PlayAsync(
        CompiledScenario scenario,
        ulong seed,
        IReadOnlyList<int> replications,
        Func<UnitKey, UnitSummary, ValueTask> completed,
        CancellationToken cancellationToken);
}

/// <summary>Raised where the play of one unit ended in an exception; the message names the replication and the cause.</summary>
/// <param name="replication">Number of the replication, from 0.</param>
/// <param name="cause">What the unit threw.</param>
public sealed class UnitFailedException(int replication, Exception cause)
    : Exception($"Replication {replication} failed: {cause.Message}", cause)
{
    /// <summary>Number of the replication that failed, from 0.</summary>
    public int Replication { get; } = replication;
}
