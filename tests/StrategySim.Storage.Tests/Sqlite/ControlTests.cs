using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Interventions;
using StrategySim.Storage.Sqlite;

namespace StrategySim.Storage.Tests.Sqlite;

public sealed class ControlTests : IDisposable
{
    private static readonly UnitPosition Place = new(2, 38);
    private static readonly UnitPosition Further = new(3, 5);

    private readonly TestStore _test = new();

    private DateTimeOffset Now => _test.Clock.GetUtcNow();

    public void Dispose() => _test.Dispose();

    /// <summary>What somebody attempts, and the status it leads to from each status in which it succeeds.</summary>
    private static readonly Dictionary<string, (Func<SqliteExperimentStore, Task<bool>> Attempt, Dictionary<RunStatus, RunStatus> To)> Attempts = new()
    {
        ["request pause"] = (store => store.TryRequestPauseAsync("r", default), new() { [RunStatus.Queued] = RunStatus.Paused, [RunStatus.Running] = RunStatus.Running }),
        ["pause"] = (store => store.TryPauseAsync("r", Further, default), new() { [RunStatus.Running] = RunStatus.Paused }),
        ["resume"] = (store => store.TryResumeAsync("r", null, default), new() { [RunStatus.Paused] = RunStatus.Queued }),
        ["step"] = (store => store.TryResumeAsync("r", 3, default), new() { [RunStatus.Paused] = RunStatus.Queued }),
        ["advance"] = (store => store.TryAdvanceAsync("r", Further, 1, default), new() { [RunStatus.Running] = RunStatus.Running }),
        ["intervene"] = (store => store.TryInterveneAsync("r", TestStore.Intervention(5, 1), default, default), new() { [RunStatus.Paused] = RunStatus.Paused }),
        ["run"] = (store => Set(store, RunStatus.Running), new() { [RunStatus.Queued] = RunStatus.Running, [RunStatus.Running] = RunStatus.Running }),
        ["complete"] = (store => Set(store, RunStatus.Completed), new() { [RunStatus.Queued] = RunStatus.Completed, [RunStatus.Running] = RunStatus.Completed }),
        ["fail"] = (store => Set(store, RunStatus.Failed), new() { [RunStatus.Queued] = RunStatus.Failed, [RunStatus.Running] = RunStatus.Failed }),
        ["cancel"] = (store => Set(store, RunStatus.Cancelled), new()
        {
            [RunStatus.Queued] = RunStatus.Cancelled,
            [RunStatus.Running] = RunStatus.Cancelled,
            [RunStatus.Paused] = RunStatus.Cancelled,
        }),
    };

    public static TheoryData<string, RunStatus> AttemptsInEveryStatus { get; } =
        new(from attempt in Attempts.Keys from status in Enum.GetValues<RunStatus>() select (attempt, status));

    [Theory]
    [MemberData(nameof(AttemptsInEveryStatus))]
    public async Task AnAttempt_LeadsToItsStatus_OrChangesNothing(string name, RunStatus from)
    {
        (Func<SqliteExperimentStore, Task<bool>> attempt, Dictionary<RunStatus, RunStatus> to) = Attempts[name];
        await Bring("r", from);
        // A second run shows that no other one is touched.
        await Bring("s", from);
        (RunProgress? before, RunProgress? other, string? row) = (await Find("r"), await Find("s"), LeaseOf("r"));

        bool succeeded = await attempt(_test.Store);

        Assert.Equal(to.ContainsKey(from), succeeded);
        if (succeeded) Assert.Equal(to[from], (await Run("r")).Status);
        else if ((name, from) == ("advance", RunStatus.Cancelled)) Assert.Equal((from, Further, row), ((await Run("r")).Status, (await Run("r")).Position, LeaseOf("r")));
        else Assert.Equal((before, row), (await Find("r"), LeaseOf("r")));
        Assert.Equal(other, await Find("s"));
    }

    [Fact]
    public async Task OfAnUnknownRun_NothingSucceeds()
    {
        foreach ((string name, (Func<SqliteExperimentStore, Task<bool>> attempt, _)) in Attempts) Assert.False(await attempt(_test.Store), name);
    }

    [Theory]
    [InlineData(RunStatus.Queued)]
    [InlineData(RunStatus.Paused)]
    public async Task AStatusThatHasACallOfItsOwn_IsNotSet(RunStatus status)
    {
        await Bring("r", RunStatus.Running);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Set(_test.Store, status));
    }

    [Theory]
    [InlineData(RunStatus.Queued, RunExecution.Actors, 0.5)]
    [InlineData(RunStatus.Paused, RunExecution.Actors, null)]
    [InlineData(RunStatus.Paused, RunExecution.Batch, null)]
    public async Task ARunToBeControlled_IsFoundAsItWasAdded(RunStatus status, RunExecution execution, double? pace)
    {
        RunRecord run = TestStore.Run("r") with { Status = status, Execution = execution, RoundsPerSecond = pace };
        await _test.Store.AddRunAsync(run, null, "", default);
        _test.Reopen();
        Assert.Equal(new RunProgress(run, 0, 10), await Find("r"));
        Assert.Equal([new RunProgress(run, 0, 10)], await _test.Store.ListRunsAsync(10, null, default));
        Assert.Same(InterventionLog.Empty, (await Run("r")).Interventions);
    }

    [Fact]
    public async Task ARunWithInterventions_IsNotAdded()
    {
        RunRecord run = TestStore.Run("r") with { Interventions = new([TestStore.Intervention(0, 1)]) };
        await Assert.ThrowsAsync<ArgumentException>(() => _test.Store.AddRunAsync(run, null, "", default));
        Assert.Null(await Find("r"));
    }

    [Fact]
    public async Task AQueuedRunThatIsPaused_ForgetsItsStepsAndItsLease()
    {
        await Bring("r", RunStatus.Paused);
        await _test.Store.TryResumeAsync("r", 3, default);
        await Lease("r", "a");
        await _test.Store.TryRequestPauseAsync("r", default);
        Assert.Equal((RunStatus.Paused, null, false), Steps(await Run("r")));
        Assert.Null(LeaseOf("r"));
    }

    [Fact]
    public async Task ARequestToPause_IsKeptUntilPlayStops_AndSoIsTheLease()
    {
        await Bring("r", RunStatus.Running);
        await Lease("r", "a");
        await _test.Store.TryAdvanceAsync("r", Place, 7, default);
        await _test.Store.TryRequestPauseAsync("r", default);
        Assert.Equal((RunStatus.Running, 7, true), Steps(await Run("r")));
        Assert.Equal("a", LeaseOf("r"));

        // Asked twice; noted how far it came; begun again by another process after a crash.
        Assert.True(await _test.Store.TryRequestPauseAsync("r", default));
        await _test.Store.TryAdvanceAsync("r", Further, 6, default);
        await Set(_test.Store, RunStatus.Running);
        _test.Reopen();
        Assert.Equal((RunStatus.Running, 6, true), Steps(await Run("r")));
        Assert.Equal(Further, (await Run("r")).Position);

        Assert.True(await _test.Store.TryPauseAsync("r", Further, default));
        Assert.Equal((RunStatus.Paused, null, false), Steps(await Run("r")));
        Assert.Null(LeaseOf("r"));
    }

    [Fact]
    public async Task APausedRun_KeepsItsPlaceAndItsStart_ThroughResumingAndReopening()
    {
        await Bring("r", RunStatus.Running);
        DateTimeOffset? start = (await Run("r")).StartedAt;
        await _test.Store.TryPauseAsync("r", Place, default);
        _test.Reopen();
        Assert.Equal(Place, (await Run("r")).Position);

        await _test.Store.TryResumeAsync("r", 1, default);
        _test.Reopen();
        Assert.Equal((RunStatus.Queued, 1, false), Steps(await Run("r")));
        _test.Clock.Advance(TimeSpan.FromHours(1));
        await Set(_test.Store, RunStatus.Running);
        Assert.Equal((RunStatus.Running, 1, false), Steps(await Run("r")));
        Assert.Equal((Place, start), ((await Run("r")).Position, (await Run("r")).StartedAt));

        await _test.Store.TryAdvanceAsync("r", Further, 0, default);
        await _test.Store.TryPauseAsync("r", Further, default);
        await _test.Store.TryResumeAsync("r", null, default);
        Assert.Equal((RunStatus.Queued, null, false), Steps(await Run("r")));
    }

    [Fact]
    public async Task APausedRun_IsNoOrphan_AndAnyoneMayTakeItOnceItIsResumed()
    {
        await Bring("r", RunStatus.Running);
        await Lease("r", "a");
        await _test.Store.TryPauseAsync("r", Place, default);
        Assert.Empty(await _test.Store.ListOrphanedRunsAsync(Now.AddDays(1), default));
        Assert.Empty(await _test.Store.ListLeaseOwnersAsync(default));

        // A renewal that comes too late.
        Assert.False(await Lease("r", "a"));
        Assert.Empty(await _test.Store.ListLeaseOwnersAsync(default));
        Assert.Empty(await _test.Store.ListOrphanedRunsAsync(Now.AddDays(1), default));
        await _test.Store.TryResumeAsync("r", null, default);
        Assert.Equal("r", Assert.Single(await _test.Store.ListOrphanedRunsAsync(Now, default)).Id);
        Assert.True(await Lease("r", "b"));
    }

    [Fact]
    public async Task Progress_OfARunPlayedUnitByUnit_IsItsPlace_WhateverIsStored()
    {
        await Bring("r", RunStatus.Running);
        await _test.Store.SaveUnitsAsync(TestStore.Units(0, 10), default);
        await _test.Store.TryAdvanceAsync("r", Place, null, default);
        Assert.Equal(2, (await Find("r"))!.UnitsDone);
        await _test.Store.TryPauseAsync("r", Further, default);
        Assert.Equal(3, (await Find("r"))!.UnitsDone);
        await Set(_test.Store, RunStatus.Cancelled);
        Assert.Equal(3, (await Find("r"))!.UnitsDone);

        await Bring("s", RunStatus.Completed);
        Assert.Equal([10, 3], (await _test.Store.ListRunsAsync(10, null, default)).Select(run => run.UnitsDone));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(int.MinValue, int.MinValue)]
    public async Task ANegativePlace_IsRefused(int replication, int round)
    {
        await Bring("r", RunStatus.Running);
        RunProgress? before = await Find("r");
        var position = new UnitPosition(replication, round);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _test.Store.TryPauseAsync("r", position, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _test.Store.TryAdvanceAsync("r", position, null, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _test.Store.AddRunAsync(TestStore.Run("s") with { Position = position }, null, "", default));
        Assert.Equal(before, await Find("r"));
    }

    [Fact]
    public async Task StepsThatAreNone_AreRefused()
    {
        await Bring("r", RunStatus.Paused);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _test.Store.TryResumeAsync("r", 0, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _test.Store.TryResumeAsync("r", -1, default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _test.Store.TryAdvanceAsync("r", Further, -1, default));
        Assert.Equal((RunStatus.Paused, null, false), Steps(await Run("r")));
    }

    /// <summary>Adds a run of the execution <c>actors</c> and leads it to a status as its users and players would.</summary>
    private async Task Bring(string id, RunStatus status)
    {
        await _test.Store.AddRunAsync(TestStore.Run(id) with { Execution = RunExecution.Actors }, null, "", default);
        if (status == RunStatus.Queued) return;
        await Set(_test.Store, RunStatus.Running, id);
        if (status == RunStatus.Paused) await _test.Store.TryPauseAsync(id, Place, default);
        else if (status != RunStatus.Running) await Set(_test.Store, status, id);
    }

    private static Task<bool> Set(SqliteExperimentStore store, RunStatus status, string id = "r") =>
        store.TrySetStatusAsync(id, new RunTransition(status, new DateTimeOffset(2030, 1, 1, 13, 0, 0, TimeSpan.Zero)), default);

    private Task<bool> Lease(string id, string owner) => _test.Store.TryLeaseAsync(id, owner, Now, TimeSpan.FromSeconds(15), default);

    private string? LeaseOf(string id) => OpeningTests.Query<string?>(_test.FilePath, $"SELECT lease_owner FROM run WHERE id = '{id}'").Single();

    private Task<RunProgress?> Find(string id) => _test.Store.FindRunAsync(id, default);

    private async Task<RunRecord> Run(string id) => (await Find(id))!.Run;

    private static (RunStatus Status, int? StepsLeft, bool PauseRequested) Steps(RunRecord run) => (run.Status, run.StepsLeft, run.PauseRequested);
}
