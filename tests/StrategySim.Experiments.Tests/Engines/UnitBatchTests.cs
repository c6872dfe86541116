using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Tests.Engines;

public class UnitBatchTests
{
    [Fact]
    public void Units_AreThoseThatWereAdded_HoweverTheyCame()
    {
        using var batch = new UnitBatch();
        using var others = new UnitBatch();
        // 7 is prime to 300: each number once, in no order.
        int[] order = [.. Enumerable.Range(0, 300).Select(static i => i * 7 % 300)];
        byte[] packed = new byte[PackedUnit.BytesOf(2)];
        foreach (int replication in order[..100]) batch.Add(replication, Summary(replication));
        foreach (int replication in order[100..200])
        {
            PackedUnit.Write(Summary(replication), packed);
            batch.Add(replication, packed);
        }

        foreach (int replication in order[200..]) others.Add(replication, Summary(replication));
        batch.Add(others);

        Assert.Equal(100, others.Count);
        Assert.Equal(order, Enumerable.Range(0, batch.Count).Select(batch.Replication));
        Assert.Equal(Enumerable.Range(0, 300), batch.InOrder().Select(batch.Replication));
        Assert.All(Enumerable.Range(0, 300), place =>
        {
            (UnitSummary expected, UnitSummary found) = (Summary(order[place]), batch.Summary(place));
            Assert.Equal((expected.Rounds, expected.TrajectoryHash), (found.Rounds, found.TrajectoryHash));
            Assert.Equal(expected.Values, found.Values);
        });
    }

    [Fact]
    public void AUnitThatIsRefused_LeavesTheBatchAsItWas()
    {
        using var batch = new UnitBatch();
        Assert.Throws<ArgumentException>(() => batch.Add(0, Summary(0) with { TrajectoryHash = "no hash" }));
        batch.Add(1, Summary(1));
        Assert.Contains("3 outcomes; expected 2", Assert.Throws<ArgumentException>(() => batch.Add(2, Summary(2) with { Values = [1, 2, 3] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => batch.Add(3, new byte[PackedUnit.BytesOf(1)]));
        Assert.Throws<ArgumentException>(() => batch.Add(4, Summary(4) with { TrajectoryHash = new string('x', 64) }));
        batch.Add(5, Summary(5));
        Assert.Equal((2, 1, 5), (batch.Count, batch.Replication(0), batch.Replication(1)));
        Assert.Equal([0, 1], batch.InOrder());
    }

    private static UnitSummary Summary(int replication) => new(replication + 1, [replication, 1.0 / (replication + 1)], replication.ToString("x64"));
}
