using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Simulation.Play;
using StrategySim.Storage.Sqlite;
using StrategySim.Testing.Files;
using StrategySim.Testing.Time;

namespace StrategySim.Experiments.Tests.Runs;

public sealed class UnitRecorderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly SqliteExperimentStore _store;

    public UnitRecorderTests() => _store = SqliteExperimentStore.Open(_folder.File("experiments.db"), _clock);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task AGroup_IsStoredWhenItIsFull()
    {
        var stored = new List<int>();
        await using UnitRecorder recorder = Recorder(stored.Add);
        for (int i = 0; i < 25; i++) await recorder.AddAsync(Units(i, 1));
        Assert.Equal([10, 10], stored);
        await recorder.FlushAsync();
        Assert.Equal([10, 10, 5], stored);
    }

    [Fact]
    public async Task UnitsThatFillSeveralGroups_AreStoredInSoMany()
    {
        var stored = new List<int>();
        await using UnitRecorder recorder = Recorder(stored.Add);
        await recorder.AddAsync(Units(0, 4));
        await recorder.AddAsync(Units(4, 31));
        Assert.Equal([10, 10, 10], stored);
        await recorder.FlushAsync();
        Assert.Equal([10, 10, 10, 5], stored);
        for (int i = 0; i < 35; i++) Assert.NotNull(await _store.FindUnitAsync(Key(i), default));
    }

    [Fact]
    public async Task AGroupThatDoesNotFill_IsStoredWhenItsTimeHasPassed()
    {
        var stored = new TaskCompletionSource<int>();
        await using UnitRecorder recorder = Recorder(stored.SetResult);
        await recorder.AddAsync(Units(0, 1));
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(1, await stored.Task);
        Assert.NotNull(await _store.FindUnitAsync(Key(0), default));
    }

    [Fact]
    public async Task AFlushOfNothing_StoresNothing()
    {
        await using UnitRecorder recorder = Recorder(_ => Assert.Fail("stored"));
        await recorder.FlushAsync();
    }

    [Fact]
    public async Task AFailureInATimedFlush_BreaksTheRecorder_AndIsThrownByTheNextFlush()
    {
        await _store.SaveUnitsAsync([(Key(0), Summary() with { Rounds = 2 })], default);
        await using UnitRecorder recorder = Recorder(_ => { });
        await recorder.AddAsync(Units(0, 1));
        var broken = new TaskCompletionSource();
        recorder.Broken.Register(broken.SetResult);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        await broken.Task;
        await Assert.ThrowsAsync<IntegrityException>(recorder.FlushAsync);
        await Assert.ThrowsAsync<IntegrityException>(recorder.FlushAsync);
    }

    private static UnitKey Key(int replication) => new(1, "p", 0, replication, "");

    private static UnitSummary Summary() => new(1, [1], new string('0', 64));

    private static UnitBatch Units(int from, int count)
    {
        var units = new UnitBatch();
        for (int replication = from; replication < from + count; replication++) units.Add(replication, Summary());
        return units;
    }

    private UnitRecorder Recorder(Action<int> stored) => new(_store, Key(0), new RunOptions { StoreGroupUnits = 10 }, _clock, stored);
}
