using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using StrategySim.Experiments.Engines;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Tests.Engines;
using StrategySim.Grains.Contracts;
using StrategySim.Grains.Engine;
using StrategySim.Grains.Tests.Support;
using StrategySim.Simulation.Interventions;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;
using StrategySim.Testing.Scenarios;
using StrategySim.Testing.Time;

namespace StrategySim.Grains.Tests.Engine;

/// <summary>The engine on Orleans keeps the contract of engines.</summary>
public sealed class OrleansEngineTests(OneSilo fixture) : IClassFixture<OneSilo>
{
    private readonly TestCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task AUnitThatFails_IsReportedAsTheLocalEngineReportsIt()
    {
        CompiledScenario scenario = CompiledScenario.Compile(SmallScenarios.SometimesFails(400));
        int[] replications = [.. Enumerable.Range(0, 400)];
        var local = new LocalEngine(Options.Create(new LocalEngineOptions()));
        UnitFailedException expected = await Assert.ThrowsAsync<UnitFailedException>(() => local.PlayAsync(scenario, 7, replications, Ignore, default));
        for (int i = 0; i < 5; i++)
        {
            UnitFailedException found = await Assert.ThrowsAsync<UnitFailedException>(() => _cluster.Engine.PlayAsync(scenario, 7, replications, Ignore, default));
            Assert.Equal((expected.Replication, expected.Message), (found.Replication, found.Message));
        }

        await using RunHost host = await _cluster.HostAsync();
        RunRecord actors = await host.PlayAsync(new RunRequest(SmallScenarios.SometimesFails(100), Execution: RunExecution.Actors));
        Assert.Equal((RunStatus.Failed, expected.Message), (actors.Status, actors.Error));
    }

    [Fact]
    public async Task UnitsBeforeAFailure_AreHandedOver()
    {
        CompiledScenario scenario = CompiledScenario.Compile(SmallScenarios.SometimesFails(400));
        var seen = new SortedSet<int>();
        UnitFailedException failed = await Assert.ThrowsAsync<UnitFailedException>(() => _cluster.Engine.PlayAsync(scenario, 7, [.. Enumerable.Range(0, 400)], Collect(seen), default));
        Assert.Equal(Enumerable.Range(0, failed.Replication), seen.TakeWhile(r => r < failed.Replication));
    }

    [Fact]
    public async Task EveryUnitIsHandedOverOnce_InOneCallAtATime()
    {
        CompiledScenario scenario = CompiledScenario.Compile(SmallScenarios.Tiny(5000));
        var seen = new SortedSet<int>();
        int inside = 0;
        await _cluster.Engine.PlayAsync(scenario, 7, [.. Enumerable.Range(0, 5000)], async ended =>
        {
            Assert.Equal(1, Interlocked.Increment(ref inside));
            await Task.Yield();
            Assert.All(UnitEnd.Of([ended]), end => Assert.True(seen.Add(end.Key.Replication)));
            Interlocked.Decrement(ref inside);
        }, default);
        Assert.Equal(Enumerable.Range(0, 5000), seen);
        await _cluster.Engine.PlayAsync(scenario, 7, [], Ignore, default);
    }

    [Fact]
    public async Task AnExceptionOfTheReceiver_EndsPlay()
    {
        CompiledScenario scenario = CompiledScenario.Compile(SmallScenarios.Tiny(5000));
        await Assert.ThrowsAsync<InvalidDataException>(() => _cluster.Engine.PlayAsync(scenario, 7, [.. Enumerable.Range(0, 5000)], _ => throw new InvalidDataException("full"), default));
    }

    [Fact]
    public async Task ACancellation_EndsPlay_InTheMiddleOfALongUnit()
    {
        // A unit of ten million rounds takes many seconds, and is played in pieces.
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Path("{ initial: 0, drift: 1/10000000, max: 3 }", ruleA: "random", ruleB: "random", horizon: 10_000_000));
        using var cancel = new CancellationTokenSource();
        Task play = _cluster.Engine.PlayAsync(scenario, 7, [0, 1, 2], Ignore, cancel.Token);
        IUnitWorkerGrain worker = _cluster.Orleans.Client.GetGrain<IUnitWorkerGrain>(0);
        // Others get their turn between the pieces.
        var other = CompiledScenario.Compile(SmallScenarios.Tiny(1));
        BatchAdvance advance = await worker.PlayAsync(new BatchOrder([new BatchPiece(other.Scenario.PointId, other.Scenario.ToCanonicalJson(), 7, new[] { 3 })], 200));
        Assert.Equal(UnitPlayer.Play(other, 7, 3, default).TrajectoryHash, Assert.Single(advance.Results)!.TrajectoryHash);
        Assert.False(play.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => play);
    }

    [Fact]
    public async Task ALongUnit_IsPlayedInPieces_ToTheSameBits()
    {
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Path("{ initial: 0, drift: 1/1000000, max: 3 }", ruleA: "reputation-reader", ruleB: "random", horizon: 300_000));
        IUnitWorkerGrain worker = _cluster.Orleans.Client.GetGrain<IUnitWorkerGrain>(1);
        var order = new BatchOrder([new BatchPiece(scenario.Scenario.PointId, scenario.Scenario.ToCanonicalJson(), 7, new[] { 0 })], 1);
        int pieces = 1;
        BatchAdvance advance;
        while ((advance = await worker.PlayAsync(order)).Results.Length == 0) pieces++;
        Assert.True(pieces > 1);
        Assert.Equal(UnitPlayer.Play(scenario, 7, 0, default).TrajectoryHash, advance.Results[0]!.TrajectoryHash);
    }

    [Fact]
    public async Task APoint_IsSentOnce_AndAskedForAgainWhereItIsNotKnown()
    {
        CompiledScenario scenario = ScenarioText.Compile(ScenarioText.Path(horizon: 17)), failing = CompiledScenario.Compile(SmallScenarios.SometimesFails());
        IUnitWorkerGrain worker = _cluster.Orleans.Client.GetGrain<IUnitWorkerGrain>(1);
        var known = new BatchPiece(failing.Scenario.PointId, failing.Scenario.ToCanonicalJson(), 7, Enumerable.Range(0, 400).ToArray());
        var unknown = new BatchPiece(scenario.Scenario.PointId, null, 7, new[] { 0, 1 });
        BatchAdvance advance = await worker.PlayAsync(new BatchOrder([known, unknown], 60_000));
        Assert.True(advance.PointUnknown);
        Assert.Equal(400, advance.Results.Length);
        Assert.InRange(advance.Failures.Length, 1, 399);
        Assert.Equal(advance.Results.Count(result => result is null), advance.Failures.Length);

        advance = await worker.PlayAsync(new BatchOrder([unknown with { Scenario = scenario.Scenario.ToCanonicalJson() }, known with { Scenario = null }], 60_000));
        Assert.Equal((402, false), (advance.Results.Length, advance.PointUnknown));
        advance = await worker.PlayAsync(new BatchOrder([unknown], 60_000));
        Assert.Equal((2, false), (advance.Results.Length, advance.PointUnknown));
    }

    [Fact]
    public async Task ARun_TellsItsPlace_AndIsInterrupted_WhileItIsPlayed()
    {
        await using RunHost host = await _cluster.HostAsync();
        string id = await host.StartRunAsync(new RunRequest(ScenarioText.Read(ScenarioText.Path(horizon: 1_000_000)), Execution: RunExecution.Actors, StartPaused: true));
        RunRecord run = (await host.Runs.FindAsync(id, default))!.Run;
        IRunGrain grain = _cluster.Orleans.Client.GetGrain<IRunGrain>(id);
        Assert.Null(await grain.PlaceAsync());

        Task<ActorsAdvance> advance = _cluster.Engine.AdvanceAsync(new ActorsOrder(run, default, int.MaxValue, TimeSpan.FromMinutes(10)), default);
        await _cluster.Engine.InterruptAsync(id, default);
        ActorsAdvance ended = await advance;
        Assert.True(ended.Interrupted);
        Assert.InRange(ended.Position.Round, 0, 999_999);
        ActorsAdvance next = await _cluster.Engine.AdvanceAsync(new ActorsOrder(run, ended.Position, 5, TimeSpan.FromMinutes(10)), default);
        Assert.Equal((ended.Position.Round + 5, false), (next.Position.Round, next.Interrupted));
        Assert.Equal(new RunPlace(0, next.Position.Round), await grain.PlaceAsync());
    }

    [Fact]
    public async Task AnOrder_IsCarriedOutAlike_WhateverTheGrainsRemember()
    {
        await using RunHost host = await _cluster.HostAsync();
        Scenario scenario = SmallScenarios.RandomLength(3);
        string id = await host.StartRunAsync(new RunRequest(scenario, Execution: RunExecution.Actors, StartPaused: true));
        RunRecord run = (await host.Runs.FindAsync(id, default))!.Run;
        UnitSummary expected = UnitPlayer.Play(CompiledScenario.Compile(scenario), run.Seed, 0, default);
        // Forwards, backwards, and the same again, as after a lost answer.
        foreach (int from in Enumerable.Range(0, expected.Rounds).Concat(Enumerable.Range(0, expected.Rounds).Reverse()))
        {
            var order = new ActorsOrder(run, new UnitPosition(0, from), 1, TimeSpan.FromMinutes(1));
            for (int i = 0; i < 2; i++) Assert.Equal(new UnitPosition(0, from + 1), (await _cluster.Engine.AdvanceAsync(order, default)).Position);
            Assert.Equal(expected.TrajectoryHash, (await _cluster.Engine.AdvanceAsync(order with { Rounds = int.MaxValue }, default)).Ended!.TrajectoryHash);
        }
    }

    [Fact]
    public async Task WhereNoSiloAnswers_ItIsSaidPlainly_AfterAWhile()
    {
        var clock = new ManualTimeProvider();
        var calls = new GrainCalls(TimeSpan.FromSeconds(10), clock, NullLogger.Instance);
        int made = 0;
        Task<int> call = calls.MakeAsync<int>(() =>
        {
            made++;
            throw new SiloUnavailableException("gone");
        }, default);
        while (!call.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        EngineUnavailableException told = await Assert.ThrowsAsync<EngineUnavailableException>(() => call);
        Assert.Contains("gone", told.Message, StringComparison.Ordinal);
        Assert.InRange(made, 5, 20);
        int again = 0;
        Task<int> thirdTime = calls.MakeAsync(() => ++again < 3 ? throw new TimeoutException() : Task.FromResult(again), default);
        while (!thirdTime.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.Equal(3, await thirdTime);
        await Assert.ThrowsAsync<InvalidDataException>(() => calls.MakeAsync<int>(() => throw new InvalidDataException("a fault is not tried again"), default));
    }

    private static ValueTask Ignore(EndedUnits ended) => ValueTask.CompletedTask;

    private static Func<EndedUnits, ValueTask> Collect(SortedSet<int> seen) => ended =>
    {
        seen.UnionWith(UnitEnd.Of([ended]).Select(static end => end.Key.Replication));
        return ValueTask.CompletedTask;
    };
}

/// <summary>The engine on one silo keeps to what engines keep to.</summary>
public sealed class OneSiloConformanceTests(OneSilo fixture) : EngineConformance, IClassFixture<OneSilo>
{
    protected override IRunEngine Engine => fixture.Cluster.Engine;
}

/// <summary>So does the engine on three.</summary>
public sealed class ThreeSilosConformanceTests(ThreeSilos fixture) : EngineConformance, IClassFixture<ThreeSilos>
{
    protected override IRunEngine Engine => fixture.Cluster.Engine;
}

/// <summary>A cluster of three silos for a class of tests.</summary>
public sealed class ThreeSilos : IAsyncLifetime
{
    internal TestCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await TestCluster.StartAsync(3);

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}

/// <summary>A cluster of one silo for a class of tests.</summary>
public sealed class OneSilo : IAsyncLifetime
{
    internal TestCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await TestCluster.StartAsync(1);

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();
}
