using StrategySim.Experiments.Manifests;
using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Studies;

namespace StrategySim.Storage.Tests.Sqlite;

public sealed class StudyTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TestStore _test = new();

    public void Dispose() => _test.Dispose();

    public static StudyRecord Study(string id, int replications = 10) => new()
    {
        Id = id,
        Status = RunStatus.Queued,
        SweepId = "small",
        SweepTitle = "A small sweep",
        DocumentJson = """{"id":"small"}""",
        DocumentHash = new string('d', 64),
        ModelVersion = 1,
        Seed = ulong.MaxValue,
        Replications = replications,
        MaxReplications = replications,
        DesignPoints = 5,
        CreatedAt = Noon,
    };

    [Fact]
    public async Task AStudy_ComesBackAsItWasAdded_AlsoAfterReopening()
    {
        StudyRecord study = Study("s") with { Status = RunStatus.Paused };
        Assert.Equal(("s", false), await _test.Store.AddStudyAsync(study, 4, "key", "body", default));
        _test.Reopen();
        Assert.Equal(new StudyProgress(study, 0, 4, 0, 0, 40), await _test.Store.FindStudyAsync("s", default));
        Assert.Null(await _test.Store.FindStudyAsync("t", default));
        Assert.Equal(("s", false), await _test.Store.AddStudyAsync(Study("t"), 4, "key", "body", default));
        Assert.Equal(("s", true), await _test.Store.AddStudyAsync(Study("t"), 4, "key", "other body", default));
        Assert.Equal(("s", true), await _test.Store.FindStudyKeyAsync("key", "other body", default));
        Assert.Null(await _test.Store.FindStudyKeyAsync("other key", "body", default));
    }

    [Fact]
    public async Task WhatIsCounted_IsWhatTheRowsSay_HoweverOftenTheyAreStored()
    {
        await _test.Store.AddStudyAsync(Study("s"), 6, null, "", default);
        StudyGroup first = Group(
            Point(0, target: 10, done: 10, settled: true, units: [.. Enumerable.Range(0, 10)]),
            Point(1, target: 10, done: 4, settled: false, units: [0, 1, 2, 4], failures: [3]));
        Assert.Equal(new StudyCounts(1, 6, 14, 1, 60), await _test.Store.SaveStudyGroupAsync(first, default));
        Assert.Equal(new StudyCounts(1, 6, 14, 1, 60), await _test.Store.SaveStudyGroupAsync(first, default));

        // The rule of the study asks for 30 at one point, one point is another one's, one is not valid; then the number of points is known.
        StudyCounts expected = new(4, 4, 48, 11, 60);
        Assert.Equal(expected, await _test.Store.SaveStudyGroupAsync(
            Group(
                Point(1, target: 30, done: 29, settled: true, units: [.. Enumerable.Range(5, 25)], failed: 1),
                Point(2, target: 0, done: 0, settled: true, sameAs: 0),
                Point(3, target: 10, done: 0, settled: true, failed: 10, reason: "because"),
                Point(4, target: 10, done: 9, settled: true, units: [.. Enumerable.Range(0, 9)])) with
            { PointsTotal = 4 },
            default));
        StudyProgress progress = (await _test.Store.FindStudyAsync("s", default))!;
        Assert.Equal(expected, new StudyCounts(progress.PointsDone, progress.PointsTotal, progress.UnitsDone, progress.UnitsFailed, progress.UnitsTotal));
        Assert.Equal(
            ["4|48|11|20"],
            OpeningTests.Query<string>(_test.FilePath, "SELECT concat_ws('|', SUM(settled), SUM(done), SUM(failed), SUM(target - 10)) FROM study_point WHERE same_as IS NULL"));
    }

    [Fact]
    public async Task RowsOfAnEarlierEdition_AreNotTaken_ButTheirUnitsAre()
    {
        StudyRecord study = Study("s");
        await _test.Store.AddStudyAsync(study with { Status = RunStatus.Paused }, 1, null, "", default);
        Assert.True(await _test.Store.TryExtendStudyAsync(study with { Replications = 20, MaxReplications = 20 }, 1, sameDesign: true, default));
        Assert.Null(await _test.Store.SaveStudyGroupAsync(Group(Point(0, target: 10, done: 10, settled: true, units: [.. Enumerable.Range(0, 10)])), default));
        Assert.Empty(await _test.Store.ListStudyPointsAsync("s", 0, 10, default));
        Assert.Equal(new StudyProgress((await _test.Store.FindStudyAsync("s", default))!.Study, 0, 1, 0, 0, 20), await _test.Store.FindStudyAsync("s", default));
        Assert.Equal<IEnumerable<int>>(Enumerable.Range(0, 10), (await KnownAsync(0)).Stored);
    }

    [Fact]
    public async Task AUnitThatDiffers_UndoesTheWholeGroup()
    {
        await _test.Store.AddStudyAsync(Study("s"), 4, null, "", default);
        await _test.Store.SaveStudyGroupAsync(Group(Point(1, 10, 1, false, units: [5])), default);
        StudyPointGroup other = Point(1, 10, 2, false, units: [5, 6]);
        other = other with { Units = TestStore.Batch([5, 6], static replication => TestStore.Summary(replication) with { Rounds = 77 }) };
        await Assert.ThrowsAsync<IntegrityException>(() => _test.Store.SaveStudyGroupAsync(Group(Point(0, 10, 10, true, units: [0, 1]), other), default));
        Assert.Equal(1, (await _test.Store.FindStudyAsync("s", default))!.UnitsDone);
        Assert.Empty((await KnownAsync(0)).Stored);

        // The series of point 0 was undone as well, and is added again.
        await _test.Store.SaveStudyGroupAsync(Group(Point(0, 10, 2, false, units: [0, 1])), default);
        Assert.Equal<IEnumerable<int>>([0, 1], (await KnownAsync(0)).Stored);
        Assert.Empty(OpeningTests.Query<string>(_test.FilePath, "PRAGMA foreign_key_check"));
    }

    [Fact]
    public async Task Units_AreReadInTheOrderOfTheDesign_InPiecesOfAnySize()
    {
        await _test.Store.AddStudyAsync(Study("s"), 4, null, "", default);
        // Stored out of order, beyond the target, and with a failure that another study's unit now stands for.
        await _test.Store.SaveStudyGroupAsync(Group(Point(3, 10, 3, true, units: [7, 2, 9])), default);
        await _test.Store.SaveStudyGroupAsync(Group(Point(1, 4, 3, true, units: [0, 1, 3, 5, 2], failures: [2]), Point(2, 0, 0, true, sameAs: 1), Point(0, 10, 0, true, failed: 10, reason: "because")), default);
        StudyPlace[] expected = [new(1, 0), new(1, 1), new(1, 3), new(3, 2), new(3, 7), new(3, 9)];
        foreach (int limit in new[] { 1, 2, 3, 5, 6, 7, 100 })
        {
            var seen = new List<StudyPlace>();
            StudyPlace? place = new StudyPlace(0, 0);
            while (place is { } at)
            {
                place = await _test.Store.ReadStudyUnitsAsync(
                    "s",
                    at,
                    100,
                    limit,
                    (unit, rounds, hash, values) =>
                    {
                        seen.Add(unit);
                        Assert.Equal(TestStore.Summary(unit.Replication).Rounds, rounds);
                        Assert.Equal(TestStore.Summary(unit.Replication).TrajectoryHash, Convert.ToHexStringLower(hash));
                        Assert.Equal(BitConverter.GetBytes((double)unit.Replication), values[..8].ToArray());
                        Assert.Equal(16, values.Length);
                    },
                    default);
            }

            Assert.Equal(expected, seen);
        }

        var some = new List<StudyPlace>();
        await _test.Store.ReadStudyUnitsAsync("s", new StudyPlace(1, 1), 3, 100, (unit, _, _, _) => some.Add(unit), default);
        Assert.Equal([new(1, 1), new(1, 3)], some);
    }

    [Fact]
    public async Task Failures_AndPointsThatAreNotValid_AreListedInOrder()
    {
        await _test.Store.AddStudyAsync(Study("s"), 4, null, "", default);
        await _test.Store.SaveStudyGroupAsync(
            Group(Point(4, 10, 1, false, units: [0], failures: [8, 1]), Point(2, 10, 0, true, failed: 10, reason: "not valid"), Point(0, 10, 0, false, failures: [3])), default);
        UnitFailure[] expected = [new(0, PointId(0), 3, "failed 3"), new(2, null, null, "not valid"), new(4, PointId(4), 1, "failed 1"), new(4, PointId(4), 8, "failed 8")];
        Assert.Equal(expected, await _test.Store.ListFailuresAsync("s", null, 10, default));
        Assert.Equal(expected[..2], await _test.Store.ListFailuresAsync("s", null, 2, default));
        Assert.Equal(expected[2..], await _test.Store.ListFailuresAsync("s", new StudyPlace(2, -1), 10, default));
        Assert.Equal(expected[3..], await _test.Store.ListFailuresAsync("s", new StudyPlace(4, 1), 10, default));
        Assert.Equal<IEnumerable<int>>([1, 8], (await KnownAsync(4)).Failed);
    }

    [Fact]
    public async Task Extending_ForgetsRows_AndFailuresOnlyWherePointsMayMove()
    {
        StudyRecord study = Study("s");
        await _test.Store.AddStudyAsync(study, 4, null, "", default);
        Assert.False(await _test.Store.TryExtendStudyAsync(study, 4, true, default));
        await _test.Store.TrySetStudyStatusAsync("s", 0, new RunTransition(RunStatus.Running, Noon), default);
        Assert.False(await _test.Store.TryExtendStudyAsync(study, 4, true, default));
        await _test.Store.SaveStudyGroupAsync(Group(Point(0, 10, 9, true, units: [.. Enumerable.Range(1, 9)], failures: [0])), default);
        Assert.False(await _test.Store.TrySetStudyStatusAsync("s", 1, new RunTransition(RunStatus.Completed, Noon, ResultsHash: "h"), default));
        Assert.True(await _test.Store.TrySetStudyStatusAsync("s", 0, new RunTransition(RunStatus.Completed, Noon, ResultsHash: "h"), default));

        Assert.True(await _test.Store.TryExtendStudyAsync(study with { Replications = 12, MaxReplications = 12, DocumentHash = "new" }, 5, sameDesign: true, default));
        // Whoever looked at the edition before comes too late.
        Assert.False(await _test.Store.TryExtendStudyAsync(study, 4, true, default));
        StudyProgress extended = (await _test.Store.FindStudyAsync("s", default))!;
        Assert.Equal((RunStatus.Queued, 1, 12, "new", null, null), (extended.Study.Status, extended.Study.Edition, extended.Study.Replications, extended.Study.DocumentHash, extended.Study.ResultsHash, extended.Study.FinishedAt));
        Assert.Equal((0, 5, 0, 0, 60), (extended.PointsDone, extended.PointsTotal, extended.UnitsDone, extended.UnitsFailed, extended.UnitsTotal));
        Assert.Empty(await _test.Store.ListStudyPointsAsync("s", 0, 10, default));
        Assert.Equal<IEnumerable<int>>([0], (await KnownAsync(0)).Failed);

        await _test.Store.TrySetStudyStatusAsync("s", 1, new RunTransition(RunStatus.Cancelled, Noon), default);
        Assert.True(await _test.Store.TryExtendStudyAsync(extended.Study, 4, sameDesign: false, default));
        Assert.Empty((await KnownAsync(0)).Failed);
        Assert.Equal(9, (await KnownAsync(0)).Stored.Length);
    }

    [Fact]
    public async Task StatusLeasesAndPauses_GoAsForRuns()
    {
        await _test.Store.AddStudyAsync(Study("a"), 4, null, "", default);
        await _test.Store.AddStudyAsync(Study("b") with { Status = RunStatus.Paused }, 4, null, "", default);
        await _test.Store.AddRunAsync(TestStore.Run("a"), null, "", default);
        TimeSpan lease = TimeSpan.FromSeconds(15);
        Assert.Equal(["a"], await _test.Store.ListOrphanedStudiesAsync(Noon, default));
        Assert.True(await _test.Store.TryLeaseStudyAsync("a", "me", Noon, lease, default));
        Assert.False(await _test.Store.TryLeaseStudyAsync("a", "you", Noon, lease, default));
        Assert.False(await _test.Store.TryLeaseStudyAsync("b", "you", Noon, lease, default));
        Assert.Empty(await _test.Store.ListOrphanedStudiesAsync(Noon, default));
        Assert.Equal(["me"], await _test.Store.ListStudyLeaseOwnersAsync(default));
        // Runs of the same id are tended on their own.
        Assert.Empty(await _test.Store.ListLeaseOwnersAsync(default));
        await _test.Store.ReleaseStudyLeasesAsync("me", default);
        Assert.Equal(["a"], await _test.Store.ListOrphanedStudiesAsync(Noon, default));

        var environment = new RunEnvironment("1", "r", "o", "x", "e", "s");
        Assert.True(await _test.Store.TrySetStudyStatusAsync("a", 0, new RunTransition(RunStatus.Running, Noon, Environment: environment), default));
        Assert.True(await _test.Store.TryRequestStudyPauseAsync("a", default));
        Assert.True((await _test.Store.FindStudyAsync("a", default))!.Study.PauseRequested);
        Assert.True(await _test.Store.TryPauseStudyAsync("a", default));
        Assert.False(await _test.Store.TryPauseStudyAsync("a", default));
        Assert.False(await _test.Store.TrySetStudyStatusAsync("a", null, new RunTransition(RunStatus.Running, Noon), default));
        Assert.True(await _test.Store.TryResumeStudyAsync("a", default));
        Assert.False(await _test.Store.TryResumeStudyAsync("a", default));
        Assert.True(await _test.Store.TryRequestStudyPauseAsync("a", default));
        StudyRecord paused = (await _test.Store.FindStudyAsync("a", default))!.Study;
        Assert.Equal((RunStatus.Paused, false, Noon, environment), (paused.Status, paused.PauseRequested, paused.StartedAt, paused.Environment));
        Assert.True(await _test.Store.TrySetStudyStatusAsync("a", null, new RunTransition(RunStatus.Cancelled, Noon.AddSeconds(1)), default));
        Assert.False(await _test.Store.TryRequestStudyPauseAsync("a", default));
        Assert.Equal(Noon.AddSeconds(1), (await _test.Store.FindStudyAsync("a", default))!.Study.FinishedAt);
    }

    private static string PointId(long index) => ((int)index + 16).ToString("x64");

    private static StudyPointGroup Point(
        long index, int target, int done, bool settled, int[]? units = null, int[]? failures = null, int? failed = null, long? sameAs = null, string? reason = null) => new(
        new StudyPointRow(index, reason is null ? PointId(sameAs ?? index) : null, sameAs, target, done, failed ?? failures?.Length ?? 0, settled, reason),
        units is null ? null : TestStore.Batch(units),
        [.. (failures ?? []).Select(replication => (replication, $"failed {replication}"))]);

    private static StudyGroup Group(params StudyPointGroup[] points) => new("s", 0, 1, ulong.MaxValue, points, null);

    private async Task<KnownUnits> KnownAsync(long index) =>
        Assert.Single(await _test.Store.ListKnownUnitsAsync(Study("s"), [(index, PointId(index))], 100, default));
}
