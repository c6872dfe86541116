using StrategySim.Experiments.Runs;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Studies;

namespace StrategySim.Storage.Sqlite;

/// <content>Studies.</content>
public sealed partial class SqliteExperimentStore
{
    /// <inheritdoc/>
    public Task<(string Id, bool BodyDiffers)> AddStudyAsync(StudyRecord study, long points, string? idempotencyKey, string bodyHash, CancellationToken cancellationToken)
    {
        if (study.Status is not (RunStatus.Queued or RunStatus.Paused)) throw new ArgumentException("Expected a study that is queued or paused.", nameof(study));
        return Write(transaction => StudyTable.Add(transaction, study, points, idempotencyKey, bodyHash), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<(string Id, bool BodyDiffers)?> FindStudyKeyAsync(string idempotencyKey, string bodyHash, CancellationToken cancellationToken) =>
        Read(connection => WorkTable.FindKey(connection, StudyTable.Table, idempotencyKey, bodyHash, null), cancellationToken);

    /// <inheritdoc/>
    public Task<StudyProgress?> FindStudyAsync(string id, CancellationToken cancellationToken) =>
        Read(connection => StudyTable.Find(connection, id), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StudyProgress>> ListStudiesAsync(int limit, string? after, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return Read(connection => StudyTable.List(connection, limit, after), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> TryLeaseStudyAsync(string id, string owner, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken) =>
        _database.WriteAsync(Durability.Process, transaction => WorkTable.TryLease(transaction, StudyTable.Table, id, owner, now, duration), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListOrphanedStudiesAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Read(connection => WorkTable.ListOrphaned<string>(connection, StudyTable.Table, "id", now), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListStudyLeaseOwnersAsync(CancellationToken cancellationToken) =>
        Read(static connection => WorkTable.ListLeaseOwners(connection, StudyTable.Table), cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseStudyLeasesAsync(string owner, CancellationToken cancellationToken) =>
        _database.WriteAsync(Durability.Process, transaction => WorkTable.ReleaseLeases(transaction, StudyTable.Table, owner), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TrySetStudyStatusAsync(string id, int? edition, RunTransition transition, CancellationToken cancellationToken)
    {
        if (transition.Status is RunStatus.Queued or RunStatus.Paused)
            throw new ArgumentOutOfRangeException(nameof(transition), transition.Status, "A study is queued by resuming or extending it, and paused by pausing it.");
        return _database.WriteAsync(
            transition.Status is RunStatus.Running ? Durability.Process : Durability.Power,
            transaction => WorkTable.TrySetStatus(transaction, StudyTable.Table, id, transition, "(@edition IS NULL OR edition = @edition)", edition),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> TryRequestStudyPauseAsync(string id, CancellationToken cancellationToken) =>
        Write(transaction => StudyTable.TryRequestPause(transaction, id), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryPauseStudyAsync(string id, CancellationToken cancellationToken) =>
        Write(transaction => StudyTable.TryPause(transaction, id), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryResumeStudyAsync(string id, CancellationToken cancellationToken) =>
        Write(transaction => StudyTable.TryResume(transaction, id), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryExtendStudyAsync(StudyRecord study, long points, bool sameDesign, CancellationToken cancellationToken) =>
        Write(transaction => StudyTable.TryExtend(transaction, study, points, sameDesign), cancellationToken);

    /// <inheritdoc/>
    public Task<StudyCounts?> SaveStudyGroupAsync(StudyGroup group, CancellationToken cancellationToken) =>
        WriteUnitsAsync(_ => _studyWriter.Save(group), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StudyPointRow>> ListStudyPointsAsync(string id, long from, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return Read(connection => StudyPointTable.List(connection, id, from, limit), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<KnownUnits>> ListKnownUnitsAsync(StudyRecord study, IReadOnlyList<(long Index, string PointId)> points, int end, CancellationToken cancellationToken) =>
        Read(connection => StudyPointTable.ListKnown(connection, study, points, end), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<UnitFailure>> ListFailuresAsync(string id, StudyPlace? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return Read(connection => StudyPointTable.ListFailures(connection, id, after, limit), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StudyPlace?> ReadStudyUnitsAsync(string id, StudyPlace from, long before, int limit, StudyUnitVisitor visit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return Read(connection => StudyPointTable.ReadUnits(connection, id, from, before, limit, visit), cancellationToken);
    }

    /// <inheritdoc/>
    public Task ReadPointUnitsAsync(StudyRecord study, (long Index, string PointId) point, int end, StudyUnitVisitor visit, CancellationToken cancellationToken) =>
        Read(
            connection =>
            {
                StudyPointTable.ReadPoint(connection, study, point, end, visit);
                return true;
            },
            cancellationToken);
}
