using StrategySim.Experiments.Runs;
using StrategySim.Testing.Files;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Experiments.Tests.Runs;

public sealed class WatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("experiments.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AnUnknownRun_HasNoProgress()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        Assert.Empty(await host.Runs.WatchAsync("unknown", default).ToListAsync());
    }

    [Fact]
    public async Task ARunThatHasEnded_IsToldOnce()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        string id = await StartAsync(host, 5);
        RunProgress end = await host.FinishAsync(id);
        Assert.Equal([end], await host.Runs.WatchAsync(id, default).ToListAsync());
    }

    [Fact]
    public async Task WhileTheClockStands_NoProgressComesBetweenTheFirstAndTheLast()
    {
        // Hundreds of groups are stored; those who watch hear of them at most nine times a second, and of the end at once.
        await using TestHost host = await TestHost.StartAsync(Path, pauseAfter: 0);
        string id = await StartAsync(host, 2000);
        await host.Engine.Paused;
        await using IAsyncEnumerator<RunProgress> watch = host.Runs.WatchAsync(id, default).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal((RunStatus.Running, 0), (watch.Current.Run.Status, watch.Current.UnitsDone));

        host.Engine.Open();
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal((RunStatus.Completed, 2000), (watch.Current.Run.Status, watch.Current.UnitsDone));
        Assert.False(await watch.MoveNextAsync());
    }

    [Fact]
    public async Task Progress_CarriesTotals_AndComesOnceThePauseIsOver()
    {
        await using TestHost host = await TestHost.StartAsync(Path, pauseAfter: 30);
        string id = await StartAsync(host, 50);
        await host.Engine.Paused;
        await using IAsyncEnumerator<RunProgress> watch = host.Runs.WatchAsync(id, default).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal((30, 50), (watch.Current.UnitsDone, watch.Current.UnitsTotal));

        ValueTask<bool> next = watch.MoveNextAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.False(next.IsCompleted);
        host.Engine.Open();
        Assert.True(await next);
        Assert.InRange(watch.Current.UnitsDone, 31, 50);
    }

    [Fact]
    public async Task AWatcherThatNeverReads_DoesNotSlowPlay()
    {
        await using TestHost host = await TestHost.StartAsync(Path, pauseAfter: 0);
        string id = await StartAsync(host, 1000);
        await host.Engine.Paused;
        await using IAsyncEnumerator<RunProgress> idle = host.Runs.WatchAsync(id, default).GetAsyncEnumerator();
        Assert.True(await idle.MoveNextAsync());
        host.Engine.Open();
        Assert.Equal(RunStatus.Completed, (await host.FinishAsync(id)).Run.Status);
    }

    [Fact]
    public async Task ARunPlayedByAnotherProcess_IsFollowedThroughTheStore()
    {
        await using TestHost player = await TestHost.StartAsync(Path, pauseAfter: 30);
        string id = await StartAsync(player, 50);
        await player.Engine.Paused;

        await using TestHost other = await TestHost.StartAsync(Path);
        await using IAsyncEnumerator<RunProgress> watch = other.Runs.WatchAsync(id, default).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        player.Engine.Open();
        await player.FinishAsync(id);

        ValueTask<bool> next = watch.MoveNextAsync();
        other.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await next);
        Assert.Equal((RunStatus.Completed, 50), (watch.Current.Run.Status, watch.Current.UnitsDone));
    }

    [Fact]
    public async Task AHostThatStops_EndsTheWatching()
    {
        await using TestHost host = await TestHost.StartAsync(Path, pauseAfter: 30);
        string id = await StartAsync(host, 50);
        await host.Engine.Paused;
        Task<RunProgress> last = host.FinishAsync(id);
        await host.StopAsync();
        Assert.Equal(RunStatus.Running, (await last).Run.Status);
        Assert.Single(await host.Runs.WatchAsync(id, default).ToListAsync());
    }

    [Fact]
    public async Task AReaderThatCancels_GetsAnException()
    {
        await using TestHost host = await TestHost.StartAsync(Path, pauseAfter: 0);
        string id = await StartAsync(host, 5);
        using var cancel = new CancellationTokenSource();
        await using IAsyncEnumerator<RunProgress> watch = host.Runs.WatchAsync(id, cancel.Token).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        ValueTask<bool> next = watch.MoveNextAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    private static async Task<string> StartAsync(TestHost host, int replications) =>
        (await host.Runs.StartAsync(new RunRequest(SmallScenarios.Tiny(replications)), null, "", default)).Progress.Run.Id;
}
