using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;

namespace StrategySim.Storage.Tests.Sqlite;

public sealed class InterventionTests : IAsyncLifetime
{
    private static readonly UnitPosition Place = new(2, 38);

    private readonly TestStore _test = new();

    public async ValueTask InitializeAsync() => await AddPaused("r");

    public ValueTask DisposeAsync()
    {
        _test.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(2, 39, true)]
    [InlineData(2, 40, true)]
    [InlineData(3, 1, true)]
    [InlineData(9, 1, true)]
    [InlineData(2, 38, false)]
    [InlineData(2, 1, false)]
    [InlineData(1, 39, false)]
    [InlineData(0, 1000, false)]
    public async Task ARoundThatIsYetToCome_CanBeIntervenedIn(int replication, int round, bool accepted)
    {
        Intervention intervention = TestStore.Intervention(replication, round);
        Assert.Equal(accepted, await Intervene("r", intervention));
        Assert.Equal(accepted ? [intervention] : [], (await Run("r")).Interventions.Entries);
    }

    [Fact]
    public async Task BeforeTheFirstRound_TheFirstRoundCanBeIntervenedIn()
    {
        await _test.Store.AddRunAsync(TestStore.Run("new") with { Execution = RunExecution.Actors, Status = RunStatus.Paused }, null, "", default);
        Assert.True(await Intervene("new", TestStore.Intervention(0, 1)));
    }

    [Fact]
    public async Task Interventions_AreKeptInTheOrderInWhichTheyWereMade_EachForItsRun()
    {
        await AddPaused("s");
        Intervention[] ofR =
        [
            new(3, 7, "/states/Wärme \"1\"\n", "-3/7"), new(2, 40, "/games/us-china/actions/CN", "hold"), new(3, 7, "/states/Wärme \"1\"\n", "1"), new(3, 7, "/a\\b", ""),
        ];
        Intervention[] ofS = [TestStore.Intervention(4, 1)];
        foreach (Intervention entry in ofR[..2]) await Intervene("r", entry);
        foreach (Intervention entry in ofS) await Intervene("s", entry);
        foreach (Intervention entry in ofR[2..]) await Intervene("r", entry);
        _test.Reopen();

        Assert.Equal(ofR, (await Run("r")).Interventions.Entries);
        Assert.Equal([ofS, ofR], (await _test.Store.ListRunsAsync(10, null, default)).Select(run => run.Run.Interventions.Entries));
        Assert.Equal([_test.Clock.GetUtcNow().UtcDateTime.ToString("O")], OpeningTests.Query<string>(_test.FilePath, "SELECT DISTINCT at FROM intervention"));
    }

    [Fact]
    public async Task Interventions_StayWithTheRun_ToItsEnd()
    {
        await Intervene("r", TestStore.Intervention(3, 7));
        InterventionLog log = (await Run("r")).Interventions;
        await _test.Store.TryResumeAsync("r", null, default);
        Assert.Equal(log, (await Run("r")).Interventions);
        await Set("r", RunStatus.Running);
        await Set("r", RunStatus.Completed);
        Assert.Equal(log, (await Run("r")).Interventions);
    }

    [Fact]
    public async Task BadPlaces_AreRefused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Intervene("r", TestStore.Intervention(-1, 1)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Intervene("r", TestStore.Intervention(3, 0)));
        Assert.True((await Run("r")).Interventions.IsEmpty);
    }

    [Fact]
    public async Task UnitsOfARunWithInterventions_AreReadFromTheirOwnSeries_InOrder()
    {
        await AddPaused("before");
        // The run without interventions shares the units that nobody touched.
        await _test.Store.SaveUnitsAsync(TestStore.Units(0, 10), default);
        await Intervene("r", TestStore.Intervention(7, 1));
        await Intervene("r", TestStore.Intervention(3, 5));
        await Intervene("r", TestStore.Intervention(5, 1));
        // Beyond the run's replications: nothing comes of it.
        await Intervene("r", TestStore.Intervention(99, 1));
        RunRecord run = await Run("r");

        // Units 3, 5 and 7 are others now, and not stored yet.
        Assert.Equal([0, 1, 2, 4, 6, 8, 9], await _test.Store.ListStoredReplicationsAsync(run, default));
        await _test.Store.SaveUnitsAsync([(run.KeyOf(7), TestStore.Summary(107)), (run.KeyOf(3), TestStore.Summary(103)), (run.KeyOf(99), TestStore.Summary(199))], default);

        int[] expected = [0, 1, 2, 103, 4, 6, 107, 8, 9];
        Assert.Equal([0, 1, 2, 3, 4, 6, 7, 8, 9], await _test.Store.ListStoredReplicationsAsync(run, default));
        List<(int Replication, UnitSummary Summary)> units = await _test.Store.ReadUnitsAsync(run, default).ToListAsync();
        Assert.Equal(expected.Select(n => (n % 100, n + 1)), units.Select(unit => (unit.Replication, unit.Summary.Rounds)));
        Assert.Equal(
            expected.Select(n => (n % 100, n.ToString("x64"))),
            await _test.Store.ReadTrajectoryHashesAsync(run, default).ToListAsync());

        RunRecord untouched = await Run("before");
        Assert.Equal(Enumerable.Range(0, 10), await _test.Store.ListStoredReplicationsAsync(untouched, default));
        Assert.Equal(Enumerable.Range(1, 10), await _test.Store.ReadUnitsAsync(untouched, default).Select(unit => unit.Summary.Rounds).ToListAsync());
    }

    [Fact]
    public async Task TheSameEffectiveInterventions_ShareTheirUnits()
    {
        await AddPaused("s");
        await Intervene("r", TestStore.Intervention(3, 5, "1"));
        await Intervene("r", TestStore.Intervention(3, 5, "2"));
        await Intervene("s", TestStore.Intervention(3, 5, "2"));
        await _test.Store.SaveUnitsAsync([((await Run("r")).KeyOf(3), TestStore.Summary(103))], default);
        Assert.Equal([3], await _test.Store.ListStoredReplicationsAsync(await Run("s"), default));
    }

    [Fact]
    public async Task ReadingTheUnitsOfARunWithInterventions_CanBeCancelled()
    {
        await _test.Store.SaveUnitsAsync(TestStore.Units(0, 10), default);
        await Intervene("r", TestStore.Intervention(3, 5));
        RunRecord run = await Run("r");
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _test.Store.ReadUnitsAsync(run, cancelled).ToListAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await _test.Store.ReadTrajectoryHashesAsync(run, cancelled).ToListAsync());
    }

    private async Task AddPaused(string id)
    {
        await _test.Store.AddRunAsync(TestStore.Run(id) with { Execution = RunExecution.Actors }, null, "", default);
        await Set(id, RunStatus.Running);
        await _test.Store.TryPauseAsync(id, Place, default);
    }

    private Task<bool> Set(string id, RunStatus status) => _test.Store.TrySetStatusAsync(id, new RunTransition(status, _test.Clock.GetUtcNow()), default);

    private Task<bool> Intervene(string id, Intervention intervention) => _test.Store.TryInterveneAsync(id, intervention, _test.Clock.GetUtcNow(), default);

    private async Task<RunRecord> Run(string id) => (await _test.Store.FindRunAsync(id, default))!.Run;
}
