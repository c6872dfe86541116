using System.Threading.Channels;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Engines;

/// <summary>Ways to play that every engine has.</summary>
public static class RunEngineExtensions
{
    /// <summary>Plays replications of one point and hands over each unit as it ends, in any order; the first that fails ends play.</summary>
    /// <param name="engine">Who plays.</param>
    /// <param name="scenario">The compiled scenario.</param>
    /// <param name="seed">The seed of all units.</param>
    /// <param name="replications">Which replications to play, rising.</param>
    /// <param name="completed">
    /// Called once for each unit that ended, one call at a time. Units that ended before a failure or a cancellation are handed over too.
    /// An exception from it ends play and is passed on.
    /// </param>
    /// <param name="cancellationToken">As for <see cref="IRunEngine.PlayAsync"/>; it is not passed to <paramref name="completed"/>.</param>
    /// <exception cref="UnitFailedException">A unit failed; the first such in the order of <paramref name="replications"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before every unit had ended.</exception>
    public static async Task PlayAsync(
        this IRunEngine engine,
        CompiledScenario scenario,
        ulong seed,
        IReadOnlyList<int> replications,
        Func<UnitKey, UnitSummary, ValueTask> completed,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (replications.Count == 0) return;
        int[] asked = [.. replications];
        // Which of them have ended; all before 'next' have.
        bool[] over = new bool[asked.Length];
        int next = 0, failedAt = int.MaxValue;
        UnitEnd? failed = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var orders = Channel.CreateUnbounded<UnitOrder>();
        orders.Writer.TryWrite(new UnitOrder(new PlayedPoint(scenario), seed, asked));
        orders.Writer.Complete();
        try
        {
            await engine.PlayAsync(orders.Reader, TakeAsync, stop.Token);
        }
        catch (OperationCanceledException) when (next > failedAt)
        {
            // The failure is the reason.
        }

        if (failed is not null) throw new UnitFailedException(failed.Key.Replication, failed.Failure!, failed.Thrown);

        async ValueTask TakeAsync(IReadOnlyList<UnitEnd> ends)
        {
            foreach (UnitEnd end in ends)
            {
                int at = Array.BinarySearch(asked, end.Key.Replication);
                over[at] = true;
                if (end.Summary is { } summary) await completed(end.Key, summary);
                else if (at < failedAt) (failedAt, failed) = (at, end);
            }

            while (next < over.Length && over[next]) next++;
            // All before it have ended: the same failure is reported however many play.
            if (next > failedAt) await stop.CancelAsync();
        }
    }
}
