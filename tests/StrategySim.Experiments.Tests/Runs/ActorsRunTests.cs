using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Runs;
using StrategySim.Simulation.Faults;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;
using StrategySim.Testing.Files;
using StrategySim.Testing.Scenarios;
using StrategySim.Testing.Time;

namespace StrategySim.Experiments.Tests.Runs;

/// <summary>Runs played round by round: paced, paused, stepped, intervened in, followed; always with the bits of a batch.</summary>
public sealed class ActorsRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ActorsGiveTheBitsOfABatch()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("a.db"));
        foreach (Scenario scenario in new[] { SmallScenarios.Tiny(7), SmallScenarios.RandomLength(20), ScenarioText.Read(ScenarioText.Path()) })
        {
            RunProgress actors = await host.FinishAsync(await StartAsync(host, new RunRequest(scenario, Execution: RunExecution.Actors)));
            RunProgress batch = await host.FinishAsync(await StartAsync(host, new RunRequest(scenario)));
            Assert.Equal((RunStatus.Completed, scenario.Run.Replications), (actors.Run.Status, actors.UnitsDone));
            Assert.Equal(batch.Run.ResultsHash, actors.Run.ResultsHash);
            Assert.Equal(new UnitPosition(scenario.Run.Replications, 0), actors.Run.Position);
        }
    }

    [Fact]
    public async Task ARunThatStartsPaused_IsSteppedOverTheEndOfItsUnits_AndResumed()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("a.db"));
        string expected = await BatchHashAsync(SmallScenarios.Tiny(3));
        string id = await StartAsync(host, new RunRequest(SmallScenarios.Tiny(3), Execution: RunExecution.Actors, StartPaused: true));
        Assert.Equal((RunStatus.Paused, default), await WhereAsync(host, id));

        foreach ((int rounds, UnitPosition place) in new[] { (1, new UnitPosition(0, 1)), (3, new UnitPosition(0, 4)), (1, new UnitPosition(1, 0)), (7, new UnitPosition(2, 2)) })
        {
            ControlResult step = await host.Runs.StepAsync(id, rounds, default);
            Assert.Equal((ControlOutcome.Done, RunStatus.Paused, place), (step.Outcome, step.Progress!.Run.Status, step.Progress.Run.Position));
            Assert.Equal(place.Replication, step.Progress.UnitsDone);
        }

        Assert.Equal(ControlOutcome.Done, (await host.Runs.ResumeAsync(id, default)).Outcome);
        Assert.Equal(expected, (await host.FinishAsync(id)).Run.ResultsHash);
    }

    [Fact]
    public async Task AStepBeyondTheEnd_CompletesTheRun()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("a.db"));
        string id = await StartAsync(host, new RunRequest(SmallScenarios.Tiny(2), Execution: RunExecution.Actors, StartPaused: true));
        Assert.Equal(RunStatus.Completed, (await host.Runs.StepAsync(id, 1000, default)).Progress!.Run.Status);
    }

    [Fact]
    public async Task APacedRun_WaitsForItsNextRound_UntilItIsPaused()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("a.db"));
        string id = await StartAsync(host, new RunRequest(SmallScenarios.Tiny(3), Execution: RunExecution.Actors, RoundsPerSecond: 0.5));

        // The clock stands still: one round falls due, if the pause leaves it time, and no second one.
        ControlResult paused = await host.Runs.PauseAsync(id, default);
        Assert.Equal((ControlOutcome.Done, RunStatus.Paused), (paused.Outcome, paused.Progress!.Run.Status));
        Assert.InRange(paused.Progress.Run.Position.Round, 0, 1);
    }

    [Fact]
    public async Task Steps_DoNotWaitForThePace()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("a.db"));
        string id = await StartAsync(host, new RunRequest(SmallScenarios.Tiny(3), Execution: RunExecution.Actors, StartPaused: true, RoundsPerSecond: RunOptions.MinRoundsPerSecond));
        Assert.Equal(new UnitPosition(1, 2), (await host.Runs.StepAsync(id, 7, default)).Progress!.Run.Position);
    }

    [Fact]
    public async Task RoundsFallDueAtTheirPace()
    {
        var clock = new ManualTimeProvider();
        var pace = new Pace(0.5, clock);
        Assert.Equal(1, await pace.NextAsync(default, default));
        pace.Count(1);
        Task<int?> second = pace.NextAsync(default, default);
        clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(1, await second);
        pace.Count(1);

        using var pause = new CancellationTokenSource();
        Task<int?> third = pace.NextAsync(pause.Token, default);
        await pause.CancelAsync();
        Assert.Null(await third);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pace.NextAsync(default, new CancellationToken(true)));
    }

    [Fact]
    public async Task WhoFallsBehindALittle_CatchesUp_AndALot_DoesNotHurry()
    {
        var clock = new ManualTimeProvider();
        var pace = new Pace(10, clock);
        clock.Advance(TimeSpan.FromSeconds(0.75));
        Assert.Equal(8, await pace.NextAsync(default, default));
        pace.Count(8);
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(1, await pace.NextAsync(default, default));
        Assert.Equal(int.MaxValue, await new Pace(null, clock).NextAsync(default, default));
    }

    [Fact]
    public async Task Interventions_ArePartOfTheInputs_AndTouchNoOtherRun()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("a.db"));
        Scenario scenario = ScenarioText.Read(ScenarioText.Path(ruleA: "reputation-reader", ruleB: "random")).WithRun(5, 3);
        string plain = (await host.FinishAsync(await StartAsync(host, new RunRequest(scenario)))).Run.ResultsHash!;

        string id = await StartAsync(host, new RunRequest(scenario, Execution: RunExecution.Actors, StartPaused: true));
        await host.Runs.StepAsync(id, 20, default);
        Assert.Equal(ControlOutcome.Done, (await host.Runs.InterveneAsync(id, new InterventionRequest("/states/s", "2.5", null), default)).Outcome);
        await host.Runs.StepAsync(id, 10, default);
        Assert.Equal(ControlOutcome.Done, (await host.Runs.InterveneAsync(id, new InterventionRequest("/games/rivalry/actions/B", null, "hold", 40), default)).Outcome);
        Assert.Equal(ControlOutcome.Done, (await host.Runs.InterveneAsync(id, new InterventionRequest("/states/s", "1", null, 2, 2), default)).Outcome);
        await host.Runs.ResumeAsync(id, default);
        RunRecord run = (await host.FinishAsync(id)).Run;

        var log = new InterventionLog([new(0, 21, "/states/s", "5/2"), new(0, 40, "/games/rivalry/actions/B", "hold"), new(2, 2, "/states/s", "1")]);
        Assert.Equal(log, run.Interventions);
        CompiledScenario compiled = CompiledScenario.Compile(scenario);
        using var hash = new ResultsHash();
        for (int r = 0; r < 3; r++) hash.Add(UnitPlayer.Play(compiled, 5, r, log, default).TrajectoryHash);
        Assert.Equal(hash.Finish(), run.ResultsHash);
        Assert.NotEqual(plain, run.ResultsHash);
        for (int r = 0; r < 3; r++) Assert.Equal(UnitPlayer.Play(compiled, 5, r, log, default).TrajectoryHash, (await host.Results.VerifyUnitAsync(run, r, default)).TrajectoryHash);
        Assert.Equal(3, (await host.Results.SummariseAsync(run, default))[0].N);
        Assert.Equal(log.Entries, Manifest.Of(run).Interventions);
        Assert.Equal(plain, (await host.FinishAsync(await StartAsync(host, new RunRequest(scenario, Execution: RunExecution.Actors)))).Run.ResultsHash);
    }

    [Fact]
    public async Task AnInterventionInARoundThatIsPlayed_IsRefused()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("a.db"));
        string id = await StartAsync(host, new RunRequest(ScenarioText.Read(ScenarioText.Path()).WithRun(0, 2), Execution: RunExecution.Actors, StartPaused: true));
        await host.Runs.StepAsync(id, 5, default);
        foreach ((int? round, int? replication) in new (int?, int?)[] { (5, null), (1, 0), (0, null), (62, null), (1, 2) })
        {
            var refused = await Assert.ThrowsAsync<InvalidInputException>(() => host.Runs.InterveneAsync(id, new InterventionRequest("/states/s", "1", null, round, replication), default));
            Assert.Contains(Assert.Single(refused.Faults).Pointer, new[] { "/round", "/replication" });
        }

        Assert.True((await host.Runs.FindAsync(id, default))!.Run.Interventions.IsEmpty);
        Assert.Equal(ControlOutcome.Done, (await host.Runs.InterveneAsync(id, new InterventionRequest("/states/s", "1", null, 6), default)).Outcome);
    }

    [Fact]
    public async Task ControlCallsInTheWrongState_ChangeNothing()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("a.db"), pauseAfter: 0);
        string completed = await StartAsync(host, new RunRequest(SmallScenarios.Tiny(1), Execution: RunExecution.Actors));
        await host.FinishAsync(completed);
        string paused = await StartAsync(host, new RunRequest(SmallScenarios.Tiny(1), Execution: RunExecution.Actors, StartPaused: true));
        string batch = await StartAsync(host, new RunRequest(SmallScenarios.Tiny(1), StartPaused: true));
        string running = await StartAsync(host, new RunRequest(SmallScenarios.Tiny(2)));
        await host.Engine.Paused;
        var nothing = new InterventionRequest("/states/s", "1", null);
        (string, Func<Task<ControlResult>>)[] calls =
        [
            (completed, () => host.Runs.PauseAsync(completed, default)),
            (completed, () => host.Runs.ResumeAsync(completed, default)),
            (completed, () => host.Runs.StepAsync(completed, 1, default)),
            (completed, () => host.Runs.InterveneAsync(completed, nothing, default)),
            (completed, () => host.Runs.CancelAsync(completed, default)),
            (paused, () => host.Runs.PauseAsync(paused, default)),
            (batch, () => host.Runs.StepAsync(batch, 1, default)),
            (batch, () => host.Runs.InterveneAsync(batch, nothing, default)),
            (running, () => host.Runs.ResumeAsync(running, default)),
            (running, () => host.Runs.StepAsync(running, 1, default)),
            (running, () => host.Runs.InterveneAsync(running, nothing, default)),
        ];
        foreach ((string id, Func<Task<ControlResult>> call) in calls)
        {
            RunProgress? before = await host.Runs.FindAsync(id, default);
            Assert.Equal(new ControlResult(ControlOutcome.Refused, before), await call());
        }

        Assert.Equal(ControlOutcome.NotFound, (await host.Runs.StepAsync("nobody", 1, default)).Outcome);
        Assert.Equal(ControlOutcome.NotFound, (await host.Runs.PauseAsync("nobody", default)).Outcome);
        Assert.Equal(ControlOutcome.NotFound, (await host.Runs.InterveneAsync("nobody", nothing, default)).Outcome);
        await Assert.ThrowsAsync<InvalidInputException>(() => host.Runs.StepAsync(paused, 0, default));
        host.Engine.Open();
    }

    [Fact]
    public async Task ABatchIsPausedAndResumed()
    {
        string expected = await BatchHashAsync(SmallScenarios.Tiny(200));
        await using TestHost host = await TestHost.StartAsync(_folder.File("a.db"), pauseAfter: 50);
        string id = await StartAsync(host, new RunRequest(SmallScenarios.Tiny(200)));
        await host.Engine.Paused;
        ControlResult paused = await host.Runs.PauseAsync(id, default);
        Assert.Equal((ControlOutcome.Done, RunStatus.Paused, 50), (paused.Outcome, paused.Progress!.Run.Status, paused.Progress.UnitsDone));
        host.Engine.Open();
        await host.Runs.ResumeAsync(id, default);
        Assert.Equal(expected, (await host.FinishAsync(id)).Run.ResultsHash);
    }

    [Fact]
    public async Task APausedRun_IsFoundWhereItWas_ByTheNextService()
    {
        string expected = await BatchHashAsync(SmallScenarios.RandomLength(10));
        string path = _folder.File("a.db"), id;
        await using (TestHost host = await TestHost.StartAsync(path))
        {
            id = await StartAsync(host, new RunRequest(SmallScenarios.RandomLength(10), Execution: RunExecution.Actors, StartPaused: true));
            await host.Runs.StepAsync(id, 9, default);
        }

        await using TestHost next = await TestHost.StartAsync(path);
        RunProgress found = (await next.Runs.FindAsync(id, default))!;
        Assert.Equal(RunStatus.Paused, found.Run.Status);
        Assert.Equal(9, (await next.Runs.FollowAsync(id, default(UnitPosition), TestContext.Current.CancellationToken).TakeWhile(n => n.Progress is null).ToListAsync()).Count);
        await next.Runs.ResumeAsync(id, default);
        Assert.Equal(expected, (await next.FinishAsync(id)).Run.ResultsHash);
    }

    [Fact]
    public async Task WhoFollows_SeesEveryRoundOnce_FromAnyPlace()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("a.db"));
        Scenario scenario = SmallScenarios.RandomLength(30);
        string id = await StartAsync(host, new RunRequest(scenario, Execution: RunExecution.Actors));
        List<RunNews> all = await host.Runs.FollowAsync(id, default(UnitPosition), TestContext.Current.CancellationToken).ToListAsync();
        List<RunNews> rounds = [.. all.Where(n => n.Round is not null)];
        var expected = new List<(UnitPosition Place, string Played)>();
        CompiledScenario compiled = CompiledScenario.Compile(scenario);
        for (int r = 0; r < 30; r++) expected.AddRange(ScenarioText.Rounds(compiled, scenario.Run.Seed, r).Select(round => (new UnitPosition(r, round.Round), Played(round))));
        Assert.Equal(expected, rounds.Select(n => (n.Position, Played(n.Round!))));
        Assert.Equal(RunStatus.Completed, all[^1].Progress!.Run.Status);

        foreach (int after in new[] { 0, 1, expected.Count / 2, expected.Count - 1 })
        {
            List<RunNews> rest = await host.Runs.FollowAsync(id, expected[after].Place, TestContext.Current.CancellationToken).ToListAsync();
            Assert.Equal(expected.Skip(after + 1).Select(e => e.Place), rest.Where(n => n.Round is not null).Select(n => n.Position));
        }

        Assert.Single(await host.Runs.FollowAsync(id, null, TestContext.Current.CancellationToken).ToListAsync());
        Assert.Single(await host.Runs.FollowAsync(id, new UnitPosition(99, 5), TestContext.Current.CancellationToken).ToListAsync());
    }

    [Fact]
    public async Task AReaderWhoDoesNotRead_HoldsUpNothing()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("a.db"));
        string id = await StartAsync(host, new RunRequest(SmallScenarios.RandomLength(100), Execution: RunExecution.Actors, StartPaused: true));
        await using IAsyncEnumerator<RunNews> slow = host.Runs.FollowAsync(id, default(UnitPosition), TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await slow.MoveNextAsync());
        await host.Runs.ResumeAsync(id, default);
        Assert.Equal(RunStatus.Completed, (await host.FinishAsync(id)).Run.Status);
        int seen = 0;
        while (await slow.MoveNextAsync()) seen += slow.Current.Round is null ? 0 : 1;
        Assert.True(seen > 100);
    }

    [Fact]
    public async Task AUnitThatFails_FailsTheRun_WithTheWordsOfABatch()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("a.db"));
        RunRecord actors = (await host.FinishAsync(await StartAsync(host, new RunRequest(SmallScenarios.SometimesFails(), Execution: RunExecution.Actors)))).Run;
        RunRecord batch = (await host.FinishAsync(await StartAsync(host, new RunRequest(SmallScenarios.SometimesFails())))).Run;
        Assert.Equal((RunStatus.Failed, batch.Error), (actors.Status, actors.Error));
    }

    [Theory]
    [InlineData(RunExecution.Actors)]
    [InlineData(RunExecution.Batch)]
    public async Task WhereTheEngineCannotBeReached_TheRunSaysSo_AndIsTriedAgain(RunExecution execution)
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("a.db"));
        host.Engine.Unreachable = true;
        string id = await StartAsync(host, new RunRequest(SmallScenarios.Tiny(3), Execution: execution));
        RunProgress waiting = await PassTimeAsync(host, host.Runs.WatchAsync(id, TestContext.Current.CancellationToken).FirstAsync(progress => progress.Run.Error is not null, TestContext.Current.CancellationToken).AsTask());
        Assert.Equal((RunStatus.Running, "nobody there"), (waiting.Run.Status, waiting.Run.Error));

        host.Engine.Unreachable = false;
        // Its lease has to run out first.
        RunProgress end = await PassTimeAsync(host, host.FinishAsync(id));
        Assert.Equal((RunStatus.Completed, null), (end.Run.Status, end.Run.Error));
    }

    [Fact]
    public async Task WhatActorsCannotDo_IsRefusedBeforeAnythingIsStored()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("a.db"));
        foreach ((RunRequest request, string pointer) in new[]
        {
            (new RunRequest(SmallScenarios.Tiny(101), Execution: RunExecution.Actors), "/scenario/run/replications"),
            (new RunRequest(SmallScenarios.Tiny(1), Replications: 101, Execution: RunExecution.Actors), "/replications"),
            (new RunRequest(SmallScenarios.Tiny(1), RoundsPerSecond: 1), "/roundsPerSecond"),
            (new RunRequest(SmallScenarios.Tiny(1), Execution: RunExecution.Actors, RoundsPerSecond: 0), "/roundsPerSecond"),
            (new RunRequest(SmallScenarios.Tiny(1), Execution: RunExecution.Actors, RoundsPerSecond: double.NaN), "/roundsPerSecond"),
            (new RunRequest(SmallScenarios.Tiny(1), Execution: RunExecution.Actors, RoundsPerSecond: 1001), "/roundsPerSecond"),
        })
        {
            var refused = await Assert.ThrowsAsync<InvalidInputException>(() => host.Runs.StartAsync(request, null, "", default));
            Assert.Equal(pointer, Assert.Single(refused.Faults).Pointer);
        }

        Assert.Empty(await host.Runs.ListAsync(10, null, default));
    }

    [Fact]
    public async Task AnOrder_IsCarriedOutAlike_WhateverTheEngineRemembers()
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("a.db"));
        RunRecord run = (await host.Runs.FindAsync(await StartAsync(host, new RunRequest(SmallScenarios.RandomLength(3), Execution: RunExecution.Actors, StartPaused: true)), default))!.Run;
        var engine = new LocalEngine(1, UnitPlayer.Play);
        int rounds = UnitPlayer.Play(CompiledScenario.Compile(SmallScenarios.RandomLength(3)), run.Seed, 0, default).Rounds;
        ActorsAdvance whole = await engine.AdvanceAsync(new ActorsOrder(run, default, int.MaxValue, TimeSpan.MaxValue), default);
        for (int from = 0; from < rounds; from++)
        {
            var again = new ActorsOrder(run, new UnitPosition(0, from), int.MaxValue, TimeSpan.MaxValue);
            Assert.Equal(whole.Ended!.TrajectoryHash, (await engine.AdvanceAsync(again, default)).Ended!.TrajectoryHash);
            ActorsAdvance one = await engine.AdvanceAsync(again with { Rounds = 1 }, default);
            Assert.Equal(new UnitPosition(0, from + 1), one.Position);
        }
    }

    // Lets the clock run until something has happened.
    private static async Task<T> PassTimeAsync<T>(TestHost host, Task<T> happening)
    {
        while (!happening.IsCompleted)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(0.2));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return await happening;
    }

    private static string Played(RoundRecord round) => $"{round.Round} {string.Join(' ', round.Games[0].Seats.Select(s => s.Executed))}";

    private static async Task<string> StartAsync(TestHost host, RunRequest request) => (await host.Runs.StartAsync(request, null, "", default)).Progress.Run.Id;

    private static async Task<(RunStatus, UnitPosition)> WhereAsync(TestHost host, string id)
    {
        RunRecord run = (await host.Runs.FindAsync(id, default))!.Run;
        return (run.Status, run.Position);
    }

    private async Task<string> BatchHashAsync(Scenario scenario)
    {
        await using TestHost host = await TestHost.StartAsync(_folder.File("batch.db"));
        return (await host.FinishAsync(await StartAsync(host, new RunRequest(scenario)))).Run.ResultsHash!;
    }
}
