using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Interventions;
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

    // The second store stands for a second process: nothing but the file is between them.
    [Theory]
    [InlineData(RunStatus.Paused, "resume")]
    [InlineData(RunStatus.Running, "pause")]
    [InlineData(RunStatus.Running, "complete or pause")]
    public async Task OfManyInTwoProcesses_WhoMoveARunOn_OneSucceeds(RunStatus from, string attempt)
    {
        using SqliteExperimentStore second = SqliteExperimentStore.Open(_test.FilePath, _test.Clock);
        SqliteExperimentStore[] all = [_test.Store, second];
        for (int n = 0; n < 10; n++)
        {
            string id = $"r{n}";
            await _test.Store.AddRunAsync(TestStore.Run(id) with { Execution = RunExecution.Actors, Status = from == RunStatus.Paused ? from : RunStatus.Queued }, null, "", default);
            if (from == RunStatus.Running) await Set(_test.Store, id, RunStatus.Running);
            bool[] moved = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (attempt, i / 2 % 2) switch
            {
                ("resume", _) => all[i % 2].TryResumeAsync(id, i + 1, default),
                ("complete or pause", 0) => Set(all[i % 2], id, RunStatus.Completed),
                _ => all[i % 2].TryPauseAsync(id, new UnitPosition(0, i + 1), default),
            })));

            int winner = Array.IndexOf(moved, true);
            Assert.Single(moved, true);
            RunRecord run = (await second.FindRunAsync(id, default))!.Run;
            // What is kept is what the winner asked for, and nothing of the others.
            if (run.Status == RunStatus.Queued) Assert.Equal(winner + 1, run.StepsLeft);
            else Assert.Equal(run.Status == RunStatus.Paused ? new UnitPosition(0, winner + 1) : default, run.Position);
        }
    }

    [Fact]
    public async Task AnIntervention_AgainstAResumeInAnotherProcess_IsKeptOnlyWhereItSucceeded()
    {
        using SqliteExperimentStore second = SqliteExperimentStore.Open(_test.FilePath, _test.Clock);
        for (int n = 0; n < 10; n++)
        {
            string id = $"r{n}";
            await _test.Store.AddRunAsync(TestStore.Run(id) with { Execution = RunExecution.Actors, Status = RunStatus.Paused }, null, "", default);
            Task<bool>[] interventions = [.. Enumerable.Range(1, 8).Select(i => Task.Run(() =>
                (i % 2 == 0 ? second : _test.Store).TryInterveneAsync(id, TestStore.Intervention(0, i), _test.Clock.GetUtcNow(), default)))];
            Assert.True(await Task.Run(() => second.TryResumeAsync(id, null, default)));
            bool[] kept = await Task.WhenAll(interventions);

            IEnumerable<int> rounds = (await _test.Store.FindRunAsync(id, default))!.Run.Interventions.Entries.Select(entry => entry.Round);
            Assert.Equal(Enumerable.Range(1, 8).Where(i => kept[i - 1]), rounds.Order());
        }
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

    private Task<bool> Set(SqliteExperimentStore store, string id, RunStatus status) =>
        store.TrySetStatusAsync(id, new RunTransition(status, _test.Clock.GetUtcNow()), default);
}
