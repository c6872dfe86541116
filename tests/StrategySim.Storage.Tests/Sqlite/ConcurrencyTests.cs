using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Storage.Sqlite;

namespace StrategySim.Storage.Tests.Sqlite;

public sealed class ConcurrencyTests : IDisposable
{
    private const int Groups = 40;
    private const int GroupSize = 50;

    private readonly TestStore _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ManyWritersAndReaders_OnOneFile_LoseNothing(int stores)
    {
        RunRecord run = TestStore.Run("r", replications: Groups * GroupSize);
        await _test.Store.AddRunAsync(run, null, "", default);
        // The second store stands for a second process.
        using SqliteExperimentStore second = SqliteExperimentStore.Open(_test.FilePath, _test.Clock);
        SqliteExperimentStore[] all = [_test.Store, second];

        Task[] writers = [.. Enumerable.Range(0, Groups).Select(g => Task.Run(() =>
            all[g % stores].SaveUnitsAsync(TestStore.Units(g * GroupSize, GroupSize), default)))];
        Task[] readers = [.. Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            for (int n = 0; n < 20; n++)
            {
                // Groups are whole: never a part of one.
                int done = (await all[i % stores].FindRunAsync("r", default))!.UnitsDone;
                Assert.Equal(0, done % GroupSize);
            }
        }))];
        await Task.WhenAll([.. writers, .. readers]);

        Assert.Equal(Enumerable.Range(0, run.Replications), await _test.Store.ListStoredReplicationsAsync(run, default));
    }

    [Fact]
    public async Task WritersOfTheSameUnits_AgreeAndStoreThemOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => _test.Store.SaveUnitsAsync(TestStore.Units(i * 10, 100), default))));
        Assert.Equal(Enumerable.Range(0, 190), await _test.Store.ListStoredReplicationsAsync(TestStore.Run("r", replications: 1000), default));
    }

    [Fact]
    public async Task OfManyWhoSettleAStatus_OneSucceeds()
    {
        await _test.Store.AddRunAsync(TestStore.Run("r"), null, "", default);
        bool[] settled = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            _test.Store.TrySetStatusAsync("r", new RunTransition(i % 2 == 0 ? RunStatus.Completed : RunStatus.Cancelled, _test.Clock.GetUtcNow()), default))));
        Assert.Single(settled, true);
    }

    [Fact]
    public async Task WhatWasCommitted_IsInACopyOfTheFiles_AsAKilledProcessLeavesThem()
    {
        await _test.Store.AddRunAsync(TestStore.Run("r", replications: 100), null, "", default);
        await _test.Store.SaveUnitsAsync(TestStore.Units(0, 60), default);

        // Nothing is closed: the log holds what the file does not yet.
        string copy = _test.FilePath + "-copy.db";
        File.Copy(_test.FilePath, copy);
        File.Copy(_test.FilePath + "-wal", copy + "-wal");
        using SqliteExperimentStore reopened = SqliteExperimentStore.Open(copy, _test.Clock);
        Assert.Equal(60, (await reopened.FindRunAsync("r", default))!.UnitsDone);
    }
}
