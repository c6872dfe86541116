using Microsoft.Data.Sqlite;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Play;

namespace StrategySim.Storage.Sqlite;

/// <summary>Stores what came of points, and counts it; used by one transaction at a time.</summary>
/// <remarks>
/// The numbers of a study change by the difference between each row and the one that it replaces, in the transaction that replaces it: so they are always those of
/// its rows, whoever stores what, in which order and how often.
/// </remarks>
internal sealed class StudyWriter : IDisposable
{
    private const string FindStudySql = "SELECT position, replications FROM study WHERE id = ?1 AND edition = ?2";

    private const string CountSql = """
        UPDATE study SET
            points_done = points_done + ?2, units_done = units_done + ?3, units_failed = units_failed + ?4,
            units_extra = units_extra + ?5, points_total = COALESCE(?6, points_total)
        WHERE position = ?1
        RETURNING points_done, points_total, units_done, units_failed, points_total * replications + units_extra
        """;

    private const string FindRowSql = "SELECT target, done, failed, settled, same_as FROM study_point WHERE study = ?1 AND point = ?2";

    private const string SetRowSql = """
        INSERT INTO study_point (study, point, series, same_as, target, done, failed, settled, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        ON CONFLICT (study, point) DO UPDATE SET
            series = excluded.series, same_as = excluded.same_as, target = excluded.target, done = excluded.done, failed = excluded.failed,
            settled = excluded.settled, reason = excluded.reason
        """;

    private const string SetFailureSql = """
        INSERT INTO unit_failure (study, point, replication, reason) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (study, point, replication) DO UPDATE SET reason = excluded.reason
        """;

    private readonly UnitWriter _units;
    private readonly SqliteStatement _findStudy;
    private readonly SqliteStatement _count;
    private readonly SqliteStatement _findRow;
    private readonly SqliteStatement _setRow;
    private readonly SqliteStatement _setFailure;

    public StudyWriter(SqliteConnection connection, UnitWriter units)
    {
        _units = units;
        _findStudy = new SqliteStatement(connection, FindStudySql);
        _count = new SqliteStatement(connection, CountSql);
        _findRow = new SqliteStatement(connection, FindRowSql);
        _setRow = new SqliteStatement(connection, SetRowSql);
        _setFailure = new SqliteStatement(connection, SetFailureSql);
    }

    /// <summary>Stores a group; null, with only its units stored, where the study is of another edition.</summary>
    public StudyCounts? Save(StudyGroup group)
    {
        (long study, int replications) = FindStudy(group);
        var change = default(Counts);
        foreach (StudyPointGroup point in group.Points)
        {
            long? series = null;
            if (point.Row.PointId is { } pointId)
            {
                var key = new UnitKey(group.ModelVersion, pointId, group.Seed, 0, "");
                series = _units.SeriesOf(key);
                if (point.Units is { } units) _units.Insert(series.Value, key, units);
            }

            if (study == 0) continue;
            change = change.Plus(Counts.Of(point.Row, replications), 1).Plus(Replaced(study, point.Row.Index, replications), -1);
            SetRow(study, series, point.Row);
            foreach ((int replication, string reason) in point.Failures) SetFailure(study, point.Row.Index, replication, reason);
        }

        return study == 0 ? null : Count(study, change, group.PointsTotal);
    }

    public void Dispose()
    {
        _findStudy.Dispose();
        _count.Dispose();
        _findRow.Dispose();
        _setRow.Dispose();
        _setFailure.Dispose();
    }

    // Zero where the study is of another edition.
    private (long Study, int Replications) FindStudy(StudyGroup group)
    {
        _findStudy.Bind(1, group.StudyId);
        _findStudy.Bind(2, group.Edition);
        if (!_findStudy.Step()) return default;
        (long, int) found = (_findStudy.Int64(0), _findStudy.Int32(1));
        _findStudy.Reset();
        return found;
    }

    private StudyCounts Count(long study, Counts change, long? pointsTotal)
    {
        _count.Bind(1, study);
        _count.Bind(2, change.Points);
        _count.Bind(3, change.Done);
        _count.Bind(4, change.Failed);
        _count.Bind(5, change.Extra);
        _count.Bind(6, pointsTotal);
        _count.Step();
        var counts = new StudyCounts(_count.Int64(0), _count.Int64(1), _count.Int64(2), _count.Int64(3), _count.Int64(4));
        _count.Reset();
        return counts;
    }

    private Counts Replaced(long study, long point, int replications)
    {
        _findRow.Bind(1, study);
        _findRow.Bind(2, point);
        if (!_findRow.Step()) return default;
        var counts = Counts.Of(_findRow.Int32(0), _findRow.Int32(1), _findRow.Int32(2), _findRow.Int32(3) != 0, _findRow.IsNull(4), replications);
        _findRow.Reset();
        return counts;
    }

    private void SetRow(long study, long? series, StudyPointRow row)
    {
        _setRow.Bind(1, study);
        _setRow.Bind(2, row.Index);
        _setRow.Bind(3, series);
        _setRow.Bind(4, row.SameAs);
        _setRow.Bind(5, row.Target);
        _setRow.Bind(6, row.Done);
        _setRow.Bind(7, row.Failed);
        _setRow.Bind(8, row.Settled ? 1 : 0);
        _setRow.Bind(9, row.Reason);
        _setRow.Step();
    }

    private void SetFailure(long study, long point, int replication, string reason)
    {
        _setFailure.Bind(1, study);
        _setFailure.Bind(2, point);
        _setFailure.Bind(3, replication);
        _setFailure.Bind(4, reason);
        _setFailure.Step();
    }

    private readonly record struct Counts(long Points, long Done, long Failed, long Extra)
    {
        public static Counts Of(StudyPointRow row, int replications) => Of(row.Target, row.Done, row.Failed, row.Settled, row.SameAs is null, replications);

        public static Counts Of(int target, int done, int failed, bool settled, bool own, int replications) =>
            own ? new Counts(settled ? 1 : 0, done, failed, target - replications) : default;

        public Counts Plus(Counts other, int times) =>
            new(Points + (times * other.Points), Done + (times * other.Done), Failed + (times * other.Failed), Extra + (times * other.Extra));
    }
}
