using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Engines;

/// <summary>Settings of <see cref="LocalEngine"/>.</summary>
public sealed class LocalEngineOptions
{
    /// <summary>Most threads that one call may play on, 1 to 1024; by default one for each core. Results do not depend on it.</summary>
    public int Threads { get; set; } = Environment.ProcessorCount;
}

/// <summary>Plays one unit; a pure function of its arguments that polls the token between rounds.</summary>
internal delegate UnitSummary UnitPlay(CompiledScenario scenario, ulong seed, int replication, CancellationToken cancellationToken);

/// <summary>Plays units on threads of this process.</summary>
/// <remarks>
/// Every call gets threads of its own, so that long units never hold those that answer requests. They claim units one by one
/// and hand results over in groups.
/// </remarks>
public sealed class LocalEngine : IRunEngine
{
    private readonly int _threads;
    private readonly UnitPlay _play;
    private readonly ActorsSessions _sessions = new();

    /// <summary>An engine with the given settings.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Threads are not in 1 to 1024.</exception>
    public LocalEngine(IOptions<LocalEngineOptions> options)
        : this(options.Value.Threads, UnitPlayer.Play)
    {
    }

    internal LocalEngine(int threads, UnitPlay play)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, 1024);
        _threads = threads;
        _play = play;
    }

    /// <inheritdoc/>
    public string Name => "local";

    /// <inheritdoc/>
    public async Task PlayAsync(ChannelReader<UnitOrder> orders, Func<IReadOnlyList<EndedUnits>, ValueTask> ended, CancellationToken cancellationToken)
    {
        using var job = new BatchJob(orders, _threads, _play, cancellationToken);
        await job.RunAsync(ended);
    }

    /// <inheritdoc/>
    public Task<ActorsAdvance> AdvanceAsync(ActorsOrder order, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order.Rounds, 1, nameof(order));
        // A thread of its own, as for batches: those that answer requests are few.
        return Task.Factory.StartNew(() => Advance(order, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public Task InterruptAsync(string runId, CancellationToken cancellationToken) => Task.CompletedTask;

    private ActorsAdvance Advance(ActorsOrder order, CancellationToken cancellationToken)
    {
        ActorsSession session = _sessions.Open(order, cancellationToken);
        long started = Stopwatch.GetTimestamp();
        session.Play(order.Rounds, () => Stopwatch.GetElapsedTime(started) >= order.Slice, cancellationToken);
        _sessions.Return(session);
        return session.Standing();
    }
}
