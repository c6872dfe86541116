using StrategySim.Experiments.Engines;
using StrategySim.Simulation.Play;

namespace StrategySim.Api.Metrics;

/// <summary>Counts what an engine plays; changes nothing of it.</summary>
internal sealed class MeteredEngine(IRunEngine engine, ApiMetrics metrics) : IRunEngine
{
    public string Name => engine.Name;

    public async Task PlayAsync(
        CompiledScenario scenario, ulong seed, IReadOnlyList<int> replications, Func<UnitKey, UnitSummary, ValueTask> completed, CancellationToken cancellationToken)
    {
        string how = "failed";
        metrics.PlayStarted();
        try
        {
            await engine.PlayAsync(scenario, seed, replications, Count, cancellationToken);
            how = "completed";
        }
        catch (OperationCanceledException)
        {
            how = "stopped";
            throw;
        }
        finally
        {
            metrics.PlayEnded(how);
        }

        ValueTask Count(UnitKey key, UnitSummary summary)
        {
            metrics.UnitPlayed(summary.Rounds);
            return completed(key, summary);
        }
    }

    public async Task<ActorsAdvance> AdvanceAsync(ActorsOrder order, CancellationToken cancellationToken)
    {
        ActorsAdvance advance = await engine.AdvanceAsync(order, cancellationToken);
        if (advance.Ended is { } summary) metrics.UnitPlayed(summary.Rounds);
        return advance;
    }

    public Task InterruptAsync(string runId, CancellationToken cancellationToken) => engine.InterruptAsync(runId, cancellationToken);
}
