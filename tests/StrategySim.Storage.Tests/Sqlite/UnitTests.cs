using System.Globalization;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;

namespace StrategySim.Storage.Tests.Sqlite;

public sealed class UnitTests : IDisposable
{
    private readonly TestStore _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task AUnit_IsFoundAgainToTheLastBit()
    {
        double[] values = [0, -0.0, 1.0 / 3, double.Epsilon, -double.MaxValue, Math.PI];
        await _test.Store.SaveUnitsAsync([(TestStore.Key(3), new UnitSummary(17, values, new string('f', 64)))], default);
        _test.Reopen();

        UnitSummary found = (await _test.Store.FindUnitAsync(TestStore.Key(3), default))!;
        Assert.Equal(17, found.Rounds);
        Assert.Equal(new string('f', 64), found.TrajectoryHash);
        Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), found.Values.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public async Task KeysThatDifferInAnyPart_AreDifferentUnits()
    {
        UnitKey[] keys =
        [
            TestStore.Key(0), TestStore.Key(1), TestStore.Key(0, seed: 8), TestStore.Key(0, seed: ulong.MaxValue), TestStore.Key(0, seed: long.MaxValue),
            TestStore.Key(0, modelVersion: 2), TestStore.Key(0, interventions: "x"), TestStore.Key(0) with { PointId = "other" },
        ];
        await _test.Store.SaveUnitsAsync([.. keys.Select((key, i) => (key, TestStore.Summary(i)))], default);
        for (int i = 0; i < keys.Length; i++)
            Assert.Equal(TestStore.Summary(i).TrajectoryHash, (await _test.Store.FindUnitAsync(keys[i], default))!.TrajectoryHash);
    }

    [Fact]
    public async Task AnUnknownUnit_IsNull()
    {
        Assert.Null(await _test.Store.FindUnitAsync(TestStore.Key(0), default));
        await _test.Store.SaveUnitsAsync(TestStore.Units(1, 1), default);
        Assert.Null(await _test.Store.FindUnitAsync(TestStore.Key(0), default));
    }

    [Fact]
    public async Task StoringAUnitAgain_ChangesNothing()
    {
        await _test.Store.SaveUnitsAsync(TestStore.Units(0, 5), default);
        await _test.Store.SaveUnitsAsync(TestStore.Units(3, 5), default);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], await _test.Store.ListStoredReplicationsAsync(TestStore.Run("r"), default));
    }

    [Fact]
    public async Task AUnitWithAnotherHash_IsAnIntegrityError_AndNothingOfItsGroupIsStored()
    {
        await _test.Store.SaveUnitsAsync(TestStore.Units(5, 1), default);
        UnitSummary forged = TestStore.Summary(5) with { TrajectoryHash = new string('e', 64) };

        IntegrityException error = await Assert.ThrowsAsync<IntegrityException>(() =>
            _test.Store.SaveUnitsAsync([.. TestStore.Units(0, 3), (TestStore.Key(5), forged)], default));
        Assert.Contains($"Replication 5 of point {TestStore.PointId}, seed 7, model version 1, is stored with the trajectory {5:x64} and was now computed with {forged.TrajectoryHash}", error.Message);
        Assert.Equal([5], await _test.Store.ListStoredReplicationsAsync(TestStore.Run("r"), default));
    }

    [Fact]
    public async Task AUnitWithOtherRoundsOrOutcomes_IsAnIntegrityErrorToo()
    {
        await _test.Store.SaveUnitsAsync(TestStore.Units(5, 1), default);
        foreach (UnitSummary other in new[] { TestStore.Summary(5) with { Rounds = 1 }, TestStore.Summary(5) with { Values = [5, 0] }, TestStore.Summary(5) with { Values = [5] } })
            await Assert.ThrowsAsync<IntegrityException>(() => _test.Store.SaveUnitsAsync([(TestStore.Key(5), other)], default));
    }

    [Fact]
    public async Task ABatch_IsStoredAsItsUnitsOneByOneAre()
    {
        await _test.Store.SaveUnitsAsync(TestStore.Units(60, 3), default);
        await _test.Store.SaveUnitsAsync(TestStore.Key(0), TestStore.Batch([70, 61, 64, 0, 63]), default);
        Assert.Equal([0, 60, 61, 62, 63, 64, 70], await _test.Store.ListStoredReplicationsAsync(TestStore.Run("r", replications: 100), default));
        foreach (int replication in new[] { 0, 61, 64, 70 })
            Assert.Equal(TestStore.Summary(replication).TrajectoryHash, (await _test.Store.FindUnitAsync(TestStore.Key(replication), default))!.TrajectoryHash);
        await Assert.ThrowsAsync<IntegrityException>(() => _test.Store.SaveUnitsAsync(TestStore.Key(0), TestStore.Batch([1, 62], static replication => TestStore.Summary(replication) with { Rounds = 99 }), default));
        Assert.Null(await _test.Store.FindUnitAsync(TestStore.Key(1), default));
    }

    [Fact]
    public async Task AfterAnIntegrityError_UnitsOfANewSeriesAreStoredAsBefore()
    {
        await _test.Store.SaveUnitsAsync(TestStore.Units(0, 1), default);
        // The group begins a series (seed 8) that the rollback takes away again.
        await Assert.ThrowsAsync<IntegrityException>(() => _test.Store.SaveUnitsAsync([.. TestStore.Units(0, 1, seed: 8), (TestStore.Key(0), TestStore.Summary(1))], default));
        await _test.Store.SaveUnitsAsync(TestStore.Units(0, 2, seed: 8), default);
        Assert.Equal([0, 1], await _test.Store.ListStoredReplicationsAsync(TestStore.Run("r", seed: 8), default));
    }

    // 512 summaries and 8192 hashes make a page: none, one short, exactly one, one more, several.
    [Theory]
    [InlineData(0)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(8192)]
    [InlineData(8193)]
    public async Task Units_AreReadInReplicationOrder_HoweverManyThereAre(int count)
    {
        var units = TestStore.Units(0, count).Reverse().ToList();
        await _test.Store.SaveUnitsAsync(units, default);
        RunRecord run = TestStore.Run("r", replications: 10_000);

        var read = new List<int>();
        await foreach ((int replication, UnitSummary summary) in _test.Store.ReadUnitsAsync(run, default))
        {
            Assert.Equal(TestStore.Summary(replication).Values, summary.Values);
            read.Add(replication);
        }

        Assert.Equal(Enumerable.Range(0, count), read);

        read.Clear();
        await foreach ((int replication, string hash) in _test.Store.ReadTrajectoryHashesAsync(run, default))
        {
            Assert.Equal(replication.ToString("x64", CultureInfo.InvariantCulture), hash);
            read.Add(replication);
        }

        Assert.Equal(Enumerable.Range(0, count), read);
    }

    [Fact]
    public async Task OnlyReplicationsOfTheRun_AreListedAndRead()
    {
        await _test.Store.SaveUnitsAsync([.. TestStore.Units(0, 3), .. TestStore.Units(7, 5)], default);
        RunRecord run = TestStore.Run("r", replications: 9);
        Assert.Equal([0, 1, 2, 7, 8], await _test.Store.ListStoredReplicationsAsync(run, default));
        Assert.Equal([0, 1, 2, 7, 8], await _test.Store.ReadUnitsAsync(run, default).Select(unit => unit.Replication).ToListAsync());
        Assert.Empty(await _test.Store.ListStoredReplicationsAsync(run with { Seed = 8 }, default));
        Assert.Empty(await _test.Store.ListStoredReplicationsAsync(run with { ModelVersion = 2 }, default));
    }

    [Fact]
    public async Task ReadingThatIsCancelled_Throws()
    {
        await _test.Store.SaveUnitsAsync(TestStore.Units(0, 3), default);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await _test.Store.ReadUnitsAsync(TestStore.Run("r"), new CancellationToken(canceled: true)).ToListAsync());
    }

    [Fact]
    public async Task ReadingWhileOthersWrite_IsNeverHeldUp_AndSeesWholeGroups()
    {
        // An open reader between two pages does not keep units from being stored.
        await _test.Store.SaveUnitsAsync(TestStore.Units(0, 600), default);
        RunRecord run = TestStore.Run("r", replications: 1000);
        int read = 0;
        await foreach (var _ in _test.Store.ReadUnitsAsync(run, default))
        {
            if (read++ == 0) await _test.Store.SaveUnitsAsync(TestStore.Units(600, 400), default);
        }

        Assert.Equal(1000, read);
    }

    [Fact]
    public async Task UnitsOfOneBlock_ThatComeInAnyOrderAndOneByOne_AreThoseThatCameTogether()
    {
        // 61 has no factor in common with 130: every replication once, far from its neighbours.
        int[] order = [.. Enumerable.Range(0, 130).Select(static i => i * 61 % 130)];
        foreach (int replication in order) await _test.Store.SaveUnitsAsync(TestStore.Units(replication, 1), default);
        await _test.Store.SaveUnitsAsync([.. order.Select(static replication => (TestStore.Key(replication, seed: 8), TestStore.Summary(replication)))], default);
        await _test.Store.SaveUnitsAsync(TestStore.Units(0, 130, seed: 9), default);
        foreach (ulong seed in new ulong[] { 7, 8, 9 })
        {
            List<(int Replication, UnitSummary Summary)> units = await _test.Store.ReadUnitsAsync(TestStore.Run("r", seed, replications: 130), default).ToListAsync();
            Assert.Equal(Enumerable.Range(0, 130), units.Select(static unit => unit.Replication));
            Assert.All(units, static unit => Assert.Equal((unit.Replication + 1, unit.Replication.ToString("x64")), (unit.Summary.Rounds, unit.Summary.TrajectoryHash)));
            Assert.Equal([.. Enumerable.Range(0, 130).Select(static r => (double)r)], units.Select(static unit => unit.Summary.Values[0]));
        }

        Assert.Equal([130L, 130L, 130L], OpeningTests.Query<long>(_test.FilePath, "SELECT SUM(length(units)) / 52 FROM unit_block GROUP BY series"));
    }

    [Fact]
    public async Task AUnitThatComesTwiceInAGroup_IsComparedToo()
    {
        await _test.Store.SaveUnitsAsync([.. TestStore.Units(0, 3), .. TestStore.Units(1, 1)], default);
        await Assert.ThrowsAsync<IntegrityException>(() =>
            _test.Store.SaveUnitsAsync([.. TestStore.Units(5, 2), (TestStore.Key(5), TestStore.Summary(5) with { Rounds = 77 })], default));
        Assert.Equal([0, 1, 2], await _test.Store.ListStoredReplicationsAsync(TestStore.Run("r"), default));
    }

    [Fact]
    public async Task AUnitWithMoreOutcomesThanOthersOfItsPoint_IsAnIntegrityError()
    {
        await _test.Store.SaveUnitsAsync(TestStore.Units(0, 2), default);
        IntegrityException error = await Assert.ThrowsAsync<IntegrityException>(() =>
            _test.Store.SaveUnitsAsync([(TestStore.Key(2), TestStore.Summary(2) with { Values = [1, 2, 3] })], default));
        Assert.Contains($"Replication 2 of point {TestStore.PointId}, seed 7, model version 1, was computed with 3 outcomes; other units of the point are stored with 2", error.Message);
    }

    [Fact]
    public async Task ABlockThatWasCutShort_IsAnIntegrityError_WhoeverReadsOrWritesIt()
    {
        await _test.Store.SaveUnitsAsync(TestStore.Units(0, 3), default);
        OpeningTests.Execute(_test.FilePath, "UPDATE unit_block SET units = substr(units, 1, length(units) - 1)");
        await Assert.ThrowsAsync<IntegrityException>(async () => await _test.Store.ReadUnitsAsync(TestStore.Run("r"), default).ToListAsync());
        await Assert.ThrowsAsync<IntegrityException>(() => _test.Store.SaveUnitsAsync(TestStore.Units(3, 1), default));
    }
}
