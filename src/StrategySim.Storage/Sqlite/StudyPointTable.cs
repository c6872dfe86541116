using Dapper;
using Microsoft.Data.Sqlite;
using StrategySim.Experiments.Store;
using StrategySim.Experiments.Studies;
using StrategySim.Simulation.Play;

namespace StrategySim.Storage.Sqlite;

/// <summary>Reads what is known of the points of studies, and their units.</summary>
internal static class StudyPointTable
{
    private const string FailedSql = "SELECT replication FROM unit_failure WHERE study = ?1 AND point = ?2 AND replication < ?3 ORDER BY replication";

    public static IReadOnlyList<StudyPointRow> List(SqliteConnection connection, string id, long from, int limit)
    {
        using var statement = new SqliteStatement(connection, """
            SELECT p.point, series.point_id, p.same_as, p.target, p.done, p.failed, p.settled, p.reason
            FROM study_point AS p LEFT JOIN series ON series.id = p.series
            WHERE p.study = (SELECT position FROM study WHERE id = ?1) AND p.point >= ?2
            ORDER BY p.point LIMIT ?3
            """);
        statement.Bind(1, id);
        statement.Bind(2, from);
        statement.Bind(3, limit);
        var rows = new List<StudyPointRow>();
        while (statement.Step())
        {
            rows.Add(new StudyPointRow(
                statement.Int64(0),
                statement.IsNull(1) ? null : statement.Text(1),
                statement.IsNull(2) ? null : statement.Int64(2),
                statement.Int32(3),
                statement.Int32(4),
                statement.Int32(5),
                statement.Int32(6) != 0,
                statement.IsNull(7) ? null : statement.Text(7)));
        }

        return rows;
    }

    /// <summary>Stored and failed replications below <paramref name="end"/> of each point; read from indexes alone.</summary>
    public static IReadOnlyList<KnownUnits> ListKnown(SqliteConnection connection, StudyRecord study, IReadOnlyList<(long Index, string PointId)> points, int end)
    {
        using var stored = new SqliteStatement(connection, """
            SELECT unit_block.block, unit_block.present FROM series CROSS JOIN unit_block ON unit_block.series = series.id
            WHERE series.model_version = ?1 AND series.point_id = ?2 AND series.seed = ?3 AND series.interventions_hash = '' AND unit_block.block <= ?4
            ORDER BY unit_block.block
            """);
        using var failed = new SqliteStatement(connection, FailedSql);
        stored.Bind(1, study.ModelVersion);
        stored.Bind(3, StoredText.OfSeed(study.Seed));
        stored.Bind(4, (end - 1) / UnitBlock.Capacity);
        failed.Bind(1, connection.QuerySingleOrDefault<long>("SELECT position FROM study WHERE id = @Id", new { study.Id }));
        failed.Bind(3, end);
        return [.. points.Select(point =>
        {
            stored.Bind(2, point.PointId);
            failed.Bind(2, point.Index);
            return new KnownUnits(Stored(stored, end), Numbers(failed));
        })];
    }

    public static IReadOnlyList<UnitFailure> ListFailures(SqliteConnection connection, string id, StudyPlace? after, int limit)
    {
        using var statement = new SqliteStatement(connection, """
            SELECT failed.point AS place, series.point_id, failed.replication AS unit, failed.reason
            FROM unit_failure AS failed
            JOIN study_point AS p ON p.study = failed.study AND p.point = failed.point
            JOIN series ON series.id = p.series
            WHERE failed.study = (SELECT position FROM study WHERE id = ?1) AND (failed.point, failed.replication) > (?2, ?3)
            UNION ALL
            SELECT point, NULL, -1, reason FROM study_point
            WHERE study = (SELECT position FROM study WHERE id = ?1) AND reason IS NOT NULL AND (point, -1) > (?2, ?3)
            ORDER BY place, unit LIMIT ?4
            """);
        statement.Bind(1, id);
        statement.Bind(2, after?.Index ?? -1);
        statement.Bind(3, after?.Replication ?? -1);
        statement.Bind(4, limit);
        var failures = new List<UnitFailure>();
        while (statement.Step())
        {
            bool whole = statement.IsNull(1);
            failures.Add(new UnitFailure(statement.Int64(0), whole ? null : statement.Text(1), whole ? null : statement.Int32(2), statement.Text(3)));
        }

        return failures;
    }

    /// <summary>Shows units of points in the order of the design and of replications; where to go on, or null at the end.</summary>
    public static StudyPlace? ReadUnits(SqliteConnection connection, string id, StudyPlace from, long before, int limit, StudyUnitVisitor visit)
    {
        // Points in one loop and units in another: joined in one statement, SQLite would sort the blocks of each point although they come in order.
        using var points = new SqliteStatement(connection, """
            SELECT study, point, series, target, failed FROM study_point
            WHERE study = (SELECT position FROM study WHERE id = ?1) AND point >= ?2 AND point < ?3 AND series IS NOT NULL AND same_as IS NULL
            ORDER BY point
            """);
        using var units = new UnitScan(connection);
        using var failed = new SqliteStatement(connection, FailedSql);
        points.Bind(1, id);
        points.Bind(2, from.Index);
        points.Bind(3, before);
        int left = limit;
        while (points.Step())
        {
            long point = points.Int64(1);
            int target = points.Int32(3), next = point == from.Index ? from.Replication : 0;
            HashSet<int> failures = [];
            if (points.Int64(4) > 0)
            {
                failed.Bind(1, points.Int64(0));
                failed.Bind(2, point);
                failed.Bind(3, target);
                failures = [.. Numbers(failed)];
            }

            bool all = units.Show(points.Int64(2), next, target, (replication, unit) =>
            {
                // What failed in this study is not among its units, should another have come to an end with it.
                if (failures.Contains(replication)) return true;
                Visit(visit, new StudyPlace(point, replication), unit);
                next = replication + 1;
                return --left > 0;
            });
            if (all) continue;
            points.Reset();
            return new StudyPlace(point, next);
        }

        return null;
    }

    /// <summary>Shows the units of one point in the order of replications.</summary>
    public static void ReadPoint(SqliteConnection connection, StudyRecord study, (long Index, string PointId) point, int end, StudyUnitVisitor visit)
    {
        if (UnitReader.FindSeries(connection, new UnitKey(study.ModelVersion, point.PointId, study.Seed, 0, "")) is not { } series) return;
        using var units = new UnitScan(connection);
        units.Show(series, 0, end, (replication, unit) =>
        {
            Visit(visit, new StudyPlace(point.Index, replication), unit);
            return true;
        });
    }

    private static void Visit(StudyUnitVisitor visit, StudyPlace place, ReadOnlySpan<byte> unit) =>
        visit(place, PackedUnit.RoundsOf(unit), PackedUnit.HashOf(unit), PackedUnit.ValuesOf(unit));

    private static int[] Stored(SqliteStatement blocks, int end)
    {
        if (!blocks.Step()) return [];
        var numbers = new List<int>();
        do
        {
            int block = blocks.Int32(0);
            numbers.AddRange(UnitBlock.Replications(block, (ulong)blocks.Int64(1) & UnitBlock.Between(block, 0, end)));
        }
        while (blocks.Step());
        return [.. numbers];
    }

    private static int[] Numbers(SqliteStatement statement)
    {
        if (!statement.Step()) return [];
        var numbers = new List<int>();
        do numbers.Add(statement.Int32(0));
        while (statement.Step());
        return [.. numbers];
    }
}
