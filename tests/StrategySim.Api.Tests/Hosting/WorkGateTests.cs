using Microsoft.Extensions.Hosting;
using StrategySim.Api.Hosting;
using StrategySim.Api.Problems;
using StrategySim.Testing.Time;

namespace StrategySim.Api.Tests.Hosting;

public sealed class WorkGateTests
{
    [Fact]
    public async Task WorkBeyondItsBudget_IsStopped_AndSaysWhatItWas()
    {
        var time = new ManualTimeProvider();
        using var lifetime = new Lifetime();
        using var gate = new WorkGate(new StrategySimSettings(), time, lifetime);
        var started = new TaskCompletionSource();
        Task<int> work = gate.RunAsync("Solving it", "/method", 30, stop => Wait(stop, started), CancellationToken.None);
        await started.Task;
        time.Advance(TimeSpan.FromSeconds(31));
        WorkBudgetException error = await Assert.ThrowsAsync<WorkBudgetException>(() => work);
        Assert.Equal("Solving it was stopped after 30 s.", error.Message);
    }

    [Fact]
    public async Task WorkWhoseClientLeaves_IsStopped_AndItsPlaceIsFree()
    {
        using var lifetime = new Lifetime();
        using var gate = new WorkGate(new StrategySimSettings { Limits = { ConcurrentWork = 1 } }, TimeProvider.System, lifetime);
        using var client = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        Task<int> work = gate.RunAsync("Solving it", "", 30, stop => Wait(stop, started), client.Token);
        await started.Task;
        Task<int> next = gate.RunAsync("Solving another", "", 30, _ => 7, CancellationToken.None);
        Assert.False(next.IsCompleted);
        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.Equal(7, await next);
    }

    private static int Wait(CancellationToken stop, TaskCompletionSource started)
    {
        started.SetResult();
        stop.WaitHandle.WaitOne();
        stop.ThrowIfCancellationRequested();
        return 0;
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
