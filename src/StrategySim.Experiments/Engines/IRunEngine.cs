using System.Threading.Channels;
using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Engines;

/// <summary>Plays the units of runs. Every implementation gives the same bits.</summary>
public interface IRunEngine
{
    /// <summary>Short name for <c>/about</c> and manifests, such as <c>local</c>.</summary>
    string Name { get; }

    /// <summary>Plays the units of orders as they come, those of different points side by side, until the orders are completed and every unit has ended.</summary>
    /// <param name="orders">The orders. Whoever writes them may wait for ends before writing more: ends are handed over at once where there is nothing else to play.</param>
    /// <param name="ended">
    /// Called with units that ended, in any order, one call at a time; play goes on meanwhile, a bounded number of units ahead. It owns what it is called with.
    /// Units that fail are among them and stop nothing; where a scenario cannot be compiled, all units of its orders fail. An exception from
    /// it ends play and is passed on, as is one that <paramref name="orders"/> are completed with.
    /// </param>
    /// <param name="cancellationToken">
    /// Polled at least every few milliseconds of play, between rounds; units that have ended before are handed over still, so that they can be kept.
    /// </param>
    /// <exception cref="EngineUnavailableException">Nobody could play for a long while.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before every unit had ended.</exception>
    Task PlayAsync(ChannelReader<UnitOrder> orders, Func<IReadOnlyList<EndedUnits>, ValueTask> ended, CancellationToken cancellationToken);

    /// <summary>Plays some rounds of an <see cref="RunExecution.Actors"/> run, the state actors deciding round by round.</summary>
    /// <remarks>
    /// The answer depends on the order alone: where an engine does not hold the unit at that place (any more), it plays
    /// it up to there again, which gives the same bits. So an order may be given again after a failure.
    /// </remarks>
    /// <param name="order">From where to play and how far.</param>
    /// <param name="cancellationToken">Polled between rounds.</param>
    /// <exception cref="UnitFailedException">The unit threw.</exception>
    /// <exception cref="EngineUnavailableException">Nobody could play it for a long while; the order may be given again later.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the rounds played on the way are lost, not wrong.</exception>
    Task<ActorsAdvance> AdvanceAsync(ActorsOrder order, CancellationToken cancellationToken);

    /// <summary>Ends an advance of a run that another process has ordered, between two rounds, so that it looks at the run again.</summary>
    /// <remarks>A courtesy: without it that process looks at the next renewal of its lease. An engine of one process has nobody to tell.</remarks>
    Task InterruptAsync(string runId, CancellationToken cancellationToken);
}

/// <summary>An order to play some rounds of one unit of an <see cref="RunExecution.Actors"/> run.</summary>
/// <param name="Run">The run, with its interventions.</param>
/// <param name="From">The unit, and how many of its rounds are over.</param>
/// <param name="Rounds">Rounds to play at most, at least 1; play ends with the unit too.</param>
/// <param name="Slice">Time to play at most; at least one round is played.</param>
public sealed record ActorsOrder(RunRecord Run, UnitPosition From, int Rounds, TimeSpan Slice);

/// <summary>How far an order was carried out.</summary>
/// <param name="Position">The unit, and how many of its rounds are over now.</param>
/// <param name="Ended">The summary of the unit where it has ended; null where it goes on.</param>
/// <param name="Interrupted">Whether <see cref="IRunEngine.InterruptAsync"/> ended it.</param>
public sealed record ActorsAdvance(UnitPosition Position, UnitSummary? Ended, bool Interrupted = false);

/// <summary>Raised where no part of an engine could be reached for a long while; nothing is lost, and the call may be made again.</summary>
/// <param name="message">What was tried and for how long.</param>
/// <param name="innerException">The last failure.</param>
public sealed class EngineUnavailableException(string message, Exception? innerException) : Exception(message, innerException);

/// <summary>Raised where the play of one unit ended in an exception; the message names the replication and the cause.</summary>
/// <param name="replication">Number of the replication, from 0.</param>
/// <param name="failure">Why it failed.</param>
/// <param name="cause">What the unit threw, where it was played in this process.</param>
public sealed class UnitFailedException(int replication, string failure, Exception? cause) : Exception($"Replication {replication} failed: {failure}", cause)
{
    /// <summary>Number of the replication that failed, from 0.</summary>
    public int Replication { get; } = replication;
}
