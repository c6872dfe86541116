using System.Threading.Channels;
using StrategySim.Experiments.Engines;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Tests.Runs;

/// <summary>The local engine behind a gate: it can wait after a number of units, and tells what it was asked to play.</summary>
internal sealed class GatedEngine(int threads, int? pauseAfter) : IRunEngine
{
    private readonly LocalEngine _inner = new(threads, UnitPlayer.Play);
    private readonly TaskCompletionSource _paused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly List<IReadOnlyList<int>> _asked = [];

    public string Name => "gated";

    /// <summary>Whether nobody answers.</summary>
    public bool Unreachable { get; set; }

    /// <summary>Ends when a run has come to the gate.</summary>
    public Task Paused => _paused.Task;

    /// <summary>The replications of each order, in the order in which they came.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Asked
    {
        get
        {
            lock (_lock) return [.. _asked];
        }
    }

    /// <summary>Lets runs through, these and later ones.</summary>
    public void Open() => _opened.TrySetResult();

    public async Task PlayAsync(ChannelReader<UnitOrder> orders, Func<IReadOnlyList<EndedUnits>, ValueTask> ended, CancellationToken cancellationToken)
    {
        if (Unreachable) throw new EngineUnavailableException("nobody there", null);
        await foreach (UnitOrder order in orders.ReadAllAsync(cancellationToken))
        {
            lock (_lock) _asked.Add(order.Replications.ToArray());
            int before = Math.Min(pauseAfter ?? int.MaxValue, order.Replications.Length);
            await PlayAsync(order.Replications[..before]);
            if (pauseAfter is null) continue;
            _paused.TrySetResult();
            await _opened.Task.WaitAsync(cancellationToken);
            await PlayAsync(order.Replications[before..]);

            Task PlayAsync(ReadOnlyMemory<int> replications)
            {
                var part = Channel.CreateUnbounded<UnitOrder>();
                part.Writer.TryWrite(order with { Replications = replications });
                part.Writer.Complete();
                return _inner.PlayAsync(part.Reader, ended, cancellationToken);
            }
        }
    }

    public Task<ActorsAdvance> AdvanceAsync(ActorsOrder order, CancellationToken cancellationToken) =>
        Unreachable ? throw new EngineUnavailableException("nobody there", null) : _inner.AdvanceAsync(order, cancellationToken);

    public Task InterruptAsync(string runId, CancellationToken cancellationToken) => _inner.InterruptAsync(runId, cancellationToken);
}
