using System.Threading.Channels;
using StrategySim.Experiments.Engines;
using StrategySim.Simulation.Play;
using StrategySim.Simulation.Scenarios;
using StrategySim.Testing;
using StrategySim.Testing.Scenarios;

namespace StrategySim.Experiments.Tests.Engines;

/// <summary>What every engine keeps to when it plays units of many points.</summary>
public abstract class EngineConformance
{
    /// <summary>The engine under test.</summary>
    protected abstract IRunEngine Engine { get; }

    [Fact]
    public async Task UnitsOfManyPoints_EndOnceEach_WithTheBitsOfThePlayer()
    {
        var orders = Channel.CreateUnbounded<UnitOrder>();
        var asked = new Dictionary<UnitKey, UnitSummary>();
        for (int i = 0; i < 120; i++)
        {
            // Some points come twice, some orders are empty, and units differ in length.
            CompiledScenario scenario = Point(i % 80);
            int[] replications = [.. Enumerable.Range(i < 80 ? 0 : 100, i % 7)];
            var order = new UnitOrder(i % 2 == 0 ? new PlayedPoint(scenario) : new PlayedPoint(scenario.Scenario), (ulong)(i % 3), replications);
            foreach (int replication in replications) asked.Add(order.KeyOf(replication), UnitPlayer.Play(scenario, order.Seed, replication, default));
            Assert.True(orders.Writer.TryWrite(order));
        }

        orders.Writer.Complete();
        var found = new Dictionary<UnitKey, UnitEnd>();
        int inside = 0;
        await Engine.PlayAsync(orders.Reader, async ends =>
        {
            Assert.Equal(1, Interlocked.Increment(ref inside));
            foreach (UnitEnd end in UnitEnd.Of(ends)) found.Add(end.Key, end);
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        }, default);

        Assert.Equal(asked.Keys.ToHashSet(), [.. found.Keys]);
        foreach ((UnitKey key, UnitEnd end) in found)
        {
            Assert.Null(end.Failure);
            Assert.Equal((asked[key].Rounds, asked[key].TrajectoryHash), (end.Summary!.Rounds, end.Summary.TrajectoryHash));
            Assert.Equal(asked[key].Values, end.Summary.Values);
        }
    }

    [Fact]
    public async Task UnitsThatFail_SayWhy_AndStopNothing()
    {
        Scenario fails = SmallScenarios.SometimesFails();
        CompiledScenario compiled = CompiledScenario.Compile(fails);
        UnitOrder[] orders = [new(new PlayedPoint(fails), 7, Upto(400)), new(new PlayedPoint(Point(1)), 7, Upto(50)), new(new PlayedPoint(fails), 8, Upto(30))];
        var expected = new Dictionary<UnitKey, string>();
        foreach (UnitOrder order in new[] { orders[0], orders[2] })
        {
            foreach (int replication in order.Replications.ToArray())
            {
                if (Record.Exception(() => UnitPlayer.Play(compiled, order.Seed, replication, default)) is { } thrown) expected.Add(order.KeyOf(replication), thrown.Message);
            }
        }

        List<UnitEnd> ends = await PlayAsync(orders);
        Assert.Equal(480, ends.Select(end => end.Key).Distinct().Count());
        Assert.InRange(expected.Count, 2, 428);
        Assert.Equal(expected, ends.Where(end => end.Failure is not null).ToDictionary(end => end.Key, end => end.Failure!));
        Assert.All(ends, end => Assert.Equal(end.Summary is null, end.Failure is not null));
    }

    [Fact]
    public async Task AWriter_MayWaitForTheEnds_BeforeItWritesMore()
    {
        // Not every channel lets several readers wait.
        var orders = Channel.CreateBounded<UnitOrder>(new BoundedChannelOptions(2) { SingleReader = true, SingleWriter = true });
        var ends = Channel.CreateUnbounded<UnitEnd>();
        Task play = Engine.PlayAsync(orders.Reader, group =>
        {
            foreach (UnitEnd end in UnitEnd.Of(group)) Assert.True(ends.Writer.TryWrite(end));
            return ValueTask.CompletedTask;
        }, default);
        for (int i = 0; i < 40; i++)
        {
            int replications = 1 + (i % 4);
            var order = new UnitOrder(new PlayedPoint(Point(i)), 7, Upto(replications));
            await orders.Writer.WriteAsync(order);
            var left = Upto(replications).ToHashSet();
            while (left.Count > 0)
            {
                UnitEnd end = await ends.Reader.ReadAsync();
                Assert.Equal(order.Point.PointId, end.Key.PointId);
                Assert.True(left.Remove(end.Key.Replication));
            }
        }

        orders.Writer.Complete();
        await play;
        Assert.False(ends.Reader.TryRead(out _));
    }

    [Fact]
    public async Task ACancellation_EndsPlay_AndWhatHasEndedIsHandedOver()
    {
        using var cancel = new CancellationTokenSource();
        var orders = Channel.CreateUnbounded<UnitOrder>();
        for (int i = 0; i < 50; i++) orders.Writer.TryWrite(new UnitOrder(new PlayedPoint(Point(i)), 7, Upto(100_000)));
        var found = new HashSet<UnitKey>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Engine.PlayAsync(orders.Reader, ends =>
        {
            foreach (UnitEnd end in UnitEnd.Of(ends)) Assert.True(found.Add(end.Key) && end.Summary is not null);
            cancel.Cancel();
            return ValueTask.CompletedTask;
        }, cancel.Token));
        Assert.InRange(found.Count, 1, 4_999_999);
    }

    [Fact]
    public async Task ACancellation_EndsTheWaitForOrders()
    {
        foreach (int before in new[] { 0, 3 })
        {
            using var cancel = new CancellationTokenSource();
            var orders = Channel.CreateUnbounded<UnitOrder>();
            if (before > 0) orders.Writer.TryWrite(new UnitOrder(new PlayedPoint(Point(0)), 7, Upto(before)));
            else cancel.Cancel();
            int ended = 0;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Engine.PlayAsync(orders.Reader, ends =>
            {
                ended += ends.Sum(static group => group.Count);
                if (ended == before) cancel.Cancel();
                return ValueTask.CompletedTask;
            }, cancel.Token));
            Assert.Equal(before, ended);
        }
    }

    [Fact]
    public async Task AnExceptionOfTheReceiver_EndsPlay_AndIsPassedOn()
    {
        var orders = Channel.CreateUnbounded<UnitOrder>();
        for (int i = 0; i < 20; i++) orders.Writer.TryWrite(new UnitOrder(new PlayedPoint(Point(i)), 7, Upto(100_000)));
        int calls = 0;
        await Assert.ThrowsAsync<InvalidDataException>(() => Engine.PlayAsync(orders.Reader, _ => ++calls < 3 ? ValueTask.CompletedTask : throw new InvalidDataException("full"), default));
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task AWriterThatFails_EndsPlay_AndItsReasonIsPassedOn()
    {
        foreach (int before in new[] { 0, 5 })
        {
            var orders = Channel.CreateUnbounded<UnitOrder>();
            for (int i = 0; i < before; i++) orders.Writer.TryWrite(new UnitOrder(new PlayedPoint(Point(i)), 7, Upto(3)));
            orders.Writer.Complete(new InvalidDataException("no more points"));
            await Assert.ThrowsAsync<InvalidDataException>(() => Engine.PlayAsync(orders.Reader, _ => ValueTask.CompletedTask, default));
        }
    }

    [Fact]
    public async Task WithoutOrders_PlayEndsAtOnce() => Assert.Empty(await PlayAsync());

    private static CompiledScenario Point(int number) =>
        ScenarioText.Compile(ScenarioText.Path(ruleA: "random", ruleB: "reputation-reader", extra: "run: { continuation: 9/10 }", horizon: 3 + number));

    private static int[] Upto(int count) => [.. Enumerable.Range(0, count)];

    private async Task<List<UnitEnd>> PlayAsync(params UnitOrder[] orders)
    {
        var channel = Channel.CreateUnbounded<UnitOrder>();
        foreach (UnitOrder order in orders) channel.Writer.TryWrite(order);
        channel.Writer.Complete();
        var found = new List<UnitEnd>();
        await Engine.PlayAsync(channel.Reader, ends =>
        {
            found.AddRange(UnitEnd.Of(ends));
            return ValueTask.CompletedTask;
        }, default);
        return found;
    }
}
