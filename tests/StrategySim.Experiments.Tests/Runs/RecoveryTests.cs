using StrategySim.Experiments.Runs;
using StrategySim.Testing.Files;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Experiments.Tests.Runs;

/// <summary>Runs outlive the process that plays them, and end with the bits they would have had.</summary>
public sealed class RecoveryTests : IDisposable
{
    private static readonly RunRequest Request = new(SmallScenarios.RandomLength(100));

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("experiments.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AServiceStoppedInOrder_HandsItsRunOverAtOnce()
    {
        string id;
        await using (TestHost first = await TestHost.StartAsync(Path, pauseAfter: 43))
        {
            id = await StartAsync(first);
            await first.Engine.Paused;
            await first.StopAsync();
        }

        // The clock of the second stands where that of the first stood: nothing has run out.
        await using TestHost second = await TestHost.StartAsync(Path);
        RunProgress end = await second.FinishAsync(id);
        Assert.Equal((RunStatus.Completed, await UndisturbedHashAsync()), (end.Run.Status, end.Run.ResultsHash));
        // Stopping stores what has ended, full group or not.
        Assert.Equal([Enumerable.Range(43, 57)], second.Engine.Asked);
    }

    [Fact]
    public async Task AServiceThatVanished_IsWaitedForUntilItsLeaseRunsOut()
    {
        await using TestHost first = await TestHost.StartAsync(Path, pauseAfter: 43);
        string id = await StartAsync(first);
        await first.Engine.Paused;

        // The first is never heard of again: its clock stands still, so it renews nothing.
        await using TestHost second = await TestHost.StartAsync(Path);
        Assert.Empty(second.Engine.Asked);
        second.Clock.Advance(TimeSpan.FromSeconds(15));
        RunProgress end = await second.FinishAsync(id);
        Assert.Equal((RunStatus.Completed, await UndisturbedHashAsync()), (end.Run.Status, end.Run.ResultsHash));
        // 40 of the 43 units, in the order in which threads ended them, had filled groups of ten and were stored.
        Assert.Equal(60, Assert.Single(second.Engine.Asked).Count);
    }

    [Fact]
    public async Task AnOwnerKnownToBeGone_IsNotWaitedFor()
    {
        await using TestHost first = await TestHost.StartAsync(Path, pauseAfter: 43, owner: new FixedOwner("first"));
        string id = await StartAsync(first);
        await first.Engine.Paused;

        await using TestHost second = await TestHost.StartAsync(Path, owner: new FixedOwner("second", gone: "first"));
        Assert.Equal(await UndisturbedHashAsync(), (await second.FinishAsync(id)).Run.ResultsHash);
    }

    [Fact]
    public async Task TheFilesOfAKilledProcess_GiveTheSameResults()
    {
        await using TestHost first = await TestHost.StartAsync(Path, pauseAfter: 43);
        string id = await StartAsync(first);
        await first.Engine.Paused;

        // What a kill -9 leaves: the file and its log as they are, nothing closed.
        string copy = _folder.File("copy.db");
        File.Copy(Path, copy);
        File.Copy(Path + "-wal", copy + "-wal");
        await using TestHost second = await TestHost.StartAsync(copy, threads: 1);
        second.Clock.Advance(TimeSpan.FromSeconds(15));
        RunProgress end = await second.FinishAsync(id);
        Assert.Equal(await UndisturbedHashAsync(), end.Run.ResultsHash);
        Assert.Equal(await RowsAsync(await UndisturbedAsync()), await second.Results.SummariseAsync(end.Run, default));
    }

    [Fact]
    public async Task ARunTakenOverElsewhere_IsGivenUp()
    {
        await using TestHost first = await TestHost.StartAsync(Path, pauseAfter: 43);
        string id = await StartAsync(first);
        await first.Engine.Paused;
        await using TestHost second = await TestHost.StartAsync(Path, pauseAfter: 0);
        second.Clock.Advance(TimeSpan.FromSeconds(15));
        await second.Engine.Paused;

        // The first wakes up, as after a sleep of the machine, and finds its lease with another.
        Task noticed = first.Log.WaitForAsync($"The lease of run {id} is lost");
        first.Clock.Advance(TimeSpan.FromSeconds(5));
        await noticed;

        second.Engine.Open();
        Assert.Equal(await UndisturbedHashAsync(), (await second.FinishAsync(id)).Run.ResultsHash);
        Assert.Single(first.Engine.Asked);
    }

    [Fact]
    public async Task ARunCancelledThroughAnotherProcess_StopsAtTheNextRenewal()
    {
        await using TestHost first = await TestHost.StartAsync(Path, pauseAfter: 43);
        string id = await StartAsync(first);
        await first.Engine.Paused;
        await using TestHost second = await TestHost.StartAsync(Path);
        Assert.Equal(ControlOutcome.Done, (await second.Runs.CancelAsync(id, default)).Outcome);

        Task<RunProgress> end = first.FinishAsync(id);
        first.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(RunStatus.Cancelled, (await end).Run.Status);
    }

    [Fact]
    public async Task AHostThatTakesNoOrphans_PlaysItsOwnRunsOnly()
    {
        string orphan;
        await using (TestHost first = await TestHost.StartAsync(Path, pauseAfter: 43))
        {
            orphan = await StartAsync(first);
            await first.Engine.Paused;
        }

        await using TestHost terminal = await TestHost.StartAsync(Path, options: o => o.TakeOverOrphans = false);
        for (ulong seed = 0; seed < 2; seed++)
        {
            StartResult own = await terminal.Runs.StartAsync(new RunRequest(SmallScenarios.Tiny(5, seed)), null, "", default);
            Assert.Equal(RunStatus.Completed, (await terminal.FinishAsync(own.Progress.Run.Id)).Run.Status);
            terminal.Clock.Advance(TimeSpan.FromSeconds(60));
        }

        RunProgress left = (await terminal.Runs.FindAsync(orphan, default))!;
        Assert.Equal((RunStatus.Running, 43), (left.Run.Status, left.UnitsDone));
    }

    [Fact]
    public async Task AWaitingRun_SurvivesARestart()
    {
        string waiting;
        await using (TestHost first = await TestHost.StartAsync(Path, pauseAfter: 0, options: o => o.MaxConcurrentRuns = 1))
        {
            await first.Runs.StartAsync(new RunRequest(SmallScenarios.Tiny(5)), null, "", default);
            await first.Engine.Paused;
            waiting = await StartAsync(first);
        }

        await using TestHost second = await TestHost.StartAsync(Path);
        Assert.Equal(await UndisturbedHashAsync(), (await second.FinishAsync(waiting)).Run.ResultsHash);
    }

    [Fact]
    public async Task ARunOfAnotherModelVersion_IsRefusedByName()
    {
        await using TestHost host = await TestHost.StartAsync(Path, pauseAfter: 0);
        RunRecord run = (await host.Runs.StartAsync(new RunRequest(SmallScenarios.Tiny(5)), null, "", default)).Progress.Run;
        RunRecord old = run with { Id = "old", ModelVersion = 0 };
        await host.Store.AddRunAsync(old, null, "", default);
        host.Clock.Advance(TimeSpan.FromSeconds(5));
        host.Engine.Open();

        RunProgress end = await host.FinishAsync("old");
        Assert.Equal(RunStatus.Failed, end.Run.Status);
        Assert.StartsWith("Run old belongs to model version 0; this program plays model version 1.", end.Run.Error);
        await Assert.ThrowsAsync<ModelVersionException>(() => host.Results.SummariseAsync(end.Run, default));
        await Assert.ThrowsAsync<ModelVersionException>(() => host.Results.VerifyUnitAsync(end.Run, 0, default));
    }

    [Fact]
    public async Task ARunWhoseScenarioDoesNotReadBack_FailsWithTheReason()
    {
        await using TestHost host = await TestHost.StartAsync(Path, pauseAfter: 0);
        RunRecord run = (await host.Runs.StartAsync(new RunRequest(SmallScenarios.Tiny(5)), null, "", default)).Progress.Run;
        await host.Store.AddRunAsync(run with { Id = "broken", ScenarioJson = "{}" }, null, "", default);
        await host.Store.AddRunAsync(run with { Id = "other", PointId = "elsewhere" }, null, "", default);
        host.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Contains("does not read back", (await host.FinishAsync("broken")).Run.Error);
        Assert.Contains("the run is of point elsewhere", (await host.FinishAsync("other")).Run.Error);
    }

    private static async Task<string> StartAsync(TestHost host) => (await host.Runs.StartAsync(Request, null, "", default)).Progress.Run.Id;

    private async Task<string?> UndisturbedHashAsync() => (await UndisturbedAsync()).Run.ResultsHash;

    private async Task<RunProgress> UndisturbedAsync()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("undisturbed.db"));
        return await host.FinishAsync(await StartAsync(host));
    }

    private async Task<IReadOnlyList<Experiments.Statistics.OutcomeRow>> RowsAsync(RunProgress run)
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("undisturbed.db"));
        return await host.Results.SummariseAsync(run.Run, default);
    }
}
