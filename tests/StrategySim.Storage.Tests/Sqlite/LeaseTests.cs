using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;

namespace StrategySim.Storage.Tests.Sqlite;

public sealed class LeaseTests : IAsyncLifetime
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    private readonly TestStore _test = new();

    public async ValueTask InitializeAsync() => await _test.Store.AddRunAsync(TestStore.Run("r"), null, "", default);

    public ValueTask DisposeAsync()
    {
        _test.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task AFreeRun_IsAnOrphanUntilSomebodyLeasesIt()
    {
        Assert.Equal(["r"], await Orphans());
        Assert.True(await Lease("a"));
        Assert.Empty(await Orphans());
        Assert.Equal(["a"], await _test.Store.ListLeaseOwnersAsync(default));
    }

    [Fact]
    public async Task ALease_KeepsOthersOut_UntilItRunsOut()
    {
        Assert.True(await Lease("a"));
        _test.Clock.Advance(Duration - TimeSpan.FromTicks(1));
        Assert.False(await Lease("b"));
        Assert.Empty(await Orphans());

        _test.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["r"], await Orphans());
        Assert.True(await Lease("b"));
        Assert.False(await Lease("a"));
    }

    [Fact]
    public async Task ALease_IsRenewedByItsOwner()
    {
        Assert.True(await Lease("a"));
        for (int i = 0; i < 5; i++)
        {
            _test.Clock.Advance(Duration / 3);
            Assert.True(await Lease("a"));
        }

        Assert.False(await Lease("b"));
    }

    [Fact]
    public async Task ReleasedLeases_AreFreeAtOnce_AndThoseOfOthersAreKept()
    {
        await _test.Store.AddRunAsync(TestStore.Run("s"), null, "", default);
        await Lease("a");
        await _test.Store.TryLeaseAsync("s", "b", _test.Clock.GetUtcNow(), Duration, default);
        await _test.Store.ReleaseLeasesAsync("a", default);
        Assert.Equal(["r"], await Orphans());
        Assert.Equal(["b"], await _test.Store.ListLeaseOwnersAsync(default));
    }

    [Fact]
    public async Task AFinalStatus_EndsTheLease_AndNoneIsGivenAfterIt()
    {
        await Lease("a");
        await _test.Store.TrySetStatusAsync("r", new RunTransition(RunStatus.Cancelled, _test.Clock.GetUtcNow()), default);
        Assert.False(await Lease("a"));
        Assert.Empty(await _test.Store.ListLeaseOwnersAsync(default));
        _test.Clock.Advance(Duration);
        Assert.Empty(await Orphans());
    }

    [Fact]
    public async Task Orphans_AreListedOldestFirst()
    {
        await _test.Store.AddRunAsync(TestStore.Run("a"), null, "", default);
        await _test.Store.AddRunAsync(TestStore.Run("z"), null, "", default);
        Assert.Equal(["r", "a", "z"], await Orphans());
    }

    [Fact]
    public async Task ManyOwnersAtOnce_OneGetsTheLease()
    {
        bool[] got = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Lease($"owner {i}"))));
        Assert.Single(got, true);
    }

    [Fact]
    public async Task AnUnknownRun_HasNoLease() =>
        Assert.False(await _test.Store.TryLeaseAsync("unknown", "a", _test.Clock.GetUtcNow(), Duration, default));

    private Task<bool> Lease(string owner) => _test.Store.TryLeaseAsync("r", owner, _test.Clock.GetUtcNow(), Duration, default);

    private async Task<IReadOnlyList<string>> Orphans() => [.. (await _test.Store.ListOrphanedRunsAsync(_test.Clock.GetUtcNow(), default)).Select(static run => run.Id)];
}
