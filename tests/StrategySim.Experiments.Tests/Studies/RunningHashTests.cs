using StrategySim.Experiments.Store;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Play;

namespace StrategySim.Experiments.Tests.Studies;

public class RunningHashTests
{
    [Fact]
    public void PointsAndUnits_MayComeInAnyOrder()
    {
        using var straight = new RunningHash();
        Expect(straight);
        straight.Add([Group(3, true, 0, 1, 2), Group(5, true, 0, 1), Group(6, true)]);
        string? expected = straight.Finish();
        Assert.NotNull(expected);

        using var turned = new RunningHash();
        Expect(turned);
        turned.Add([Group(6, true), Group(5, false, 1)]);
        turned.Add([Group(3, false, 2, 0)]);
        Assert.Null(turned.Finish());
        turned.Add([Group(5, true, 0), Group(3, true, 1)]);
        Assert.Equal(expected, turned.Finish());
    }

    [Fact]
    public void WhereItCannotKnowEverything_ItSaysNothing()
    {
        using var shown = new RunningHash();
        Expect(shown);
        shown.GiveUp();
        shown.Add([Group(3, true, 0, 1, 2), Group(5, true, 0, 1), Group(6, true)]);
        Assert.Null(shown.Finish());

        using var small = new RunningHash(mostBytes: 100);
        Expect(small);
        small.Add([Group(5, false, 0, 1, 2)]);
        small.Add([Group(3, true), Group(5, true), Group(6, true)]);
        Assert.Null(small.Finish());
    }

    private static void Expect(RunningHash hash)
    {
        foreach (long index in new long[] { 3, 5, 6 }) hash.Expect(index);
    }

    // As many units as the point has in all: three, two and none.
    private static StudyPointGroup Group(long index, bool settled, params int[] replications)
    {
        var units = new UnitBatch();
        foreach (int replication in replications) units.Add(replication, new UnitSummary(5, [1, 2], $"{(100 * index) + replication:x64}"));
        int done = index switch { 3 => 3, 5 => 2, _ => 0 };
        return new StudyPointGroup(new StudyPointRow(index, $"{index:x64}", null, done, done, 0, settled, null), replications.Length == 0 ? null : units, []);
    }
}
