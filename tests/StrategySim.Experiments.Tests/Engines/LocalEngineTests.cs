using System.Collections.Concurrent;
using StrategySim.Experiments.Engines;
using StrategySim.Simulation.Play;
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
        await new LocalEngine(threads, UnitPlayer.Play).PlayAsync(Scenario, 5, replications, (key, summary) =>
        {
            Assert.Equal(new UnitKey(SimulationModel.Version, Scenario.Scenario.PointId, 5, key.Replication, ""), key);
            units.Add(key.Replication, summary);
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
    public async Task TheReceiver_IsCalledOneUnitAtATime()
    {
        int inside = 0;
        await new LocalEngine(4, UnitPlayer.Play).PlayAsync(Scenario, 0, [.. Enumerable.Range(0, 2000)], async (_, _) =>
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
                Scenario, 0, [.. Enumerable.Range(0, 5000)], Collect(received), CancellationToken.None));

            Assert.Equal("Replication 40 failed: broken 40", error.Message);
            Assert.Equal(40, error.Replication);
            // What was claimed before the failure was played to its end and handed over.
            Assert.Empty(Enumerable.Range(0, 40).Except(received));
            Assert.True(received.Count < 5000);
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
            Scenario, 0, [.. Enumerable.Range(0, 100_000)], (_, _) => throw new InvalidOperationException("disk full"), CancellationToken.None));
        Assert.Equal("disk full", error.Message);
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

    private static Func<UnitKey, UnitSummary, ValueTask> Collect(List<int> received) => (key, _) =>
    {
        received.Add(key.Replication);
        return ValueTask.CompletedTask;
    };
}
