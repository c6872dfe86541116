using System.Threading.Channels;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Engines;

/// <summary>Ways to play that every engine has.</summary>
public static class RunEngineExtensions
{
    /// <summary>Plays replications of one point and hands over units as they end, in any order; the first that fails ends play.</summary>
    /// <param name="engine">Who plays.</param>
    /// <param name="scenario">The compiled scenario.</param>
    /// <param name="seed">The seed of all units.</param>
    /// <param name="replications">Which replications to play, rising.</param>
    /// <param name="ended">
    /// Called with the units that were played, each once, one call at a time; it owns what it is called with. Units that ended before a failure or a
    /// cancellation are handed over too. An exception from it ends play and is passed on.
    /// </param>
    /// <param name="cancellationToken">As for <see cref="IRunEngine.PlayAsync"/>; it is not passed to <paramref name="ended"/>.</param>
    /// <exception cref="UnitFailedException">A unit failed; the first such in the order of <paramref name="replications"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before every unit had ended.</exception>
    public static async Task PlayAsync(
        this IRunEngine engine,
        CompiledScenario scenario,
        ulong seed,
        IReadOnlyList<int> replications,
        Func<EndedUnits, ValueTask> ended,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (replications.Count == 0) return;
        int[] asked = [.. replications];
        // Which of them have ended; all before 'next' have.
        bool[] over = new bool[asked.Length];
        int next = 0, failedAt = int.MaxValue;
        FailedUnit? failed = null;
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

        if (failed is not null) throw new UnitFailedException(failed.Replication, failed.Reason, failed.Thrown);

        async ValueTask TakeAsync(IReadOnlyList<EndedUnits> groups)
        {
            foreach (EndedUnits group in groups)
            {
                for (int i = 0; i < group.Units.Count; i++) over[At(group.Units.Replication(i))] = true;
                foreach (FailedUnit unit in group.Failures)
                {
                    int at = At(unit.Replication);
                    over[at] = true;
                    if (at < failedAt) (failedAt, failed) = (at, unit);
                }

                await ended(group);
            }

            while (next < over.Length && over[next]) next++;
            // All before it have ended: the same failure is reported however many play.
            if (next > failedAt) await stop.CancelAsync();
        }

        int At(int replication) => Array.BinarySearch(asked, replication);
    }
}
