using Microsoft.Extensions.Logging;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Statistics;
using StrategySim.Simulation.Faults;
using StrategySim.Testing.Files;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Experiments.Tests.Runs;

public sealed class RunServiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("experiments.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ARun_IsPlayedToItsEnd_AndKept()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        StartResult started = await StartAsync(host, new RunRequest(SmallScenarios.Tiny(25)));
        Assert.Equal(StartOutcome.Accepted, started.Outcome);
        Assert.Equal((RunStatus.Queued, 0, 25), (started.Progress.Run.Status, started.Progress.UnitsDone, started.Progress.UnitsTotal));

        RunProgress end = await host.FinishAsync(started.Progress.Run.Id);
        Assert.Equal((RunStatus.Completed, 25, 25), (end.Run.Status, end.UnitsDone, end.UnitsTotal));
        Assert.Equal(64, end.Run.ResultsHash!.Length);
        Assert.NotNull(end.Run.StartedAt);
        Assert.NotNull(end.Run.FinishedAt);
        Assert.Equal("gated", end.Run.Environment!.Engine);
        Assert.Null(end.Run.Error);
        Assert.Equal(end, await host.Runs.FindAsync(end.Run.Id, default));
        Assert.All(await host.Results.SummariseAsync(end.Run, default), row => Assert.Equal(25, row.N));
    }

    [Fact]
    public async Task ThreadsAndGroups_ChangeNoBitOfTheResults()
    {
        var results = new List<(string? Hash, IReadOnlyList<OutcomeRow> Rows)>();
        foreach ((int threads, int group) in new[] { (1, 1), (1, 1000), (2, 7), (5, 64) })
        {
            await using TestHost host = await TestHost.StartAsync(_folder.File($"{threads}-{group}.db"), threads, options: o => o.StoreGroupUnits = group);
            RunProgress end = await PlayAsync(host, new RunRequest(SmallScenarios.RandomLength(500)));
            results.Add((end.Run.ResultsHash, await host.Results.SummariseAsync(end.Run, default)));
        }

        Assert.Single(results.Select(r => r.Hash).Distinct());
        Assert.All(results, r => Assert.Equal(results[0].Rows, r.Rows));
    }

    [Fact]
    public async Task SeedAndReplicationsOfTheRequest_ReplaceThoseOfTheScenario_ZeroIncluded()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        RunProgress zero = await PlayAsync(host, new RunRequest(SmallScenarios.Tiny(25, seed: 7), Seed: 0, Replications: 3));
        RunProgress own = await PlayAsync(host, new RunRequest(SmallScenarios.Tiny(3, seed: 0)));
        Assert.Equal((0UL, 3), (zero.Run.Seed, zero.Run.Replications));
        Assert.Equal(own.Run.ResultsHash, zero.Run.ResultsHash);
        Assert.Equal(own.Run.ScenarioHash, zero.Run.ScenarioHash);
    }

    [Fact]
    public async Task AnEqualRun_PlaysNothing_AndALargerOneOnlyWhatIsMissing()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        RunProgress first = await PlayAsync(host, new RunRequest(SmallScenarios.Tiny(30)));
        RunProgress again = await PlayAsync(host, new RunRequest(SmallScenarios.Tiny(30)));
        Assert.NotEqual(first.Run.Id, again.Run.Id);
        Assert.Equal(first.Run.ResultsHash, again.Run.ResultsHash);

        RunProgress larger = await PlayAsync(host, new RunRequest(SmallScenarios.Tiny(50)));
        Assert.Equal([Enumerable.Range(0, 30), Enumerable.Range(30, 20)], host.Engine.Asked);

        await using TestHost fresh = await TestHost.StartAsync(_folder.File("fresh.db"));
        Assert.Equal((await PlayAsync(fresh, new RunRequest(SmallScenarios.Tiny(50)))).Run.ResultsHash, larger.Run.ResultsHash);
    }

    [Fact]
    public async Task AKnownKey_GivesTheEarlierRun_AndWithAnotherBodyAConflict()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        var request = new RunRequest(SmallScenarios.Tiny(5));
        StartResult first = await host.Runs.StartAsync(request, "key", "body", default);
        await host.FinishAsync(first.Progress.Run.Id);

        StartResult again = await host.Runs.StartAsync(request, "key", "body", default);
        Assert.Equal((StartOutcome.Repeated, first.Progress.Run.Id, RunStatus.Completed), (again.Outcome, again.Progress.Run.Id, again.Progress.Run.Status));
        StartResult other = await host.Runs.StartAsync(request, "key", "other body", default);
        Assert.Equal((StartOutcome.KeyConflict, first.Progress.Run.Id), (other.Outcome, other.Progress.Run.Id));
        Assert.Single(await host.Runs.ListAsync(10, null, default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(101)]
    [InlineData(int.MaxValue)]
    public async Task ReplicationsOutsideTheLimits_AreRefused(int replications)
    {
        await using TestHost host = await TestHost.StartAsync(Path, options: o => o.MaxReplications = 100);
        InvalidInputException error = await Assert.ThrowsAsync<InvalidInputException>(() =>
            StartAsync(host, new RunRequest(SmallScenarios.Tiny(5), Replications: replications)));
        Fault fault = Assert.Single(error.Faults);
        Assert.Equal(("/replications", replications.ToString(), "an integer from 1 to 100"), (fault.Pointer, fault.Found, fault.Expected));
        Assert.Empty(await host.Runs.ListAsync(10, null, default));
    }

    [Fact]
    public async Task TooManyReplicationsInTheScenarioItself_AreRefusedAtTheirPlace()
    {
        await using TestHost host = await TestHost.StartAsync(Path, options: o => o.MaxReplications = 100);
        InvalidInputException error = await Assert.ThrowsAsync<InvalidInputException>(() => StartAsync(host, new RunRequest(SmallScenarios.Tiny(101))));
        Assert.Equal("/scenario/run/replications", Assert.Single(error.Faults).Pointer);
    }

    [Fact]
    public async Task ACancelledRun_StopsAndKeepsWhatItHas()
    {
        await using TestHost host = await TestHost.StartAsync(Path, pauseAfter: 25);
        string id = (await StartAsync(host, new RunRequest(SmallScenarios.Tiny(60)))).Progress.Run.Id;
        await host.Engine.Paused;

        ControlResult result = await host.Runs.CancelAsync(id, default);
        Assert.Equal((ControlOutcome.Done, RunStatus.Cancelled), (result.Outcome, result.Progress!.Run.Status));
        RunProgress end = await host.FinishAsync(id);
        Assert.Equal(RunStatus.Cancelled, end.Run.Status);

        // Started again, it goes on from there.
        host.Engine.Open();
        RunProgress again = await PlayAsync(host, new RunRequest(SmallScenarios.Tiny(60)));
        Assert.Equal(RunStatus.Completed, again.Run.Status);
        Assert.Equal(Enumerable.Range(25, 35), host.Engine.Asked[1]);
    }

    [Fact]
    public async Task CancellingWhatHasEnded_SaysSo()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        RunProgress end = await PlayAsync(host, new RunRequest(SmallScenarios.Tiny(3)));
        Assert.Equal(new ControlResult(ControlOutcome.Refused, end), await host.Runs.CancelAsync(end.Run.Id, default));
        Assert.Equal(new ControlResult(ControlOutcome.NotFound, null), await host.Runs.CancelAsync("unknown", default));
    }

    [Fact]
    public async Task AWaitingRun_CanBeCancelledBeforeItsFirstUnit()
    {
        await using TestHost host = await TestHost.StartAsync(Path, pauseAfter: 0, options: o => o.MaxConcurrentRuns = 1);
        await StartAsync(host, new RunRequest(SmallScenarios.Tiny(5)));
        await host.Engine.Paused;
        string waiting = (await StartAsync(host, new RunRequest(SmallScenarios.Tiny(6)))).Progress.Run.Id;
        Assert.Equal(RunStatus.Queued, (await host.Runs.FindAsync(waiting, default))!.Run.Status);

        await host.Runs.CancelAsync(waiting, default);
        host.Engine.Open();
        RunProgress end = await host.FinishAsync(waiting);
        Assert.Equal((RunStatus.Cancelled, null), (end.Run.Status, end.Run.StartedAt));
        Assert.Single(host.Engine.Asked);
    }

    [Fact]
    public async Task RunsBeyondThePlaces_WaitAndAreThenPlayed()
    {
        await using TestHost host = await TestHost.StartAsync(Path, pauseAfter: 0, options: o => o.MaxConcurrentRuns = 2);
        var ids = new List<string>();
        for (int i = 0; i < 5; i++) ids.Add((await StartAsync(host, new RunRequest(SmallScenarios.Tiny(5, seed: (ulong)i)))).Progress.Run.Id);
        host.Engine.Open();
        foreach (string id in ids) Assert.Equal(RunStatus.Completed, (await host.FinishAsync(id)).Run.Status);
    }

    [Fact]
    public async Task AUnitThatThrows_EndsTheRunAsFailed_NamesItsReplication_AndKeepsTheOthers()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        RunProgress end = await PlayAsync(host, new RunRequest(SmallScenarios.SometimesFails(200)));
        Assert.Equal((RunStatus.Failed, "Replication 94 failed: /games/g, round 10: a payoff divides by zero."), (end.Run.Status, end.Run.Error));
        Assert.Null(end.Run.ResultsHash);
        Assert.InRange(end.UnitsDone, 94, 199);
        Assert.Contains(host.Log.Entries, entry => entry.Level == LogLevel.Error && entry.Exception is UnitFailedException);
    }

    [Fact]
    public async Task AStoreThatCannotTakeUnits_EndsTheRunAsFailed_WithTheReason()
    {
        await using TestHost host = await TestHost.StartAsync(Path, wrap: store => new FailingStore(store, groupsBefore: 2));
        RunProgress end = await PlayAsync(host, new RunRequest(SmallScenarios.Tiny(100)));
        Assert.Equal((RunStatus.Failed, "the disk is full", 20), (end.Run.Status, end.Run.Error, end.UnitsDone));
        Assert.Contains(host.Log.Entries, entry => entry.Level == LogLevel.Error);
    }

    [Fact]
    public async Task OneRun_FailingOrNot_LeavesTheOthersAlone()
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        string failing = (await StartAsync(host, new RunRequest(SmallScenarios.SometimesFails(200)))).Progress.Run.Id;
        string sound = (await StartAsync(host, new RunRequest(SmallScenarios.Tiny(200)))).Progress.Run.Id;
        Assert.Equal(RunStatus.Completed, (await host.FinishAsync(sound)).Run.Status);
        Assert.Equal(RunStatus.Failed, (await host.FinishAsync(failing)).Run.Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task AListOfNoneOrTooMany_IsRefused(int limit)
    {
        await using TestHost host = await TestHost.StartAsync(Path);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => host.Runs.ListAsync(limit, null, default));
    }

    private static Task<StartResult> StartAsync(TestHost host, RunRequest request) => host.Runs.StartAsync(request, null, "", default);

    private static async Task<RunProgress> PlayAsync(TestHost host, RunRequest request) =>
        await host.FinishAsync((await StartAsync(host, request)).Progress.Run.Id);
}
