using System.Threading.Channels;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Store;

namespace StrategySim.Api.Metrics;

/// <summary>Counts what an engine plays; changes nothing of it.</summary>
internal sealed class MeteredEngine(IRunEngine engine, ApiMetrics metrics) : IRunEngine
{
    public string Name => engine.Name;

    public async Task PlayAsync(ChannelReader<UnitOrder> orders, Func<IReadOnlyList<EndedUnits>, ValueTask> ended, CancellationToken cancellationToken)
    {
        string how = "failed";
        bool unitFailed = false;
        metrics.PlayStarted();
        try
        {
            await engine.PlayAsync(orders, Count, cancellationToken);
            if (!unitFailed) how = "completed";
        }
        catch (OperationCanceledException)
        {
            // A run is stopped where one of its units fails.
            if (!unitFailed) how = "stopped";
            throw;
        }
        finally
        {
            metrics.PlayEnded(how);
        }

        ValueTask Count(IReadOnlyList<EndedUnits> groups)
        {
            foreach (EndedUnits group in groups)
            {
                long rounds = 0;
                for (int i = 0; i < group.Units.Count; i++) rounds += PackedUnit.RoundsOf(group.Units.Unit(i));
                metrics.UnitsPlayed(group.Units.Count, rounds);
                unitFailed |= group.Failures.Count > 0;
            }

            return ended(groups);
        }
    }

    public async Task<ActorsAdvance> AdvanceAsync(ActorsOrder order, CancellationToken cancellationToken)
    {
        ActorsAdvance advance = await engine.AdvanceAsync(order, cancellationToken);
        if (advance.Ended is { } summary) metrics.UnitsPlayed(1, summary.Rounds);
        return advance;
    }

    public Task InterruptAsync(string runId, CancellationToken cancellationToken) => engine.InterruptAsync(runId, cancellationToken);
}
