using StrategySim.Experiments.Store;

namespace StrategySim.Experiments.Studies;

/// <summary>What a study knows of one of its points; dropped points have no row.</summary>
/// <param name="Index">Its place in the design.</param>
/// <param name="PointId">Its point; null where its scenario is not valid.</param>
/// <param name="SameAs">The earlier point with the same scenario, which has the units; null where there is none.</param>
/// <param name="Target">Replications that it is to have, as far as is decided; 0 where <paramref name="SameAs"/> is given.</param>
/// <param name="Done">Those of them that are stored.</param>
/// <param name="Failed">Those of them that failed.</param>
/// <param name="Settled">Whether nothing is left to be done for it.</param>
/// <param name="Reason">Why its scenario is not valid, in one sentence; null where it is.</param>
public sealed record StudyPointRow(long Index, string? PointId, long? SameAs, int Target, int Done, int Failed, bool Settled, string? Reason);

/// <summary>What has come of one point: its row as it is from now on, and what led to that.</summary>
/// <param name="Row">The row, which takes the place of an earlier one.</param>
/// <param name="Units">Units that ended; null where none did.</param>
/// <param name="Failures">Units that failed, and why.</param>
public sealed record StudyPointGroup(StudyPointRow Row, UnitBatch? Units, IReadOnlyList<(int Replication, string Reason)> Failures);

/// <summary>What is stored in one transaction.</summary>
/// <param name="StudyId">The study.</param>
/// <param name="Edition">The edition of the study that the rows belong to.</param>
/// <param name="ModelVersion">The model version of the units.</param>
/// <param name="Seed">The seed of the units.</param>
/// <param name="Points">The points, each once.</param>
/// <param name="PointsTotal">Points in all, once that is known; null before.</param>
public sealed record StudyGroup(string StudyId, int Edition, int ModelVersion, ulong Seed, IReadOnlyList<StudyPointGroup> Points, long? PointsTotal);

/// <summary>How far a study has come.</summary>
/// <param name="PointsDone">As in <see cref="StudyProgress"/>, and so are the others.</param>
/// <param name="PointsTotal">Points in all.</param>
/// <param name="UnitsDone">Units stored.</param>
/// <param name="UnitsFailed">Units that failed.</param>
/// <param name="UnitsTotal">Units in all.</param>
public readonly record struct StudyCounts(long PointsDone, long PointsTotal, long UnitsDone, long UnitsFailed, long UnitsTotal);

/// <summary>What is known of the units of a point.</summary>
/// <param name="Stored">The replications that are stored, ascending.</param>
/// <param name="Failed">Those that failed in this study, ascending.</param>
public sealed record KnownUnits(int[] Stored, int[] Failed);

/// <summary>A place among the units of a study.</summary>
/// <param name="Index">The point's place in the design.</param>
/// <param name="Replication">The replication.</param>
public readonly record struct StudyPlace(long Index, int Replication);

/// <summary>Looks at one stored unit; what it is shown is valid until it returns.</summary>
/// <param name="place">Whose it is.</param>
/// <param name="rounds">Its rounds.</param>
/// <param name="trajectoryHash">The 32 bytes of its hash.</param>
/// <param name="values">Its outcomes in the order of the scenario's layout: doubles, little-endian.</param>
public delegate void StudyUnitVisitor(StudyPlace place, int rounds, ReadOnlySpan<byte> trajectoryHash, ReadOnlySpan<byte> values);

/// <summary>Keeps studies and what is known of their points; the units are those of <see cref="IExperimentStore"/>. Safe to call from several threads.</summary>
public interface IStudyStore
{
    /// <summary>Adds a study. With an idempotency key that was used before, adds nothing and returns the earlier study's id.</summary>
    /// <param name="study">The study, status queued or paused.</param>
    /// <param name="points">Points in all, as planned.</param>
    /// <param name="idempotencyKey">The caller's key, or null.</param>
    /// <param name="bodyHash">SHA-256 of what was asked, compared where the key is known.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The id under which the study stands, and whether the known key came with another body.</returns>
    Task<(string Id, bool BodyDiffers)> AddStudyAsync(StudyRecord study, long points, string? idempotencyKey, string bodyHash, CancellationToken cancellationToken);

    /// <summary>The study of an idempotency key, and whether it was asked for with another body; null where the key is new.</summary>
    Task<(string Id, bool BodyDiffers)?> FindStudyKeyAsync(string idempotencyKey, string bodyHash, CancellationToken cancellationToken);

    /// <summary>One study, or null.</summary>
    Task<StudyProgress?> FindStudyAsync(string id, CancellationToken cancellationToken);

    /// <summary>Studies, newest first, from the one after <paramref name="after"/> on; an unknown id gives an empty page.</summary>
    Task<IReadOnlyList<StudyProgress>> ListStudiesAsync(int limit, string? after, CancellationToken cancellationToken);

    /// <summary>Takes or renews the lease of a queued or running study; false where another living owner holds it.</summary>
    Task<bool> TryLeaseStudyAsync(string id, string owner, DateTimeOffset now, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Queued and running studies whose lease is free or has run out, oldest first.</summary>
    Task<IReadOnlyList<string>> ListOrphanedStudiesAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Every owner that is written on a study without a final status.</summary>
    Task<IReadOnlyList<string>> ListStudyLeaseOwnersAsync(CancellationToken cancellationToken);

    /// <summary>Gives up the leases of an owner.</summary>
    Task ReleaseStudyLeasesAsync(string owner, CancellationToken cancellationToken);

    /// <summary>Changes the status of a study to one other than queued or paused, and gives up its lease where the new status is final.</summary>
    /// <returns>False, changing nothing, for an unknown id, a final status, another edition than the one given, and, unless the new status is cancelled, a paused study.</returns>
    Task<bool> TrySetStudyStatusAsync(string id, int? edition, RunTransition transition, CancellationToken cancellationToken);

    /// <summary>Asks a study to pause: a queued one is paused at once, of a running one the request is noted for whoever plays it.</summary>
    /// <returns>False, changing nothing, for an unknown id and in any other status.</returns>
    Task<bool> TryRequestStudyPauseAsync(string id, CancellationToken cancellationToken);

    /// <summary>Pauses a running study where play has stopped, and gives up the lease; false, changing nothing, where it is not running.</summary>
    Task<bool> TryPauseStudyAsync(string id, CancellationToken cancellationToken);

    /// <summary>Queues a paused study again; false, changing nothing, where it is not paused.</summary>
    Task<bool> TryResumeStudyAsync(string id, CancellationToken cancellationToken);

    /// <summary>Gives a study that is paused, or has a final status, more to do: it takes document, replications and number of points of the record given, and what was known of its points is forgotten; a final status becomes queued.</summary>
    /// <param name="study">The study with its new document, and the edition before.</param>
    /// <param name="points">Points in all, as planned.</param>
    /// <param name="sameDesign">Whether points keep their places, so that failed units remain failed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False, changing nothing, where it is in another status or of another edition.</returns>
    Task<bool> TryExtendStudyAsync(StudyRecord study, long points, bool sameDesign, CancellationToken cancellationToken);

    /// <summary>Stores units, failures and rows in one transaction, and counts them; units stored before must agree.</summary>
    /// <returns>How far the study has come; null, with only the units stored, where it is of another edition.</returns>
    /// <exception cref="IntegrityException">A unit is stored under the same key with another summary; nothing of the group is stored then.</exception>
    Task<StudyCounts?> SaveStudyGroupAsync(StudyGroup group, CancellationToken cancellationToken);

    /// <summary>The rows from an index on, in the order of the design.</summary>
    /// <param name="id">The study.</param>
    /// <param name="from">The first index.</param>
    /// <param name="limit">How many at most; at least 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<StudyPointRow>> ListStudyPointsAsync(string id, long from, int limit, CancellationToken cancellationToken);

    /// <summary>For each point the replications below <paramref name="end"/> that are stored, or that failed.</summary>
    /// <param name="study">The study.</param>
    /// <param name="points">Points by their places in the design and their ids.</param>
    /// <param name="end">The replication to end before.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<KnownUnits>> ListKnownUnitsAsync(StudyRecord study, IReadOnlyList<(long Index, string PointId)> points, int end, CancellationToken cancellationToken);

    /// <summary>Failures in the order of the design, then of replications.</summary>
    /// <param name="id">The study.</param>
    /// <param name="after">The place of the last one of the page before, with replication −1 where it has none; null for the first page.</param>
    /// <param name="limit">How many at most; at least 1.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<UnitFailure>> ListFailuresAsync(string id, StudyPlace? after, int limit, CancellationToken cancellationToken);

    /// <summary>Shows the stored units of points, replications below their targets, in the order of the design and of replications.</summary>
    /// <param name="id">The study.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="before">The index to end before.</param>
    /// <param name="limit">How many at most; at least 1.</param>
    /// <param name="visit">Shown each.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Where to go on; null where there are no more.</returns>
    Task<StudyPlace?> ReadStudyUnitsAsync(string id, StudyPlace from, long before, int limit, StudyUnitVisitor visit, CancellationToken cancellationToken);

    /// <summary>Shows the stored units of one point, replications from 0 to <paramref name="end"/> less one.</summary>
    /// <param name="study">The study, for model version and seed.</param>
    /// <param name="point">Its place in the design, which is told with each unit, and its id.</param>
    /// <param name="end">The replication to end before.</param>
    /// <param name="visit">Shown each.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task ReadPointUnitsAsync(StudyRecord study, (long Index, string PointId) point, int end, StudyUnitVisitor visit, CancellationToken cancellationToken);
}
