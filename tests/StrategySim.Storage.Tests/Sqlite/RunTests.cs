using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;

namespace StrategySim.Storage.Tests.Sqlite;

public sealed class RunTests : IDisposable
{
    private static readonly RunEnvironment Environment = new("0.1.0+abc", ".NET 10", "Linux", "X64", "local", "SQLite 3");

    private readonly TestStore _test = new();

    private DateTimeOffset Now => _test.Clock.GetUtcNow();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(9_223_372_036_854_775_807UL)]
    [InlineData(9_223_372_036_854_775_808UL)]
    [InlineData(ulong.MaxValue)]
    public async Task ARun_IsFoundAsItWasAdded_WhateverItsSeed(ulong seed)
    {
        RunRecord run = TestStore.Run("r", seed) with { CreatedAt = Now.AddTicks(1) };
        Assert.Equal(("r", false), await Add(run));
        _test.Reopen();
        Assert.Equal(new RunProgress(run, 0, 10), await _test.Store.FindRunAsync("r", default));
    }

    [Fact]
    public async Task AnUnknownRun_IsNull() => Assert.Null(await _test.Store.FindRunAsync("unknown", default));

    [Fact]
    public async Task AKnownKey_WithTheSameBody_GivesTheEarlierRunAndAddsNone()
    {
        await Add(TestStore.Run("first"), "key", "body");
        Assert.Equal(("first", false), await Add(TestStore.Run("second"), "key", "body"));
        Assert.Null(await _test.Store.FindRunAsync("second", default));
    }

    [Fact]
    public async Task AKnownKey_WithAnotherBody_IsReported()
    {
        await Add(TestStore.Run("first"), "key", "body");
        Assert.Equal(("first", true), await Add(TestStore.Run("second"), "key", "other body"));
        Assert.Null(await _test.Store.FindRunAsync("second", default));
    }

    [Fact]
    public async Task OneKeyAtTheSameTime_AddsOneRun()
    {
        (string Id, bool BodyDiffers)[] added = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Add(TestStore.Run($"r{i}"), "key", "body"))));
        Assert.Single(added.Select(a => a.Id).Distinct());
        Assert.Single(await _test.Store.ListRunsAsync(100, null, default));
    }

    [Fact]
    public async Task RunsWithoutAKey_AreAllAdded()
    {
        await Add(TestStore.Run("first"));
        await Add(TestStore.Run("second"));
        Assert.Equal(["second", "first"], (await _test.Store.ListRunsAsync(10, null, default)).Select(r => r.Run.Id));
    }

    [Fact]
    public async Task Runs_ArePagedNewestFirst()
    {
        foreach (string id in new[] { "a", "b", "c", "d", "e" }) await Add(TestStore.Run(id));
        Assert.Equal(["e", "d"], await Page(null));
        Assert.Equal(["c", "b"], await Page("d"));
        Assert.Equal(["a"], await Page("b"));
        Assert.Equal([], await Page("a"));
        Assert.Equal([], await Page("unknown"));

        async Task<IEnumerable<string>> Page(string? after) => (await _test.Store.ListRunsAsync(2, after, default)).Select(r => r.Run.Id);
    }

    [Fact]
    public async Task AStart_KeepsItsTimeWhenTheRunIsResumed()
    {
        await Add(TestStore.Run("r"));
        DateTimeOffset start = Now;
        Assert.True(await Set("r", new RunTransition(RunStatus.Running, start, Environment: Environment)));
        Assert.True(await Set("r", new RunTransition(RunStatus.Running, start.AddHours(1))));
        RunRecord run = (await _test.Store.FindRunAsync("r", default))!.Run;
        Assert.Equal((RunStatus.Running, start, null), (run.Status, run.StartedAt, run.FinishedAt));
        Assert.Equal(Environment, run.Environment);
    }

    [Theory]
    [InlineData(RunStatus.Completed)]
    [InlineData(RunStatus.Cancelled)]
    [InlineData(RunStatus.Failed)]
    public async Task AFinalStatus_Stays(RunStatus final)
    {
        await Add(TestStore.Run("r"));
        Assert.True(await Set("r", new RunTransition(final, Now, "because", "hash")));
        RunProgress? before = await _test.Store.FindRunAsync("r", default);
        Assert.Equal((final, Now, "because", "hash"), (before!.Run.Status, before.Run.FinishedAt, before.Run.Error, before.Run.ResultsHash));

        foreach (RunStatus status in Enum.GetValues<RunStatus>().Except([RunStatus.Queued, RunStatus.Paused]))
            Assert.False(await Set("r", new RunTransition(status, Now.AddHours(1))));
        Assert.Equal(before, await _test.Store.FindRunAsync("r", default));
    }

    [Fact]
    public async Task AnUnknownRun_TakesNoStatus() => Assert.False(await Set("unknown", new RunTransition(RunStatus.Running, Now)));

    [Fact]
    public async Task Progress_CountsTheStoredUnitsBelowTheReplications_AndAllOfACompletedRun()
    {
        await Add(TestStore.Run("small", replications: 4));
        await Add(TestStore.Run("large", replications: 100));
        await Add(TestStore.Run("other", seed: 8));
        await _test.Store.SaveUnitsAsync([.. TestStore.Units(0, 2), .. TestStore.Units(3, 5)], default);

        Assert.Equal(3, (await _test.Store.FindRunAsync("small", default))!.UnitsDone);
        Assert.Equal([0, 7, 3], (await _test.Store.ListRunsAsync(10, null, default)).Select(r => r.UnitsDone));
        await Set("small", new RunTransition(RunStatus.Completed, Now, ResultsHash: "h"));
        Assert.Equal(4, (await _test.Store.FindRunAsync("small", default))!.UnitsDone);
    }

    [Fact]
    public async Task ACancelledCall_ThrowsAndChangesNothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _test.Store.AddRunAsync(TestStore.Run("r"), null, "", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _test.Store.FindRunAsync("r", cancelled));
        Assert.Empty(await _test.Store.ListRunsAsync(10, null, default));
    }

    [Fact]
    public async Task AFaultOfTheFile_IsAStoreException()
    {
        await Add(TestStore.Run("r"));
        OpeningTests.Execute(_test.FilePath, "ALTER TABLE run RENAME TO gone");
        StoreException error = await Assert.ThrowsAsync<StoreException>(() => _test.Store.FindRunAsync("r", default));
        Assert.StartsWith(_test.FilePath, error.Message);
    }

    private Task<(string Id, bool BodyDiffers)> Add(RunRecord run, string? key = null, string body = "") => _test.Store.AddRunAsync(run, key, body, default);

    private Task<bool> Set(string id, RunTransition transition) => _test.Store.TrySetStatusAsync(id, transition, default);
}
