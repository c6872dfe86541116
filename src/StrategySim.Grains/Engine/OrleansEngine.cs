using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using StrategySim.Experiments.Engines;
using StrategySim.Grains.Contracts;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;

namespace StrategySim.Grains.Engine;

/// <summary>Plays units on the silos of an Orleans cluster, this process being one of them or a client.</summary>
public sealed class OrleansEngine(IGrainFactory grains, IOptions<OrleansEngineOptions> options, TimeProvider time, ILogger<OrleansEngine> logger) : IRunEngine
{
    private readonly GrainCalls _calls = new(options.Value.Patience, time, logger);

    /// <inheritdoc/>
    public string Name => "orleans";

    /// <inheritdoc/>
    public async Task PlayAsync(ChannelReader<UnitOrder> orders, Func<IReadOnlyList<EndedUnits>, ValueTask> ended, CancellationToken cancellationToken)
    {
        if (!await orders.WaitToReadAsync(cancellationToken)) return;
        int silos = await SilosAsync(cancellationToken);
        using var job = new GrainBatch(grains, _calls, orders, silos * options.Value.WorkersPerSilo, cancellationToken);
        await job.RunAsync(ended);
    }

    /// <inheritdoc/>
    public async Task<ActorsAdvance> AdvanceAsync(ActorsOrder order, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order.Rounds, 1, nameof(order));
        IRunGrain run = grains.GetGrain<IRunGrain>(order.Run.Id);
        var asked = new RunOrder(
            new RunPlace(order.From.Replication, order.From.Round), order.Rounds, Math.Max(1, (int)order.Slice.TotalMilliseconds), order.Run.Interventions.Entries.Count);
        RunAdvance advance = await _calls.MakeAsync(() => run.AdvanceAsync(asked, cancellationToken), cancellationToken);
        if (advance.Failure is { } failure) throw new UnitFailedException(order.From.Replication, failure, null);
        UnitSummary? ended = advance.Ended is { } result ? new UnitSummary(result.Rounds, result.Values, result.TrajectoryHash) : null;
        return new ActorsAdvance(new UnitPosition(advance.Place.Replication, advance.Place.Round), ended, advance.Interrupted);
    }

    /// <inheritdoc/>
    public async Task InterruptAsync(string runId, CancellationToken cancellationToken) =>
        // Whoever controls a run does not wait for a silo that is going away.
        await grains.GetGrain<IRunGrain>(runId).InterruptAsync().WaitAsync(TimeSpan.FromSeconds(1), time, cancellationToken);

    private Task<int> SilosAsync(CancellationToken cancellationToken) => _calls.MakeAsync(
        async () => (await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true)).Count, cancellationToken);
}

/// <summary>Settings of <see cref="OrleansEngine"/>.</summary>
public sealed class OrleansEngineOptions
{
    /// <summary>Units that one silo plays at the same time, 1 to 1024; by default one for each core. Results do not depend on it.</summary>
    public int WorkersPerSilo { get; set; } = Environment.ProcessorCount;

    /// <summary>How long a call is made again where no silo can answer it, before the run is left to be taken up later. At least 1 s.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(60);
}
