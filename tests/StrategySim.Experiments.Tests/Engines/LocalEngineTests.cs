using System.Collections.Concurrent;
using System.Threading.Channels;
using StrategySim.Experiments.Engines;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Experiments.Tests.Engines;

public class LocalEngineTests
{
    private static readonly CompiledScenario Scenario = CompiledScenario.Compile(SmallScenarios.RandomLength());

    public static TheoryData<int> ThreadCounts => [1, 2, 5];

    [Theory]
    [MemberData(nameof(ThreadCounts))]
    public async Task EveryReplication_IsPlayedOnce_AndIsThatOfThePlayer(int threads)
    {
        int[] replications = [.. Enumerable.Range(0, 1000).Where(r => r % 7 != 3)];
        var units = new Dictionary<int, UnitSummary>();
        await new LocalEngine(threads, UnitPlayer.Play).PlayAsync(Scenario, 5, replications, ended =>
        {
            foreach (UnitEnd end in UnitEnd.Of([ended]))
            {
                Assert.Equal(new UnitKey(SimulationModel.Version, Scenario.Scenario.PointId, 5, end.Key.Replication, ""), end.Key);
                units.Add(end.Key.Replication, end.Summary!);
            }

            return ValueTask.CompletedTask;
        }, CancellationToken.None);

        Assert.Equal(replications, units.Keys.Order());
        foreach ((int replication, UnitSummary summary) in units)
        {
            UnitSummary alone = UnitPlayer.Play(Scenario, 5, replication, CancellationToken.None);
            Assert.Equal(alone.TrajectoryHash, summary.TrajectoryHash);
            Assert.Equal(alone.Values, summary.Values);
        }
    }

    [Fact]
    public async Task TheReceiver_IsCalledOnceAtATime()
    {
        int inside = 0;
        await new LocalEngine(4, UnitPlayer.Play).PlayAsync(Scenario, 0, [.. Enumerable.Range(0, 2000)], async _ =>
        {
            Assert.Equal(1, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        }, CancellationToken.None);
    }

    [Theory]
    [MemberData(nameof(ThreadCounts))]
    public async Task UnitsThatThrow_EndPlay_AndTheFirstInOrderIsReported(int threads)
    {
        for (int attempt = 0; attempt < 50; attempt++)
        {
            var received = new List<int>();
            var engine = new LocalEngine(threads, (scenario, seed, replication, token) => replication is 40 or 41 or 42 or 43
                ? throw new InvalidOperationException($"broken {replication}")
                : UnitPlayer.Play(scenario, seed, replication, token));
            UnitFailedException error = await Assert.ThrowsAsync<UnitFailedException>(() => engine.PlayAsync(
                Scenario, 0, [.. Enumerable.Range(0, 100_000)], Collect(received), CancellationToken.None));

            Assert.Equal("Replication 40 failed: broken 40", error.Message);
            Assert.Equal(40, error.Replication);
            // What was claimed before the failure was played to its end and handed over.
            Assert.Empty(Enumerable.Range(0, 40).Except(received));
            Assert.True(received.Count < 100_000 - 4);
        }
    }

    [Theory]
    [MemberData(nameof(ThreadCounts))]
    public async Task Cancellation_InterruptsUnits_AndHandsOverThoseThatEnded(int threads)
    {
        using var cancel = new CancellationTokenSource();
        var ended = new ConcurrentBag<int>();
        var received = new List<int>();
        var engine = new LocalEngine(threads, (scenario, seed, replication, token) =>
        {
            if (replication >= 100)
            {
                // A unit that would play for ever, as one between two rounds sees its token.
                cancel.Cancel();
                token.WaitHandle.WaitOne();
                token.ThrowIfCancellationRequested();
            }

            ended.Add(replication);
            return UnitPlayer.Play(scenario, seed, replication, CancellationToken.None);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.PlayAsync(Scenario, 0, [.. Enumerable.Range(0, 5000)], Collect(received), cancel.Token));
        Assert.Equal(ended.Order(), received.Order());
        Assert.True(received.Count <= 100);
    }

    [Fact]
    public async Task CancellationBeforeTheStart_PlaysNothing()
    {
        var engine = new LocalEngine(2, (_, _, _, _) => throw new InvalidOperationException("played"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.PlayAsync(Scenario, 0, [0], Collect([]), new CancellationToken(canceled: true)));
    }

    [Theory]
    [MemberData(nameof(ThreadCounts))]
    public async Task AReceiverThatThrows_EndsPlay_AndIsPassedOn(int threads)
    {
        var engine = new LocalEngine(threads, UnitPlayer.Play);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.PlayAsync(
            Scenario, 0, [.. Enumerable.Range(0, 100_000)], _ => throw new InvalidOperationException("disk full"), CancellationToken.None));
        Assert.Equal("disk full", error.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task OrdersOfFewUnits_KeepAllThreadsAtPlay(int units)
    {
        // Each unit ends together with one of another thread, or never.
        using var two = new Barrier(2);
        var engine = new LocalEngine(2, (scenario, seed, replication, token) =>
        {
            two.SignalAndWait(token);
            return UnitPlayer.Play(scenario, seed, replication, token);
        });
        var orders = Channel.CreateUnbounded<UnitOrder>();
        for (int i = 0; i < 100; i++) orders.Writer.TryWrite(new UnitOrder(new PlayedPoint(Scenario), (ulong)i, Enumerable.Range(0, units).ToArray()));
        orders.Writer.Complete();
        int ended = 0;
        await engine.PlayAsync(orders.Reader, ends =>
        {
            ended += ends.Sum(static group => group.Count);
            return ValueTask.CompletedTask;
        }, CancellationToken.None);
        Assert.Equal(100 * units, ended);
    }

    [Fact]
    public async Task WhereAThreadHasNothingToPlay_EndsAreHandedOverAtOnce()
    {
        // The second unit goes on until somebody has seen the end of the first.
        using var seen = new ManualResetEventSlim();
        var engine = new LocalEngine(2, (scenario, seed, replication, token) =>
        {
            if (replication == 1) seen.Wait(token);
            return UnitPlayer.Play(scenario, seed, replication, token);
        });
        var orders = Channel.CreateUnbounded<UnitOrder>();
        orders.Writer.TryWrite(new UnitOrder(new PlayedPoint(Scenario), 0, new[] { 0, 1 }));
        await engine.PlayAsync(orders.Reader, ends =>
        {
            seen.Set();
            if (UnitEnd.Of(ends).Any(end => end.Key.Replication == 1)) orders.Writer.Complete();
            return ValueTask.CompletedTask;
        }, CancellationToken.None);
    }

    [Fact]
    public async Task AScenarioThatCannotBeCompiled_FailsItsUnits_AndNoOthers()
    {
        Scenario whole = SmallScenarios.Tiny();
        // Payoffs that read a state of another scenario.
        Scenario broken = whole with { Games = SmallScenarios.SometimesFails().Games };
        var orders = Channel.CreateUnbounded<UnitOrder>();
        orders.Writer.TryWrite(new UnitOrder(new PlayedPoint(broken), 0, Enumerable.Range(0, 40).ToArray()));
        orders.Writer.TryWrite(new UnitOrder(new PlayedPoint(whole), 1, Enumerable.Range(0, 40).ToArray()));
        orders.Writer.Complete();
        var found = new List<UnitEnd>();
        await new LocalEngine(2, UnitPlayer.Play).PlayAsync(orders.Reader, ends =>
        {
            found.AddRange(UnitEnd.Of(ends));
            return ValueTask.CompletedTask;
        }, CancellationToken.None);
        Assert.Equal(80, found.Count);
        Assert.All(found, end => Assert.Equal(end.Key.Seed == 0, end.Failure?.Contains("arrivals", StringComparison.Ordinal) ?? false));
    }

    [Fact]
    public async Task NoReplications_EndAtOnce()
    {
        await new LocalEngine(2, UnitPlayer.Play).PlayAsync(Scenario, 0, [], Collect([]), CancellationToken.None);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void ThreadsOutsideTheirRange_AreRefused(int threads)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalEngine(threads, UnitPlayer.Play));
    }

    private static Func<EndedUnits, ValueTask> Collect(List<int> received) => ended =>
    {
        for (int i = 0; i < ended.Units.Count; i++) received.Add(ended.Units.Replication(i));
        return ValueTask.CompletedTask;
    };
}

/// <summary>The local engine keeps to what engines keep to, on any number of threads.</summary>
public static class LocalEngineConformanceTests
{
    public sealed class OnOneThread : EngineConformance
    {
        protected override IRunEngine Engine { get; } = new LocalEngine(1, UnitPlayer.Play);
    }

    public sealed class OnTwoThreads : EngineConformance
    {
        protected override IRunEngine Engine { get; } = new LocalEngine(2, UnitPlayer.Play);
    }

    public sealed class OnFiveThreads : EngineConformance
    {
        protected override IRunEngine Engine { get; } = new LocalEngine(5, UnitPlayer.Play);
    }
}
